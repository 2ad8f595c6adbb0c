import { animation, DIVERGING, type Figure, type Heading, PALETTE, plot, type Trace } from 'carry';

/** What an unrolled network shows: one column for each step. All lists have T items. */
export interface UnrolledNetwork extends Heading {
  /** The bits that go in at each step, the lowest row first. */
  readonly inputs: readonly { readonly name: string; readonly bits: readonly number[] }[];
  /** The hidden state after each step, [T, H]. */
  readonly states: readonly ArrayLike<number>[];
  /** The values that the hidden state may take; [0, 1] if not given. */
  readonly stateRange?: readonly [number, number];
  /** The bit that has to be remembered from each step to the next. */
  readonly memory: { readonly name: string; readonly bits: readonly number[] };
  /** What comes out at each step. */
  readonly outputs: { readonly name: string; readonly values: readonly number[] };
}

/** Heights of the rows: inputs at 0, 1, …; the hidden state above them; the output on top. */
const STATE_HEIGHT = 3.2;
const GRAY = 'rgba(128, 128, 128, 0.35)';

/**
 * Makes an animated picture of a recurrent network unrolled through time. At each step bits go in at the bottom, the
 * hidden state fills a column, an arrow hands it on to the next step, and an output leaves at the top.
 *
 * @param picture - title, bits, states, and outputs
 * @returns a fresh figure with a slider and T + 1 frames: none of the steps done, one, … all
 * @throws when a list has another length than the others
 *
 * @example
 * import { unrolledNetwork } from 'carry/pictures';
 * const picture = unrolledNetwork({
 *   title: '1 + 1 = 10', inputs: [{ name: 'a', bits: [1, 0] }, { name: 'b', bits: [1, 0] }],
 *   states: [[0.9], [0.2]], memory: { name: 'carry', bits: [1, 0] },
 *   outputs: { name: 'sum', values: [0.1, 0.8] }, alt: 'Two steps: 1 and 1 give 0, then the carry gives 1.',
 * });
 * picture.frames?.length; // → 3
 */
export function unrolledNetwork(picture: UnrolledNetwork): Figure {
  const T = requireOneLength(picture);
  const steps = Array.from({ length: T + 1 }, (_, done) => ({
    name: String(done),
    figure: at(picture, T, done),
  }));
  return animation(steps, { prefix: 'steps done: ', alt: picture.alt, stepTime: 700 });
}

function tracesAt(picture: UnrolledNetwork, T: number, done: number): Trace[] {
  const { inputs, states, stateRange = [0, 1], memory, outputs } = picture;
  const bottom = inputs.length;
  const H = states[0]?.length ?? 1;
  const rows = Array.from({ length: H }, (_, j) => bottom + ((j + 0.5) * STATE_HEIGHT) / H - 0.4);
  const steps = Array.from({ length: T }, (_, t) => t);
  const top = bottom + STATE_HEIGHT + 0.1;
  const given = inputs.flatMap(({ name, bits }, row) =>
    bits.map((bit, t) => ({ t, row, bit, color: t < done ? colorOfBit(bit) : GRAY, name })),
  );
  return [
    {
      type: 'heatmap',
      x: steps,
      y: rows,
      z: rows.map((_, j) => steps.map((t) => (t < done ? (states[t]?.[j] ?? null) : null))),
      zmin: stateRange[0],
      zmax: stateRange[1],
      colorscale: DIVERGING,
      colorbar: { title: { text: 'hidden unit', side: 'right' }, thickness: 12, outlinewidth: 0 },
      xgap: 26,
      ygap: 1,
      hovertemplate: 'step %{x}: %{z:.2f}<extra></extra>',
    },
    boxes(
      given.map(({ t }) => t),
      given.map(({ row }) => row),
      given.map(({ bit }) => String(bit)),
      given.map(({ color }) => color),
    ),
    boxes(
      steps,
      steps.map(() => top),
      steps.map((t) => (t < done ? written(outputs.values[t] ?? NaN) : '?')),
      steps.map((t) => (t < done ? colorOfBit(Math.round(outputs.values[t] ?? NaN)) : GRAY)),
    ),
    {
      type: 'scatter',
      mode: 'markers+text',
      x: steps.slice(0, -1).map((t) => t + 0.5),
      y: steps.slice(0, -1).map(() => bottom + STATE_HEIGHT / 2 - 0.4),
      text: steps.slice(0, -1).map((t) => (t < done ? String(memory.bits[t]) : '')),
      textposition: 'top center',
      marker: {
        symbol: 'triangle-right',
        size: 14,
        color: steps.slice(0, -1).map((t) => (t < done ? colorOfMemory(memory.bits[t] ?? 0) : GRAY)),
      },
      hovertemplate: `${memory.name} %{text}<extra></extra>`,
    },
  ];
}

const written = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(2));

/** Squares with a text in them. */
function boxes(x: number[], y: number[], text: string[], color: string[]): Trace {
  return {
    type: 'scatter',
    mode: 'markers+text',
    x,
    y,
    text,
    textfont: { color: '#FFFFFF', size: 13 },
    marker: { symbol: 'square', size: 34, color },
    hoverinfo: 'skip',
  };
}

const colorOfBit = (bit: number): string => (bit === 1 ? PALETTE[3] : PALETTE[0]);
/** A carry is amber in every figure of the course. */
const colorOfMemory = (bit: number): string => (bit === 1 ? PALETTE[1] : PALETTE[0]);

/** The picture with some of its steps done. */
function at(picture: UnrolledNetwork, T: number, done: number): Figure {
  const { title, alt, height = 430, inputs, memory, outputs } = picture;
  const middle = inputs.length + STATE_HEIGHT / 2 - 0.4;
  const top = inputs.length + STATE_HEIGHT + 0.1;
  const bare = { showgrid: false, zeroline: false };
  const steps = Array.from({ length: T }, (_, t) => ({ at: t, text: String(t) }));
  const rows = [
    ...inputs.map(({ name }, row) => ({ at: row, text: name })),
    { at: middle, text: `state, ▸ ${memory.name}` },
    { at: top, text: outputs.name },
  ];
  const axes = {
    x: { label: 'step t (bit t is worth 2ᵗ)', range: [-0.6, T - 0.4], ticks: steps },
    y: { label: '', range: [-0.6, top + 0.6], ticks: rows },
  } as const;
  const more = { showlegend: false, xaxis: bare, yaxis: bare };
  return plot({ title, alt, height, ...axes }, tracesAt(picture, T, done), more);
}

function requireOneLength({ inputs, states, memory, outputs }: UnrolledNetwork): number {
  const lengths = [
    states.length,
    memory.bits.length,
    outputs.values.length,
    ...inputs.map(({ bits }) => bits.length),
  ];
  const [T = 0] = lengths;
  if (new Set(lengths).size > 1 || T === 0) {
    throw new Error(`unrolledNetwork: lists of ${lengths.join(', ')} steps, expected one length, at least 1`);
  }
  return T;
}
