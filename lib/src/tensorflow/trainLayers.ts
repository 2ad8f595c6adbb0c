import type { CustomCallbackArgs, LayersModel, Optimizer, Scalar, Tensor } from '@tensorflow/tfjs';
import type { Batch } from '../core/sequence';
import { checkInteger, checkObject } from '../core/shape';
import type { StepOptions } from '../training/trainingStep';
import { checkWatchers, repeat, type LoopOptions, type TrainingResult } from '../training/train';
import type { TensorFlow } from './backend';
import { checkLayersModel, checkTensorFlow } from './checks';
import { lossTensor } from './lossTensor';
import { inputTensor } from './sequences';
import { variableOf } from './transfer';

/** What {@link trainLayers} needs: as `train`, with an optimizer of TensorFlow's. */
export interface LayersTrainingOptions extends LoopOptions, Pick<StepOptions, 'loss' | 'reduction'> {
  /** For instance `tf.train.adam(0.01)`; dispose of it after use, as it keeps averages in tensors. */
  readonly optimizer: Optimizer;
}

/**
 * Trains TensorFlow's layers as `train` trains our model: the same batches, loss, reports and way to stop. Once the
 * optimizer has made its averages, in the first step, not one tensor is left over.
 *
 * @param tf - what `loadTensorFlow` gave
 * @param layersModel - its weights are changed in place
 * @param options - where batches come from, loss, optimizer, how many steps
 * @returns a promise of how it ended
 * @throws RangeError when an option is out of range, or the loss or a gradient is not finite: then the weights are those
 *   before the last step that changed them
 * @example
 * import { additionBatch, createLayersModel, loadTensorFlow, trainLayers } from 'carry';
 * const tf = await loadTensorFlow({ backend: 'cpu', say: () => undefined });
 * const layersModel = createLayersModel(tf, { inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 4 }], outputSize: 1 });
 * const sample = () => additionBatch([[1, 1], [2, 1]], 3);
 * const optimizer = tf.train.adam(0.05);
 * const result = await trainLayers(tf, layersModel, { sample, loss: 'meanSquaredError', optimizer, steps: 60 });
 * result.loss < 0.1; // → true
 */
export async function trainLayers(
  tf: TensorFlow,
  layersModel: LayersModel,
  options: LayersTrainingOptions,
): Promise<TrainingResult> {
  checkTensorFlow('trainLayers', tf);
  checkLayersModel('trainLayers', layersModel);
  checkObject('trainLayers', 'options', options);
  const { optimizer } = options;
  if (typeof optimizer?.applyGradients !== 'function') {
    throw new TypeError(
      'trainLayers: optimizer is none, expected one of TensorFlow, such as tf.train.adam(0.01)',
    );
  }
  const variables = layersModel.trainableWeights.map(variableOf);
  let kept: Tensor[] = []; // the weights before the last update, which may have been too long
  let step = options.startStep ?? 0;
  const undo = (loss: number): never => {
    kept.forEach((weight, n) => variables[n]!.assign(weight)); // one for each
    const what = Number.isFinite(loss) ? 'a gradient or a weight' : 'the loss';
    throw new RangeError(
      `trainLayers: ${what} of step ${step} is ${Number.isFinite(loss) ? 'not finite' : loss}, expected a finite number; ` +
        'the weights are as they were before the last step that changed them. A smaller learning rate may help.',
    );
  };
  const makeStep = async (batch: Batch): Promise<number> => {
    const objective = () => {
      const prediction = layersModel.apply(inputTensor(tf, batch), { training: true }) as Tensor;
      return lossTensor(tf, prediction, batch, options) as Scalar;
    };
    const { value, grads } = tf.variableGrads(objective, variables);
    const checked = tf.tidy(() => tf.stack([value, zeroIfFinite(tf, Object.values(grads))]));
    const [loss = NaN, zero = NaN] = await checked.data();
    tf.dispose([value, checked]);
    if (!Number.isFinite(loss + zero)) {
      tf.dispose(grads);
      undo(loss);
    }
    tf.dispose(kept);
    kept = variables.map((variable) => variable.clone());
    optimizer.applyGradients(grads);
    tf.dispose(grads);
    step++;
    return loss;
  };
  try {
    const result = await repeat('trainLayers', makeStep, options);
    const zero = tf.tidy(() => zeroIfFinite(tf, variables));
    const [sum = NaN] = await zero.data();
    tf.dispose(zero);
    return sum === 0 ? result : undo(result.loss);
  } finally {
    tf.dispose(kept);
  }
}

/** 0·w is 0 for every finite w and NaN for the others, so that one sum tells about all. */
const zeroIfFinite = (tf: TensorFlow, tensors: readonly Tensor[]): Tensor =>
  tf.addN(tensors.map((tensor) => tensor.mul(0).sum()));

/**
 * Callbacks for `layersModel.fit`: they report each epoch, so that a chart can follow, and end the training when the
 * signal is aborted; what was learned is kept.
 *
 * @param layersModel - the model that is being fitted
 * @param options - `epochs`: how many are wanted; `report`: is told after each; `signal`: ends the training
 * @returns what `fit` takes as `callbacks`
 * @throws RangeError when the number of epochs is no positive whole number
 * @example
 * import { createLayersModel, fitCallbacks, loadTensorFlow } from 'carry';
 * const tf = await loadTensorFlow({ backend: 'cpu', say: () => undefined });
 * const layersModel = createLayersModel(tf, { inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 2 }], outputSize: 1 });
 * layersModel.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
 * const losses: number[] = [];
 * const callbacks = fitCallbacks(layersModel, { epochs: 2, report: ({ loss }) => void losses.push(loss) });
 * const [x, y] = [tf.zeros([4, 3, 2]), tf.ones([4, 3, 1])];
 * await layersModel.fit(x, y, { epochs: 2, shuffle: false, verbose: 0, callbacks });
 * losses.length; // → 2
 */
export function fitCallbacks(
  layersModel: LayersModel,
  options: Pick<LoopOptions, 'report' | 'signal'> & { readonly epochs: number },
): CustomCallbackArgs {
  checkObject('fitCallbacks', 'options', options);
  const { report, signal } = options;
  checkWatchers('fitCallbacks', options);
  const steps = checkInteger('fitCallbacks', 'epochs', options.epochs);
  checkLayersModel('fitCallbacks', layersModel);
  const stopIfAsked = (): void => {
    if (signal?.aborted) layersModel.stopTraining = true;
  };
  return {
    onBatchEnd: async () => stopIfAsked(),
    onEpochEnd: async (epoch, logs) => {
      await report?.({ step: epoch + 1, steps, loss: logs?.['loss'] ?? NaN });
      stopIfAsked();
    },
  };
}
