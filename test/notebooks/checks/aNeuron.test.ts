import { describe, it } from 'vitest';
import {
  bump,
  column,
  learn,
  type Neuron,
  ofThreeBits,
  slopeAtAnswer,
} from '../../../notebooks/checks/aNeuron';
import { expectExercise } from '../../helpers/exercise';

const notDone = (): never => {
  throw new Error('not done');
};
const corners = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

/** The rule with a limit of rounds; `whole`: stop after a round without a mistake, else as soon as one is made good. */
function perceptron(targets: number[], { rounds = 100, whole = true, rate = 1 } = {}): Neuron | undefined {
  const weights: [number, number] = [0, 0];
  let bias = 0;
  for (let round = 0; round < rounds; round++) {
    let mistakes = 0;
    corners.forEach(([x1, x2], k) => {
      const error = (targets[k] ?? NaN) - (x1 * weights[0] + x2 * weights[1] + bias > 0 ? 1 : 0);
      if (error !== 0) mistakes++;
      weights[0] += rate * error * x1;
      weights[1] += rate * error * x2;
      bias += rate * error;
    });
    if (mistakes === 0 || !whole) return { weights, bias };
  }
  return undefined;
}

describe('the exercises of notebook 01', () => {
  it('slopeAtAnswer: knows the largest slope, one factor, and a taken for h', () =>
    expectExercise(slopeAtAnswer, {
      stub: NaN,
      wrong: [
        [0.25, /largest/],
        [0.1, /two factors/],
        [0.2055, /pre-activation/],
      ],
      right: [0.09, 0.9 * 0.1],
    }));

  it('column: knows an early carry, a digit that forgets three ones, and one that forgets the carry', () =>
    expectExercise(column, {
      stub: notDone,
      wrong: [
        [(x, y, c) => ({ digit: (x + y + c) % 2, carry: x + y + c > 0 ? 1 : 0 }), /lower its bias/],
        [
          (x, y, c) => ({ digit: x + y + c === 1 ? 1 : 0, carry: x + y + c > 1 ? 1 : 0 }),
          /all three bits are 1/,
        ],
        [
          (x, y, c) => ({ digit: x + y + c > 0 ? 1 : 0, carry: x + y + c > 1 ? 1 : 0 }),
          /does not read the carry/,
        ],
      ],
      right: [
        (x, y, c) => ({ digit: x ^ y ^ c, carry: (x & y) | (c & (x | y)) }),
        (x, y, c) => ({ digit: (x + y + c) % 2, carry: Math.floor((x + y + c) / 2) }),
      ],
    }));

  it('learn: wants a right neuron for what has a line, and none for XOR', () =>
    expectExercise(learn, {
      stub: notDone,
      wrong: [
        [() => undefined, /returns nothing for AND/],
        [(targets) => perceptron(targets, { rounds: 2 }), /returns nothing for AND/],
        [(targets) => perceptron(targets, { whole: false }), /without a mistake/],
        [(targets) => perceptron(targets) ?? { weights: [1, 1], bias: 0 }, /there is none/],
        [() => ({ weights: [1], bias: 0 }), /2 weights/],
      ],
      right: [(targets) => perceptron(targets), (targets) => perceptron(targets, { rate: 0.5 })],
    }));

  it('bump: names AND, OR and XNOR, and says when the activation only rises', () =>
    expectExercise(bump, {
      stub: { weights: [NaN, NaN], bias: NaN, phi: () => NaN },
      wrong: [
        [{ weights: [1, 1], bias: -1.5, phi: (a) => (a > 0 ? 1 : 0) }, /AND.*only rises/],
        [{ weights: [1, 1], bias: -0.5, phi: (a) => (a > 0 ? 1 : 0) }, /OR.*only rises/],
        [{ weights: [1, 1], bias: -1, phi: (a) => a * a }, /upside down/],
        [{ weights: [1, 1], bias: -1, phi: () => 0 }, /never/],
        [{ weights: [1], bias: -1, phi: () => 0 }, /2 weights/],
      ],
      right: [
        { weights: [1, 1], bias: -1, phi: (a) => 1 - a * a },
        { weights: [1, -1], bias: 0, phi: Math.abs },
        { weights: [2, 2], bias: 0, phi: (a) => (a === 2 ? 1 : 0) },
      ],
    }));

  it('ofThreeBits: 104, and knows the numbers beside it', () =>
    expectExercise(ofThreeBits, {
      stub: NaN,
      wrong: [
        [14, /two bits/],
        [102, /always 0/],
        [256, /XOR of three/],
      ],
      right: [104, 104.00000001],
    }));
});
