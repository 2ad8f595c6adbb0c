import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/src/core/random';
import { kerasInitializer, pytorchInitializer } from '../../../lib/src/neural/initializerPresets';
import { initializeInPlace, type InitializerChoice } from '../../../lib/src/neural/initializers';
import { SequenceModel, type ModelConfig } from '../../../lib/src/neural/sequenceModel';
import { startTensorflow } from '../../helpers/tensorflowCells';

beforeAll(startTensorflow);

const config: ModelConfig = {
  inputSize: 2,
  embedding: { symbols: 10, size: 12 },
  cells: [
    { kind: 'lstm', hiddenSize: 16, recurrentBias: true },
    { kind: 'gru', hiddenSize: 25, recurrentBias: true },
    { kind: 'rnn', hiddenSize: 36, recurrentBias: true },
  ],
  outputSize: 10,
};

/** The largest |weight| of each name over many seeds. */
function spreads(choose: (config: ModelConfig) => InitializerChoice): Record<string, number> {
  const model = new SequenceModel(config);
  const most: Record<string, number> = {};
  for (let seed = 0; seed < 40; seed++) {
    initializeInPlace(model.parameters, createRng(seed), choose(model.config));
    for (const [name, view] of Object.entries(model.parameters.views)) {
      most[name] = Math.max(most[name] ?? 0, ...view.map(Math.abs));
    }
  }
  return most;
}

describe('pytorchInitializer', () => {
  it('pytorchInitializer(config): ±1/√H in cells, ±1/√inputs in the read-out, normal in the embedding', () => {
    const { 'embedding.W_e': embedding, ...rest } = spreads(pytorchInitializer);
    const bounds = { cell0: 1 / 4, cell1: 1 / 5, cell2: 1 / 6, readOut: 1 / 6 };
    for (const [name, most] of Object.entries(rest)) {
      const bound = bounds[name.split('.')[0] as keyof typeof bounds];
      expect(most, name).toBeLessThanOrEqual(bound);
      expect(most, name).toBeGreaterThan(0.97 * bound);
    }
    expect(embedding).toBeGreaterThan(3); // of 4800 normal numbers, a dozen are beyond 3
  });
});

describe('kerasInitializer', () => {
  it('kerasInitializer(config): Glorot, orthogonal, zero biases but for the forget gate', () => {
    const most = spreads(kerasInitializer);
    const glorot = (rows: number, columns: number): number => Math.sqrt(6 / (rows + columns));
    const wanted: Record<string, number> = {
      'embedding.W_e': 0.05,
      'cell0.W_xh': glorot(24, 64),
      'cell1.W_xh': glorot(16, 75),
      'cell2.W_xh': glorot(25, 36),
      'readOut.W': glorot(36, 10),
    };
    for (const [name, bound] of Object.entries(wanted)) {
      expect(most[name], name).toBeLessThanOrEqual(bound);
      expect(most[name], name).toBeGreaterThan(0.97 * bound);
    }
    for (const name of ['cell0.b_hh', 'cell1.b_h', 'cell1.b_hh', 'cell1.b_hn', 'cell2.b_h', 'readOut.b']) {
      expect(most[name], name).toBe(0);
    }
    expect(most['cell0.b_h']).toBe(1);
  });

  it('kerasInitializer(config, { forgetBias: 0 }) leaves that bias 0, as TensorFlow.js does by default', () => {
    const model = new SequenceModel(config);
    initializeInPlace(model.parameters, createRng(1), kerasInitializer(config, { forgetBias: 0 }));
    expect(Array.from(model.parameters.views['cell0.b_h'] ?? [])).toEqual(Array(64).fill(0));
  });

  it('the forget gate lies where TensorFlow.js has it: i, f, g, o', () => {
    const model = new SequenceModel({
      inputSize: 2,
      cells: [{ kind: 'lstm', hiddenSize: 3 }],
      outputSize: 1,
    });
    initializeInPlace(model.parameters, createRng(1), kerasInitializer(model.config));
    const layer = tf.layers.lstm({ units: 3, unitForgetBias: true });
    layer.build([1, 1, 2]);
    const bias = layer.getWeights()[2];
    expect(Array.from(model.parameters.views['cell0.b_h'] ?? [])).toEqual(Array.from(bias?.dataSync() ?? []));
  });
});
