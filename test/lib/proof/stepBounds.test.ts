import { describe, expect, it } from 'vitest';
import { createRng, uniform } from '../../../lib/src/core/random';
import { initializeInPlace, initializers } from '../../../lib/src/neural/initializers';
import { SequenceModel } from '../../../lib/src/neural/sequenceModel';
import { stateAfter } from '../../../lib/src/proof/checkedStep';
import { plainNetwork } from '../../../lib/src/proof/network';
import { createStepBounds } from '../../../lib/src/proof/stepBounds';
import { fc } from '../../helpers/fastCheck';

const cells = [
  { kind: 'rnn', hiddenSize: 5 },
  { kind: 'rnn', hiddenSize: 3, activation: 'sigmoid' },
  { kind: 'rnn', hiddenSize: 16, activation: 'sigmoid', bias: false },
  { kind: 'lstm', hiddenSize: 4 },
] as const;

describe('createStepBounds(network).step(box, input)', () => {
  it('holds what the network does from every state of the box, and so does the checker', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...cells),
        fc.nat(1e6),
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        (cell, seed, size) => {
          const rng = createRng(seed);
          const model = new SequenceModel({ inputSize: 2, cells: [cell], outputSize: 1 });
          initializeInPlace(model.parameters, rng, initializers.uniform(-size, size));
          const network = plainNetwork(model);
          const bounds = createStepBounds(network);
          const S = bounds.start.low.length;
          const low = Float64Array.from({ length: S }, () => uniform(rng, -1, 1));
          const high = low.map((end) => end + rng.next() ** 4);
          const input = [rng.next() < 0.5 ? 0 : 1, uniform(rng, -2, 2)];
          const image = bounds.step({ low, high }, input);
          const checked = stateAfter(
            network,
            Array.from(low, (end, i) => [end, high[i]!]),
            input,
          );
          const output = bounds.output(image);
          for (let trial = 0; trial < 10; trial++) {
            const corner = trial < 5;
            const state = low.map((end, i) =>
              corner ? (rng.next() < 0.5 ? end : high[i]!) : end + rng.next() * (high[i]! - end),
            );
            const [o] = model.forward(
              { x: Float64Array.from(input), T: 1, B: 1 },
              { initialStates: [state] },
            );
            model.finalStates()[0]!.forEach((value, i) => {
              expect(image.low[i]! <= value && value <= image.high[i]!).toBe(true);
              expect(checked[i]![0] <= value && value <= checked[i]![1]).toBe(true);
            });
            expect(output.low <= o! - 0.5 && o! - 0.5 <= output.high).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  it('of a point is next to no wider than a point', () => {
    const model = new SequenceModel({ inputSize: 2, cells: [cells[0]], outputSize: 1 });
    initializeInPlace(model.parameters, createRng(1), initializers.inverseSqrt());
    const bounds = createStepBounds(plainNetwork(model));
    const { low, high } = bounds.step(bounds.start, [1, 0]);
    low.forEach((end, i) => expect(high[i]! - end).toBeLessThan(1e-13));
  });
});

describe('plainNetwork(model)', () => {
  const one = (config: object): SequenceModel =>
    new SequenceModel({ inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 2 }], outputSize: 1, ...config });

  it.each([
    [
      'an embedding',
      { embedding: { symbols: 3, size: 2 } },
      /an embedding, 1 cells and 1 outputs, expected one cell/,
    ],
    [
      'two cells',
      {
        cells: [
          { kind: 'rnn', hiddenSize: 2 },
          { kind: 'rnn', hiddenSize: 2 },
        ],
      },
      /has 2 cells/,
    ],
    ['two outputs', { outputSize: 2 }, /2 outputs/],
    ['a GRU', { cells: [{ kind: 'gru', hiddenSize: 2 }] }, /the cell is "gru", expected one of rnn, lstm/],
    ['a ReLU', { cells: [{ kind: 'rnn', hiddenSize: 2, activation: 'relu' }] }, /the activation is "relu"/],
    ['a tanh output', { outputActivation: 'tanh' }, /the output activation is "tanh"/],
    [
      'two biases',
      { cells: [{ kind: 'rnn', hiddenSize: 2, recurrentBias: true }] },
      /has b_hh, expected one bias/,
    ],
  ])('refuses %s', (_name, config, message) => {
    expect(() => plainNetwork(one(config))).toThrow(message);
  });

  it('cuts a linear output at one half or zero, and a sigmoid one at the logit 0', () => {
    expect(plainNetwork(one({})).threshold).toBe(0.5);
    expect(plainNetwork(one({ answer: 'bit' })).threshold).toBe(0.5);
    expect(plainNetwork(one({ answer: 'logit' })).threshold).toBe(0);
    expect(plainNetwork(one({ outputActivation: 'sigmoid' })).threshold).toBe(0);
    expect(() => plainNetwork(one({ answer: 'class' }))).toThrow('the model\'s answer is "class"');
  });

  it('fills in zeros where there is no bias', () => {
    const model = one({ cells: [{ kind: 'rnn', hiddenSize: 2, bias: false }], outputBias: false });
    expect(plainNetwork(model)).toMatchObject({ b_h: [0, 0], b_y: [0] });
  });
});
