import { describe, it } from 'vitest';
import {
  broadcastLoss,
  ends,
  leaked,
  stepsFirst,
  wrongSumOf,
} from '../../../notebooks/checks/anLstmInTensorflow';
import { expectExercise } from '../../helpers/exercise';

const squares = (prediction: number[], target: number[]) =>
  prediction.flatMap((p) => target.map((t) => (p - t) ** 2));
const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);

describe('the exercises of notebook 13', () => {
  it('leaked: stub, four mistakes, two right answers', () =>
    expectExercise(leaked, {
      stub: NaN,
      wrong: [
        [3, /the last is returned/],
        [1, /square\(\)/],
        [0, /does not collect tensors/],
        [4, /./],
      ],
      right: [2, 3 - 1],
    }));

  it('broadcastLoss: stub, four mistakes, two right answers', () =>
    expectExercise(broadcastLoss, {
      stub: () => NaN,
      wrong: [
        [(p, t) => total(p.map((value, n) => (value - t[n]!) ** 2)) / p.length, /the loss that was meant/],
        [(p, t) => total(squares(p, t)), /their mean/],
        [(p, t) => total(squares(p, t)) / p.length, /divides by L once/],
        [(p, t) => (total(p) / p.length - total(t) / t.length) ** 2, /square each difference first/],
      ],
      right: [
        (p, t) => total(squares(p, t)) / p.length ** 2,
        (p, t) => {
          let sum = 0;
          for (const value of p) for (const bit of t) sum += value * value - 2 * value * bit + bit * bit;
          return sum / (p.length * t.length);
        },
      ],
    }));

  it('stepsFirst: stub, three mistakes, two right answers', () =>
    expectExercise(stepsFirst, {
      stub: () => {
        throw new Error('not done');
      },
      wrong: [
        [(values) => values, /still \[B, T, D\]/],
        [(values, B, T, D) => values.map((_, n) => values[n % (B * T * D)]!), /still \[B, T, D\]/],
        [(values) => [...values].reverse(), /./],
        [
          (values, B, T, D) =>
            Array.from({ length: T * D * B }, (_, n) => values[(n % B) * T * D + Math.floor(n / B)]!),
          /must stay together/,
        ],
      ],
      right: [
        (values, B, T, D) => {
          const out: number[] = [];
          for (let t = 0; t < T; t++)
            for (let b = 0; b < B; b++) out.push(...values.slice((b * T + t) * D, (b * T + t + 1) * D));
          return out;
        },
        (values, B, T, D) => {
          const out = new Array<number>(values.length).fill(0);
          values.forEach((value, n) => {
            const [b, t, d] = [Math.floor(n / (T * D)), Math.floor(n / D) % T, n % D];
            out[(t * B + b) * D + d] = value;
          });
          return out;
        },
      ],
    }));

  it('ends: stub, four mistakes, two right answers', () =>
    expectExercise(ends, {
      stub: () => [NaN, NaN],
      wrong: [
        [(L) => [2 ** (L - 1) + 1, 2 ** L], /000’s own/],
        [(L) => [0, 2 ** L], /includes its upper end/],
        [(L) => [2 ** (L - 1), 2 ** L - 1], /no leading zeros/],
        [(L) => [1, 2 ** L - 1], /0 is a number/],
      ],
      right: [(L) => [0, 2 ** L - 1], (L) => [0, (1 << L) - 1]],
    }));

  it('wrongSumOf wants two numbers that are added wrongly', () =>
    expectExercise(
      wrongSumOf((a, b) => (a > 9n ? 0n : a + b)),
      {
        stub: ['', ''],
        wrong: [
          [['1', '2'], /that is right/],
          [['one', '2'], /decimal digits/],
          [['-1', '2'], /decimal digits/],
        ],
        right: [
          ['10', '1'],
          ['99', '99'],
        ],
      },
    ));
});
