/**
 * Interval arithmetic that holds for two networks at once: the one of mathematics, with real numbers, and the
 * one that runs, with 53-bit numbers. Three facts make it sound.
 *
 * 1. IEEE 754: each product and sum that JavaScript computes is the exact one times (1 + ε) with |ε| ≤ 2⁻⁵³.
 *    A sum of n products, added up in any order, is therefore off by at most about n·2⁻⁵³·M, where M is the
 *    sum of their magnitudes (Higham 2002, section 3.1; no product here comes near the smallest number
 *    2⁻¹⁰⁷⁴ and matters, see TINY). We need this twice, once for the network's sum and once for our own, and
 *    take four times as much: n·2⁻⁵¹·M.
 * 2. ASSUMED: exp and tanh, those of core/elementary.ts by which a network runs and the engine's own by which the
 *    search computes, lie within 4 ulps, 2⁻⁵⁰ relative, of the true ones. Both are within 0.9 and 2.1;
 *    test/lib/proof/interval.test.ts and test/lib/core/elementary.test.ts compare them with 120 digits. With it σ,
 *    computed as 1/(1 + exp(−a)), lies within 2⁻⁴⁹.
 * 3. tanh and σ rise. What lies between two ends before, lies between their values afterwards.
 *
 * Source: Moore, "Interval Analysis" (1966); Higham, "Accuracy and Stability of Numerical Algorithms" (2002).
 */

/** Room for both errors of an activation, the network's and ours: 2 · 2⁻⁴⁹ relative. */
const ACTIVATION_ERROR = 2 ** -48;

/** Far above every underflow, far below every number that matters. */
const TINY = 1e-300;

/** A box: all vectors v with low[i] ≤ v[i] ≤ high[i]. */
export interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * The box around one point.
 *
 * @param point - any vector
 * @returns a fresh box without width
 */
export function pointBox(point: ArrayLike<number>): Box {
  return { low: Float64Array.from(point), high: Float64Array.from(point) };
}

/**
 * The box of all x·W with x in a box: each sum takes, term by term, the end of x that makes it smaller or
 * larger. low[j] = Σᵢ min(low[i] W[i,j], high[i] W[i,j]) − n·2⁻⁵¹·M, and high[j] likewise.
 *
 * @param x - a box of n numbers; a bias is a row of W for which x is 1
 * @param W - [n, columns], row-major
 * @param columns - how many sums
 * @returns a fresh box that also holds every x·W that a computer gets, whatever the order of its additions
 */
export function affineBounds(x: Box, W: ArrayLike<number>, columns: number): Box {
  const n = x.low.length;
  const low = new Float64Array(columns);
  const high = new Float64Array(columns);
  const magnitude = new Float64Array(columns);
  // The `!` of this file: every index is below the length that the sizes promise.
  for (let i = 0; i < n; i++) {
    const [l, h] = [x.low[i]!, x.high[i]!];
    const largest = Math.max(Math.abs(l), Math.abs(h));
    for (let j = 0; j < columns; j++) {
      const w = W[i * columns + j]!;
      low[j]! += w * (w > 0 ? l : h);
      high[j]! += w * (w > 0 ? h : l);
      magnitude[j]! += Math.abs(w) * largest;
    }
  }
  for (let j = 0; j < columns; j++) {
    const slack = (n + 1) * (2 ** -51 * magnitude[j]! + TINY);
    low[j]! -= slack;
    high[j]! += slack;
  }
  return { low, high };
}

/**
 * The box of all g(a) with a in a box.
 *
 * @param activation - tanh or sigmoid
 * @param a - a box
 * @param from - the first of its sides to take, 0 if left out
 * @param to - the side before which to stop, all if left out
 * @returns a fresh box, a little wider than the values at both ends
 */
export function activationBounds(activation: 'tanh' | 'sigmoid', a: Box, from = 0, to = a.low.length): Box {
  const g = activation === 'tanh' ? Math.tanh : (value: number): number => 1 / (1 + Math.exp(-value));
  const low = new Float64Array(to - from);
  const high = new Float64Array(to - from);
  for (let j = 0; j < to - from; j++) {
    low[j] = lowered(g(a.low[from + j]!), ACTIVATION_ERROR);
    high[j] = raised(g(a.high[from + j]!), ACTIVATION_ERROR);
  }
  return { low, high };
}

function lowered(value: number, error: number): number {
  return value - Math.abs(value) * error - TINY;
}

function raised(value: number, error: number): number {
  return value + Math.abs(value) * error + TINY;
}

/** Room for the roundings of one product or sum, the network's and ours: four times 2 · 2⁻⁵³. */
const ARITHMETIC_ERROR = 2 ** -50;

/**
 * The box of all u ⊙ v, element by element: a product is smallest and largest at corners.
 *
 * @param u - a box of n numbers
 * @param v - another
 * @returns a fresh box, a little wider than the corners
 */
export function productBounds(u: Box, v: Box): Box {
  const low = new Float64Array(u.low.length);
  const high = new Float64Array(u.low.length);
  for (let j = 0; j < low.length; j++) {
    const [a, b, c, d] = [u.low[j]!, u.high[j]!, v.low[j]!, v.high[j]!];
    low[j] = lowered(Math.min(a * c, a * d, b * c, b * d), ARITHMETIC_ERROR);
    high[j] = raised(Math.max(a * c, a * d, b * c, b * d), ARITHMETIC_ERROR);
  }
  return { low, high };
}

/**
 * The box of all u + v.
 *
 * @param u - a box of n numbers
 * @param v - another
 * @returns a fresh box, a little wider than the sums of the ends
 */
export function sumBounds(u: Box, v: Box): Box {
  return {
    low: u.low.map((end, j) => lowered(end + v.low[j]!, ARITHMETIC_ERROR)),
    high: u.high.map((end, j) => raised(end + v.high[j]!, ARITHMETIC_ERROR)),
  };
}
