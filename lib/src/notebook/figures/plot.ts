import type { Figure, Layout, Trace } from '../figure';
import { axisLayout, baseLayout, type Axis, type Heading } from './style';

/** What a plot says of itself and of its axes. */
export interface Plot extends Heading {
  /** The axes; one that is left out is not drawn, as suits a picture made of nodes and arrows. */
  readonly x?: Axis;
  readonly y?: Axis;
}

/**
 * Makes a figure out of axes and marks: what is drawn is any of plotly's traces. All charts of the course are made
 * with it, and a picture that none of them gives can be, too.
 *
 * @param about - title, alternative text, and axes
 * @param marks - the traces; each in turn is drawn above the ones before it
 * @param more - further attributes of plotly's layout; those of `xaxis` and `yaxis` join the axes' own
 * @returns a fresh figure
 *
 * @example
 * import { PALETTE, plot } from 'carry';
 * const axes = { x: { label: 'time', unit: 's' }, y: { label: 'height', unit: 'm' } };
 * const fall = plot({ title: 'A falling stone', alt: 'A parabola that opens downward.', ...axes }, [
 *   { type: 'scatter', mode: 'lines', x: [0, 1, 2], y: [20, 15, 0], line: { color: PALETTE[0] } },
 * ]);
 * fall.data.length; // → 1
 *
 * Source: https://plotly.com/javascript/reference/
 */
export function plot({ x, y, ...heading }: Plot, marks: readonly Trace[], more: Layout = {}): Figure {
  const { xaxis, yaxis, ...rest } = more;
  const axis = (own: Axis | undefined, added: unknown) => ({
    ...(own ? axisLayout(own) : { visible: false, fixedrange: true }),
    ...(added as Layout | undefined),
  });
  return {
    data: marks,
    layout: { ...baseLayout(heading), xaxis: axis(x, xaxis), yaxis: axis(y, yaxis), ...rest },
    alt: heading.alt,
  };
}
