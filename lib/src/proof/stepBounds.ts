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
  const W = [...W_xh, ...b_h, ...W_hh]; // [D + 1 + H, H or 4H]: the row of b_h is multiplied by 1
  const readOut = [...W_hy, ...b_y, threshold]; // [H + 2, 1]: the threshold is multiplied by −1
  const columns = b_h.length;
  const preActivation = (h: Box, input: readonly number[]): Box =>
    affineBounds(joined(pointBox([...input, 1]), h), W, columns);

  const rnnStep = (h: Box, input: readonly number[]): Box =>
    activationBounds(network.activation, preActivation(h, input)); // g(x·W_xh + b_h + h·W_hh)

  const lstmStep = (state: Box, input: readonly number[]): Box => {
    const a = preActivation(slice(state, 0, H), input); // the gates i, f, g, o side by side
    const i = activationBounds('sigmoid', slice(a, 0, H));
    const f = activationBounds('sigmoid', slice(a, H, 2 * H));
    const g = activationBounds('tanh', slice(a, 2 * H, 3 * H));
    const o = activationBounds('sigmoid', slice(a, 3 * H, 4 * H));
    const c = sumBounds(productBounds(f, slice(state, H, 2 * H)), productBounds(i, g));
    return joined(productBounds(o, activationBounds('tanh', c)), c);
  };

  return {
    start: pointBox(new Float64Array(network.cell === 'lstm' ? 2 * H : H)),
    step: network.cell === 'lstm' ? lstmStep : rnnStep,
    output(state) {
      const { low, high } = affineBounds(joined(slice(state, 0, H), pointBox([1, -1])), readOut, 1);
      return { low: low[0]!, high: high[0]! }; // one column
    },
  };
}

function joined(a: Box, b: Box): Box {
  const both = (u: Float64Array, v: Float64Array): Float64Array => {
    const out = new Float64Array(u.length + v.length);
    out.set(u);
    out.set(v, u.length);
    return out;
  };
  return { low: both(a.low, b.low), high: both(a.high, b.high) };
}

function slice({ low, high }: Box, from: number, to: number): Box {
  return { low: low.subarray(from, to), high: high.subarray(from, to) };
}
