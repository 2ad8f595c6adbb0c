import type { Figure, Trace } from '../figure';
import { plot } from './plot';
import { colorOf, DASHES, SYMBOLS, transparent, type Axis, type Heading } from './style';

/** One line of a chart, perhaps with a band around it. */
export interface Series {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** Lower and upper edge of the band, as long as `y`. */
  readonly low?: ArrayLike<number>;
  readonly high?: ArrayLike<number>;
  /** `lines` if not given. */
  readonly mode?: 'lines' | 'markers' | 'lines+markers';
}

/** What a line chart shows. */
export interface LineChart extends Heading {
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly Series[];
}

/**
 * Makes a chart of one or more lines, each perhaps with a band: the middle and the spread over several seeds.
 *
 * @param chart - title, axes, and series; all arrays of a series have one length
 * @returns a fresh figure
 * @throws when the arrays of a series differ in length
 *
 * @example
 * import { lineChart } from 'carry';
 * const chart = lineChart({
 *   title: 'The loss halves every epoch', x: { label: 'epoch' }, y: { label: 'loss', log: true },
 *   series: [{ name: 'loss', x: [0, 1, 2], y: [1, 0.5, 0.25] }],
 *   alt: 'A falling line: 1, 0.5, 0.25.',
 * });
 * chart.data.length; // → 1
 */
export function lineChart({ x, y, series, ...heading }: LineChart): Figure {
  for (const line of series) requireOneLength(line);
  const marks = series.flatMap((line, index) => [...band(line, index), curve(line, index)]);
  return plot({ x, y, ...heading }, marks, { showlegend: series.length > 1, hovermode: 'x unified' });
}

/**
 * Sums up several runs of one experiment, step by step: their mean, and the smallest and largest value as the band.
 *
 * @param runs - one array for each seed, all of one length, at least one
 * @returns fresh arrays of that length
 * @throws when there is no run, or the runs differ in length
 *
 * @example
 * import { acrossSeeds } from 'carry';
 * acrossSeeds([[1, 4], [3, 4]]).y; // → [2, 4]
 * acrossSeeds([[1, 4], [3, 4]]).high; // → [3, 4]
 */
export function acrossSeeds(runs: readonly ArrayLike<number>[]): {
  y: number[];
  low: number[];
  high: number[];
} {
  const steps = runs[0]?.length;
  if (steps === undefined) throw new Error('acrossSeeds: 0 runs, expected at least 1');
  const odd = runs.find((run) => run.length !== steps);
  if (odd) throw new Error(`acrossSeeds: a run of ${odd.length} steps, expected ${steps} as in the first`);
  const column = (step: number) => runs.map((run) => run[step] ?? NaN);
  const each = (summary: (values: number[]) => number) =>
    Array.from({ length: steps }, (_, t) => summary(column(t)));
  return {
    y: each((values) => values.reduce((sum, value) => sum + value, 0) / values.length),
    low: each((values) => Math.min(...values)),
    high: each((values) => Math.max(...values)),
  };
}

function curve({ name, x, y, mode = 'lines' }: Series, index: number): Trace {
  const color = colorOf(index);
  return {
    type: 'scatter',
    mode,
    name,
    x,
    y,
    legendgroup: name,
    line: { color, width: 2, dash: DASHES[index % DASHES.length] },
    marker: { color, size: 7, symbol: SYMBOLS[index % SYMBOLS.length] },
  };
}

function band({ name, x, low, high }: Series, index: number): Trace[] {
  if (!low || !high) return [];
  const hidden = { legendgroup: name, showlegend: false, hoverinfo: 'skip' };
  const edge = { type: 'scatter', mode: 'lines', name, x, ...hidden };
  const line = { width: 0, color: colorOf(index) };
  return [
    { ...edge, y: low, line },
    { ...edge, y: high, line, fill: 'tonexty', fillcolor: transparent(colorOf(index), 0.2) },
  ];
}

function requireOneLength({ name, x, y, low, high }: Series): void {
  const lengths = [x, y, low, high].flatMap((array) => (array ? [array.length] : []));
  if (new Set(lengths).size === 1) return;
  throw new Error(
    `lineChart: ${JSON.stringify(name)} has arrays of lengths ${lengths.join(', ')}, expected one length`,
  );
}
