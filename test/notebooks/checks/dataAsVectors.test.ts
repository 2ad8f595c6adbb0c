import { describe, it } from 'vitest';
import {
  batchOf,
  probabilities,
  readDigits,
  safeSoftmax,
  shortestWindow,
} from '../../../notebooks/checks/dataAsVectors';
import { expectExercise } from '../../helpers/exercise';

const notDone = (): never => {
  throw new Error('not done');
};
const softmax = (z: number[], shift: number): number[] => {
  const powers = z.map((value) => Math.exp(value - shift));
  return powers.map((power) => power / powers.reduce((sum, other) => sum + other, 0));
};
const letter = (character: string | undefined): number[] =>
  [...'abcdefghijklmnopqrstuvwxyz'].map((other) => Number(other === character));
const longest = (words: string[]): number => Math.max(...words.map(({ length }) => length));

/** Reads digits; `strict` refuses rows that are not one-hot, `lowFirst` is the right order. */
function read(rows: number[][], { strict = true, lowFirst = true } = {}): number {
  if (strict && rows.some((row) => row.reduce((sum, value) => sum + value, 0) !== 1))
    throw new Error('bad row');
  const digits = rows.map((row) => row.indexOf(1));
  return Number((lowFirst ? digits.reverse() : digits).join(''));
}

describe('the exercises of notebook 02', () => {
  it('probabilities: knows undivided powers, and logits divided by their sum', () =>
    expectExercise(probabilities, {
      stub: [NaN, NaN, NaN],
      wrong: [
        [[1, 2, 5], /by their sum/],
        [[0, 0.301, 0.699], /powers first/],
        [[1 / 3, 1 / 3, 1 / 3], /./],
      ],
      right: [[0.125, 0.25, 0.625], Float64Array.of(1 / 8, 1 / 4, 5 / 8)],
    }));

  it('readDigits: knows the wrong order, and wants rows checked', () =>
    expectExercise(readDigits, {
      stub: notDone,
      wrong: [
        [(rows) => read(rows, { lowFirst: false }), /least significant/],
        [(rows) => read(rows, { strict: false }), /row of zeros/],
        [(rows) => rows.length, /gives 1, not 5/],
      ],
      right: [
        read,
        (rows) =>
          rows.reduce((sum, row, t) => {
            if (row.filter((value) => value !== 0).length !== 1) throw new Error('bad row');
            return sum + row.findIndex((value) => value === 1) * 10 ** t;
          }, 0),
      ],
    }));

  it('batchOf: knows the batch first, with padding and without', () =>
    expectExercise(batchOf, {
      stub: notDone,
      wrong: [
        [(words) => words.map((word) => [...word].map(letter)), /filled up/],
        [
          (words) => words.map((word) => Array.from({ length: longest(words) }, (_, t) => letter(word[t]))),
          /in the order/,
        ],
        [(words) => [words.map((word) => letter(word[0]))], /./],
      ],
      right: [
        (words) => Array.from({ length: longest(words) }, (_, t) => words.map((word) => letter(word[t]))),
        (words) => [...Array(longest(words)).keys()].map((t) => words.map((word) => letter(word.charAt(t)))),
      ],
    }));

  it('safeSoftmax: tells seven mistakes apart', () =>
    expectExercise(safeSoftmax, {
      stub: notDone,
      wrong: [
        [(z) => softmax(z, 0), /broken one/],
        [(z) => softmax(z, z.reduce((sum, value) => sum + value, 0) / z.length), /mean helps/],
        [(z) => softmax(z, Math.min(...z)), /smallest/],
        [(z) => softmax(z, z[0] ?? 0), /the first/],
        [(z) => softmax(z, 1000), /fixed number/],
        [(z) => z.map((value) => Math.exp(value - Math.max(...z))), /do not sum to 1/],
        [
          (z) =>
            softmax(
              z.map((value) => value / Math.max(...z)),
              0,
            ),
          /Dividing/,
        ],
      ],
      right: [
        (z) => softmax(z, Math.max(...z)),
        (z) => softmax(z, Math.max(...z) - 1),
        (z) => softmax(z, Math.max(...z) + 1),
      ],
    }));

  it('shortestWindow: 160 samples, and knows its neighbors', () =>
    expectExercise(shortestWindow, {
      stub: NaN,
      wrong: [
        [80, /single broad peak/],
        [320, /first time/],
        [40, /broad peak/],
      ],
      right: [160, 8000 / 50],
    }));
});
