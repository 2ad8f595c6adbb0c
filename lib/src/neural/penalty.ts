import { checkLength, checkNumber, checkObject } from '../core/shape';

/** How strongly large weights are held back. */
export interface Penalty {
  /** λ₁, the price of Σ |w|, at least 0; 0 if left out. */
  readonly l1?: number;
  /** λ₂, the price of Σ w², at least 0; 0 if left out. */
  readonly l2?: number;
}

/**
 * Checks the prices of a penalty.
 *
 * @param where - the function that asks
 * @param penalty - λ₁ and λ₂
 * @returns both, 0 for one that was left out
 * @throws RangeError when one is negative or not finite
 * @example
 * import { checkPenalty } from 'carry';
 * checkPenalty('train', { l1: 2 }); // → {"l1":2,"l2":0}
 */
export function checkPenalty(where: string, penalty: Penalty): Required<Penalty> {
  checkObject(where, 'penalty', penalty);
  const { l1 = 0, l2 = 0 } = penalty;
  checkNumber(where, 'l1', l1, 0);
  checkNumber(where, 'l2', l2, 0);
  return { l1, l2 };
}

/**
 * The regularizer λφ(θ) = λ₁ Σ|w| + λ₂ Σw², with its gradient λ₁ sign(w) + 2 λ₂ w. L1 draws small weights to
 * exactly 0 or nearly so, L2 holds back the large ones.
 *
 * @param penalty - λ₁ and λ₂
 * @param parameters - all weights
 * @param gradients - as long as the parameters; the penalty's gradient is added to them
 * @returns the penalty
 * @throws RangeError when a λ is negative or not finite, or the lengths differ
 * Source: seed 000, arg min (1/T) Σ L + λφ(θ).
 * @example
 * import { penaltyInPlace } from 'carry';
 * const gradients = new Float64Array(2);
 * penaltyInPlace({ l1: 1, l2: 0.5 }, Float64Array.of(3, -1), gradients); // → 9
 * Array.from(gradients); // → [4,-2]
 */
export function penaltyInPlace(penalty: Penalty, parameters: Float64Array, gradients: Float64Array): number {
  const { l1, l2 } = checkPenalty('penaltyInPlace', penalty);
  checkLength('penaltyInPlace', 'parameters', parameters, [parameters?.length || 1]); // none are no parameters
  checkLength('penaltyInPlace', 'gradients', gradients, [parameters.length]);
  let value = 0;
  for (let i = 0; i < parameters.length; i++) {
    const w = parameters[i]!; // i is below both lengths
    value += l1 * Math.abs(w) + l2 * w * w;
    gradients[i]! += l1 * Math.sign(w) + 2 * l2 * w;
  }
  return value;
}

/**
 * Shortens a gradient that is too long, keeping its direction: g ← g · min(1, maxNorm/‖g‖).
 *
 * @param gradients - changed in place
 * @param maxNorm - the longest allowed, positive
 * @returns ‖g‖ before, so that it can be watched
 * @throws RangeError when maxNorm is not a positive number
 * Source: Pascanu, Mikolov and Bengio, "On the difficulty of training recurrent neural networks" (2013), algorithm 1.
 * @example
 * import { clipByNormInPlace } from 'carry';
 * const g = Float64Array.of(3, 4);
 * clipByNormInPlace(g, 1); // → 5
 * Array.from(g); // → [0.6,0.8]
 */
export function clipByNormInPlace(gradients: Float64Array, maxNorm: number): number {
  checkLength('clipByNormInPlace', 'gradients', gradients, [gradients?.length]);
  checkNumber('clipByNormInPlace', 'maxNorm', maxNorm, Number.MIN_VALUE);
  let largest = 0;
  for (let i = 0; i < gradients.length; i++) largest = Math.max(largest, Math.abs(gradients[i]!));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0; // of squares relative to the largest, which can neither overflow nor vanish
  for (let i = 0; i < gradients.length; i++) sum += (gradients[i]! / largest) ** 2;
  const norm = largest * Math.sqrt(sum);
  if (norm > maxNorm) {
    const scale = maxNorm / largest / Math.sqrt(sum);
    for (let i = 0; i < gradients.length; i++) gradients[i]! *= scale;
  }
  return norm;
}
