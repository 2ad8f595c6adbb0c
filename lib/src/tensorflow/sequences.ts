import type { Tensor } from '@tensorflow/tfjs';
import type { Batch } from '../core/sequence';
import type { TensorFlow } from './backend';

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
export function inputTensor(tf: TensorFlow, { T, B, x }: Batch): Tensor {
  return tf.tidy(() => tf.tensor(Float32Array.from(x), [T, B, x.length / (T * B)]).transpose([1, 0, 2]));
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
