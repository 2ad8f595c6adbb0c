import type { CustomCallbackArgs, LayersModel, Optimizer, Scalar, Tensor } from '@tensorflow/tfjs';
import { checkInteger } from '../core/shape';
import type { TrainingOptions, TrainingProgress, TrainingResult } from '../training/train';
import type { TensorFlow } from './backend';
import { lossTensor } from './lossTensor';
import { inputTensor } from './sequences';
import { variableOf } from './transfer';

/** What {@link trainLayers} needs: as `train`, with an optimizer of TensorFlow's. */
export interface LayersTrainingOptions extends Pick<
  TrainingOptions,
  'sample' | 'loss' | 'reduction' | 'steps' | 'report' | 'reportEvery' | 'stopWhen' | 'signal'
> {
  /** For instance `tf.train.adam(0.01)`; dispose of it after use, as it keeps averages in tensors. */
  readonly optimizer: Optimizer;
}

/** How long training goes on before charts are drawn and the stop button is heard, in milliseconds. */
const TURN = 25;

/**
 * Trains TensorFlow's layers as `train` trains our model: the same batches, loss, reports and way to stop. Once the
 * optimizer has made its averages, in the first step, not one tensor is left over.
 *
 * @param tf - what `loadTensorFlow` gave
 * @param layersModel - its weights are changed in place
 * @param options - where batches come from, loss, optimizer, how many steps
 * @returns a promise of how it ended
 * @throws RangeError when an option is out of range or the loss is not finite
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
  const { sample, optimizer, steps, report, stopWhen, signal } = options;
  checkInteger('trainLayers', 'steps', steps, 0);
  const { reportEvery = Math.max(1, Math.floor(steps / 100)) } = options;
  checkInteger('trainLayers', 'reportEvery', reportEvery);
  const variables = layersModel.trainableWeights.map(variableOf);
  const history: { step: number; loss: number }[] = [];
  let [step, sum, summed, loss] = [0, 0, 0, NaN];
  const end = (reason: TrainingResult['reason']): TrainingResult => ({ step, loss, history, reason });

  let turnStarted = performance.now();
  while (step < steps) {
    if (performance.now() - turnStarted >= TURN) {
      await tf.nextFrame();
      turnStarted = performance.now();
    }
    if (signal?.aborted) return end('aborted');
    const batch = sample(step);
    const objective = () => {
      const prediction = layersModel.apply(inputTensor(tf, batch), { training: true }) as Tensor;
      return lossTensor(tf, prediction, batch, options) as Scalar;
    };
    sum += await takeNumber(optimizer.minimize(objective, true, variables), step);
    summed++;
    step++;
    loss = sum / summed;
    if (step % reportEvery !== 0 && step < steps) continue;
    const progress = { step, steps, loss };
    history.push({ step, loss });
    [sum, summed] = [0, 0];
    await report?.(progress);
    if (stopWhen?.(progress)) return end('stopped');
  }
  return end('finished');
}

/** Reads a scalar and disposes of it. */
async function takeNumber(scalar: Scalar | null, step: number): Promise<number> {
  const [value = NaN] = (await scalar?.data()) ?? [];
  scalar?.dispose();
  if (Number.isFinite(value)) return value;
  throw new RangeError(
    `trainLayers: the loss of step ${step} is ${value}, expected a finite number. A smaller learning rate may help.`,
  );
}

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
  options: {
    readonly epochs: number;
    readonly report?: (progress: TrainingProgress) => void | Promise<void>;
    readonly signal?: AbortSignal;
  },
): CustomCallbackArgs {
  const { report, signal } = options;
  const steps = checkInteger('fitCallbacks', 'epochs', options.epochs);
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
