import type { LayersModel } from '@tensorflow/tfjs';
import * as carry from '../../lib/src';
import { badArray, badCount, badFunction, badObject, badSize, badWord, target } from './badInput';
import { fc } from './fastCheck';
import { tensorFlowOn } from './tensorflow';

const tf = await tensorFlowOn('cpu');
const config: carry.ModelConfig = { inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 2 }], outputSize: 1 };
const model = new carry.SequenceModel(config);
const layersModel = carry.createLayersModel(tf, config);
const other = carry.createLayersModel(tf, { ...config, cells: [{ kind: 'rnn', hiddenSize: 3 }] });
const spoiled = carry.createLayersModel(tf, config);
spoiled.setWeights(spoiled.getWeights().map((weight) => tf.fill(weight.shape, NaN)));
const optimizer = tf.train.sgd(1e-3);
const batch = (): carry.Batch => ({
  ...carry.additionBatch([[1, 2], [3, 3]], 3),
  scored: new Float64Array(6).fill(1),
}); // prettier-ignore

/** A function, so that the attempts do not copy all of it. */
const library = (): carry.TensorFlow => tf;
const given = (maker: unknown): carry.TensorFlow => (maker === library ? tf : maker) as carry.TensorFlow;

const badTf = fc.oneof(badObject, fc.constantFrom<unknown[]>(undefined, {}, []));
const badModel = fc.oneof(
  badObject,
  fc.constantFrom<unknown[]>(undefined, {}, { parameters: {} }, layersModel),
);
const badLayersModel = fc.oneof(badObject, fc.constantFrom<unknown[]>(undefined, {}, { layers: [] }, model));
const badLayersOrOther = fc.oneof(badLayersModel, fc.constant(other));
const layerSays = { layersModel: '(layersModel|layer)' };

/** The fields of a batch of T = 3 and B = 2. */
const badBatch = (path: string): Record<string, fc.Arbitrary<unknown>> => ({
  [path]: badObject,
  [`${path}.T`]: fc.oneof(badSize, fc.constant(5)),
  [`${path}.B`]: fc.oneof(badSize, fc.constant(5)),
  [`${path}.x`]: fc.oneof(
    badArray(12).filter((x) => !(x instanceof Float64Array && x.length > 0 && x.length % 6 === 0 && x.every(Number.isFinite))),
    fc.constant(new Float64Array(12).fill(1e300)),
  ), // prettier-ignore
});
const badTargets = (path: string): Record<string, fc.Arbitrary<unknown>> => ({
  [`${path}.y`]: fc.oneof(badArray(6), fc.constant(new Float64Array(6).fill(1e300))),
  [`${path}.scored`]: fc.oneof(badArray(6), fc.constantFrom(new Float64Array(6), new Float64Array(6).fill(0.5))),
}); // prettier-ignore
const batchSays = (path: string): Record<string, string> => ({
  [`${path}.T`]: '(T|x|size|elements)',
  [`${path}.B`]: '(B|x|size|elements)',
});

/** The functions of lib/src/tensorflow and what they must refuse. */
export const targets = [
  target(
    'loadTensorFlow',
    () => ({ options: { backend: 'cpu' as const, say: () => undefined } }),
    ({ options }) => carry.loadTensorFlow(options),
    {
      options: badObject,
      'options.backend': badWord,
      'options.say': badFunction,
    },
  ),
  target(
    'backendOf',
    () => ({ tf: library }),
    ({ tf }) => carry.backendOf(given(tf)),
    { tf: badTf },
  ),
  target(
    'createLayersModel',
    () => ({ tf: library, config, options: { seed: 1, embedding: 'lookup' as const } }),
    ({ tf, config, options }) => carry.createLayersModel(given(tf), config, options).dispose(),
    {
      tf: badTf,
      config: badObject,
      'config.inputSize': badSize,
      'config.outputSize': badSize,
      'config.outputActivation': fc.oneof(badWord, fc.constant('leakyRelu')),
      'config.cells': fc.constantFrom<unknown[]>(null, [], 'rnn', {}, [null], [{}], [{ kind: 'rnn' }]),
      options: badObject,
      'options.seed': fc.constantFrom<unknown[]>(null, NaN, 0.5, -1, '1', Infinity),
      'options.embedding': badWord,
    },
    {
      'config.outputActivation': '(outputActivation|activation)',
      'config.cells': '(cells|cell|kind|hiddenSize)',
      config: '(config|ModelConfig)',
    },
  ),
  target(
    'inputTensor',
    () => ({ tf: library, batch: batch() }),
    ({ tf, batch }) => carry.inputTensor(given(tf), batch).dispose(),
    {
      tf: badTf,
      ...badBatch('batch'),
    },
    batchSays('batch'),
  ),
  target(
    'fitCallbacks',
    () => ({ layersModel, options: { epochs: 2, report: () => undefined } }),
    ({ layersModel, options }) => carry.fitCallbacks(layersModel, options),
    {
      layersModel: badLayersModel,
      options: badObject,
      'options.epochs': badSize,
      'options.report': badFunction,
      'options.signal': fc.oneof(badObject, fc.constantFrom<unknown[]>({}, [])),
    },
  ),
  target(
    'trainLayers',
    () => ({
      tf: library,
      layersModel,
      options: {
        ...{ loss: 'meanSquaredError' as const, reduction: 'mean' as const, optimizer, steps: 1, startStep: 0, reportEvery: 1 },
        ...{ sample: batch, report: () => undefined, stopWhen: () => false },
      },
    }),
    ({ tf, layersModel, options }) => carry.trainLayers(given(tf), layersModel, options),
    {
      tf: badTf,
      layersModel: badLayersModel,
      options: badObject,
      'options.loss': badWord,
      'options.reduction': badWord,
      'options.optimizer': fc.oneof(badObject, fc.constantFrom<unknown[]>({}, 'adam', carry.createOptimizer({ kind: 'sgd', learningRate: 1 }, 3))),
      'options.steps': fc.oneof(badCount, fc.constant(2 ** 31)),
      'options.startStep': fc.oneof(badCount, fc.constant(3)),
      'options.reportEvery': badSize,
      'options.sample': fc.oneof(badFunction, badObject.map((value) => () => value)),
      'options.report': badFunction,
      'options.stopWhen': badFunction,
      'options.signal': fc.oneof(badObject, fc.constantFrom<unknown[]>({}, [])),
    },
    { 'options.sample': '(sample|batch)' },
  ), // prettier-ignore
  target(
    'weightsToTensorFlow',
    () => ({ tf: library, model, layersModel }),
    ({ tf, model, layersModel }) => carry.weightsToTensorFlow(given(tf), model, layersModel),
    { tf: badTf, model: badModel, layersModel: badLayersOrOther },
    layerSays,
  ),
  target(
    'weightsFromTensorFlow',
    () => ({ layersModel: layersModel as LayersModel, model }),
    ({ layersModel, model }) => carry.weightsFromTensorFlow(layersModel, model),
    { layersModel: fc.oneof(badLayersOrOther, fc.constant(spoiled)), model: badModel },
    { layersModel: '(layersModel|layer|weights)' },
  ),
  target(
    'gradientsFromTensorFlow',
    () => ({
      tf: library,
      layersModel,
      model,
      batch: batch(),
      options: { loss: 'meanSquaredError' as const, reduction: 'mean' as const },
    }),
    ({ tf, layersModel, model, batch, options }) =>
      carry.gradientsFromTensorFlow(given(tf), layersModel, model, batch, options),
    {
      tf: badTf,
      layersModel: badLayersOrOther,
      model: badModel,
      ...badBatch('batch'),
      ...badTargets('batch'),
      options: badObject,
      'options.loss': badWord,
      'options.reduction': badWord,
    },
    { ...batchSays('batch'), ...layerSays },
  ),
];

/** Functions that are not tried, and why. */
export const unchecked: Readonly<Record<string, string>> = {};
