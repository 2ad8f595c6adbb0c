import { describe, it } from 'vitest';
import {
  dCrossEntropy,
  embeddingGradient,
  parametersOf,
  withoutCarry,
  wrongSumOf,
} from '../../../notebooks/checks/aDecimalAdder';
import { expectExercise } from '../../helpers/exercise';

const layer = (D: number, H: number, biases = 2): number => D * H + H * H + biases * H;

describe('the exercises of notebook 15', () => {
  it('parametersOf: stub, four mistakes, two right answers', () =>
    expectExercise(parametersOf, {
      stub: () => NaN,
      wrong: [
        [
          (E, H, L) => 10 * E + layer(2 * E, H, 1) + (L - 1) * layer(H, H, 1) + 10 * H + 10,
          /PyTorch has two/,
        ],
        [(E, H, L) => 10 * E + layer(E, H) + (L - 1) * layer(H, H) + 10 * H + 10, /reads 2E numbers/],
        [(E, H, L) => layer(2 * E, H) + (L - 1) * layer(H, H) + 10 * H + 10, /ten rows of E/],
        [(E, H, L) => 10 * E + layer(2 * E, H) + (L - 1) * layer(H, H) + 10 * H, /ten biases/],
      ],
      right: [
        (E, H, L) => 10 * E + layer(2 * E, H) + (L - 1) * layer(H, H) + 10 * H + 10,
        (E, H, L) => 10 * (E + H + 1) + 2 * E * H + L * H * H + (L - 1) * H * H + 2 * L * H,
      ],
    }));

  it('withoutCarry: stub, four mistakes, two right answers', () =>
    expectExercise(withoutCarry, {
      stub: NaN,
      wrong: [
        [1, /natural logarithm/],
        [Math.log(10), /only two digits/],
        [0.5, /minus its logarithm/],
        [-Math.log(2), /sign/],
      ],
      right: [Math.log(2), 0.693],
    }));

  it('embeddingGradient knows overwriting, one row a look-up, and a mean', () => {
    type Lookup = (symbols: number[], de: number[][], count: number) => number[][];
    const adding =
      (scale: (symbols: number[], s: number) => number): Lookup =>
      (symbols, de, count) => {
        const table = Array.from({ length: count }, () => de[0]!.map(() => 0));
        symbols.forEach((s, n) => de[n]!.forEach((d, k) => (table[s]![k]! += d * scale(symbols, s))));
        return table;
      };
    expectExercise(embeddingGradient, {
      stub: () => [],
      wrong: [
        [
          (symbols, de, count) =>
            Array.from({ length: count }, (_, s) => de[symbols.lastIndexOf(s)] ?? de[0]!.map(() => 0)),
          /add, do not overwrite/,
        ],
        [(_, de) => de, /one row for each symbol/],
        [adding((symbols, s) => 1 / symbols.filter((other) => other === s).length), /mean/],
      ],
      right: [
        adding(() => 1),
        (symbols, de, count) =>
          Array.from({ length: count }, (_, s) =>
            de[0]!.map((__, k) => symbols.reduce((sum, other, n) => sum + (other === s ? de[n]![k]! : 0), 0)),
          ),
      ],
    });
  });

  it('dCrossEntropy knows overflow, forgotten truth, and the sign', () => {
    const softmax = (logits: number[], most: number): number[] => {
      const powers = logits.map((z) => Math.exp(z - most));
      return powers.map((power) => power / powers.reduce((sum, other) => sum + other));
    };
    expectExercise(dCrossEntropy, {
      stub: () => [],
      wrong: [
        [(z, right) => softmax(z, 0).map((p, n) => p - (n === right ? 1 : 0)), /overflows/],
        [(z) => softmax(z, Math.max(...z)), /right class/],
        [(z, right) => softmax(z, Math.max(...z)).map((p, n) => (n === right ? 1 : 0) - p), /sign/],
      ],
      right: [
        (z, right) => softmax(z, Math.max(...z)).map((p, n) => p - (n === right ? 1 : 0)),
        (z, right) =>
          z.map(
            (value, n) =>
              1 / z.reduce((sum, other) => sum + Math.exp(other - value), 0) - Number(n === right),
          ),
      ],
    });
  });

  it('wrongSumOf wants two numbers of at most 60 digits that are added wrongly', () =>
    expectExercise(
      wrongSumOf((a, b) => (a > 9n ? 0n : a + b)),
      {
        stub: ['', ''],
        wrong: [
          [['1', '2'], /that is right/],
          [['one', '2'], /at most 60/],
          [['1'.repeat(61), '2'], /at most 60/],
        ],
        right: [
          ['10', '1'],
          ['9'.repeat(60), '1'],
        ],
      },
    ));
});
