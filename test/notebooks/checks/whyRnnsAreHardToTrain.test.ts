import { describe, it } from 'vitest';
import {
  clip,
  doTheySolveIt,
  gruStep,
  lstmCounts,
  stepsToHundredth,
} from '../../../notebooks/checks/whyRnnsAreHardToTrain';
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
        [22, /tenth of a tenth/],
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
        [[520, 530], /each of the four/],
        [[560, 520], /other way round/],
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
        ['no effect', /delay of 20/],
        ['no', /only mitigate/],
        ['perhaps', /./],
      ],
      right: ['only mitigate', 'Mitigate'],
    }));

  it('gruStep knows the other convention, half a mixture, and a reset that is missing or too strong', () =>
    expectExercise(gruStep, {
      stub: () => NaN,
      wrong: [
        [(x, h, z, r, w, u, b) => (1 - z) * h + z * Math.tanh(x * w + r * h * u + b), /other convention/],
        [(x, h, z, r, w, u, b) => z * h + Math.tanh(x * w + r * h * u + b), /add up/],
        [(x, h, _z, r, w, u, b) => Math.tanh(x * w + r * h * u + b), /mixes it/],
        [(_x, h, z) => z * h, /candidate is missing/],
        [(x, h, z, _r, w, u, b) => z * h + (1 - z) * Math.tanh(x * w + h * u + b), /does nothing/],
        [(x, h, z, r, w, u, b) => z * h + (1 - z) * Math.tanh(r * (x * w + h * u + b)), /only what comes/],
        [(x, h, z, r, w, u, b) => z * h + (1 - z) * (x * w + r * h * u + b), /through tanh/],
        [() => 1, /Check the ends/],
      ],
      right: [
        (x, h, z, r, w, u, b) => z * h + (1 - z) * Math.tanh(x * w + r * h * u + b),
        (x, h, z, r, w, u, b) => {
          const n = Math.tanh(b + u * (r * h) + w * x);
          return n + z * (h - n);
        },
        (x, h, z, r, w, u, b) => z * h + (1 - z) * Math.tanh(x * w + r * (h * u) + b),
      ],
    }));
});
