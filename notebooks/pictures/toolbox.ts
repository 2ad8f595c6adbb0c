import { animation, type Figure, type Heading, PALETTE, plot, type Trace } from 'carry';

/** A rectangle of sides u and v that grows by du and dv. */
export interface GrowingRectangle extends Heading {
  readonly u: number;
  readonly v: number;
  readonly du: number;
  readonly dv: number;
  /** What is written in the rectangle, in the strip at the right, in the strip on top, and at the corner. */
  readonly names: readonly [string, string, string, string];
}

/**
 * Draws the product rule: where both sides of a rectangle grow a little, its area grows by two strips and a corner.
 *
 * @param picture - the sides, their growth, and what is written in the four parts
 * @returns a fresh figure with one trace for each part
 *
 * @example
 * import { growingRectangle } from 'carry/pictures';
 * const picture = growingRectangle({
 *   title: 'A growing square', u: 3, v: 3, du: 0.5, dv: 0.5, names: ['x²', 'xε', 'xε', 'ε²'],
 *   alt: 'A square with two strips and a corner.',
 * });
 * picture.data.length; // → 4
 */
export function growingRectangle({ u, v, du, dv, names, ...heading }: GrowingRectangle): Figure {
  const parts = [
    { left: 0, bottom: 0, width: u, height: v },
    { left: u, bottom: 0, width: du, height: v },
    { left: 0, bottom: v, width: u, height: dv },
    { left: u, bottom: v, width: du, height: dv },
  ];
  const marks = parts.map((part, n) => block(part, names[n] ?? '', PALETTE[n] ?? PALETTE[0]));
  const view = { scaleanchor: 'y', range: [-0.1 * u, 1.15 * (u + du)] };
  return plot(heading, marks, {
    xaxis: view,
    yaxis: { range: [-0.1 * v, 1.1 * (v + dv)] },
    showlegend: false,
  });
}

interface Block {
  readonly left: number;
  readonly bottom: number;
  readonly width: number;
  readonly height: number;
}

/** A filled rectangle with a word in its middle; the middle is a point of the outline's own trace, drawn without a line. */
function block({ left, bottom, width, height }: Block, name: string, color: string): Trace {
  const [right, top] = [left + width, bottom + height];
  return {
    type: 'scatter',
    mode: 'lines+text',
    x: [left, right, right, left, left, null, left + width / 2],
    y: [bottom, bottom, top, top, bottom, null, bottom + height / 2],
    fill: 'toself',
    fillcolor: `${color}55`,
    line: { color, width: 2 },
    text: ['', '', '', '', '', '', name],
    textposition: 'middle center',
    textfont: { size: 15 },
    hoverinfo: 'skip',
  };
}

/** Two matrices as lists of rows. */
export interface MatrixProduct extends Heading {
  readonly A: readonly (readonly number[])[];
  readonly M: readonly (readonly number[])[];
}

/**
 * Shows a matrix product number by number: A stands at the left of the product and M above it, so that each number of
 * the product stands where its row and its column meet.
 *
 * @param picture - A, [R, S], and M, [S, C]
 * @returns a fresh figure behind a slider, with one step for each number of the product
 * @throws RangeError when a row of A is not as long as M has rows
 *
 * @example
 * import { matrixProduct } from 'carry/pictures';
 * const picture = matrixProduct({ title: 'Row times column', A: [[1, 2]], M: [[3], [4]], alt: 'One number: 11.' });
 * picture.frames?.length; // → 1
 */
export function matrixProduct({ A, M, ...heading }: MatrixProduct): Figure {
  const [rows, columns, inner] = [A.length, M[0]?.length ?? 0, M.length];
  const odd = A.find((row) => row.length !== inner);
  if (odd)
    throw new RangeError(`matrixProduct: a row of ${odd.length} numbers, expected ${inner}, the rows of M`);
  const product = A.map((row) =>
    Array.from({ length: columns }, (_, c) => row.reduce((sum, a, i) => sum + a * (M[i]?.[c] ?? NaN), 0)),
  );
  const steps = product.flatMap((row, r) =>
    row.map((_, c) => ({ name: `${r}, ${c}`, figure: step({ A, M, product, r, c }, heading) })),
  );
  const prefix = 'row, column: ';
  const figure = animation(steps, { prefix, alt: heading.alt, start: 0, stepTime: 1200 });
  const ranges = { xaxis: [-inner - 1.2, columns], yaxis: [-rows - 0.7, inner + 1.2] };
  const fixed = (name: 'xaxis' | 'yaxis') => ({ ...(figure.layout[name] as object), range: ranges[name] });
  return { ...figure, layout: { ...figure.layout, xaxis: fixed('xaxis'), yaxis: fixed('yaxis') } };
}

interface Step {
  readonly A: readonly (readonly number[])[];
  readonly M: readonly (readonly number[])[];
  readonly product: readonly (readonly number[])[];
  readonly r: number;
  readonly c: number;
}

/** One number of the product: its row and its column are framed, and later numbers are not there yet. */
function step({ A, M, product, r, c }: Step, heading: Heading): Figure {
  const [inner, columns] = [M.length, M[0]?.length ?? 0];
  const known = product.map((row, i) => row.map((value, j) => (i < r || (i === r && j <= c) ? value : null)));
  const frames = outlines([
    [-inner - 0.5, -r - 0.5, inner, 1],
    [c, 0.5, 1, inner],
    [c, -r - 0.5, 1, 1],
  ]);
  const height = 150 + 45 * (A.length + inner);
  return plot({ ...heading, height }, [
    frames,
    numbers(A, -inner - 0.5, 0, 0),
    numbers(M, 0, inner, 1),
    numbers(known, 0, 0, 3),
    label('A', -inner - 0.5 + inner / 2, 0.6),
    label('M', columns / 2, inner + 0.9),
  ]);
}

/** A table of numbers whose upper left corner is at (left, top). */
function numbers(
  table: readonly (readonly (number | null)[])[],
  left: number,
  top: number,
  color: number,
): Trace {
  const cells = table.flatMap((row, i) => row.map((value, j) => ({ value, x: left + j + 0.5, y: top - i })));
  return {
    type: 'scatter',
    mode: 'text',
    x: cells.map(({ x }) => x),
    y: cells.map(({ y }) => y),
    text: cells.map(({ value }) => (value === null ? '·' : String(value).replace('-', '−'))),
    textfont: { size: 17, color: PALETTE[color] ?? PALETTE[0] },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

function label(text: string, x: number, y: number): Trace {
  const font = { size: 14, color: PALETTE[6] };
  return {
    type: 'scatter',
    mode: 'text',
    x: [x],
    y: [y],
    text: [text],
    textfont: font,
    hoverinfo: 'skip',
    showlegend: false,
  };
}

/** Rectangles of left, bottom, width and height, as one trace with gaps. */
function outlines(boxes: readonly (readonly [number, number, number, number])[]): Trace {
  const x = boxes.flatMap(([left, , width]) => [left, left + width, left + width, left, left, null]);
  const y = boxes.flatMap(([, bottom, , height]) => [
    bottom,
    bottom,
    bottom + height,
    bottom + height,
    bottom,
    null,
  ]);
  const line = { color: PALETTE[3], width: 2 };
  return {
    type: 'scatter',
    mode: 'lines',
    x,
    y,
    line,
    fill: 'toself',
    fillcolor: 'rgba(213, 94, 0, 0.12)',
    hoverinfo: 'skip',
    showlegend: false,
  };
}
