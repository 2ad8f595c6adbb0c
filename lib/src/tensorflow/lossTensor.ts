import type { Tensor } from '@tensorflow/tfjs';
import type { Batch } from '../core/sequence';
import { checkChoice, checkInteger, checkObject } from '../core/shape';
import type { LossName, Reduction } from '../neural/losses';
import { checkMask } from '../neural/rows';
import type { TensorFlow } from './backend';
import { toSingle } from './sequences';

/** Which loss, under the names of `lossInPlace`. */
export interface TensorLossOptions {
  readonly loss: LossName;
  /** 'mean' if left out. */
  readonly reduction?: Reduction;
}

/** The loss of each row: from prediction and target [R, K] (or [R] classes) to [R]. */
type Rows = (tf: TensorFlow, prediction: Tensor, target: Tensor) => Tensor;

const ROWS: Readonly<Record<LossName, Rows>> = {
  meanSquaredError: (_tf, y, t) => y.sub(t).square().mean(-1),
  halfSquaredError: (_tf, y, t) => y.sub(t).square().sum(-1).mul(0.5),
  // max(y, 0) − y·t + ln(1 + e^−|y|)
  binaryCrossEntropy: (_tf, y, t) => y.relu().sub(y.mul(t)).add(y.abs().neg().exp().log1p()).mean(-1),
  // ln Σ eʸ − y_c
  categoricalCrossEntropy: (tf, y, t) =>
    y.logSumExp(-1).sub(
      tf
        .oneHot(t.toInt(), y.shape.at(-1) ?? 1)
        .toFloat()
        .mul(y)
        .sum(-1),
    ),
};

/**
 * The losses of `lossInPlace`, computed by TensorFlow, so that both train by the same rule.
 *
 * @param tf - what `loadTensorFlow` gave
 * @param prediction - [B, T, K]
 * @param batch - targets [T, B, K] or [T, B] classes, and which steps are scored
 * @param options - the loss and its reduction
 * @returns a fresh scalar, differentiable with respect to the prediction
 * @throws RangeError when the loss has no such name, a target is no class or does not fit the predictions, `scored` is
 *   neither 0 nor 1 or 0 everywhere, or a number is too large for single precision
 * @example
 * import { additionBatch, loadTensorFlow, lossTensor } from 'carry';
 * const tf = await loadTensorFlow({ backend: 'cpu', say: () => undefined });
 * const batch = additionBatch([[1, 0]], 2); // the sum is 1, 0
 * tf.tidy(() => lossTensor(tf, tf.zeros([1, 2, 1]), batch, { loss: 'meanSquaredError' }).arraySync()); // → 0.5
 */
export function lossTensor(
  tf: TensorFlow,
  prediction: Tensor,
  batch: Batch,
  options: TensorLossOptions,
): Tensor {
  checkObject('lossTensor', 'batch', batch);
  checkObject('lossTensor', 'options', options);
  const { T, B, y, mask, scored = mask } = batch;
  const { loss, reduction = 'mean' } = options;
  const rows = ROWS[checkChoice('lossTensor', 'loss', loss, Object.keys(ROWS) as LossName[])];
  checkChoice('lossTensor', 'reduction', reduction, ['mean', 'sum']);
  const K = prediction.shape.at(-1) ?? 1;
  const isClass = loss === 'categoricalCrossEntropy';
  const target = toSingle('lossTensor', 'y', y, isClass ? [T, B] : [T, B, K]);
  if (isClass) y.forEach((c, n) => checkInteger('lossTensor', `y[${n}]`, c, 0, K - 1));
  if (scored !== undefined) checkMask('lossTensor', scored, [T, B], 'scored');
  const count = scored ? scored.reduce((sum, flag) => sum + flag, 0) : T * B;
  if (count === 0) throw new RangeError('lossTensor: scored is 0 everywhere, expected a row that is scored');
  return tf.tidy(() => {
    const flat = prediction.transpose([1, 0, 2]).reshape([T * B, K]); // our order: steps first
    const losses = rows(tf, flat, tf.tensor(target, isClass ? [T * B] : [T * B, K])); // [T·B]
    const counted = scored ? losses.mul(tf.tensor1d(Float32Array.from(scored))) : losses;
    return reduction === 'sum' ? counted.sum() : counted.sum().div(count);
  });
}
