import type { Tensor } from '@tensorflow/tfjs';
import type { Batch } from '../core/sequence';
import { checkArray, checkInteger, checkObject, type Shape } from '../core/shape';
import type { TensorFlow } from './backend';
import { checkTensorFlow } from './checks';

/** Numbers in single precision, which ends at 3.4e38: what does not fit is refused, not turned into infinity. */
export function toSingle(where: string, name: string, values: Float64Array, shape: Shape): Float32Array {
  checkArray(where, name, values, shape);
  const single = Float32Array.from(values);
  const at = single.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return single;
  throw new RangeError(
    `${where}: ${name}[${at}] is ${values[at]}, expected at most 3.4e38, for single precision`,
  );
}

/**
 * The inputs of a batch as TensorFlow wants them: sequences first, then steps.
 *
 * @param tf - what `loadTensorFlow` gave
 * @param batch - x [T, B, D]
 * @returns a fresh tensor [B, T, D]; dispose of it
 * @throws when x does not hold T·B rows of one length
 * @example
 * import { additionBatch, inputTensor, loadTensorFlow } from 'carry';
 * const tf = await loadTensorFlow({ backend: 'cpu', say: () => undefined });
 * tf.tidy(() => inputTensor(tf, additionBatch([[1, 0], [3, 0]], 2)).arraySync()); // → [[[1,0],[0,0]],[[1,0],[1,0]]]
 */
export function inputTensor(tf: TensorFlow, batch: Batch): Tensor {
  checkTensorFlow('inputTensor', tf);
  checkObject('inputTensor', 'batch', batch);
  const { x } = batch;
  const T = checkInteger('inputTensor', 'T', batch.T);
  const B = checkInteger('inputTensor', 'B', batch.B);
  if (!(x instanceof Float64Array && x.length > 0 && x.length % (T * B) === 0)) {
    const found = x instanceof Float64Array ? `${x.length} numbers` : typeof x;
    throw new RangeError(`inputTensor: x is ${found}, expected a Float64Array [T, B, D], T·B = ${T * B}`);
  }
  const D = x.length / (T * B);
  return tf.tidy(() => tf.tensor(toSingle('inputTensor', 'x', x, [T, B, D]), [T, B, D]).transpose([1, 0, 2]));
}

/**
 * TensorFlow's predictions as ours: steps first, then sequences.
 *
 * @param prediction - [B, T, K]; not disposed of
 * @returns a fresh array [T, B, K]
 * @example
 * import { loadTensorFlow, predictionOf } from 'carry';
 * const tf = await loadTensorFlow({ backend: 'cpu', say: () => undefined });
 * tf.tidy(() => Array.from(predictionOf(tf.tensor([1, 2, 3, 4], [2, 2, 1])))); // → [1,3,2,4]
 */
export function predictionOf(prediction: Tensor): Float64Array {
  const turned = prediction.transpose([1, 0, 2]);
  const values = Float64Array.from(turned.dataSync());
  turned.dispose();
  return values;
}
