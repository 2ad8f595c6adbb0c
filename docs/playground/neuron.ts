// One neuron with two inputs: sliders, its decision line, and gradient descent on one of four gates.
import { createParameters } from '../../lib/src/core/parameters';
import { sigmoid } from '../../lib/src/neural/activations';
import { Dense } from '../../lib/src/neural/dense';
import { lossInPlace } from '../../lib/src/neural/losses';
import { createOptimizer } from '../../lib/src/neural/optimizers';
import { fields, GATES, type Gate, type State } from './neuron/state';
import { tieToAddress } from './parts/address';
import { button, options, slider } from './parts/controls';
import { byId, everyFrame, html, shown, svg } from './parts/elements';

const INPUTS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;
const X = Float64Array.from(INPUTS.flat());

const tied = tieToAddress<State>(fields, (_now, _before, back) => {
  if (back) stop();
  redraw();
});

// The neuron is a dense layer of the course's library; the sigmoid is inside of its loss.
const neuron = new Dense({ inputSize: 2, outputSize: 1 });
const parameters = createParameters(neuron.shapes);
const gradients = createParameters(neuron.shapes);
const LEARNING_RATE = 2;
const optimizer = createOptimizer({ kind: 'sgd', learningRate: LEARNING_RATE }, parameters.flat.length);
const a = new Float64Array(4);
const da = new Float64Array(4);

/** The pre-activations of the four inputs, and the mean cross-entropy. */
function look(): number {
  const { gate, w1, w2, b } = tied.now;
  parameters.flat.set([w1, w2, b]);
  neuron.forward(parameters, X, a);
  return lossInPlace('binaryCrossEntropy', a, Float64Array.from(GATES[gate]), da, { outputSize: 1 });
}

function learnOnce(history: boolean): void {
  look();
  gradients.flat.fill(0);
  neuron.backward(parameters, X, a, da, gradients);
  optimizer.stepInPlace(parameters.flat, gradients.flat);
  const [w1 = 0, w2 = 0, b = 0] = parameters.flat;
  tied.set(
    {
      w1: fields.w1.read(String(w1)) ?? 0,
      w2: fields.w2.read(String(w2)) ?? 0,
      b: fields.b.read(String(b)) ?? 0,
    },
    history,
  );
}

let learning: number | undefined;
const learnButton = button('learn', () => (learning === undefined ? learn() : stop()));
button('step', () => {
  stop();
  learnOnce(true);
});
button('reset', () => {
  stop();
  tied.set({ w1: fields.w1.fallback, w2: fields.w2.fallback, b: fields.b.fallback }, true);
});

const STEPS = 300;
function learn(): void {
  let steps = 0;
  learnButton.textContent = 'Stop';
  tied.set({}, true);
  const run = (): void => {
    learnOnce(false);
    if (++steps < STEPS) learning = requestAnimationFrame(run);
    else stop();
  };
  learning = requestAnimationFrame(run);
}

function stop(): void {
  if (learning !== undefined) cancelAnimationFrame(learning);
  learning = undefined;
  learnButton.textContent = 'Let it learn';
}

const gates = options<Gate>('gate', (gate) => tied.set({ gate }, true));
const tell = (name: 'w1' | 'w2' | 'b') => (value: number, done: boolean) => {
  stop();
  tied.set({ [name]: value }, done);
};
const sliders = {
  w1: slider('w1', { changed: tell('w1') }),
  w2: slider('w2', { changed: tell('w2') }),
  b: slider('b', { changed: tell('b') }),
};

// The plane, from −0.5 to 1.5 in both directions.
const SIZE = 480;
const CELLS = 24;
const place = (value: number): number => ((value + 0.5) / 2) * SIZE;
const plane = byId('plane', SVGSVGElement);
const shades = Array.from({ length: CELLS * CELLS }, (_, n) => {
  const side = SIZE / CELLS;
  return svg('rect', {
    x: (n % CELLS) * side,
    y: Math.floor(n / CELLS) * side,
    width: side,
    height: side,
  });
});
const line = svg('line', { class: 'decision' });
const arrow = svg('path', { class: 'normal' });
const marks = INPUTS.map(([x1, x2]) =>
  svg('g', { transform: `translate(${place(x1)} ${SIZE - place(x2)})` }),
);
plane.append(svg('g', { class: 'shades' }, ...shades), ...axes(), line, arrow, ...marks);

function axes(): SVGElement[] {
  const label = (text: string, x: number, y: number): SVGElement =>
    svg('text', { x, y, class: 'tick' }, text);
  const zero = place(0);
  const one = place(1);
  return [
    svg('path', {
      class: 'axis',
      d: `M${zero} ${SIZE}V0M${one} ${SIZE}V0M0 ${SIZE - zero}H${SIZE}M0 ${SIZE - one}H${SIZE}`,
    }),
    label('0', zero + 8, SIZE - 8),
    label('1', one + 8, SIZE - 8),
    label('x₁', SIZE - 26, SIZE - 8),
    label('0', 8, SIZE - zero - 8),
    label('1', 8, SIZE - one - 8),
    label('x₂', 8, 20),
  ];
}

function drawShades(): void {
  const { w1, w2, b } = tied.now;
  shades.forEach((shade, n) => {
    const x1 = (((n % CELLS) + 0.5) / CELLS) * 2 - 0.5;
    const x2 = 1.5 - ((Math.floor(n / CELLS) + 0.5) / CELLS) * 2;
    const h = sigmoid(w1 * x1 + w2 * x2 + b);
    shade.setAttribute('class', h > 0.5 ? 'yes' : 'no');
    shade.setAttribute('fill-opacity', (Math.abs(h - 0.5) * 0.8).toFixed(3));
  });
}

/** Where w·x + b = 0 crosses the plane, and an arrow to the side of "yes". */
function drawLine(): void {
  const { w1, w2, b } = tied.now;
  const length = Math.hypot(w1, w2);
  const seen = length > 1e-9 && Math.abs(b + (w1 + w2) / 2) / length < 1.5;
  line.style.display = arrow.style.display = seen ? '' : 'none';
  if (!seen) return;
  const [n1, n2] = [w1 / length, w2 / length];
  // The foot of the perpendicular from the middle of the plane, (½, ½).
  const distance = (b + (w1 + w2) / 2) / length;
  const [p1, p2] = [0.5 - distance * n1, 0.5 - distance * n2];
  const at = (x1: number, x2: number): [number, number] => [place(x1), SIZE - place(x2)];
  const [[x, y], [u, v]] = [at(p1 - 3 * n2, p2 + 3 * n1), at(p1 + 3 * n2, p2 - 3 * n1)];
  for (const [name, value] of Object.entries({ x1: x, y1: y, x2: u, y2: v }))
    line.setAttribute(name, String(value));
  const [foot, tip] = [at(p1, p2), at(p1 + 0.16 * n1, p2 + 0.16 * n2)];
  const [left, right] = [
    at(p1 + 0.12 * n1 - 0.03 * n2, p2 + 0.12 * n2 + 0.03 * n1),
    at(p1 + 0.12 * n1 + 0.03 * n2, p2 + 0.12 * n2 - 0.03 * n1),
  ];
  arrow.setAttribute('d', `M${foot.join()}L${tip.join()}M${left.join()}L${tip.join()}L${right.join()}`);
}

function drawMarks(says: readonly number[]): void {
  const wanted = GATES[tied.now.gate];
  marks.forEach((mark, n) => {
    const right = says[n] === wanted[n];
    const shape =
      wanted[n] === 0 // as in the figures of the course
        ? svg('circle', { r: 15 })
        : svg('rect', { x: -13, y: -13, width: 26, height: 26, transform: 'rotate(45)' });
    const text = svg('text', { 'text-anchor': 'middle', dy: 6 }, String(wanted[n]));
    mark.replaceChildren(
      shape,
      text,
      ...(right ? [] : [svg('text', { class: 'wrong', x: 24, y: -12 }, '✗')]),
    );
    mark.setAttribute('class', `mark ${wanted[n] === 1 ? 'yes' : 'no'}`);
  });
}

const rows = byId('rows', HTMLTableSectionElement);
const statusLine = byId('status', HTMLParagraphElement);
const words = byId('plane-words', HTMLElement);
const equation = byId('equation', HTMLParagraphElement);

const redraw = everyFrame(() => {
  const loss = look();
  const { gate, w1, w2, b } = tied.now;
  gates.show(gate);
  sliders.w1.show(w1);
  sliders.w2.show(w2);
  sliders.b.show(b);
  const says = Array.from(a, (value) => (value > 0 ? 1 : 0));
  const wanted = GATES[gate];
  const right = says.filter((said, n) => said === wanted[n]).length;
  drawShades();
  drawLine();
  drawMarks(says);
  equation.textContent = `a = ${shown(w1, 1)}·x₁ ${b2(w2)}·x₂ ${b2(b)}`;
  rows.replaceChildren(
    ...INPUTS.map(([x1, x2], n) => {
      const value = a[n] ?? 0;
      const fine = says[n] === wanted[n];
      const cells = [x1, x2, wanted[n] ?? 0, shown(value), shown(sigmoid(value)), says[n] ?? 0].map((cell) =>
        html('td', {}, String(cell)),
      );
      return html(
        'tr',
        {},
        ...cells,
        html('td', { class: fine ? 'right' : 'wrong' }, fine ? '✓ right' : '✗ wrong'),
      );
    }),
  );
  const note =
    gate === 'xor'
      ? ' No line gets more than three of XOR right.'
      : right === 4
        ? ' The line separates the circles from the diamonds.'
        : '';
  const verdict = `${right} of 4 right; the loss is ${shown(loss, 3)}.${note}`;
  if (statusLine.textContent !== verdict) statusLine.textContent = verdict;
  words.textContent = `The plane of the two inputs. ${gate.toUpperCase()} wants 1 at the diamonds and 0 at the circles; the neuron says 1 on the side to which the arrow points. ${right} of 4 are right.`;
});

/** A number as a term of a sum. */
const b2 = (value: number): string => `${value < 0 ? '−' : '+'} ${shown(Math.abs(value), 1)}`;

redraw();
