import { describe, it } from 'vitest';
import {
  clipTogether,
  singularValues,
  stepsToHundredth,
  thousandfold,
} from '../../../notebooks/checks/whyRnnsAreHardToTrain';
import { expectExercise } from '../../helpers/exercise';

const times = (gradients: number[][], factor: number): number[][] =>
  gradients.map((gradient) => gradient.map((g) => g * factor));

describe('exercises of notebook 11', () => {
  it('stepsToHundredth knows one step too few, the unrounded root and linear thinking', () =>
    expectExercise(stepsToHundredth, {
      stub: NaN,
      wrong: [
        [43, /One more/],
        [Math.log(0.01) / Math.log(0.9), /whole/],
        [100, /faster/],
        [10, /left/],
        [22, /tenth of a tenth/],
      ],
      right: [44, Math.ceil(Math.log(0.01) / Math.log(0.9))],
    }));

  it('clipTogether knows clipping by element and by list, lengthening, and a missing root', () =>
    expectExercise(clipTogether, {
      stub: () => [],
      wrong: [
        [(lists, most) => lists.map((g) => g.map((v) => Math.max(-most, Math.min(most, v)))), /direction/],
        [(lists, most) => lists.flatMap((g) => times([g], Math.min(1, most / Math.hypot(...g)))), /own norm/],
        [(lists, most) => times(lists, most / Math.hypot(...lists.flat())), /lengthens/],
        [
          (lists, most) => times(lists, Math.min(1, most / Math.hypot(...lists.flat()) ** 2)),
          /root is missing/,
        ],
      ],
      right: [
        (lists, most) => times(lists, Math.min(1, most / Math.hypot(...lists.flat()))),
        (lists, most) => {
          const norm = Math.sqrt(lists.flat().reduce((sum, g) => sum + g * g, 0));
          return norm > most ? times(times(lists, most), 1 / norm) : lists;
        },
      ],
    }));

  it('singularValues knows the squares, the other order and the eigenvalues of W itself', () => {
    const squares = (W: number[][]): number[] => {
      const [[a, b], [c, d]] = W as [[number, number], [number, number]];
      const half = (a * a + b * b + c * c + d * d) / 2;
      const root = Math.sqrt(Math.max(0, half * half - (a * d - b * c) ** 2));
      return [half + root, half - root];
    };
    expectExercise(singularValues, {
      stub: () => [NaN, NaN],
      wrong: [
        [squares, /roots/],
        [(W) => squares(W).map(Math.sqrt).reverse(), /largest first/],
        [() => [1, 1], /./],
      ],
      right: [
        (W) => squares(W).map(Math.sqrt),
        (W) => {
          const [[a, b], [c, d]] = W as [[number, number], [number, number]];
          const [sum, difference] = [Math.hypot(a + d, b - c), Math.hypot(a - d, b + c)];
          return [(sum + difference) / 2, Math.abs(sum - difference) / 2];
        },
      ],
    });
  });

  it('thousandfold asks for |p| < 1, |q| ≤ 10 and a large corner', () =>
    expectExercise(thousandfold, {
      stub: [NaN, NaN],
      wrong: [
        [[1, 10], /below 1/],
        [[0.5, 11], /between −10 and 10/],
        [[0.9, 10], /not a thousand/],
        [[0.999, NaN], /two numbers/],
      ],
      right: [
        [0.999, 10],
        [-0.9999, -5],
      ],
    }));
});
