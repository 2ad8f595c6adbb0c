import { exp, tanh } from '../core/elementary';
import type { PlainNetwork } from './network';

/**
 * The arithmetic of the checker: bounds by middles and radii, where the search uses ends, so that a slip in one
 * would show in the other. Why rounding cannot spoil it stands in interval.ts: a sum of n terms is off by at
 * most n·2⁻⁵³ of its magnitude, exp and tanh by at most 4 ulps (assumed, and tested). They are those of the network
 * that runs, the same to the bit on every engine; the search asks the engine's own.
 */

/** Lowest and highest value of each of several numbers. */
export type Bounds = readonly (readonly [low: number, high: number])[];

/**
 * Bounds of the state after a step.
 *
 * @param network - weights
 * @param state - bounds of h, or of h and c for an LSTM
 * @param vector - the input, D numbers
 * @returns bounds that hold for real numbers and for the program
 */
export function stateAfter(network: PlainNetwork, state: Bounds, vector: readonly number[]): Bounds {
  const { hiddenSize: H, W_xh, W_hh, b_h, activation, cell } = network;
  const x: Bounds = [...vector, 1].map((value) => [value, value]); // the 1 is for b_h
  const a = sums([...x, ...state.slice(0, H)], [...W_xh, ...b_h, ...W_hh], b_h.length);
  if (cell === 'rnn') return a.map((bounds) => rising(activation === 'tanh' ? tanh : sigmoid, bounds));
  const gate = (n: number, g: (value: number) => number): Bounds =>
    a.slice(n * H, (n + 1) * H).map((bounds) => rising(g, bounds));
  const [i, f, g, o] = [gate(0, sigmoid), gate(1, sigmoid), gate(2, tanh), gate(3, sigmoid)];
  const kept = products(f, state.slice(H));
  const c = products(i, g).map(([l, h], n) => widened(l + kept[n]![0], h + kept[n]![1])); // f ⊙ c + i ⊙ g
  return [
    ...products(
      o,
      c.map((bounds) => rising(tanh, bounds)),
    ),
    ...c,
  ]; // o ⊙ tanh(c), c
}

/**
 * Bounds of how far the output is above the threshold: o − threshold, as one sum.
 *
 * @param network - weights and threshold
 * @param state - bounds of the state
 * @returns the lowest and the highest
 */
export function outputAt(
  { hiddenSize: H, W_hy, b_y, threshold }: PlainNetwork,
  state: Bounds,
): readonly [number, number] {
  return sums([...state.slice(0, H), [1, 1], [-1, -1]], [...W_hy, ...b_y, threshold], 1)[0]!; // one column
}

/**
 * Bounds with room for what a device may be off.
 *
 * @param bounds - of real numbers
 * @param tolerance - how far the device's numbers may be from them
 * @returns bounds of the device's numbers
 */
export function around(bounds: Bounds, tolerance: number): Bounds {
  return tolerance === 0 ? bounds : bounds.map(([low, high]) => widened(low - tolerance, high + tolerance));
}

const sigmoid = (a: number): number => 1 / (1 + exp(-a));

/** Wider by 2⁻⁴⁸ of the larger end: covers what the network rounds and what we round. */
function widened(low: number, high: number): [number, number] {
  const slack = Math.max(Math.abs(low), Math.abs(high)) * 2 ** -48 + 1e-300;
  return [low - slack, high + slack];
}

/** Bounds of a rising function. */
function rising(g: (value: number) => number, [low, high]: readonly [number, number]): [number, number] {
  return widened(g(low), g(high));
}

/** Bounds of products, number by number: the extremes are at the corners. */
function products(u: Bounds, v: Bounds): Bounds {
  return u.map(([a, b], n) => {
    const [c, d] = v[n]!; // as many
    const corners = [a * c, a * d, b * c, b * d];
    return widened(Math.min(...corners), Math.max(...corners));
  });
}

/** Bounds of v·W: the middles give the middle, and each radius counts by the size of its weight. */
function sums(v: Bounds, W: readonly number[], columns: number): Bounds {
  if (W.length !== v.length * columns) throw new RangeError('a weight has the wrong length');
  return Array.from({ length: columns }, (_, j) => {
    let [middle, radius, magnitude] = [0, 0, 0];
    for (const [i, [low, high]] of v.entries()) {
      const w = W[i * columns + j]!; // the length was checked
      const center = low + (high - low) / 2;
      const reach = Math.max(high - center, center - low);
      middle += w * center;
      radius += Math.abs(w) * reach;
      magnitude += Math.abs(w) * (Math.abs(center) + reach);
    }
    const slack = (v.length + 4) * 2 ** -50 * magnitude + 1e-300;
    return [middle - radius - slack, middle + radius + slack];
  });
}
