import { exp, log } from '../core/elementary';
import { checkFinite } from '../core/shape';

/**
 * ln Σₖ e^zₖ, computed as m + ln Σₖ e^(zₖ − m) with m = max z, so that nothing overflows. It is the smooth
 * maximum of z, and its gradient is {@link softmax}(z).
 *
 * @param z - at least one number, all finite
 * @returns the logarithm of the sum of exponentials
 * @throws RangeError when z is empty or a number is not finite
 * Source: seed 002's cross-entropy is logSumExp(z) − z_c for the class c.
 * @example
 * import { logSumExp } from 'carry';
 * logSumExp([1000, 1000]); // → 1000.693147
 */
export function logSumExp(z: ArrayLike<number>): number {
  const most = maximum('logSumExp', z);
  let sum = 0;
  for (let k = 0; k < z.length; k++) sum += exp(z[k]! - most); // k is below the length
  return most + log(sum);
}

/**
 * pₖ = e^zₖ / Σⱼ e^zⱼ: positive numbers that sum to 1, the same for z and for z plus a constant.
 *
 * @param z - [K] logits, at least one, all finite
 * @returns fresh probabilities [K]
 * @throws RangeError when z is empty or a number is not finite
 * Source: Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs" (1990).
 * @example
 * import { softmax } from 'carry';
 * Array.from(softmax([0, 0, 1000])); // → [0,0,1]
 */
export function softmax(z: ArrayLike<number>): Float64Array {
  const most = maximum('softmax', z);
  const p = new Float64Array(z.length);
  let sum = 0;
  for (let k = 0; k < p.length; k++) sum += p[k] = exp(z[k]! - most);
  for (let k = 0; k < p.length; k++) p[k]! /= sum;
  return p;
}

function maximum(where: string, z: ArrayLike<number>): number {
  if (!(z?.length > 0)) throw new RangeError(`${where}: no numbers, expected at least one`);
  checkFinite(where, 'z', z);
  let most = -Infinity;
  for (let k = 0; k < z.length; k++) most = Math.max(most, z[k]!);
  return most;
}
