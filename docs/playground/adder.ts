// The adder: trained in one thread, examined in another, shown here.
import { createCurves, percent, type Report } from './adder/curves';
import { addColumns, columnsFor, writtenBy } from './adder/columns';
import { showMachine } from './adder/machineView';
import { showProof } from './adder/proofView';
import type { Answer, CarryLine, Pace, Progress } from './adder/protocol';
import { createAdder } from './adder/settings';
import {
  fields,
  MOST_COLUMNS,
  MOST_STEPS,
  readEdits,
  settingsOf,
  wantsOf,
  writeEdits,
  type State,
} from './adder/state';
import { createSumView } from './adder/sumView';
import { startThread, type Thread } from './adder/threads';
import { createWeightsView, matricesOf, type WeightsView } from './adder/weightsView';
import { tieToAddress } from './parts/address';
import { button, checkbox, options, slider } from './parts/controls';
import { byId, counted, everyFrame, shown } from './parts/elements';

const FIRST_GOAL = 4000;
const MORE = 2000;
const NO_LINE: CarryLine = { weights: [], bias: 0, accuracy: 0 };

const tied = tieToAddress<State>(fields, (now, before, back) => {
  if (back) giveUp();
  follow(now, before);
  redraw();
});

/** The network as the trainer last told it: which settings, how many steps. */
let trained: { key: string; step: number; parameters: Float64Array } | undefined;
let model = createAdder(settingsOf(tied.now));
let line: CarryLine = NO_LINE;
let reports: Report[] = [];
let running = false;
/** The number of the training that is heeded. */
let run = 0;
/** While a view from the address is being made again, its number of steps stands. */
let restoring = false;
let chosen: { index: number; name: string } | undefined;
let weights: WeightsView | undefined;
let failure = '';

const keyOf = (state: State): string => JSON.stringify(settingsOf(state));

// ── Training ────────────────────────────────────────────────────────────────────────────────────────────────

const trainer = startThread(heard);

/** Brings the trainer to where the address says, and the examiner to what was changed. */
function follow(now: State, before: State): void {
  const same = trained?.key === keyOf(now);
  if (!running && (!same || trained?.step !== now.step)) {
    if (!same) model = createAdder(settingsOf(now));
    start(now.step, !same || (trained?.step ?? 0) > now.step, 'fast');
    restoring = true;
  } else if (!running && (now.edits !== before.edits || now.ask !== before.ask)) examineSoon();
}

function start(upTo: number, fresh: boolean, pace: Pace): void {
  running = true;
  failure = '';
  if (fresh) {
    trained = undefined;
    reports = [];
    weights = undefined;
    chosen = undefined;
  }
  stopExamining();
  trainer.ask({ kind: 'train', run: ++run, settings: settingsOf(tied.now), fresh, upTo, pace });
}

/** Ends a training without waiting for its last word. Nobody knows how far it came, so the next one begins anew. */
function giveUp(): void {
  if (running) {
    trainer.ask({ kind: 'pause' });
    trained = undefined;
  }
  running = restoring = false;
  run++;
}

function heard(answer: Answer): void {
  if ('run' in answer && answer.run !== run) return;
  if (answer.kind === 'progress') progressed(answer);
  else if (answer.kind === 'ended') {
    running = restoring = false;
    if (answer.step !== tied.now.step) tied.set({ step: answer.step });
    examineSoon();
  } else if (answer.kind === 'failed') {
    running = restoring = false;
    failure = answer.message;
  }
  redraw();
}

function progressed({ step, loss, sums, longSums, parameters, line: found }: Progress): void {
  trained = { key: keyOf(tied.now), step, parameters };
  line = found;
  if (reports.at(-1)?.step !== step) reports.push({ step, loss, sums, longSums });
  if (!restoring && step !== tied.now.step) tied.set({ step });
}

const paceNow = (): Pace => (byId('fast', HTMLInputElement).checked ? 'fast' : 'watch');
/** A network that is only being made, with no step to take, has nothing to pause. */
const canPause = (): boolean => running && !(restoring && tied.now.step === 0);
const go = button('go', () => {
  if (canPause()) return trainer.ask({ kind: 'pause' });
  restoring = false;
  const { step } = tied.now;
  const goal = Math.min(MOST_STEPS, step < FIRST_GOAL ? FIRST_GOAL : step + MORE);
  start(goal, trained === undefined, paceNow());
  tied.set({ edits: '' }, true);
});
button('reset', () => change({ step: 0 }));
checkbox('fast', () => trainer.ask({ kind: 'pace', pace: paceNow() }));

/** Other settings: another network, not trained yet. */
function change(change: Partial<State>): void {
  giveUp();
  trained = undefined;
  tied.set({ step: 0, edits: '', ...change }, true);
}

const controls = {
  units: slider('units', {
    write: (value) => shown(value, 0),
    changed: (units, done) => done && change({ units }),
  }),
  activation: options<State['activation']>('activation', (activation) => change({ activation })),
  first: options<State['first']>('first', (first) => change({ first })),
  rate: options('rate', (rate) => change({ rate })),
  noise: checkbox('noise', (on) => change({ noise: on ? 'on' : 'off' })),
  price: checkbox('price', (on) => change({ price: on ? 'on' : 'off' })),
};
const seed = byId('seed', HTMLInputElement);
seed.addEventListener('change', () => change({ seed: fields.seed.read(seed.value) ?? tied.now.seed }));
button('next-seed', () => change({ seed: (tied.now.seed % 9999) + 1 }));
const drawCurves = createCurves(byId('loss', HTMLCanvasElement), byId('accuracy', HTMLCanvasElement));

// ── Adding ──────────────────────────────────────────────────────────────────────────────────────────────────

const operands = { a: byId('a', HTMLInputElement), b: byId('b', HTMLInputElement) };
for (const [name, input] of Object.entries(operands)) {
  input.addEventListener('change', () => {
    const digits = input.value.replace(/[\s,.]/g, '');
    const value = fields.a.read(digits);
    if (value === undefined) input.setAttribute('aria-invalid', 'true');
    else {
      input.removeAttribute('aria-invalid');
      tied.set({ [name]: String(BigInt(value)), columns: fields.columns.fallback, t: -1 }, true);
    }
  });
}

const columnsNow = (): number =>
  columnsFor(BigInt(tied.now.a), BigInt(tied.now.b), tied.now.columns, MOST_COLUMNS);
const doneNow = (): number => (tied.now.t < 0 ? columnsNow() : Math.min(tied.now.t, columnsNow()));

const sumView = createSumView(byId('columns', HTMLTableElement), (operand, t) => {
  const value = BigInt(tied.now[operand]) ^ (1n << BigInt(t));
  tied.set(
    { [operand]: String(value), columns: Math.max(tied.now.columns, Math.min(MOST_COLUMNS, columnsNow())) },
    true,
  );
});

let playing: ReturnType<typeof setInterval> | undefined;
const playButton = button('play', () => {
  if (playing !== undefined) return stopPlaying();
  tied.set({ t: 0 }, true);
  playButton.textContent = 'Pause';
  playing = setInterval(() => {
    tied.set({ t: doneNow() + 1 });
    if (doneNow() >= columnsNow()) stopPlaying();
  }, 700);
});

function stopPlaying(): void {
  clearInterval(playing);
  playing = undefined;
  playButton.textContent = 'Bit by bit';
}

function step(t: number): void {
  stopPlaying();
  tied.set({ t: Math.max(0, Math.min(columnsNow(), t)) }, true);
}
button('before', () => step(doneNow() - 1));
button('after', () => step(tied.now.t < 0 || doneNow() >= columnsNow() ? 1 : doneNow() + 1));
button('all', () => {
  stopPlaying();
  tied.set({ t: -1 }, true);
});
button('long', () => tied.set({ a: String(2n ** 16n - 1n), b: '1', columns: 17, t: -1 }, true));
button('random', () => {
  const [a = 0, b = 0] = crypto.getRandomValues(new Uint8Array(2));
  tied.set({ a: String(a), b: String(b), columns: 9, t: -1 }, true);
});

const sumLine = byId('sum', HTMLParagraphElement);
const reading = byId('reading', HTMLParagraphElement);
function drawSum(): void {
  const { a, b } = tied.now;
  // Not while somebody types.
  for (const [name, input] of Object.entries(operands))
    if (document.activeElement !== input) input.value = name === 'a' ? a : b;
  const T = columnsNow();
  const done = doneNow();
  const columns = addColumns(model, line, BigInt(a), BigInt(b), T);
  const highest = Math.max(1, ...columns.flatMap(({ h }) => Array.from(h, Math.abs)));
  sumView.show(columns, done, tied.now.units, highest, tied.now.t >= 0);
  const sum = BigInt(a) + BigInt(b);
  const written = writtenBy(columns);
  const says =
    done < T
      ? `${done} of ${T} bits`
      : written === sum
        ? `= ${numberText(sum)} ✓`
        : `= ${numberText(written)} ✗, but it is ${numberText(sum)}`;
  if (sumLine.textContent !== says) sumLine.textContent = says;
  sumLine.classList.toggle('wrong', done === T && written !== sum);
  reading.textContent = `The upper lamps are the true carries into each column. The lamps below them are read off the hidden state by one line, which is right on ${percent(line.accuracy)} of the states of some random sums.`;
}

const numberText = (value: bigint): string => value.toLocaleString('en-US');

// ── Looking inside ──────────────────────────────────────────────────────────────────────────────────────────

const machinePlace = byId('machine', HTMLDivElement);
const proofPlace = byId('proof', HTMLDivElement);
let examiner: Thread | undefined;
let request = 0;
let soon: ReturnType<typeof setTimeout> | undefined;
/** Where an examination is not up to date, its place says so. */
function stopExamining(): void {
  clearTimeout(soon);
  examiner?.end();
  examiner = undefined;
  for (const place of [machinePlace, proofPlace]) place.classList.add('old');
}

function examineSoon(): void {
  stopExamining();
  soon = setTimeout(() => {
    if (!trained || running) return;
    const wants = wantsOf(tied.now);
    if (wants.proof) proofPlace.setAttribute('aria-busy', 'true');
    examiner = startThread(examined);
    examiner.ask({
      kind: 'examine',
      id: ++request,
      settings: settingsOf(tied.now),
      parameters: parametersNow(),
      wants,
    });
  }, 120);
}

function examined(answer: Answer): void {
  if (answer.kind === 'failed') failure = answer.message;
  if (answer.kind !== 'examination' || answer.id !== request) return redraw();
  line = answer.line;
  proofPlace.removeAttribute('aria-busy');
  if (answer.machine) showMachine(machinePlace, answer.machine);
  else machinePlace.replaceChildren();
  if (answer.proof) {
    showProof(proofPlace, answer.proof, line, ({ a, b, columns }) => {
      tied.set({ a: String(a), b: String(b), columns: Math.min(MOST_COLUMNS, columns), t: -1 }, true);
      byId('add', HTMLElement).scrollIntoView();
    });
    reportBreak(answer.proof.certificate !== undefined, answer.proof.counterexample !== undefined);
  } else proofPlace.replaceChildren();
  for (const place of [machinePlace, proofPlace]) place.classList.remove('old');
  examiner?.end();
  examiner = undefined;
  redraw();
}

const ask = (word: 'machine' | 'proof'): void => {
  const wanted = { ...wantsOf(tied.now), [word]: true };
  const words = [wanted.machine && 'machine', wanted.proof && 'proof'].filter(Boolean).join(',');
  if (words === tied.now.ask) examineSoon();
  else tied.set({ ask: words }, true);
};
button('extract', () => ask('machine'));
button('prove', () => ask('proof'));

// ── Breaking ────────────────────────────────────────────────────────────────────────────────────────────────

const edits = (): Map<number, number> => readEdits(tied.now.edits);
function parametersNow(): Float64Array {
  const flat = trained?.parameters.slice() ?? new Float64Array(model.parameters.flat.length);
  for (const [index, value] of edits()) if (index < flat.length) flat[index] = value;
  return flat;
}

const broken = byId('broken', HTMLParagraphElement);
const restore = button('restore', () => tied.set({ edits: '' }, true));
const weightInput = byId('weight', HTMLInputElement);
const weightSlider = slider('weight', {
  write: (value) => shown(value),
  changed: (value, done) => {
    if (chosen) tied.set({ edits: writeEdits(edits().set(chosen.index, value)) }, done);
  },
});
button('flip', () => {
  // The strongest connection from bit to bit that is still whole.
  const matrix = matricesOf(model.parameters, tied.now.units).find(({ name }) => name === 'cell0.W_hh');
  if (!matrix || !trained) return;
  const { units } = tied.now;
  const indices = Array.from({ length: units * units }, (_, n) => matrix.start + n).filter(
    (index) => !edits().has(index),
  );
  const sizeOf = (index: number): number => Math.abs(trained?.parameters[index] ?? 0);
  const index = indices.sort((m, n) => sizeOf(n) - sizeOf(m))[0];
  if (index === undefined) return;
  const place = index - matrix.start;
  chosen = { index, name: `unit ${Math.floor(place / units) + 1} → unit ${(place % units) + 1}` };
  const wants = { ...wantsOf(tied.now), proof: true };
  tied.set(
    { edits: writeEdits(edits().set(index, 0)), ask: wants.machine ? 'machine,proof' : 'proof' },
    true,
  );
});

function reportBreak(proved: boolean, found: boolean): void {
  const count = edits().size;
  if (count === 0) broken.textContent = '';
  else {
    const changed = count === 1 ? 'One weight is changed' : `${count} weights are changed`;
    broken.textContent = proved
      ? `${changed}, and the proof still stands.`
      : `${changed}, and the proof has fallen${found ? '; a sum that comes out wrong stands above' : ', though no wrong sum was found'}.`;
  }
}

function drawWeights(): void {
  const flat = parametersNow();
  const changed = edits();
  weights ??= createWeightsView(
    byId('weights', HTMLElement),
    matricesOf(model.parameters, tied.now.units),
    (place) => {
      chosen = place;
      weightInput.disabled = running; // before the focus can go there
      redraw();
      weightInput.focus();
    },
  );
  weights.show(flat, new Set(changed.keys()), chosen?.index);
  const label = byId('weight-label', HTMLElement);
  weightInput.disabled = !chosen || running;
  label.textContent = chosen?.name ?? 'no weight chosen';
  if (chosen) weightSlider.show(flat[chosen.index] ?? 0);
  restore.disabled = changed.size === 0;
  if (changed.size === 0) broken.textContent = '';
}

// ── Drawing ─────────────────────────────────────────────────────────────────────────────────────────────────

/** One frame later, so that a training of many units does not fill a frame with both. */
const drawWeightsNext = everyFrame(drawWeights);
const trainingLine = byId('training', HTMLParagraphElement);
const redraw = everyFrame(() => {
  drawCurves(reports);
  const { units, activation, first, rate, noise, price, seed: shownSeed } = tied.now;
  controls.units.show(units);
  controls.activation.show(activation);
  controls.first.show(first);
  controls.rate.show(rate);
  controls.noise.show(noise === 'on');
  controls.price.show(price === 'on');
  if (document.activeElement !== seed) seed.value = String(shownSeed);
  go.textContent = canPause() ? 'Pause' : tied.now.step === 0 ? 'Train' : 'Train on';
  if (trained) model.parameters.flat.set(parametersNow());
  drawSum();
  drawWeightsNext();
  trainingLine.setAttribute('aria-live', running ? 'off' : 'polite');
  const words = failure || trainingWords();
  if (trainingLine.textContent !== words) trainingLine.textContent = words;
});

function trainingWords(): string {
  const last = reports.at(-1);
  const count = `${counted(model.parameters.flat.length)} weights`;
  if (!last || last.step === 0) return `${count}, not trained yet.`;
  const all = last.sums === 1 && last.longSums === 1;
  return `${count}, ${counted(last.step)} steps: ${percent(last.sums)} of 8-bit sums and ${percent(last.longSums)} of 64-bit sums are right.${all && !running ? ' Ask for the proof.' : ''}`;
}

follow(tied.now, tied.now);
redraw();
