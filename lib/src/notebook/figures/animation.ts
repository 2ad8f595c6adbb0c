import type { Figure, Layout, Trace } from '../figure';

/** A place of a figure, in the units of its axes, that leads to another step when it is clicked. */
export interface Press {
  readonly x: number;
  readonly y: number;
  /** The name of the step. */
  readonly step: string;
}

/** One step of an animation: a whole figure, and what the slider calls it. */
export interface AnimationStep {
  /** Short, and different for each step: `0`, `100`, `200`. */
  readonly name: string;
  readonly figure: Figure;
  /** What can be clicked while this step is shown, such as a bit that can be switched; nothing if not given. */
  readonly presses?: readonly Press[];
}

/** What all steps share. */
export interface AnimationOptions {
  /** What the slider counts, written before the step's name: `epoch `. */
  readonly prefix?: string;
  readonly alt: string;
  /** The step that is shown first; 0 if not given, so that a reader can guess how it ends. */
  readonly start?: number;
  /** Time that a step stands when played, in milliseconds; 400 if not given. */
  readonly stepTime?: number;
  /** What can be clicked in every step, such as the points of a map that a walk can start from; nothing if not given. */
  readonly presses?: readonly Press[];
}

/**
 * Puts figures behind a slider with a play button. It moves without the kernel: in a saved notebook and on the site. Where
 * steps have places to press, a click near one of them leads to its step, as the slider does.
 *
 * @param steps - at least one; all figures have the same traces in the same order
 * @param options - the slider's prefix and the alternative text of the whole
 * @returns a fresh figure with frames; axes without a range get one that fits all steps
 * @throws when there is no step, when names repeat, when the numbers of traces differ, or when a place leads to no step
 *
 * @example
 * import { animation, lineChart } from 'carry';
 * const at = (slope: number) => lineChart({
 *   title: 'A turning line', x: { label: 'x' }, y: { label: 'y' },
 *   series: [{ name: 'line', x: [0, 1], y: [0, slope] }], alt: `A line of slope ${slope}.`,
 * });
 * const turning = animation([{ name: '1', figure: at(1) }, { name: '2', figure: at(2) }], {
 *   prefix: 'slope ', alt: 'A line turns from slope 1 to slope 2.',
 * });
 * turning.frames?.length; // → 2
 */
export function animation(steps: readonly AnimationStep[], options: AnimationOptions): Figure {
  requireAlike(steps);
  const { prefix = '', alt, start = 0, stepTime = 400 } = options;
  const meta = pressesOf(steps, options.presses ?? []);
  const first = steps[start]?.figure;
  if (!first) throw new Error(`animation: start ${start}, expected a step from 0 to ${steps.length - 1}`);
  const traces = changingTraces(steps);
  const frame = { duration: stepTime, redraw: true };
  const moves = { mode: 'immediate', transition: { duration: 0 }, frame };
  const stops = steps.map(({ name }) => ({ label: name, method: 'animate', args: [[name], moves] }));
  const slider = {
    active: start,
    currentvalue: { prefix },
    pad: { t: 45 },
    x: 0.12,
    len: 0.88,
    steps: stops,
  };
  const buttons = [
    { label: '▶ play', method: 'animate', args: [null, { ...moves, fromcurrent: true }] },
    { label: '❚❚ pause', method: 'animate', args: [[null], moves] },
  ];
  const place = { x: 0, xanchor: 'left', y: 0, yanchor: 'top', pad: { t: 45 } };
  const menu = { type: 'buttons', direction: 'down', ...place, showactive: false, buttons };
  const { height, margin, legend, ...layout } = first.layout;
  return {
    data: first.data,
    frames: steps.map(({ name, figure }) => ({
      name,
      traces,
      data: traces.map((n) => figure.data[n] ?? {}),
    })),
    layout: {
      ...layout,
      ...fixedRanges(steps, layout),
      ...(meta && { meta, dragmode: false }), // or a press that moves a little would zoom
      height: (typeof height === 'number' ? height : 360) + 110,
      margin: { ...(margin as { t: number }), t: (margin as { t?: number } | undefined)?.t ?? 48, b: 150 },
      legend: { ...(legend as object), orientation: 'h', x: 1, xanchor: 'right', y: 1, yanchor: 'bottom' },
      sliders: [slider],
      updatemenus: [menu],
    },
    alt,
  };
}

function requireAlike(steps: readonly AnimationStep[]): void {
  const names = new Set(steps.map(({ name }) => name));
  if (steps.length === 0) throw new Error('animation: 0 steps, expected at least 1');
  if (names.size !== steps.length)
    throw new Error('animation: two steps with one name, expected different names');
  const traces = steps.map(({ figure }) => figure.data.length);
  if (new Set(traces).size > 1)
    throw new Error(`animation: steps of ${traces.join(', ')} traces, expected one number`);
}

/** The places as the figure's renderers read them: in every step, and in one. */
function pressesOf(steps: readonly AnimationStep[], everywhere: readonly Press[]): object | undefined {
  const names = new Set(steps.map(({ name }) => name));
  const stored = (presses: readonly Press[]) =>
    presses.map(({ x, y, step }) => {
      if (names.has(step)) return [x, y, step];
      throw new Error(`animation: a place leads to step "${step}", expected one of ${[...names].join(', ')}`);
    });
  const at = steps.flatMap(({ name, presses = [] }) =>
    presses.length > 0 ? [[name, stored(presses)] as const] : [],
  );
  if (everywhere.length === 0 && at.length === 0) return undefined;
  return { presses: { everywhere: stored(everywhere), at: Object.fromEntries(at) } };
}

/** Only what changes goes into the frames: a map under a moving path is stored once and not once a step. */
function changingTraces(steps: readonly AnimationStep[]): number[] {
  const [first, ...others] = steps.map(({ figure }) => figure.data.map((trace) => JSON.stringify(trace)));
  const indices = (first ?? []).map((_, n) => n);
  const changing = indices.filter((n) => others.some((traces) => traces[n] !== first?.[n]));
  return changing.length > 0 ? changing : indices;
}

/** Plotly scales to the first frame only, so an axis without a range gets one that fits every step. */
function fixedRanges(steps: readonly AnimationStep[], layout: Layout): Layout {
  const ranged: Record<string, Layout> = {};
  for (const side of ['x', 'y'] as const) {
    const axis = layout[`${side}axis`] as Layout | undefined;
    if (!axis || axis['range'] || axis['autorange']) continue;
    const log = axis['type'] === 'log';
    const traces = steps.flatMap(({ figure }) => figure.data).filter(({ type }) => type === 'scatter');
    const values = traces.flatMap((trace) => numbersOf(trace, side)).filter((value) => !log || value > 0);
    if (values.length === 0) continue;
    const [low, high] = values.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)], [Infinity, -Infinity]);
    const [from, to] = log ? [Math.log10(low), Math.log10(high)] : [low, high];
    const margin = 0.05 * (to - from || 1);
    ranged[`${side}axis`] = { ...axis, range: [from - margin, to + margin] };
  }
  return ranged;
}

function numbersOf(trace: Trace, side: 'x' | 'y'): number[] {
  const values = trace[side];
  const list =
    Array.isArray(values) || ArrayBuffer.isView(values) ? Array.from(values as ArrayLike<unknown>) : [];
  return list.filter((value): value is number => typeof value === 'number' && Number.isFinite(value));
}
