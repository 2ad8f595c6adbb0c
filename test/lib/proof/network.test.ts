import { describe, expect, it } from 'vitest';
import { tanhAdder } from '../../../lib/src/proof/handBuilt';
import { checkNetwork, plainNetwork, type PlainNetwork } from '../../../lib/src/proof/network';
import type { ModelConfig } from '../../../lib/src/neural/modelConfig';
import { seededModel } from '../../helpers/models';

const rnn = { kind: 'rnn', hiddenSize: 3 } as const;
const usual: ModelConfig = { inputSize: 2, cells: [rnn], outputSize: 1 };
const plain = (change: Partial<ModelConfig>): PlainNetwork =>
  plainNetwork(seededModel({ ...usual, ...change }, 1));

describe('plainNetwork(model)', () => {
  it('holds the weights of an RNN and of an LSTM, and zeros for biases that there are none', () => {
    const model = seededModel(usual, 1);
    const views = model.parameters.views;
    expect(plainNetwork(model)).toEqual({
      cell: 'rnn',
      activation: 'tanh',
      inputSize: 2,
      hiddenSize: 3,
      W_xh: Array.from(views['cell0.W_xh']!),
      W_hh: Array.from(views['cell0.W_hh']!),
      b_h: Array.from(views['cell0.b_h']!),
      W_hy: Array.from(views['readOut.W']!),
      b_y: Array.from(views['readOut.b']!),
      threshold: 0.5,
    });
    const bare = plain({ cells: [{ kind: 'lstm', hiddenSize: 2, bias: false }], outputBias: false });
    expect(bare).toMatchObject({ cell: 'lstm', activation: 'tanh', b_h: new Array(8).fill(0), b_y: [0] });
    expect(plain({ cells: [{ ...rnn, bias: false }] }).b_h).toEqual([0, 0, 0]);
    expect(plain({ cells: [{ ...rnn, activation: 'sigmoid' }] }).activation).toBe('sigmoid');
  });

  it.each([
    ['a bit', {}, 0.5],
    ['a bit that is a sigmoid', { outputActivation: 'sigmoid' }, 0],
    ['a logit', { answer: 'logit' }, 0],
  ] as const)('decides at the number where the answer turns: %s', (_name, change, threshold) => {
    expect(plain(change).threshold).toBe(threshold);
  });

  it.each<[string, Partial<ModelConfig>, string]>([
    ['two cells', { cells: [rnn, rnn] }, 'the model has 2 cells and 1 outputs, expected one cell'],
    ['two outputs', { outputSize: 2 }, 'the model has 1 cells and 2 outputs'],
    [
      'an embedding',
      { inputSize: 1, embedding: { symbols: 3, size: 2 } },
      'the model has an embedding, 1 cells',
    ],
    ['a GRU', { cells: [{ kind: 'gru', hiddenSize: 2 }] }, 'the cell is "gru", expected one of rnn, lstm'],
    ['a second bias', { cells: [{ ...rnn, recurrentBias: true }] }, 'the cell has b_hh, expected one bias'],
    ['relu', { cells: [{ ...rnn, activation: 'relu' }] }, 'the activation is "relu", expected one of tanh'],
    [
      'an output of tanh',
      { outputActivation: 'tanh' },
      'the output activation is "tanh", expected one of linear',
    ],
    ['classes', { answer: 'class' }, 'the model\'s answer is "class", expected one of bit'],
  ])('refuses %s', (_name, change, message) => {
    expect(() => plain(change)).toThrow(`plainNetwork: ${message}`);
  });
});

describe('checkNetwork(where, network)', () => {
  const network = plainNetwork(tanhAdder());
  const lstm = plain({ cells: [{ kind: 'lstm', hiddenSize: 2 }] });
  const check =
    (change: object, of = network) =>
    () =>
      checkNetwork('here', { ...of, ...change });

  it('takes what plainNetwork made, and weights up to the largest', () => {
    for (const made of [network, lstm]) expect(check({}, made)).not.toThrow();
    expect(check({ b_y: [1e100], threshold: -1e100 })).not.toThrow();
  });

  it.each<[object, string]>([
    [{ cell: 'gru' }, 'the network\'s cell is "gru"'],
    [{ activation: 'relu' }, 'the network\'s activation is "relu"'],
    [{ inputSize: 0 }, 'inputSize is 0'],
    [{ hiddenSize: 2 ** 16 + 1 }, 'hiddenSize is 65537'],
    [{ threshold: 2e100 }, 'threshold is 2e+100'],
    [{ threshold: -2e100 }, 'threshold is -2e+100'],
    [{ W_xh: [...network.W_xh, 0] }, 'W_xh has 5 numbers, expected 4'],
    [{ W_hh: network.W_hh.slice(1) }, 'W_hh has 3 numbers, expected 4'],
    [{ b_h: [] }, 'b_h has 0 numbers, expected 2'],
    [{ W_hy: [1] }, 'W_hy has 1 numbers, expected 2'],
    [{ W_hy: 'ab' }, 'W_hy is "ab"'],
    [{ b_y: [2e100] }, 'b_y[0] is 2e+100'],
    [{ b_y: [-2e100] }, 'b_y[0] is -2e+100'],
    [{ b_y: [NaN] }, 'b_y[0] is NaN'],
  ])('refuses %o', (change, message) => {
    expect(check(change)).toThrow(`here: ${message}`);
  });

  it('refuses sigmoid for an LSTM, and a bias of H numbers for its 4H', () => {
    expect(check({ activation: 'sigmoid' }, lstm)).toThrow('activation is "sigmoid", expected one of tanh');
    expect(check({ b_h: [0, 0] }, lstm)).toThrow('b_h has 2 numbers, expected 8');
  });
});
