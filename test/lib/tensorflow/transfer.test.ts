import type { Tensor } from '@tensorflow/tfjs';
import { afterEach, describe, expect, it } from 'vitest';
import { createRng, uniform } from '../../../lib/src/core/random';
import type { Batch } from '../../../lib/src/core/sequence';
import { initializeInPlace, initializers } from '../../../lib/src/neural/initializers';
import { lossInPlace, type LossName, type Reduction } from '../../../lib/src/neural/losses';
import { SequenceModel, type ModelConfig } from '../../../lib/src/neural/sequenceModel';
import type { TensorFlow } from '../../../lib/src/tensorflow/backend';
import { createLayersModel, type EmbeddingMethod } from '../../../lib/src/tensorflow/layers';
import { lossTensor } from '../../../lib/src/tensorflow/lossTensor';
import { inputTensor, predictionOf } from '../../../lib/src/tensorflow/sequences';
import {
  gradientsFromTensorFlow,
  weightsFromTensorFlow,
  weightsToTensorFlow,
} from '../../../lib/src/tensorflow/transfer';
import { BACKENDS, tensorFlowOn } from '../../helpers/tensorflow';

/** TensorFlow computes with 24 bits, 6e-8; sums of a few dozen terms that partly cancel lose one or two digits of them. */
const TOLERANCE = 1e-5;

const [B, T] = [3, 5];

const CONFIGS: readonly (readonly [string, ModelConfig])[] = [
  ['an RNN', { inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 4 }], outputSize: 1 }],
  [
    'an RNN of sigmoids without biases',
    {
      inputSize: 2,
      cells: [{ kind: 'rnn', hiddenSize: 4, activation: 'sigmoid', bias: false }],
      outputSize: 1,
      outputActivation: 'sigmoid',
      outputBias: false,
    },
  ],
  [
    'a linear RNN below an RNN of ReLUs',
    {
      inputSize: 2,
      cells: [
        { kind: 'rnn', hiddenSize: 3, activation: 'linear' },
        { kind: 'rnn', hiddenSize: 4, activation: 'relu' },
      ],
      outputSize: 1,
    },
  ],
  ['the LSTM of seed 000', { inputSize: 2, cells: [{ kind: 'lstm', hiddenSize: 10 }], outputSize: 1 }],
  [
    'an LSTM without biases',
    { inputSize: 2, cells: [{ kind: 'lstm', hiddenSize: 3, bias: false }], outputSize: 2 },
  ],
  ['a GRU', { inputSize: 2, cells: [{ kind: 'gru', hiddenSize: 5 }], outputSize: 1 }],
  [
    'a GRU without biases',
    { inputSize: 2, cells: [{ kind: 'gru', hiddenSize: 5, bias: false }], outputSize: 1 },
  ],
  [
    'a GRU below an LSTM',
    {
      inputSize: 2,
      cells: [
        { kind: 'gru', hiddenSize: 3 },
        { kind: 'lstm', hiddenSize: 4 },
      ],
      outputSize: 3,
    },
  ],
];

const DECIMAL: ModelConfig = {
  inputSize: 2,
  embedding: { symbols: 10, size: 3 },
  cells: [
    { kind: 'rnn', hiddenSize: 6 },
    { kind: 'rnn', hiddenSize: 5 },
  ],
  outputSize: 10,
};

function randomModel(config: ModelConfig, seed = 1): SequenceModel {
  const model = new SequenceModel(config);
  initializeInPlace(model.parameters, createRng(seed), initializers.uniform(-0.7, 0.7));
  return model;
}

/** Inputs and targets of a loss; symbols where the model has an embedding. */
function randomBatch(config: ModelConfig, loss: LossName, masked = false): Batch {
  const rng = createRng(7);
  const K = config.outputSize;
  const fill = (size: number, draw: () => number) => Float64Array.from({ length: size }, draw);
  const symbol = (count: number) => () => Math.floor(uniform(rng, 0, count));
  const x = fill(T * B * config.inputSize, config.embedding ? symbol(10) : () => uniform(rng, -1, 1));
  const y =
    loss === 'categoricalCrossEntropy' ? fill(T * B, symbol(K)) : fill(T * B * K, () => uniform(rng, 0, 1));
  const mask = fill(T * B, () => 1).map((_, n) => (n >= (T - 1) * B + 1 ? 0 : 1)); // two rows end a step early
  return { T, B, x, y, ...(masked ? { mask } : {}) };
}

function ours(model: SequenceModel, batch: Batch, loss: LossName, reduction: Reduction) {
  const prediction = model.forward(batch);
  const dPrediction = new Float64Array(prediction.length);
  const scored = batch.mask ? { scored: batch.mask } : {};
  const outputSize = model.config.outputSize;
  const value = lossInPlace(loss, prediction, batch.y, dPrediction, { outputSize, reduction, ...scored });
  return { prediction, loss: value, gradients: model.backward(dPrediction) };
}

/** The largest difference, relative to the largest number expected. */
function distance(found: Float64Array, expected: Float64Array): number {
  expect(found.length).toBe(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...found.map((value, n) => Math.abs(value - (expected[n] ?? NaN)))) / scale;
}

function expectAgreement(
  tf: TensorFlow,
  config: ModelConfig,
  loss: LossName,
  reduction: Reduction = 'mean',
  { masked = false, embedding }: { masked?: boolean; embedding?: EmbeddingMethod } = {},
) {
  const model = randomModel(config);
  const layersModel = createLayersModel(tf, config, embedding ? { embedding } : {});
  weightsToTensorFlow(tf, model, layersModel);
  const batch = randomBatch(config, loss, masked);
  const theirs = gradientsFromTensorFlow(tf, layersModel, model, batch, { loss, reduction });
  const own = ours(model, batch, loss, reduction);
  expect(Math.abs(theirs.loss - own.loss) / Math.max(1, own.loss)).toBeLessThan(TOLERANCE);
  if (!masked) expect(distance(theirs.prediction, own.prediction)).toBeLessThan(TOLERANCE);
  for (const [name, gradient] of Object.entries(own.gradients.views)) {
    const found = theirs.gradients.views[name] ?? new Float64Array(0);
    expect(
      distance(
        gradient.map(() => 0),
        gradient,
      ),
      `${name} has a gradient that is not 0`,
    ).toBe(1);
    expect(distance(found, gradient), `gradient of ${name}`).toBeLessThan(TOLERANCE);
  }
  layersModel.dispose();
}

let tensorFlow: TensorFlow | undefined;
afterEach(({ task }) => {
  const left = tensorFlow?.memory().numTensors;
  tensorFlow?.disposeVariables(); // those of a test that failed
  if (task.result?.state !== 'fail') expect(left, 'tensors that the test has left over').toBe(0);
});

describe.each(BACKENDS)('with equal weights, our model and TensorFlow agree on %s:', (backend) => {
  it.each(CONFIGS)('predictions, loss and every gradient of %s', async (_name, config) => {
    tensorFlow = await tensorFlowOn(backend);
    expectAgreement(tensorFlow, config, 'meanSquaredError');
  });

  it.each(['halfSquaredError', 'binaryCrossEntropy', 'categoricalCrossEntropy'] as const)(
    'the loss %s, by sum and by mean, with padding at the end and without',
    async (loss) => {
      tensorFlow = await tensorFlowOn(backend);
      const config: ModelConfig = { inputSize: 2, cells: [{ kind: 'lstm', hiddenSize: 3 }], outputSize: 3 };
      for (const reduction of ['mean', 'sum'] as const) {
        for (const masked of [false, true]) expectAgreement(tensorFlow, config, loss, reduction, { masked });
      }
    },
  );

  it.each(backend === 'wasm' ? (['oneHot'] as const) : (['oneHot', 'lookup'] as const))(
    'an embedding computed by %s',
    async (embedding) => {
      tensorFlow = await tensorFlowOn(backend);
      expectAgreement(tensorFlow, DECIMAL, 'categoricalCrossEntropy', 'mean', { embedding });
    },
  );

  it('the embedding that createLayersModel chooses can be trained', async () => {
    tensorFlow = await tensorFlowOn(backend);
    expectAgreement(tensorFlow, DECIMAL, 'categoricalCrossEntropy');
  });

  it('weights go to TensorFlow and come back, rounded to single precision', async () => {
    tensorFlow = await tensorFlowOn(backend);
    for (const config of [...CONFIGS.map(([, each]) => each), DECIMAL]) {
      const layersModel = createLayersModel(tensorFlow, config);
      const [model, copy] = [randomModel(config, 3), new SequenceModel(config)];
      weightsToTensorFlow(tensorFlow, model, layersModel);
      weightsFromTensorFlow(layersModel, copy);
      expect(Array.from(copy.parameters.flat)).toEqual(Array.from(model.parameters.flat, Math.fround));
      layersModel.dispose();
    }
  });

  it('what TensorFlow drew itself gives the same predictions here', async () => {
    const tf = (tensorFlow = await tensorFlowOn(backend));
    const config = CONFIGS.at(-1)![1]; // there are several
    const layersModel = createLayersModel(tf, config, { seed: 5 });
    const model = new SequenceModel(config);
    weightsFromTensorFlow(layersModel, model);
    const batch = randomBatch(config, 'meanSquaredError');
    const prediction = tf.tidy(() => layersModel.predict(inputTensor(tf, batch)) as Tensor);
    const theirs = predictionOf(prediction);
    prediction.dispose();
    expect(distance(theirs, model.forward(batch))).toBeLessThan(TOLERANCE);
    layersModel.dispose();
  });
});

describe('weightsToTensorFlow and weightsFromTensorFlow', () => {
  it('refuse a model of another shape, and one without the layers', async () => {
    const tf = (tensorFlow = await tensorFlowOn('cpu'));
    const config = CONFIGS[0]![1];
    const model = randomModel(config);
    const wider = createLayersModel(tf, { ...config, cells: [{ kind: 'rnn', hiddenSize: 5 }] });
    expect(() => weightsToTensorFlow(tf, model, wider)).toThrow(
      'weightsToTensorFlow: layer cell0 has weights [2,5] [5,5] [5], expected [2,4] [4,4] [4]',
    );
    expect(() => weightsFromTensorFlow(wider, model)).toThrow(
      /^weightsFromTensorFlow: layer cell0 has weights/,
    );
    const deeper = randomModel({ ...config, cells: [...config.cells, ...config.cells] });
    const same = createLayersModel(tf, config);
    expect(() => weightsToTensorFlow(tf, deeper, same)).toThrow(
      'weightsToTensorFlow: no layer cell1 among cell0, readOut, expected a model of createLayersModel',
    );
    for (const each of [wider, same]) each.dispose();
  });
});

describe('lossTensor(tf, prediction, batch, options)', () => {
  it('refuses an unknown loss and an unknown reduction', async () => {
    const tf = (tensorFlow = await tensorFlowOn('cpu'));
    const batch = randomBatch(CONFIGS[0]![1], 'meanSquaredError');
    const prediction = tf.zeros([B, T, 1]);
    expect(() => lossTensor(tf, prediction, batch, { loss: 'hinge' as never })).toThrow(
      /^lossTensor: loss is "hinge"/,
    );
    expect(() =>
      lossTensor(tf, prediction, batch, { loss: 'meanSquaredError', reduction: 'max' as never }),
    ).toThrow(/^lossTensor: reduction is "max", expected one of mean, sum/);
    prediction.dispose();
  });
});
