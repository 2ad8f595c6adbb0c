import { type Figure, PALETTE, plot, type Trace } from 'carry';

/** A neuron at work. */
export interface NeuronGraph {
  readonly x: readonly number[];
  readonly w: readonly number[];
  readonly b: number;
  /** What the activation is called. */
  readonly activation: string;
  /** The output. */
  readonly h: number;
}

/** Where the columns of the picture stand: inputs, sum, output. */
const [INPUTS, SUM, OUTPUT] = [0, 2, 3.6];
const NODE = 46;

/**
 * Draws a neuron with its numbers: inputs and a constant 1, each with an arrow as thick as its weight, their sum, and
 * the activation. Blue arrows pull the sum down, orange ones up.
 *
 * @param neuron - inputs, weights, bias, the name of the activation, and the output
 * @returns a fresh figure
 *
 * @example
 * import { neuronGraph } from 'carry/pictures';
 * neuronGraph({ x: [1, 0], w: [1, 1], b: -1.5, activation: 'step', h: 0 }).alt.length > 0; // → true
 */
export function neuronGraph({ x, w, b, activation, h }: NeuronGraph): Figure {
  const inputs = [
    ...x.map((value, i) => ({
      name: `x${below(i + 1)}`,
      value,
      weight: w[i] ?? NaN,
      of: `w${below(i + 1)}`,
    })),
    { name: '', value: 1, weight: b, of: 'b' },
  ];
  const a = inputs.reduce((sum, { value, weight }) => sum + value * weight, 0);
  const places = inputs.map((input, n) => ({ ...input, y: (inputs.length - 1) / 2 - n }));
  const arrows = places.map(({ weight, of, y }) =>
    arrow([INPUTS, y], [SUM, 0], `${of} = ${shown(weight)}`, weight),
  );
  const nodes = [
    ...places.map(({ name, value, y }) => node(INPUTS, y, name ? `${name} = ${shown(value)}` : '1', 6)),
    node(SUM, 0, `a = ${shown(a)}`, 0),
    node(OUTPUT, 0, `h = ${shown(h)}`, 2),
  ];
  const marks = [...arrows.flat(), ...arrow([SUM, 0], [OUTPUT, 0], activation, 1).flat(), ...nodes];
  const top = (inputs.length - 1) / 2 + 0.6;
  const title = 'A neuron: weigh the inputs, add them up with the bias, bend the sum';
  const alt = `${inputs.length - 1} inputs and a constant 1 with weighted arrows to the sum a = ${shown(a)}; the ${activation} makes it h = ${shown(h)}.`;
  return plot({ title, alt, height: 330 }, marks, {
    showlegend: false,
    xaxis: { range: [-0.5, OUTPUT + 0.5] },
    yaxis: { range: [-top, top] },
  });
}

const below = (n: number): string => [...String(n)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');
const shown = (value: number): string => String(value).replace('-', '−');

function node(x: number, y: number, text: string, color: number): Trace {
  return {
    type: 'scatter',
    mode: 'markers+text',
    x: [x],
    y: [y],
    text: [text],
    textposition: 'middle center',
    textfont: { size: 13, color: '#FFFFFF' },
    marker: { size: NODE + 18, symbol: 'circle', color: PALETTE[color] ?? PALETTE[0], opacity: 1 },
    hoverinfo: 'skip',
  };
}

type Place = readonly [number, number];

/** An arrow as thick as what it carries is large, and its words a little above its middle. */
function arrow(from: Place, to: Place, text: string, weight: number): Trace[] {
  const color = weight < 0 ? PALETTE[0] : PALETTE[1];
  const width = Math.min(6, 1.5 + 1.5 * Math.abs(weight));
  const line: Trace = {
    type: 'scatter',
    mode: 'lines+markers',
    x: [from[0], to[0]],
    y: [from[1], to[1]],
    line: { color, width },
    marker: { symbol: 'arrow', angleref: 'previous', size: [0, 14], standoff: NODE / 2 + 9, color },
    hoverinfo: 'skip',
  };
  const words: Trace = {
    type: 'scatter',
    mode: 'text',
    x: [0.5 * (from[0] + to[0])],
    y: [0.5 * (from[1] + to[1]) + (from[1] === to[1] ? 0 : 0.14)], // clear of a slanted line
    text: [text],
    textposition: 'top center',
    textfont: { size: 13 },
    hoverinfo: 'skip',
  };
  return [line, words];
}
