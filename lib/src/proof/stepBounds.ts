import { activationBounds, affineBounds, pointBox, productBounds, sumBounds, type Box } from './interval';
import { checkNetwork, type PlainNetwork } from './network';

/** What interval arithmetic can say of a network. */
export interface StepBounds {
  /** The state before the first step, a box without width: zeros, H of them, or 2H (h, then c) for an LSTM. */
  readonly start: Box;
  /** A box that holds the state after a step, from any state of a box. */
  step(state: Box, input: readonly number[]): Box;
  /** The smallest and largest output o − threshold in a state of a box. */
  output(state: Box): { readonly low: number; readonly high: number };
}

/**
 * The equations of a network, with boxes where numbers stood.
 *
 * @param network - weights
 * @returns its start, its step and its output; each result is a fresh box
 * @example
 * import { createStepBounds, plainNetwork, thresholdAdder } from 'carry';
 * const bounds = createStepBounds(plainNetwork(thresholdAdder()));
 * const { low, high } = bounds.output(bounds.step(bounds.start, [1, 0]));
 * 0.49 < low && high < 0.51; // → true
 */
export function createStepBounds(network: PlainNetwork): StepBounds {
  checkNetwork('createStepBounds', network);
  const { hiddenSize: H, W_xh, W_hh, b_h, W_hy, b_y, threshold } = network;
  const W = Float64Array.from([...W_xh, ...b_h, ...W_hh]); // [D + 1 + H, H or 4H]: the row of b_h is multiplied by 1
  const readOut = Float64Array.from([...W_hy, ...b_y, threshold]); // [H + 2, 1]: the threshold is multiplied by −1
  const columns = b_h.length;
  const preActivation = (state: Box, input: readonly number[]): Box =>
    affineBounds(joined([...input, 1], state, H, []), W, columns);

  const rnnStep = (h: Box, input: readonly number[]): Box =>
    activationBounds(network.activation, preActivation(h, input)); // g(x·W_xh + b_h + h·W_hh)

  const lstmStep = (state: Box, input: readonly number[]): Box => {
    const a = preActivation(state, input); // the gates i, f, g, o side by side
    const i = activationBounds('sigmoid', a, 0, H);
    const f = activationBounds('sigmoid', a, H, 2 * H);
    const g = activationBounds('tanh', a, 2 * H, 3 * H);
    const o = activationBounds('sigmoid', a, 3 * H, 4 * H);
    const cPrev = { low: state.low.subarray(H), high: state.high.subarray(H) };
    const c = sumBounds(productBounds(f, cPrev), productBounds(i, g));
    const h = productBounds(o, activationBounds('tanh', c));
    return both(h, c);
  };

  return {
    start: pointBox(new Float64Array(network.cell === 'lstm' ? 2 * H : H)),
    step: network.cell === 'lstm' ? lstmStep : rnnStep,
    output(state) {
      const { low, high } = affineBounds(joined([], state, H, [1, -1]), readOut, 1);
      return { low: low[0]!, high: high[0]! }; // one column
    },
  };
}

/** Numbers without width, the first `count` sides of a box, and numbers without width. */
function joined(before: readonly number[], box: Box, count: number, after: readonly number[]): Box {
  const ends = (end: Float64Array): Float64Array => {
    const out = new Float64Array(before.length + count + after.length);
    out.set(before);
    for (let j = 0; j < count; j++) out[before.length + j] = end[j]!; // a state has H sides at least
    out.set(after, before.length + count);
    return out;
  };
  return { low: ends(box.low), high: ends(box.high) };
}

/** One box beside another, of as many sides. */
function both(a: Box, b: Box): Box {
  const ends = (u: Float64Array, v: Float64Array): Float64Array => {
    const out = new Float64Array(u.length + v.length);
    out.set(u);
    out.set(v, u.length);
    return out;
  };
  return { low: ends(a.low, b.low), high: ends(a.high, b.high) };
}
