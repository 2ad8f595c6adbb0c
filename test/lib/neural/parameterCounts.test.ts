import { describe, expect, it } from 'vitest';
import type { CellConfig } from '../../../lib/src/neural/createCell';
import { SequenceModel, type ModelConfig } from '../../../lib/src/neural/sequenceModel';
import published from '../../../data/published/seed-004-sum-of-three.json';

const binary = (cell: CellConfig, rest: Partial<ModelConfig> = {}): ModelConfig => ({
  inputSize: 2,
  cells: [cell],
  outputSize: 1,
  ...rest,
});

/** Seed 002's model: two cells of 64 on an embedding of E numbers for each of two digits. */
const decimal = (kind: CellConfig['kind'], E: number): ModelConfig => ({
  inputSize: 2,
  embedding: { symbols: 10, size: E },
  cells: [
    { kind, hiddenSize: 64, recurrentBias: true },
    { kind, hiddenSize: 64, recurrentBias: true },
  ],
  outputSize: 10,
});

const counts: [string, ModelConfig, number][] = [
  [
    '001: 16 sigmoid units without biases',
    binary({ kind: 'rnn', hiddenSize: 16, bias: false }, { outputBias: false }),
    304,
  ],
  ['000: LSTM(10), one bias', binary({ kind: 'lstm', hiddenSize: 10 }), 531],
  ["000: LSTM(10), PyTorch's two biases", binary({ kind: 'lstm', hiddenSize: 10, recurrentBias: true }), 571],
  ['002: the basic model', decimal('rnn', 32), 17_610],
  ['002: the advanced model', decimal('rnn', 64), 22_026],
  ['002: the advanced model as LSTM', decimal('lstm', 64), 84_234],
  ['002: the advanced model as GRU', decimal('gru', 64), 63_498],
  [
    '004: SimpleRNN(64) + Dense(1)',
    binary({ kind: 'rnn', hiddenSize: 64 }, { inputSize: 1 }),
    published.parameters.total,
  ],
];

describe('SequenceModel has as many parameters as published', () => {
  it.each(counts)('%s', (_name, config, count) => {
    expect(new SequenceModel(config).parameters.flat.length).toBe(count);
  });

  it.each([
    ['rnn', 304],
    ['gru', 912],
    ['lstm', 1216],
  ] as const)("Keras's %s from 2 to 16 units has %i, and 17 more for the read-out", (kind, count) => {
    const model = new SequenceModel(binary({ kind, hiddenSize: 16 }));
    const cell = model.parametersOf('cell0').flat.length;
    expect([cell, model.parameters.flat.length - cell]).toEqual([count, 17]);
  });

  it('004: SimpleRNN(64) has 4224 and Dense(1) 65', () => {
    const model = new SequenceModel(binary({ kind: 'rnn', hiddenSize: 64 }, { inputSize: 1 }));
    const parts = ['cell0', 'readOut'].map((part) => model.parametersOf(part).flat.length);
    expect(parts).toEqual([published.parameters.simpleRnn64, published.parameters.dense1]);
    expect(parts).toEqual([4224, 65]);
  });
});
