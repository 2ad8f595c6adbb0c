import type { Figure, Trace } from '../figure';
import { plot } from './plot';
import { colorBar, DIVERGING, labelOf, SEQUENTIAL, type Axis, type Heading } from './style';

/** What a heat map shows. */
export interface HeatMap extends Heading {
  readonly x: Axis;
  readonly y: Axis;
  /** The rows, from the bottom one up, each with one value for every place on the x axis. */
  readonly values: readonly ArrayLike<number>[];
  /** Where the columns and rows stand; 0, 1, 2 … if not given. */
  readonly xs?: ArrayLike<number>;
  readonly ys?: ArrayLike<number>;
  /** What the colors measure. */
  readonly scale: Axis;
  /** Colors on both sides of zero (blue below, orange above) instead of from small to large. */
  readonly diverging?: boolean;
}

/**
 * Makes a heat map: a table of values as colors.
 *
 * @param map - title, axes, values [rows, columns], and what the colors measure
 * @returns a fresh figure
 * @throws when the rows differ in length
 *
 * @example
 * import { heatMap } from 'carry';
 * const map = heatMap({
 *   title: 'The loss is smallest in the middle', x: { label: 'w' }, y: { label: 'b' }, scale: { label: 'loss' },
 *   values: [[2, 1, 2], [1, 0, 1], [2, 1, 2]], alt: 'Values rise from 0 in the middle to 2 at the corners.',
 * });
 * map.data[0]?.type; // → "heatmap"
 */
export function heatMap({ x, y, values, xs, ys, scale, diverging = false, ...heading }: HeatMap): Figure {
  requireTable('heatMap', values);
  const trace: Trace = {
    type: 'heatmap',
    z: values,
    ...(xs && { x: xs }),
    ...(ys && { y: ys }),
    ...colors(values, diverging, scale),
  };
  return plot({ x, y, ...heading }, [trace]);
}

/** The color scale of a table of values; one that diverges is as long above zero as below. */
function colors(values: readonly ArrayLike<number>[], diverging: boolean, scale: Axis): Trace {
  const sizes = values.flatMap((row) => Array.from(row, Math.abs)).filter(Number.isFinite);
  const largest = sizes.reduce((a, b) => Math.max(a, b), 1e-12);
  const [zmin, zmax] = scale.range ?? (diverging ? [-largest, largest] : []);
  return {
    colorscale: diverging ? DIVERGING : SEQUENTIAL,
    ...colorBar(labelOf(scale)),
    ...(zmin !== undefined && { zmin, zmax }),
  };
}

function requireTable(name: string, rows: readonly ArrayLike<number>[]): void {
  const columns = rows[0]?.length ?? 0;
  for (const [index, row] of rows.entries()) {
    if (row.length !== columns)
      throw new Error(`${name}: row ${index} has ${row.length} values, expected ${columns}`);
  }
  if (columns === 0)
    throw new Error(`${name}: ${rows.length} rows without values, expected at least one value`);
}
