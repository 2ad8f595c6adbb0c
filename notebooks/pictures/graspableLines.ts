import { type Figure, type Heading, PALETTE, plot, SYMBOLS, type Trace } from 'carry';
import type { BooleanFunction } from './movableLine';

/** What graspable lines show. */
export interface GraspableLines extends Heading {
  /** One square for each function. */
  readonly functions: readonly BooleanFunction[];
}

const CORNERS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;
/** From the origin of a square to that of the next one. */
const APART = 2.2;

/**
 * Makes a row of squares, one for each function of two bits, each with a line that the reader takes hold of: click it,
 * then drag it, or one of its ends. It works without the kernel, as the shapes of plotly that may be edited do.
 *
 * @param picture - title and functions
 * @returns a fresh figure: corners with output 0, corners with output 1, and one shape for each function
 *
 * @example
 * import { graspableLines } from 'carry/pictures';
 * const picture = graspableLines({
 *   title: 'Cut the diamonds off', functions: [{ name: 'AND', outputs: [0, 0, 0, 1] }], alt: 'A square and a line.',
 * });
 * picture.data.length; // → 2
 *
 * Source: https://plotly.com/javascript/reference/layout/shapes/ (editable)
 */
export function graspableLines({ functions, ...heading }: GraspableLines): Figure {
  const lines = functions.map((_, n) => ({
    type: 'line',
    editable: true,
    x0: n * APART - 0.45,
    y0: 0.5,
    x1: n * APART + 1.45,
    y1: 0.5,
    line: { color: PALETTE[6], width: 6 },
  }));
  const names = functions.map(({ name }, n) => ({
    text: `<b>${name}</b>`,
    x: n * APART + 0.5,
    y: 1.6,
    showarrow: false,
  }));
  return plot({ height: 300, ...heading }, [corners(functions, 0), corners(functions, 1)], {
    shapes: lines,
    annotations: names,
    dragmode: false, // or a drag beside a line would zoom
    legend: { orientation: 'h', y: 0, yanchor: 'top' },
    showlegend: true,
    xaxis: { range: [-0.7, (functions.length - 1) * APART + 1.7], scaleanchor: 'y', constrain: 'domain' },
    yaxis: { range: [-0.7, 1.8], constrain: 'domain' },
  });
}

function corners(functions: readonly BooleanFunction[], output: 0 | 1): Trace {
  const places = functions.flatMap(({ outputs }, n) =>
    CORNERS.filter((_, k) => outputs[k] === output).map(([x, y]) => [n * APART + x, y] as const),
  );
  return {
    type: 'scatter',
    mode: 'markers',
    name: `output ${output}`,
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    marker: { color: PALETTE[output ? 3 : 0], symbol: SYMBOLS[output], size: 16 },
    hoverinfo: 'skip',
  };
}
