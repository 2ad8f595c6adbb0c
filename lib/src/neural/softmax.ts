import { exp } from '../core/elementary';
import { checkFinite } from '../core/shape';

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
  if (!(z?.length > 0)) throw new RangeError('softmax: no numbers, expected at least one');
  checkFinite('softmax', 'z', z);
  let most = -Infinity; // the `!`: k is below the length
  for (let k = 0; k < z.length; k++) most = Math.max(most, z[k]!);
  const p = new Float64Array(z.length);
  let sum = 0;
  for (let k = 0; k < p.length; k++) sum += p[k] = exp(z[k]! - most);
  for (let k = 0; k < p.length; k++) p[k]! /= sum;
  return p;
}
