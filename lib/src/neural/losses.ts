import { exp, log, log1p } from '../core/elementary';
import { checkChoice, checkInteger, checkLength, checkObject } from '../core/shape';
import { sigmoid } from './activations';
import { checkMask } from './rows';

/** The losses of the course. The last two take logits, the numbers before sigmoid or softmax. */
export type LossName =
  'meanSquaredError' | 'halfSquaredError' | 'binaryCrossEntropy' | 'categoricalCrossEntropy';

/** How a loss adds up its rows: their sum, or their sum divided by the number of scored rows. */
export type Reduction = 'sum' | 'mean';

/** What {@link lossInPlace} needs to know of its rows. */
export interface LossOptions {
  /** K, the numbers of a prediction row. */
  readonly outputSize: number;
  /** 'mean' if left out. */
  readonly reduction?: Reduction;
  /** 1 for a row that is scored and 0 for one that is not, [R]; all are scored if left out. */
  readonly scored?: Float64Array;
}

/**
 * The names of the losses.
 *
 * @example
 * import { LOSS_NAMES } from 'carry';
 * LOSS_NAMES.length; // → 4
 */
export const LOSS_NAMES: readonly LossName[] = [
  'meanSquaredError',
  'halfSquaredError',
  'binaryCrossEntropy',
  'categoricalCrossEntropy',
];

const REDUCTIONS: readonly Reduction[] = ['sum', 'mean'];

/**
 * The loss of R rows of predictions, and its gradient. For one row with K outputs y and targets t:
 *
 * - meanSquaredError: (1/K) Σ (y − t)²
 * - halfSquaredError: ½ Σ (y − t)²
 * - binaryCrossEntropy: (1/K) Σ [max(y, 0) − y·t + ln(1 + e^−|y|)], the stable form of
 *   −t ln σ(y) − (1 − t) ln(1 − σ(y)) for a logit y and a target from [0, 1]
 * - categoricalCrossEntropy: ln Σₖ e^yₖ − y_c for the class c, with the target one class number a row
 *
 * @param name - which loss
 * @param prediction - [R, K]
 * @param target - [R, K], or [R] for categoricalCrossEntropy
 * @param dPrediction - [R, K], overwritten by ∂loss/∂prediction; rows that are not scored get 0
 * @param options - K, the reduction and which rows are scored
 * @returns the loss: not finite where a prediction or a target is not, which `train` refuses, saying where
 * @throws RangeError when a length does not fit, no row is scored, a class is no whole number below K, or a
 *   target of binaryCrossEntropy is below 0 or above 1
 * Source: seeds 000 (mean squared), 001 and 003 (half squared), 002 (cross-entropy).
 * @example
 * import { lossInPlace } from 'carry';
 * const d = new Float64Array(1);
 * lossInPlace('halfSquaredError', Float64Array.of(3), Float64Array.of(1), d, { outputSize: 1 }); // → 2
 */
export function lossInPlace(
  name: LossName,
  prediction: Float64Array,
  target: Float64Array,
  dPrediction: Float64Array,
  options: LossOptions,
): number {
  checkChoice('lossInPlace', 'name', name, LOSS_NAMES);
  checkObject('lossInPlace', 'options', options);
  const { outputSize: K, scored, reduction = 'mean' } = options;
  checkInteger('lossInPlace', 'outputSize', K);
  checkChoice('lossInPlace', 'reduction', reduction, REDUCTIONS);
  const R = checkRows(name, prediction, target, dPrediction, K, scored);
  const count = scored ? countScored(scored) : R;
  if (count === 0) throw new RangeError('lossInPlace: scored is 0 everywhere, expected a row that is scored');
  const weight = reduction === 'mean' ? 1 / count : 1;
  const row = ROWS[name];
  let loss = 0;
  for (let r = 0; r < R; r++) {
    if (scored && scored[r] === 0) dPrediction.fill(0, r * K, (r + 1) * K);
    else loss += row(prediction, target, dPrediction, r, K, weight);
  }
  return loss * weight;
}

function countScored(scored: Float64Array): number {
  let count = 0;
  for (let r = 0; r < scored.length; r++) if (scored[r] !== 0) count++;
  return count;
}

function checkRows(
  name: LossName,
  prediction: Float64Array,
  target: Float64Array,
  dPrediction: Float64Array,
  K: number,
  scored: Float64Array | undefined,
): number {
  const R = prediction instanceof Float64Array ? prediction.length / K : NaN;
  if (!(R >= 1 && Number.isInteger(R))) {
    throw new RangeError(`lossInPlace: prediction has ${prediction?.length} numbers, expected rows of ${K}`);
  }
  checkLength('lossInPlace', 'target', target, name === 'categoricalCrossEntropy' ? [R] : [R, K]);
  checkLength('lossInPlace', 'dPrediction', dPrediction, [R, K]);
  if (scored !== undefined) checkMask('lossInPlace', scored, [R], 'scored');
  return R;
}

type Row = (
  prediction: Float64Array,
  target: Float64Array,
  dPrediction: Float64Array,
  r: number,
  K: number,
  weight: number,
) => number;

/** The loss of row r, unweighted, and its weighted gradient. The `!`: r and k are inside the rows. */
const ROWS: Readonly<Record<LossName, Row>> = {
  meanSquaredError(prediction, target, dPrediction, r, K, weight) {
    let loss = 0;
    for (let n = r * K; n < (r + 1) * K; n++) {
      const error = prediction[n]! - target[n]!;
      loss += (error * error) / K;
      dPrediction[n] = (weight * 2 * error) / K;
    }
    return loss;
  },
  halfSquaredError(prediction, target, dPrediction, r, K, weight) {
    let loss = 0;
    for (let n = r * K; n < (r + 1) * K; n++) {
      const error = prediction[n]! - target[n]!;
      loss += 0.5 * error * error;
      dPrediction[n] = weight * error;
    }
    return loss;
  },
  binaryCrossEntropy(prediction, target, dPrediction, r, K, weight) {
    let loss = 0;
    for (let n = r * K; n < (r + 1) * K; n++) {
      const y = prediction[n]!;
      const t = target[n]!;
      if (t < 0 || t > 1) throw new RangeError(`lossInPlace: target[${n}] is ${t}, expected from 0 to 1`);
      loss += (Math.max(y, 0) - y * t + log1p(exp(-Math.abs(y)))) / K;
      dPrediction[n] = (weight * (sigmoid(y) - t)) / K;
    }
    return loss;
  },
  categoricalCrossEntropy(prediction, target, dPrediction, r, K, weight) {
    const c = target[r]!;
    if (!(c >= 0 && c < K && Number.isInteger(c))) {
      throw new RangeError(`lossInPlace: target[${r}] is ${c}, expected a class from 0 to ${K - 1}`);
    }
    let most = -Infinity;
    for (let n = r * K; n < (r + 1) * K; n++) most = Math.max(most, prediction[n]!);
    let sum = 0;
    for (let n = r * K; n < (r + 1) * K; n++) sum += dPrediction[n] = exp(prediction[n]! - most);
    for (let n = r * K; n < (r + 1) * K; n++) dPrediction[n]! *= weight / sum; // softmax
    dPrediction[r * K + c]! -= weight;
    return most + log(sum) - prediction[r * K + c]!;
  },
};
