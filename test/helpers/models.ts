import { createRng } from '../../lib/src/core/random';
import { initializeInPlace, initializers } from '../../lib/src/neural/initializers';
import { SequenceModel, type ModelConfig } from '../../lib/src/neural/sequenceModel';

/** A model with weights from ±1/√n. */
export function seededModel(config: ModelConfig, seed = 1): SequenceModel {
  const model = new SequenceModel(config);
  initializeInPlace(model.parameters, createRng(seed), initializers.inverseSqrt());
  return model;
}

/** The adder of seed 001: 16 sigmoid units without biases. */
export const sigmoidAdder: ModelConfig = {
  inputSize: 2,
  cells: [{ kind: 'rnn', hiddenSize: 16, activation: 'sigmoid', bias: false }],
  outputSize: 1,
  outputActivation: 'sigmoid',
  outputBias: false,
};

/** One small adder of each kind, and two cells on top of each other. */
export const adders: [string, ModelConfig][] = (
  [
    ['rnn', [{ kind: 'rnn', hiddenSize: 5 }]],
    ['gru', [{ kind: 'gru', hiddenSize: 4 }]],
    ['gru, reset after', [{ kind: 'gru', hiddenSize: 4, reset: 'after', recurrentBias: true }]],
    ['lstm', [{ kind: 'lstm', hiddenSize: 3 }]],
    ['lstm on rnn', [{ kind: 'rnn', hiddenSize: 4 }, { kind: 'lstm', hiddenSize: 3, recurrentBias: true }]], // prettier-ignore
  ] as [string, ModelConfig['cells']][]
).map(([name, cells]) => [name, { inputSize: 2, cells, outputSize: 1 }]);

/** The decimal adder of seed 002, smaller. */
export const decimalAdder: ModelConfig = {
  inputSize: 2,
  embedding: { symbols: 10, size: 4 },
  cells: [
    { kind: 'rnn', hiddenSize: 6 },
    { kind: 'rnn', hiddenSize: 5 },
  ],
  outputSize: 10,
  answer: 'class',
};
