import { describe, it } from 'vitest';
import {
  clip,
  doTheySolveIt,
  gruMix,
  lstmCounts,
  stepsToHundredth,
} from '../../../lib/src/exercises/whyRnnsAreHardToTrain';
import { expectExercise } from '../../helpers/exercise';

describe('exercises of notebook 07', () => {
  it('stepsToHundredth knows one step too few, the unrounded root and linear thinking', () =>
    expectExercise(stepsToHundredth, {
      stub: NaN,
      wrong: [
        [43, /One more/],
        [Math.log(0.01) / Math.log(0.9), /whole/],
        [100, /faster/],
        [10, /left/],
      ],
      right: [44, Math.ceil(Math.log(0.01) / Math.log(0.9))],
    }));

  it('clip knows clipping by element, lengthening, a missing root and the sum of sizes', () =>
    expectExercise(clip, {
      stub: () => [],
      wrong: [
        [(g, most) => g.map((v) => Math.max(-most, Math.min(most, v))), /direction/],
        [(g, most) => g.map((v) => (v * most) / Math.hypot(...g)), /lengthens/],
        [
          (g, most) => g.map((v) => v * Math.min(1, most / g.reduce((s, x) => s + x * x, 0))),
          /root is missing/,
        ],
        [
          (g, most) => g.map((v) => v * Math.min(1, most / g.reduce((s, x) => s + Math.abs(x), 0))),
          /sum of sizes/,
        ],
      ],
      right: [
        (g, most) => g.map((v) => v * Math.min(1, most / Math.hypot(...g))),
        (g, most) => {
          const norm = Math.sqrt(g.reduce((s, x) => s + x * x, 0));
          return norm > most ? g.map((v) => (v / norm) * most) : g;
        },
      ],
    }));

  it('lstmCounts knows one gate, doubled weights, one bias too few and three gates', () =>
    expectExercise(lstmCounts, {
      stub: [NaN, NaN],
      wrong: [
        [[130, 140], /four sets/],
        [[520, 1040], /Only the biases/],
        [[480, 520], /none and one/],
        [[390, 420], /candidate/],
      ],
      right: [
        [520, 560],
        [4 * (2 * 10 + 100 + 10), 4 * (2 * 10 + 100 + 20)],
      ],
    }));

  it('doTheySolveIt gives each choice its own reason', () =>
    expectExercise(doTheySolveIt, {
      stub: '',
      wrong: [
        ['yes', /0\.98/],
        ['no effect', /delay of 40/],
        ['perhaps', /./],
      ],
      right: ['only mitigate', 'Mitigate'],
    }));

  it('gruMix knows the other convention, shares that do not add up and a missing candidate', () =>
    expectExercise(gruMix, {
      stub: () => NaN,
      wrong: [
        [(z, h, n) => (1 - z) * h + z * n, /other convention/],
        [(z, h, n) => z * h + n, /add up/],
        [(z, h) => z * h, /candidate is missing/],
      ],
      right: [(z, h, n) => z * h + (1 - z) * n, (z, h, n) => n + z * (h - n)],
    }));
});
