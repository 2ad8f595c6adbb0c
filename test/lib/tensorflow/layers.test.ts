import { describe, expect, it } from 'vitest';
import type { ModelConfig } from '../../../lib/src/neural/sequenceModel';
import { createLayersModel } from '../../../lib/src/tensorflow/layers';
import { BACKENDS, tensorFlowOn } from '../../helpers/tensorflow';

const RNN: ModelConfig = { inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 16 }], outputSize: 1 };
const ofKind = (kind: 'gru' | 'lstm'): ModelConfig => ({ ...RNN, cells: [{ kind, hiddenSize: 16 }] });
const DECIMAL: ModelConfig = {
  inputSize: 2,
  embedding: { symbols: 10, size: 32 },
  cells: [
    { kind: 'rnn', hiddenSize: 64 },
    { kind: 'rnn', hiddenSize: 64 },
  ],
  outputSize: 10,
};

describe('createLayersModel(tf, config)', () => {
  it('has the parameters of TensorFlow’s layers: 304, 912 and 1216 for 2 → 16, and 17 for the read-out', async () => {
    const tf = await tensorFlowOn('cpu');
    for (const [config, count] of [
      [RNN, 304],
      [ofKind('gru'), 912],
      [ofKind('lstm'), 1216],
    ] as const) {
      const model = createLayersModel(tf, config);
      expect(model.countParams()).toBe(count + 17);
      model.dispose();
    }
  });

  it.each(BACKENDS)('reads sequences of any length and any number on %s', async (backend) => {
    const tf = await tensorFlowOn(backend);
    for (const config of [ofKind('lstm'), DECIMAL]) {
      const model = createLayersModel(tf, config);
      for (const [B, T] of [
        [1, 1],
        [3, 7],
      ] as const) {
        const shape = tf.tidy(() => (model.predict(tf.ones([B, T, 2])) as { shape: number[] }).shape);
        expect(shape).toEqual([B, T, config.outputSize]);
      }
      model.dispose();
    }
    expect(tf.memory().numTensors).toBe(0);
  });

  it('computes gates with the true sigmoid, not with TensorFlow.js’s hard one', async () => {
    const tf = await tensorFlowOn('cpu');
    for (const kind of ['gru', 'lstm'] as const) {
      const model = createLayersModel(tf, ofKind(kind));
      expect(model.getLayer('cell0').getConfig()).toMatchObject({
        recurrentActivation: 'sigmoid',
        activation: 'tanh',
        implementation: 2,
      });
      model.dispose();
    }
  });

  it('draws the same weights from the same seed and others from another', async () => {
    const tf = await tensorFlowOn('cpu');
    const weights = (seed: number) => {
      const model = createLayersModel(tf, DECIMAL, { seed });
      const values = model.getWeights().map((weight) => Array.from(weight.dataSync()));
      model.dispose();
      return values;
    };
    expect(weights(4)).toEqual(weights(4));
    const [one, other] = [weights(4), weights(5)];
    for (const [n, values] of one.entries()) {
      const isBias = values.every((value) => value === 0);
      if (!isBias) expect(values).not.toEqual(other[n]);
    }
    expect(one.filter((values) => values.some((value) => value !== 0))).toHaveLength(6); // W_e, 2·2, W
  });

  it('looks symbols up, except on WebAssembly, which takes one-hot rows', async () => {
    for (const backend of BACKENDS) {
      const tf = await tensorFlowOn(backend);
      const model = createLayersModel(tf, DECIMAL);
      const expected = backend === 'wasm' ? 'OneHotProduct' : 'Embedding';
      expect(model.getLayer('embedding').getClassName()).toBe(expected);
      expect(model.countParams()).toBe(17_610 - 2 * 64); // seed 002's, but for PyTorch's second biases
      model.dispose();
    }
  });

  it('refuses what TensorFlow does not have', async () => {
    const tf = await tensorFlowOn('cpu');
    const cell = (options: object): ModelConfig => ({
      ...RNN,
      cells: [{ kind: 'gru', hiddenSize: 2, ...options }],
    });
    const refusal =
      (config: ModelConfig, options = {}) =>
      () =>
        createLayersModel(tf, config, options);
    expect(refusal(cell({ reset: 'after' }))).toThrow(
      'createLayersModel: reset is "after", expected one of before',
    );
    expect(refusal(cell({ recurrentBias: true }))).toThrow(
      'createLayersModel: recurrentBias is true, expected one bias',
    );
    expect(refusal(cell({ kind: 'gated' }))).toThrow('kind is "gated", expected one of rnn, gru, lstm');
    expect(refusal(cell({ kind: 'rnn', activation: 'leakyRelu' }))).toThrow('activation is "leakyRelu"');
    expect(refusal(RNN, { seed: 0.5 })).toThrow('seed is 0.5');
    expect(refusal(DECIMAL, { embedding: 'hash' })).toThrow(
      'embedding is "hash", expected one of lookup, oneHot',
    );
    expect(tf.memory().numTensors).toBe(0);
  });
});
