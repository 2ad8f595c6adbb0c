import { describe, it } from 'vitest';
import { bump, firstOne, majority, safeSoftmax, timesTen } from '../../../notebooks/checks/aNeuron';
import { expectExercise } from '../../helpers/exercise';

const softmax = (a: number[], shift: number): number[] => {
  const powers = a.map((value) => Math.exp(value - shift));
  return powers.map((power) => power / powers.reduce((sum, other) => sum + other, 0));
};

describe('the exercises of notebook 01', () => {
  it('majority: names AND, OR, the reverse, and shows a corner otherwise', () =>
    expectExercise(majority, {
      stub: { weights: [NaN, NaN, NaN], bias: NaN },
      wrong: [
        [{ weights: [1, 1, 1], bias: -2.5 }, /AND/],
        [{ weights: [1, 1, 1], bias: -0.5 }, /OR/],
        [{ weights: [-1, -1, -1], bias: 1.5 }, /wrong way round/],
        [{ weights: [1, 1, 1], bias: -2 }, /AND/],
        [
          { weights: [2, 1, 1], bias: -1.5 },
          /At \(1, 0, 0\) the pre-activation is 0.5, so it gives 1, not 0/,
        ],
        [{ weights: [0, 0, 0], bias: -1 }, /never/],
        [{ weights: [1, 1, 1], bias: 1 }, /always/],
        [{ weights: [1, 1], bias: -1.5 }, /3 weights/],
        [{ weights: [1, 1, 1], bias: NaN }, /finite/],
      ],
      right: [
        { weights: [1, 1, 1], bias: -1.5 },
        { weights: [5, 4, 3], bias: -6 },
        { weights: [0.1, 0.1, 0.1], bias: -0.19 },
      ],
    }));

  it('timesTen: the line stays', () =>
    expectExercise(timesTen, {
      stub: '',
      wrong: [
        ['turns', /ratio/],
        ['slides', /Multiply/],
        ['moves', /Multiply/],
        ['explodes', /Choose/],
      ],
      right: ['stays', 'It stays.', 'stays the same', 'Unchanged', 'does not move'],
    }));

  it('firstOne: 37, and no other place', () =>
    expectExercise(firstOne, {
      stub: NaN,
      wrong: [
        [36, /still below 1/],
        [40, /first time: 39/],
        [746, /first time/],
        [36.8, /not a whole number/],
      ],
      right: [37, Math.ceil(53 * Math.LN2)],
    }));

  it('safeSoftmax: tells seven mistakes apart', () =>
    expectExercise(safeSoftmax, {
      stub: () => {
        throw new Error('not done');
      },
      wrong: [
        [(a) => softmax(a, 0), /broken one/],
        [(a) => softmax(a, a.reduce((sum, value) => sum + value, 0) / a.length), /mean/],
        [(a) => softmax(a, Math.min(...a)), /smallest/],
        [(a) => softmax(a, a[0] ?? 0), /the first/],
        [(a) => softmax(a, 1000), /fixed number/],
        [(a) => a.map((value) => Math.exp(value - Math.max(...a))), /sum to 1/],
        [
          (a) =>
            softmax(
              a.map((value) => value / Math.max(...a)),
              0,
            ),
          /Dividing/,
        ],
        [() => [1], /Subtract the largest/],
      ],
      right: [
        (a) => softmax(a, Math.max(...a)),
        (a) => {
          const most = Math.max(...a);
          const log = most + Math.log(a.reduce((sum, value) => sum + Math.exp(value - most), 0));
          return a.map((value) => Math.exp(value - log));
        },
        (a) => a.map((value) => 1 / a.reduce((sum, other) => sum + Math.exp(other - value), 0)),
      ],
    }));

  it('bump: accepts any activation that makes XOR, and says when g only rises', () =>
    expectExercise(bump, {
      stub: { weights: [NaN, NaN], bias: NaN, g: () => NaN },
      wrong: [
        [{ weights: [1, 1], bias: -1.5, g: (a) => (a > 0 ? 1 : 0) }, /AND.*only rises/],
        [{ weights: [1, 1], bias: -0.5, g: (a) => 1 / (1 + Math.exp(-a)) }, /OR.*only rises/],
        [{ weights: [1, 1], bias: -1, g: (a) => a * a }, /XNOR.*upside down/],
        [{ weights: [1, 0], bias: 0, g: Math.cos }, /always/],
        [{ weights: [1, 0], bias: -0.5, g: (a) => (a > 0 ? 1 : 0) }, /gives 0, 0, 1, 1.*only rises/],
        [{ weights: [1, 1, 1], bias: -1, g: (a) => a }, /2 weights/],
        [{ weights: [1, 1], bias: 0, g: (a) => Math.log(-a) }, /NaN/],
      ],
      right: [
        { weights: [1, 1], bias: -1, g: (a) => 1 - a * a },
        { weights: [1, 1], bias: 0, g: (a) => Math.sin((Math.PI / 2) * a) },
        { weights: [1, -1], bias: 0, g: Math.abs },
        { weights: [1, 1], bias: 0, g: (a) => a % 2 },
      ],
    }));
});
