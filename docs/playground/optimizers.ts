// Five optimizers race over a surface that the reader picks.
import { tieToAddress } from './parts/address';
import { button, checkbox, options, slider } from './parts/controls';
import { color, onCanvas } from './parts/canvas';
import { byId, everyFrame, html, shown, shownShort } from './parts/elements';
import { drawPath, paintSurface, STYLES, viewOf, type View } from './optimizers/map';
import { MOST_STEPS, walk, type Walk } from './optimizers/race';
import { fields, rateOf, startOf, type State } from './optimizers/state';
import {
  RACERS,
  SURFACES,
  type Point,
  type Racer,
  type Surface,
  type SurfaceName,
} from './optimizers/surfaces';

const tied = tieToAddress<State>(fields, (now, before, back) => {
  if (back) stop();
  if (now.surface !== before.surface || now.from !== before.from || now.rates !== before.rates)
    walks = undefined;
  redraw();
});

const surfaceNow = (): Surface => SURFACES[tied.now.surface];

const startNow = (): Point => startOf(tied.now);
const takesPart = (racer: Racer): boolean => !tied.now.without.split(',').includes(racer);

let walks: readonly Walk[] | undefined;
const walksNow = (): readonly Walk[] =>
  (walks ??= RACERS.map((racer) => walk(racer, rateOf(tied.now, racer), surfaceNow(), startNow())));

// The table: one row for each racer, with a checkbox, a slider and what it has reached.
const controls = RACERS.map((racer) => {
  const { name, letter } = STYLES[racer];
  const loss = html('td');
  const far = html('td');
  const row = html(
    'tr',
    { class: `racer ${racer}` },
    html(
      'th',
      { scope: 'row' },
      html(
        'label',
        {},
        html('input', { type: 'checkbox', id: `on-${racer}` }),
        html('i', { 'aria-hidden': 'true' }, letter),
        ` ${name}`,
      ),
    ),
    html(
      'td',
      {},
      html(
        'div',
        { class: 'rate' },
        html('input', {
          type: 'range',
          id: `rate-${racer}`,
          min: -3,
          max: 0.4,
          step: 0.01,
          'aria-label': `Learning rate of ${name}`,
        }),
        html('output', { id: `rate-${racer}-value`, for: `rate-${racer}` }),
      ),
    ),
    loss,
    far,
  );
  byId('racers', HTMLTableSectionElement).append(row);
  const scale = { toValue: (place: number) => Number((10 ** place).toPrecision(2)), toPlace: Math.log10 };
  const rate = slider(`rate-${racer}`, {
    write: String,
    scale,
    changed: (value, done) => setRate(racer, value, done),
  });
  const on = checkbox(`on-${racer}`, (checked) => {
    const out = RACERS.filter((each) => (each === racer ? !checked : !takesPart(each)));
    tied.set({ without: out.join(',') }, true);
  });
  return { racer, row, loss, far, rate, on };
});

function setRate(racer: Racer, value: number, done: boolean): void {
  const changed = RACERS.map(
    (each) => [each, each === racer ? value : rateOf(tied.now, each)] as const,
  ).filter(([each, rate]) => rate !== surfaceNow().rates[each]);
  tied.set({ rates: changed.map(([each, rate]) => `${each}:${rate}`).join(',') }, done);
}

let running: number | undefined;
const runButton = button('run', () => (running === undefined ? run() : stop()));
button('one', () => {
  stop();
  tied.set({ at: Math.min(MOST_STEPS, tied.now.at + 1) }, true);
});
button('back', () => {
  stop();
  tied.set({ at: 0 }, true);
});
button('rates', () => tied.set({ rates: '' }, true));
const stepSlider = slider('at', {
  write: (value) => shown(value, 0),
  changed: (at, done) => tied.set({ at }, done),
});
const surfaces = options<SurfaceName>('surface', (surface) => {
  stop();
  tied.set({ surface, from: '', rates: '', at: 0 }, true);
});

/** Twenty steps a second; whoever asks for less motion gets the end at once. */
function run(): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const from = tied.now.at >= lastStep() ? 0 : tied.now.at;
  tied.set({ at: calm ? lastStep() : from }, true);
  if (calm) return;
  const startedAt = performance.now();
  runButton.textContent = 'Pause';
  const tick = (now: number): void => {
    const at = Math.min(lastStep(), from + Math.floor(((now - startedAt) / 1000) * 20));
    if (at !== tied.now.at) tied.set({ at });
    if (at >= lastStep()) stop();
    else running = requestAnimationFrame(tick);
  };
  running = requestAnimationFrame(tick);
}

function stop(): void {
  if (running !== undefined) cancelAnimationFrame(running);
  running = undefined;
  runButton.textContent = 'Race';
}

/** The race is over when all who will arrive or be lost have done so. */
function lastStep(): number {
  const ends = walksNow()
    .filter(({ racer }) => takesPart(racer))
    .map(({ arrived, lost }) => (arrived ?? lost ?? MOST_STEPS - 10) + 10);
  return Math.min(MOST_STEPS, Math.max(10, ...ends));
}

const canvas = byId('map', HTMLCanvasElement);
let view: View | undefined;
let painted: { readonly key: string; readonly picture: HTMLCanvasElement } | undefined;
const isDark = (): boolean => color('--paper') === '#14171e';
const drawMap = onCanvas(canvas, ({ context, width, height }) => {
  const surface = surfaceNow();
  view = viewOf(surface, width, height);
  const key = `${tied.now.surface} ${width} ${height} ${isDark()}`;
  if (painted?.key !== key) painted = { key, picture: paintSurface(surface, width, height) };
  context.drawImage(painted.picture, 0, 0, width, height);
  drawLowest(context, surface);
  for (const { racer, path } of walksNow()) {
    if (takesPart(racer)) drawPath(context, path.slice(0, tied.now.at + 1), racer, view, isDark());
  }
});

/** A cross at each of the lowest places of the map. */
function drawLowest(context: CanvasRenderingContext2D, { x, y, height, lowest }: Surface): void {
  const known: readonly Point[] = [
    [0, 0],
    [1, 1],
    [0, Math.SQRT2],
    [0, -Math.SQRT2],
    [-1.484, 0],
  ];
  context.strokeStyle = color('--ink');
  context.lineWidth = 2;
  for (const place of known) {
    const inside = place[0] >= x[0] && place[0] <= x[1] && place[1] >= y[0] && place[1] <= y[1];
    if (!view || !inside || height(...place) - lowest > 1e-3) continue;
    const [left, top] = view.toCanvas(place);
    context.beginPath();
    context.moveTo(left - 7, top);
    context.lineTo(left + 7, top);
    context.moveTo(left, top - 7);
    context.lineTo(left, top + 7);
    context.stroke();
  }
}

canvas.addEventListener('click', ({ offsetX, offsetY }) => view && startAt(view.toPlane(offsetX, offsetY)));
canvas.addEventListener('keydown', (event) => {
  const moves: Readonly<Record<string, Point>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, 1],
    ArrowDown: [0, -1],
  };
  const move = moves[event.key];
  if (!move) return;
  event.preventDefault();
  const { x, y } = surfaceNow();
  const [fromX, fromY] = startNow();
  startAt([fromX + (move[0] * (x[1] - x[0])) / 40, fromY + (move[1] * (y[1] - y[0])) / 40]);
});

function startAt([x, y]: Point): void {
  stop();
  const { x: xs, y: ys } = surfaceNow();
  const inside = (value: number, [low, high]: readonly [number, number]): string =>
    Math.min(high, Math.max(low, value)).toFixed(2);
  tied.set({ from: `${inside(x, xs)},${inside(y, ys)}`, at: 0 }, true);
}

const statusLine = byId('status', HTMLParagraphElement);
const redraw = everyFrame(() => {
  const { at, surface } = tied.now;
  surfaces.show(surface);
  stepSlider.show(at);
  byId('surface-words', HTMLElement).textContent = surfaceNow().words;
  const taking = walksNow().filter(({ racer }) => takesPart(racer));
  for (const { racer, row, loss, far, rate, on } of controls) {
    const { path, arrived, lost } = walksNow().find((each) => each.racer === racer) as Walk;
    rate.show(rateOf(tied.now, racer));
    on.show(takesPart(racer));
    row.classList.toggle('out', !takesPart(racer));
    const [x, y] = path[Math.min(at, path.length - 1)] ?? [0, 0];
    loss.textContent = shownShort(Math.max(0, surfaceNow().height(x, y) - surfaceNow().lowest));
    far.textContent =
      arrived !== undefined && at >= arrived
        ? `⚑ step ${arrived}`
        : lost !== undefined && at >= lost
          ? `ran away at ${lost}`
          : 'on its way';
  }
  const verdict = saying(taking, at);
  if (statusLine.textContent !== verdict && running === undefined) statusLine.textContent = verdict;
  canvas.setAttribute(
    'aria-label',
    `Map of ${surfaceNow().title.toLowerCase()} with the ways of ${taking.length} optimizers from ${startNow()
      .map((value) => shown(value, 1))
      .join(', ')}, ${at} steps. ${verdict}`,
  );
  drawMap();
});

function saying(taking: readonly Walk[], at: number): string {
  const arrived = taking
    .filter((each) => each.arrived !== undefined && each.arrived <= at)
    .sort((a, b) => (a.arrived ?? 0) - (b.arrived ?? 0));
  const first = arrived[0];
  if (at === 0) return 'At the start.';
  if (!first) return `After ${at} steps nobody has arrived.`;
  const lost = taking.filter((each) => each.lost !== undefined && each.lost <= at).length;
  return `${STYLES[first.racer].name} was first, at step ${first.arrived}; ${arrived.length} of ${taking.length} have arrived${lost > 0 ? `, ${lost} ran away` : ''}.`;
}

redraw();
