import { type Axis, type Figure, type Heading, PALETTE, plot, type PointGroup } from 'carry';
import { scatterPlot, type Trace, transparent } from 'carry';

/** Rectangles of one kind: one color. */
export interface BoxGroup {
  readonly name: string;
  /** The ends of each rectangle on the x axis, and on the y axis. */
  readonly boxes: readonly { readonly x: readonly [number, number]; readonly y: readonly [number, number] }[];
}

/** What a plane of boxes shows. */
export interface BoxPlane extends Heading {
  readonly x: Axis;
  readonly y: Axis;
  readonly boxGroups: readonly BoxGroup[];
  readonly groups: readonly PointGroup[];
}

/**
 * Makes a plane with rectangles and points: two of the coordinates of boxes, and what lies in them.
 *
 * @param plane - title, axes, groups of rectangles and groups of points; the n-th of both share a color
 * @returns a fresh figure
 *
 * @example
 * import { boxPlane } from 'carry/pictures';
 * const plane = boxPlane({
 *   title: 'The point lies in the box', x: { label: 'h₁' }, y: { label: 'h₂' },
 *   boxGroups: [{ name: 'box', boxes: [{ x: [0, 1], y: [0, 1] }] }],
 *   groups: [{ name: 'point', x: [0.5], y: [0.5] }], alt: 'A point in the middle of a square.',
 * });
 * plane.data.length; // → 2
 */
export function boxPlane({ x, y, boxGroups, groups, ...heading }: BoxPlane): Figure {
  const points = scatterPlot({ x, y, groups, ...heading });
  return plot({ x, y, ...heading }, [...boxGroups.map(rectangles), ...points.data], { showlegend: true });
}

/** One closed line around each rectangle; a gap (null) ends each. */
function rectangles({ name, boxes }: BoxGroup, index: number): Trace {
  const color = PALETTE[index % PALETTE.length] ?? PALETTE[0];
  return {
    type: 'scatter',
    mode: 'lines',
    name,
    x: boxes.flatMap(({ x: [low, high] }) => [low, high, high, low, low, null]),
    y: boxes.flatMap(({ y: [low, high] }) => [low, low, high, high, low, null]),
    fill: 'toself',
    fillcolor: transparent(color, 0.15),
    line: { color, width: 1.5 },
    hoverinfo: 'skip',
  };
}
