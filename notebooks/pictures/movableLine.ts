import {
  type Axis,
  type Figure,
  type Heading,
  type Layout,
  PALETTE,
  plot,
  SYMBOLS,
  type Trace,
  transparent,
} from 'carry';

/** A function of two bits: its outputs at (0, 0), (0, 1), (1, 0) and (1, 1). */
export interface BooleanFunction {
  readonly name: string;
  readonly outputs: readonly [number, number, number, number];
}

/** What a movable line shows. */
export interface MovableLine extends Heading {
  readonly x: Axis;
  readonly y: Axis;
  /** The functions that the reader can choose between; the first is shown at first. At least one. */
  readonly functions: readonly BooleanFunction[];
  /** Weights and bias at first; multiples of 1/4, weights from −1.5 to 1.5, the bias from −2 to 2. */
  readonly start: { readonly weights: readonly [number, number]; readonly bias: number };
}

const X = [0, 0, 1, 1];
const Y = [0, 1, 0, 1];
const STEP = 0.25;
const MOST_WEIGHT = 1.5;
const MOST_BIAS = 2;
/** Half the extent of w₁x₁ (and of w₂x₂) over the ground; more than the picture needs at the largest weight. */
const REACH = 4;
const GROUND = 0;
const ARROW = 1;
const POINTS = 2;

/**
 * Makes a picture of one threshold unit of two inputs that the reader moves with three sliders, one for each weight
 * and one for the bias. The colored side is where w₁x₁ + w₂x₂ + b > 0; the arrow is (w₁, w₂). It works without the
 * kernel: the ground is a contour plot of u + v, drawn at x = u/w₁ and y = v/w₂ and cut at −b, so that each slider
 * changes an attribute of its own and none needs to know the others.
 *
 * @param picture - title, axes, the functions to choose between, and where the sliders stand at first
 * @returns a fresh figure
 * @throws when there is no function, or the start is not a place of the sliders
 *
 * @example
 * import { movableLine } from 'carry/pictures';
 * const picture = movableLine({
 *   title: 'Move the line', x: { label: 'x₁' }, y: { label: 'x₂' },
 *   functions: [{ name: 'AND', outputs: [0, 0, 0, 1] }],
 *   start: { weights: [1, 1], bias: -1.5 },
 *   alt: 'Four points and a line that cuts off (1, 1).',
 * });
 * picture.data.length; // → 3
 */
export function movableLine({ x, y, functions, start, ...heading }: MovableLine): Figure {
  const [first] = functions;
  if (!first) throw new Error('movableLine: 0 functions, expected at least 1');
  const [w1, w2] = start.weights;
  const range = [-1.6, 2.1] as const;
  const axes = { x: { range, ...x }, y: { range, ...y } };
  return plot({ ...heading, ...axes }, [ground(w1, w2, start.bias), arrow(w1, w2), points(first)], {
    height: (heading.height ?? 480) + 220,
    margin: { l: 60, r: 20, t: 105, b: 285 },
    xaxis: { scaleanchor: 'y', constrain: 'domain' },
    yaxis: { constrain: 'domain' },
    showlegend: false,
    annotations: [{ text: wanted(first), ...beside }],
    sliders: [
      slider('w₁', w1, MOST_WEIGHT, 55, (w) => [{ x: [across(w), [0, w]] }, [GROUND, ARROW]]),
      slider('w₂', w2, MOST_WEIGHT, 130, (w) => [{ y: [across(w), [0, w]] }, [GROUND, ARROW]]),
      slider('b', start.bias, MOST_BIAS, 205, (b) => [{ 'contours.value': -b }, [GROUND]]),
    ],
    updatemenus: [choice(functions)],
  });
}

/** Where u = ±REACH lies on the axis of an input with weight w. A weight of 0 is drawn as a very small one. */
function across(w: number): [number, number] {
  const divisor = w === 0 ? 1e-3 : w;
  return [-REACH / divisor, REACH / divisor];
}

function ground(w1: number, w2: number, bias: number): Trace {
  return {
    type: 'contour',
    x: across(w1),
    y: across(w2),
    z: [
      [-2 * REACH, 0],
      [0, 2 * REACH],
    ],
    // Plotly fills the side that a constraint leaves out.
    contours: { type: 'constraint', operation: '<', value: -bias },
    fillcolor: transparent(PALETTE[1], 0.35),
    line: { color: PALETTE[6], width: 3 },
    hoverinfo: 'skip',
    showlegend: false,
  };
}

function arrow(w1: number, w2: number): Trace {
  return {
    type: 'scatter',
    mode: 'lines+markers',
    x: [0, w1],
    y: [0, w2],
    line: { color: PALETTE[6], width: 2, dash: 'dot' },
    marker: { color: PALETTE[6], size: [0, 14], symbol: 'arrow', angleref: 'previous' },
    hovertemplate: 'w = (%{x}, %{y})<extra></extra>',
  };
}

function points(shown: BooleanFunction): Trace {
  const { color, symbol, text } = marks(shown);
  return {
    type: 'scatter',
    mode: 'markers+text',
    x: X,
    y: Y,
    text,
    textposition: 'top right',
    textfont: { size: 16 },
    marker: { color, symbol, size: 18, line: { color: '#FFFFFF', width: 2 } },
    hovertemplate: '(%{x}, %{y}) → %{text}<extra></extra>',
  };
}

function marks({ outputs }: BooleanFunction) {
  return {
    color: outputs.map((output) => (output ? PALETTE[3] : PALETTE[0])),
    symbol: outputs.map((output) => (output ? SYMBOLS[1] : SYMBOLS[0])),
    text: outputs.map(String),
  };
}

const wanted = ({ name }: BooleanFunction): string => `wanted: <b>${name}</b>`;

/** At the right end of the row of buttons. */
const beside = {
  xref: 'paper',
  yref: 'paper',
  x: 1,
  xanchor: 'right',
  y: 1.03,
  yanchor: 'bottom',
  showarrow: false,
};

/** One button for each function, in a row above the picture. */
function choice(functions: readonly BooleanFunction[]): Layout {
  const buttons = functions.map((shown) => {
    const { color, symbol, text } = marks(shown);
    const change = { 'marker.color': [color], 'marker.symbol': [symbol], text: [text] };
    const label = { 'annotations[0].text': wanted(shown) };
    return { label: shown.name, method: 'update', args: [change, label, [POINTS]] };
  });
  return {
    type: 'buttons',
    direction: 'right',
    showactive: false, // plotly paints the active button white, which swallows white text
    x: 0,
    xanchor: 'left',
    y: 1.02,
    yanchor: 'bottom',
    pad: { t: 0, b: 4 },
    buttons,
  };
}

function slider(
  name: string,
  start: number,
  most: number,
  down: number,
  change: (value: number) => readonly [Layout, readonly number[]],
): Layout {
  const values = Array.from({ length: (2 * most) / STEP + 1 }, (_, k) => k * STEP - most);
  const active = values.indexOf(start);
  if (active < 0) {
    throw new Error(
      `movableLine: ${name} is ${start}, expected a multiple of ${STEP} from −${most} to ${most}`,
    );
  }
  return {
    active,
    currentvalue: { prefix: `${name} = ` },
    pad: { t: down },
    tickcolor: PALETTE[6],
    minorticklen: 0,
    steps: values.map((value) => ({
      label: String(value).replace('-', '−'),
      method: 'restyle',
      args: change(value),
    })),
  };
}
