import * as carry from '../../lib/src';
import {
  badArray,
  badCount,
  badFunction,
  badList,
  badNotNegative,
  badObject,
  badPositive,
  badRng,
  badSize,
  badWhole,
  badWord,
  target,
} from './badInput';
import { fc } from './fastCheck';

const config: carry.ModelConfig = { inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 2 }], outputSize: 1 };
const model = () => new carry.SequenceModel(config);
const optimizer = (size = 13) => carry.createOptimizer({ kind: 'sgd', learningRate: 1e-3 }, size);
const batch = (): carry.Batch => ({
  ...carry.additionBatch([[1, 2], [3, 3]], 3),
  mask: new Float64Array(6).fill(1),
  scored: new Float64Array(6).fill(1),
}); // prettier-ignore

const badModel = fc.oneof(badObject, fc.constantFrom<unknown[]>({}, { parameters: {} }));
const badOptimizer = fc.oneof(
  badObject,
  fc.constantFrom<unknown[]>({}, { size: 13 }),
  fc.constant(optimizer(3)),
);

/** The fields of a batch of T = 3 and B = 2. */
const badBatch = (path: string): Record<string, fc.Arbitrary<unknown>> => ({
  [path]: badObject,
  [`${path}.T`]: fc.oneof(badSize, fc.constant(2)),
  [`${path}.B`]: fc.oneof(badSize, fc.constant(3)),
  [`${path}.x`]: badArray(12),
  [`${path}.y`]: badArray(6),
  [`${path}.mask`]: fc.oneof(badArray(6), fc.constant(new Float64Array(6).fill(0.5))),
  [`${path}.scored`]: fc.oneof(badArray(6), fc.constant(new Float64Array(6))),
});
const sizes = (path: string): Record<string, string> => ({
  [`${path}.T`]: '(T|x|size|elements)',
  [`${path}.B`]: '(B|x|size|elements)',
  [`${path}.y`]: '(y|target)',
});

const stepOptions = () => ({
  loss: 'meanSquaredError' as const,
  reduction: 'mean' as const,
  optimizer: optimizer(),
  clipNorm: 1,
  penalty: { l1: 0.1, l2: 0.1 },
  stateNoise: { rng: carry.createRng(1) as carry.Rng, deviation: 0.1 },
});
const badStepOptions = {
  model: badModel,
  options: badObject,
  'options.loss': badWord,
  'options.reduction': badWord,
  'options.optimizer': badOptimizer,
  'options.clipNorm': badPositive,
  'options.penalty': badObject,
  'options.penalty.l1': badNotNegative,
  'options.penalty.l2': badNotNegative,
  'options.stateNoise': badObject,
  'options.stateNoise.deviation': badNotNegative,
  'options.stateNoise.rng': badRng,
};

/** The functions of lib/src/training and what they must refuse. */
export const targets = [
  target(
    'createTrainingStep',
    () => ({ model: model(), options: stepOptions() }),
    ({ model, options }) => carry.createTrainingStep(model, options),
    badStepOptions,
  ),
  target(
    'createTrainingStep.step',
    () => ({ batch: batch() }),
    ({ batch }) => carry.createTrainingStep(model(), stepOptions())(batch),
    badBatch('batch'),
    sizes('batch'),
  ),
  target(
    'train',
    () => ({
      model: model(),
      options: {
        ...stepOptions(),
        steps: 2,
        startStep: 0,
        reportEvery: 1,
        sample: batch,
        report: () => undefined,
        stopWhen: () => false,
      },
    }),
    ({ model, options }) => carry.train(model, options),
    {
      ...badStepOptions,
      'options.steps': fc.oneof(badCount, fc.constant(2 ** 31)),
      'options.startStep': fc.oneof(badCount, fc.constant(3)),
      'options.reportEvery': badSize,
      'options.sample': fc.oneof(
        badFunction,
        badObject.map((value) => () => value),
      ),
      'options.report': badFunction,
      'options.stopWhen': badFunction,
      'options.signal': fc.oneof(badObject, fc.constantFrom<unknown[]>({}, [])),
    },
    { 'options.sample': '(sample|batch)' },
  ),
  target(
    'decide',
    () => ({ model: new carry.SequenceModel({ ...config, outputSize: 2 }), prediction: new Float64Array(4) }),
    ({ model, prediction }) => carry.decide(model, prediction),
    {
      model: badModel,
      prediction: fc.oneof(
        badObject,
        fc.constantFrom<unknown[]>(new Float64Array(0), new Float64Array(3), [1, 2], Float64Array.of(1, NaN)),
      ),
    },
    { prediction: '(prediction|rows)' },
  ),
  target(
    'evaluate',
    () => ({ model: model(), batch: batch() }),
    ({ model, batch }) => carry.evaluate(model, batch),
    {
      model: badModel,
      ...badBatch('batch'),
    },
    sizes('batch'),
  ),
  target(
    'lengthSweep',
    () => ({ model: model(), options: { lengths: [3], batchOf: batch } }),
    ({ model, options }) => carry.lengthSweep(model, options),
    {
      model: badModel,
      options: badObject,
      'options.lengths': fc.oneof(
        badList,
        badSize.map((length) => [length]),
      ),
      'options.batchOf': fc.oneof(
        badFunction,
        badObject.map((value) => () => value),
      ),
    },
    { 'options.batchOf': '(batchOf|batch)' },
  ),
  target(
    'addNumbers',
    () => ({ model: model(), a: 1, b: 2 }),
    ({ model, a, b }) => carry.addNumbers(model, a, b),
    {
      model: fc.oneof(badModel, fc.constant(new carry.SequenceModel({ ...config, outputSize: 2 }))),
      a: badWhole(2 ** 53 - 1).filter((value) => typeof value !== 'bigint' || value < 0n),
      b: badWhole(2 ** 53 - 1).filter((value) => typeof value !== 'bigint' || value < 0n),
    },
  ),
  target(
    'serialize',
    () => ({ model: model(), extras: { step: 1, optimizer: optimizer(), rng: carry.createRng(1) } }),
    ({ model, extras }) => carry.serialize(model, extras),
    {
      model: badModel,
      extras: badObject,
      'extras.step': badCount,
      'extras.optimizer': fc.oneof(badObject, fc.constantFrom<unknown[]>({}, [])),
      'extras.rng': fc.oneof(badRng, fc.constant(carry.createNumpyRng(1))),
    },
  ),
  target(
    'parseCheckpoint',
    () => ({ text: carry.serialize(model()) }),
    ({ text }) => carry.parseCheckpoint(text),
    {
      text: fc.oneof(badObject, fc.constant(undefined), fc.string(), fc.json()),
    },
    { text: '(text|format)' },
  ),
];

/** Functions that are not tried, and why. */
export const unchecked: Readonly<Record<string, string>> = {};
