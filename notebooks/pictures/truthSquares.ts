import { type Figure, type Heading, PALETTE, plot, SYMBOLS, type Trace } from 'carry';
import type { BooleanFunction } from './movableLine';

/** A function of two bits, with the neuron that computes it where there is one. */
export interface TruthSquare extends BooleanFunction {
  readonly neuron?: { readonly weights: readonly [number, number]; readonly bias: number };
}

/** What truth squares show. */
export interface TruthSquares extends Heading {
  readonly squares: readonly TruthSquare[];
  /** Squares in a row; 4 if not given. */
  readonly columns?: number;
}

const CORNERS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;
/** Distance between the origins of two neighbors, and the margin around the unit square in which lines are drawn. */
const [ACROSS, DOWN, AROUND] = [2.1, 2.4, 0.35];

/**
 * Makes a picture of several functions of two bits: each a square with a mark at its four corners, and the line of
 * the neuron that computes it, or a cross where none does.
 *
 * @param picture - title and the functions
 * @returns a fresh figure with three traces: corners with output 0, corners with output 1, lines
 *
 * @example
 * import { truthSquares } from 'carry/pictures';
 * const picture = truthSquares({
 *   title: 'One line for AND, none for XOR',
 *   squares: [
 *     { name: 'AND', outputs: [0, 0, 0, 1], neuron: { weights: [1, 1], bias: -1.5 } },
 *     { name: 'XOR', outputs: [0, 1, 1, 0] },
 *   ],
 *   alt: 'Two squares; a line cuts a corner off the first, the second has none.',
 * });
 * picture.data.length; // → 3
 */
export function truthSquares({ squares, columns = 4, ...heading }: TruthSquares): Figure {
  const origins = squares.map((_, n) => [(n % columns) * ACROSS, -Math.floor(n / columns) * DOWN] as const);
  const rows = Math.ceil(squares.length / columns);
  const marks = [corners(squares, origins, 0), corners(squares, origins, 1), lines(squares, origins)];
  return plot({ height: 90 + 110 * rows, ...heading }, marks, {
    xaxis: { range: [-0.6, (columns - 1) * ACROSS + 1.6], scaleanchor: 'y', constrain: 'domain' },
    yaxis: { range: [-(rows - 1) * DOWN - 0.6, 1.9], constrain: 'domain' },
    legend: { orientation: 'h', y: 0, yanchor: 'top' },
    showlegend: true,
    annotations: squares.map(({ name, neuron }, n) => ({
      text: neuron ? name : `<b>${name}: no line</b>`,
      x: (origins[n]?.[0] ?? 0) + 0.5,
      y: (origins[n]?.[1] ?? 0) + 1 + AROUND,
      yanchor: 'bottom',
      showarrow: false,
      font: { size: 12 },
    })),
  });
}

type Origin = readonly [number, number];

function corners(squares: readonly TruthSquare[], origins: readonly Origin[], output: 0 | 1): Trace {
  const places = squares.flatMap(({ outputs }, n) => {
    const [left, bottom] = origins[n] ?? [0, 0];
    return CORNERS.filter((_, k) => outputs[k] === output).map(([x, y]) => [left + x, bottom + y] as const);
  });
  return {
    type: 'scatter',
    mode: 'markers',
    name: `output ${output}`,
    x: places.map(([x]) => x),
    y: places.map(([, y]) => y),
    marker: { color: PALETTE[output ? 3 : 0], symbol: SYMBOLS[output], size: 11 },
    hoverinfo: 'skip',
  };
}

function lines(squares: readonly TruthSquare[], origins: readonly Origin[]): Trace {
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  squares.forEach(({ neuron }, n) => {
    const ends = neuron ? cut(neuron.weights, neuron.bias) : undefined;
    const [left, bottom] = origins[n] ?? [0, 0];
    for (const [across, up] of ends ?? []) {
      x.push(left + across);
      y.push(bottom + up);
    }
    if (ends) x.push(null); // a gap before the next line
    if (ends) y.push(null);
  });
  const line = { color: PALETTE[6], width: 3 };
  return { type: 'scatter', mode: 'lines', name: 'decision line', x, y, line, hoverinfo: 'skip' };
}

/** The two places at which w₁x + w₂y + b = 0 meets the border of the square, undefined where it does not. */
function cut([w1, w2]: readonly [number, number], b: number): [number, number][] | undefined {
  const [low, high] = [-AROUND, 1 + AROUND];
  const inside = (value: number) => value >= low && value <= high;
  const found: [number, number][] = [];
  for (const side of [low, high]) {
    if (w2 !== 0) found.push([side, -(w1 * side + b) / w2]);
    if (w1 !== 0) found.push([-(w2 * side + b) / w1, side]);
  }
  const ends = found.filter(([x, y]) => inside(x) && inside(y));
  const [first] = ends;
  const far = ends.find(([x, y]) => first && Math.hypot(x - first[0], y - first[1]) > 1e-9);
  return first && far ? [first, far] : undefined;
}
