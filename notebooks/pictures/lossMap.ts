import { type Axis, type Figure, type Heading, PALETTE, plot, SYMBOLS, type Trace } from 'carry';

/** A way that an optimizer took over the map. */
export interface Path {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** What a loss map shows. Both axes need a range. */
export interface LossMap extends Heading {
  readonly x: Axis & { readonly range: readonly [number, number] };
  readonly y: Axis & { readonly range: readonly [number, number] };
  /** The loss at a place of the map; its lines are drawn at equal steps of its logarithm. */
  readonly loss: (x: number, y: number) => number;
  readonly paths: readonly Path[];
}

const COLUMNS = 49;
const ROWS = 37;

/**
 * Makes a map of a loss over two weights, with contour lines like a hiking map's and the paths of optimizers on it.
 *
 * @param map - title, axes with ranges, the loss, and the paths
 * @returns a fresh figure: the contours first, then one trace for each path
 * @throws when an axis has no range or the loss is not finite somewhere on the map
 *
 * @example
 * import { lossMap } from 'carry/pictures';
 * const map = lossMap({
 *   title: 'Down the bowl', x: { label: 'w', range: [-1, 1] }, y: { label: 'b', range: [-1, 1] },
 *   loss: (w, b) => w * w + b * b, paths: [{ name: 'SGD', x: [1, 0.5], y: [1, 0.5] }], alt: 'A path to the middle.',
 * });
 * map.data.length; // → 2
 */
export function lossMap({ x, y, loss, paths, ...heading }: LossMap): Figure {
  const xs = places(x.range, COLUMNS);
  const ys = places(y.range, ROWS);
  const logLoss = ys.map((row) => Float32Array.from(xs, (column) => logOf(loss(column, row), column, row)));
  const contours: Trace = {
    type: 'contour',
    x: Float32Array.from(xs),
    y: Float32Array.from(ys),
    z: logLoss,
    ncontours: 16,
    colorscale: 'Cividis',
    opacity: 0.75,
    line: { width: 0.5 },
    showscale: false, // the lines tell enough, and the legend needs the place
    hovertemplate: 'log₁₀ loss %{z:.2f}<extra></extra>',
  };
  return plot({ x, y, ...heading }, [contours, ...paths.map(pathTrace)], { showlegend: paths.length > 1 });
}

/** Below this a loss counts as the bottom: a logarithm has none. */
const BOTTOM = 1e-4;

function logOf(loss: number, x: number, y: number): number {
  if (Number.isFinite(loss)) return Math.log10(Math.max(loss, BOTTOM));
  throw new RangeError(`lossMap: the loss at (${x}, ${y}) is ${loss}, expected a finite number`);
}

function places([from, to]: readonly [number, number], count: number): number[] {
  return Array.from({ length: count }, (_, n) => from + ((to - from) * n) / (count - 1));
}

/** Orange vanishes on the bright part of Cividis, so that paths begin with vermilion. */
const COLORS = [PALETTE[3], PALETTE[0], PALETTE[4], PALETTE[5], PALETTE[2]];
const DASHES = ['solid', 'dash', 'dot', 'dashdot', 'longdash'];

function pathTrace(path: Path, index: number): Trace {
  // White under the color: a path shows on dark and on light parts of the map.
  return {
    type: 'scatter',
    mode: 'lines+markers',
    name: path.name,
    x: Float32Array.from(path.x),
    y: Float32Array.from(path.y),
    line: { color: COLORS[index % COLORS.length], width: 2, dash: DASHES[index % DASHES.length] },
    marker: { symbol: SYMBOLS[index % SYMBOLS.length], size: 5, line: { color: '#ffffff', width: 0.5 } },
  };
}
