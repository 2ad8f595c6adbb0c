import { describe, it } from 'vitest';
import { parametersOf, rival, safeDigits, withoutCarry } from '../../../notebooks/checks/aDecimalAdder';
import { expectExercise } from '../../helpers/exercise';

const layer = (D: number, H: number, biases = 2): number => D * H + H * H + biases * H;

describe('the exercises of notebook 09', () => {
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

  it('rival: stub, three wrong choices, two right answers', () =>
    expectExercise(rival, {
      stub: '',
      wrong: [
        ['A', /change at once/],
        ['b', /three times the weights/],
        ['D', /A, B or C/],
      ],
      right: ['C', 'c'],
    }));

  it('safeDigits: stub, four mistakes, two right answers', () =>
    expectExercise(safeDigits, {
      stub: NaN,
      wrong: [
        [19, /begins with 9\.2/],
        [15, /doubles/],
        [9, /32 bits/],
        [63, /These are bits/],
      ],
      right: [18, Math.floor(Math.log10(2 ** 62))],
    }));
});
