// The cells written a second time, number by number, in values that know their own gradients: nothing derived by us.
// The `!` of this file: names and places are those of the cell's shapes.
import type { Parameters } from '../../lib/src/core/parameters';
import type { CellConfig } from '../../lib/src/neural/createCell';
import { Value } from '../../lib/src/neural/value';
import type { CellCase } from './cells';

type Row = readonly Value[];
/** All parameters as values, by name, row after row. */
type ValueParameters = Readonly<Record<string, Row>>;
type Step = (p: ValueParameters, x: Row, state: Row, H: number) => Row;

const toValues = (numbers: Float64Array): Value[] => Array.from(numbers, (number) => new Value(number));
const add = (one: Row, other: Row): Row => one.map((a, j) => a.plus(other[j]!));
const multiply = (one: Row, other: Row): Row => one.map((a, j) => a.times(other[j]!));

/** x·W + b for a row x and a matrix W with as many columns as b has numbers. */
function affine(x: Row, W: Row, b: Row): Row {
  return b.map((bias, j) => x.reduce((sum, value, i) => sum.plus(value.times(W[i * b.length + j]!)), bias));
}

const rnnStep =
  (activation: 'tanh' | 'sigmoid'): Step =>
  (p, x, hPrev) => {
    const a = add(affine(x, p['W_xh']!, p['b_h']!), affine(hPrev, p['W_hh']!, p['b_hh']!));
    return a.map((value) => value[activation]());
  };

const lstmStep: Step = (p, x, state, H) => {
  const [hPrev, cPrev] = [state.slice(0, H), state.slice(H)];
  const a = add(affine(x, p['W_xh']!, p['b_h']!), affine(hPrev, p['W_hh']!, p['b_hh']!));
  const gate = (n: number): Row => a.slice(n * H, (n + 1) * H);
  const sigmoid = (n: number): Row => gate(n).map((value) => value.sigmoid());
  const [i, f, o] = [sigmoid(0), sigmoid(1), sigmoid(3)];
  const g = gate(2).map((value) => value.tanh());
  const c = add(multiply(f, cPrev), multiply(i, g));
  const h = c.map((value, j) => value.tanh().times(o[j]!));
  return [...h, ...c];
};

const gruStep =
  (reset: 'before' | 'after'): Step =>
  (p, x, hPrev, H) => {
    const fromInput = affine(x, p['W_xh']!, p['b_h']!);
    const fromState = affine(hPrev, p['W_hh']!, p['b_hh']!);
    const gate = (n: number): Row =>
      fromState.slice(n * H, (n + 1) * H).map((value, j) => value.plus(fromInput[n * H + j]!).sigmoid());
    const [z, r] = [gate(0), gate(1)];
    const product =
      reset === 'before'
        ? affine(multiply(r, hPrev), p['W_hn']!, p['b_hn']!)
        : multiply(r, affine(hPrev, p['W_hn']!, p['b_hn']!));
    const n = add(fromInput.slice(2 * H), product).map((value) => value.tanh());
    return hPrev.map((h, j) => z[j]!.times(h).plus(new Value(1).minus(z[j]!).times(n[j]!)));
  };

function stepOf(config: Omit<CellConfig, 'hiddenSize'>): Step {
  if (config.kind === 'lstm') return lstmStep;
  if (config.kind === 'gru') return gruStep(config.reset ?? 'before');
  return rnnStep(config.activation === 'sigmoid' ? 'sigmoid' : 'tanh');
}

/** The gradients of the loss Σ dh ⊙ h of a case that has every bias and no mask, by automatic differentiation. */
export function valueGradients(
  config: Omit<CellConfig, 'hiddenSize'>,
  { cell, T, B, parameters, x, dh, options }: CellCase,
): { parameters: number[]; x: number[]; initialState: number[] } {
  const { inputSize: D, hiddenSize: H, stateSize } = cell;
  const p = valueParameters(parameters);
  const inputs = toValues(x);
  const initial = toValues(options.initialState);
  const step = stepOf(config);
  let loss = new Value(0);
  for (let b = 0; b < B; b++) {
    let state: Row = initial.slice(b * stateSize, (b + 1) * stateSize);
    for (let t = 0; t < T; t++) {
      const row = t * B + b;
      state = step(p, inputs.slice(row * D, (row + 1) * D), state, H);
      for (let j = 0; j < H; j++) loss = loss.plus(state[j]!.times(dh[row * H + j]!));
    }
  }
  loss.backward();
  const gradientsOf = (values: Row): number[] => values.map(({ gradient }) => gradient);
  return {
    parameters: Object.values(p).flatMap(gradientsOf),
    x: gradientsOf(inputs),
    initialState: gradientsOf(initial),
  };
}

function valueParameters({ views }: Parameters): ValueParameters {
  return Object.fromEntries(Object.entries(views).map(([name, view]) => [name, toValues(view)]));
}
