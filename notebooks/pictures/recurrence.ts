import { animation, type Figure, PALETTE, type Trace } from 'carry';
import { nodeGraph } from './nodeGraph';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'];
const WEEK_ALT =
  'Five columns for five days, weather below, six bits of state in the middle, dish on top; arrows go up in each column and from each state to the next day’s.';

/**
 * Makes the picture of notebook 06's room-mate through a week: the network unrolled, a day at a time.
 *
 * @param weather - for each of five days 0 (sunny) or 1 (rainy)
 * @param states - six bits before the first day and after each day, six lists
 * @param dishes - the dish before the first day and on each day
 * @returns a fresh figure with a slider, open on Monday
 */
export function roommateWeek(
  weather: readonly number[],
  states: readonly (readonly number[])[],
  dishes: readonly string[],
): Figure {
  const bits = (n: number): string => (states[n] ?? []).join('').replace(/(...)(...)/, '$1 $2');
  const dayAt = (day: number): Figure =>
    nodeGraph({
      title: 'One network, five copies: the state is all that passes from day to day',
      height: 400,
      text: 'right',
      nodes: [
        { name: 'h[−1]', value: bits(0), x: -1, y: 1 },
        ...DAYS.flatMap((name, n) => [
          { name: `${name}: ${weather[n] === 1 ? 'rainy' : 'sunny'}`, x: n, y: 0, lit: n === day },
          { name: `h[${n}]`, value: n <= day ? bits(n + 1) : ' ', x: n, y: 1, lit: n === day },
          { name: n <= day ? (dishes[n + 1] ?? '') : '?', x: n, y: 2, lit: n === day },
        ]),
      ],
      edges: DAYS.flatMap((_, n) => [
        { from: 3 * n + 1, to: 3 * n + 2, label: n === 0 ? 'W_xh' : '' },
        { from: 3 * n + 2, to: 3 * n + 3, label: n === 0 ? 'W_hy' : '' },
        { from: Math.max(0, 3 * n - 1), to: 3 * n + 2, label: n === 0 ? 'W_hh' : '' },
      ]),
      alt: WEEK_ALT,
    });
  const steps = DAYS.map((name, n) => ({ name, figure: dayAt(n) }));
  return animation(steps, { start: 0, alt: WEEK_ALT, stepTime: 900 });
}

/** One of the five shapes: at which of its steps something goes in and comes out. */
interface ShapeOfUse {
  readonly name: string;
  readonly example: string;
  readonly steps: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

const SHAPES: readonly ShapeOfUse[] = [
  { name: 'one to one', example: 'image → digit', steps: 1, inputs: [0], outputs: [0] },
  { name: 'one to many', example: 'title → melody', steps: 3, inputs: [0], outputs: [0, 1, 2] },
  { name: 'many to one', example: 'digits → sum', steps: 3, inputs: [0, 1, 2], outputs: [2] },
  {
    name: 'many to many',
    example: 'sentence → translation',
    steps: 5,
    inputs: [0, 1, 2],
    outputs: [2, 3, 4],
  },
  {
    name: 'many to many, in step',
    example: 'bits → bits of the sum',
    steps: 3,
    inputs: [0, 1, 2],
    outputs: [0, 1, 2],
  },
];
/** Free columns between two shapes. */
const SPACE = 1.6;

/**
 * Makes the picture of the five shapes in which a recurrent network is used, after Karpathy (2015).
 *
 * @returns a fresh figure
 */
export function fiveShapes(): Figure {
  const begins = SHAPES.map((_, n) =>
    SHAPES.slice(0, n).reduce((sum, { steps }) => sum + steps - 1 + SPACE, 0),
  );
  const at = (list: (shape: ShapeOfUse) => readonly number[]): number[] =>
    SHAPES.flatMap((shape, n) => list(shape).map((step) => step + (begins[n] ?? 0)));
  const [inputs, outputs] = [at(({ inputs }) => inputs), at(({ outputs }) => outputs)];
  const states = at(({ steps }) => Array.from({ length: steps }, (_, step) => step));
  const handedOn = at(({ steps }) => Array.from({ length: steps - 1 }, (_, step) => step));
  const hidden = { visible: false, fixedrange: true };
  return {
    data: [
      arrows([
        ...inputs.map((x) => [x, 0, x, 1] as const),
        ...outputs.map((x) => [x, 1, x, 2] as const),
        ...handedOn.map((x) => [x, 1, x + 1, 1] as const),
      ]),
      boxes('input', inputs, 0, PALETTE[3]),
      boxes('state', states, 1, PALETTE[2]),
      boxes('output', outputs, 2, PALETTE[0]),
    ],
    layout: {
      title: { text: 'The five shapes of a recurrent network', x: 0.02, xanchor: 'left', font: { size: 15 } },
      height: 330,
      margin: { l: 10, r: 10, t: 48, b: 60 },
      paper_bgcolor: 'rgba(0, 0, 0, 0)',
      plot_bgcolor: 'rgba(0, 0, 0, 0)',
      xaxis: { ...hidden, range: [-1, Math.max(...states) + 1] },
      yaxis: { ...hidden, range: [-0.5, 3.2] },
      legend: { orientation: 'h', y: -0.02, yanchor: 'top' },
      annotations: SHAPES.map(({ name, example, steps }, n) => ({
        text: `<b>${name.replace(', ', ',<br>')}</b><br>${example}`,
        x: (begins[n] ?? 0) + (steps - 1) / 2,
        y: 2.35,
        yanchor: 'bottom',
        showarrow: false,
        font: { size: 11 },
      })),
    },
    alt: 'Five small networks side by side. One to one: one input, one state, one output. One to many: one input, three outputs. Many to one: three inputs, one output at the end. Many to many: three inputs, then three outputs, the first with the last input. Many to many in step: an output with each of three inputs.',
  };
}

type Line = readonly [x0: number, y0: number, x1: number, y1: number];

function arrows(lines: readonly Line[]): Trace {
  return {
    type: 'scatter',
    mode: 'lines+markers',
    x: lines.flatMap(([x0, , x1]) => [x0, x1, null]),
    y: lines.flatMap(([, y0, , y1]) => [y0, y1, null]),
    line: { color: '#8C8C8C', width: 1.5 },
    marker: {
      symbol: 'arrow',
      angleref: 'previous',
      size: lines.flatMap(() => [0, 10, 0]),
      standoff: 11,
      color: '#8C8C8C',
    },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

function boxes(name: string, x: readonly number[], y: number, color: string): Trace {
  return {
    type: 'scatter',
    mode: 'markers',
    name,
    x,
    y: x.map(() => y),
    marker: { symbol: 'square', size: 20, color },
    hoverinfo: 'name',
  };
}
