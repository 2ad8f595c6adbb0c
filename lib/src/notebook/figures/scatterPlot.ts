import type { Figure, Trace } from '../figure';
import { plot } from './plot';
import { colorOf, colorBar, DIVERGING, SYMBOLS, type Axis, type Heading } from './style';

/** Points of one kind: one color and one symbol. */
export interface PointGroup {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  /** A word for each point, written beside it. */
  readonly text?: readonly string[];
}

/** What a scatter plot shows. */
export interface ScatterPlot extends Heading {
  readonly x: Axis;
  readonly y: Axis;
  readonly groups: readonly PointGroup[];
}

/**
 * Makes a plot of points in groups, which differ in color and in symbol.
 *
 * @param plot - title, axes, and groups
 * @returns a fresh figure
 *
 * @example
 * import { scatterPlot } from 'carry';
 * const plot = scatterPlot({
 *   title: 'Two clouds', x: { label: 'h[0]' }, y: { label: 'h[1]' },
 *   groups: [{ name: 'carry 0', x: [0], y: [0] }, { name: 'carry 1', x: [1], y: [1] }],
 *   alt: 'One point at (0, 0), one at (1, 1).',
 * });
 * plot.data.length; // → 2
 */
export function scatterPlot({ x, y, groups, ...heading }: ScatterPlot): Figure {
  return plot({ x, y, ...heading }, groups.map(points), { showlegend: groups.length > 1 });
}

/** What a decision plane shows: two inputs across and up, and what a model makes of them as the ground. */
export interface DecisionPlane extends Heading {
  /** Both axes need a range. */
  readonly x: Axis & { readonly range: readonly [number, number] };
  readonly y: Axis & { readonly range: readonly [number, number] };
  /** The model's output at a place. */
  readonly output: (x: number, y: number) => number;
  /** Where the decision turns; 0.5 if not given. The ground is white there, and a line is drawn. */
  readonly threshold?: number;
  /** What the output means. */
  readonly scale: string;
  readonly groups: readonly PointGroup[];
  /** Places across and up at which the output is computed; 41 if not given. */
  readonly resolution?: number;
}

/**
 * Makes a picture of a decision: the plane of two inputs colored by a model's output, the line where it turns, and the
 * points that it should separate.
 *
 * @param plane - title, axes with ranges, the model, and the points
 * @returns a fresh figure
 *
 * @example
 * import { decisionPlane } from 'carry';
 * const plane = decisionPlane({
 *   title: 'One line separates AND', x: { label: 'x', range: [0, 1] }, y: { label: 'y', range: [0, 1] },
 *   output: (x, y) => 1 / (1 + Math.exp(-10 * (x + y - 1.5))), scale: 'output',
 *   groups: [{ name: '0', x: [0, 0, 1], y: [0, 1, 0] }, { name: '1', x: [1], y: [1] }],
 *   alt: 'A line cuts off the corner (1, 1).',
 * });
 * plane.data.length; // → 4
 */
export function decisionPlane(plane: DecisionPlane): Figure {
  const { x, y, output, threshold = 0.5, scale, groups, resolution = 41, ...heading } = plane;
  const xs = places(x.range, resolution);
  const ys = places(y.range, resolution);
  const z = ys.map((up) => Float32Array.from(xs, (across) => output(across, up))); // half the size when saved
  const farthest = z.map((row) =>
    row.reduce((most, value) => Math.max(most, Math.abs(value - threshold)), 1e-12),
  );
  const reach = Math.max(...farthest);
  const outputs = { x: xs, y: ys, z };
  const colors = { colorscale: DIVERGING, zmin: threshold - reach, zmax: threshold + reach };
  const ground = {
    type: 'heatmap',
    ...outputs,
    zsmooth: 'best',
    opacity: 0.6,
    ...colors,
    ...colorBar(scale),
  };
  const line = {
    type: 'contour',
    name: `${scale} = ${threshold}`,
    ...outputs,
    autocontour: false,
    contours: { start: threshold, end: threshold, size: 1, coloring: 'none' },
    line: { color: '#444444', width: 2 },
    hoverinfo: 'skip',
    showlegend: false,
  };
  const figure = scatterPlot({ x, y, groups, ...heading });
  return { ...figure, data: [ground, line, ...figure.data] };
}

function points({ name, x, y, text }: PointGroup, index: number): Trace {
  return {
    type: 'scatter',
    mode: text ? 'text+markers' : 'markers',
    name,
    x,
    y,
    ...(text && { text, textposition: 'top center' }),
    marker: {
      color: colorOf(index),
      size: 10,
      symbol: SYMBOLS[index % SYMBOLS.length],
      line: { color: '#FFFFFF', width: 1 },
    },
  };
}

function places([first, last]: readonly [number, number], count: number): number[] {
  return Array.from({ length: count }, (_, k) => first + ((last - first) * k) / (count - 1));
}
