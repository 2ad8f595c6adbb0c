import { describe, it } from 'vitest';
import * as checks from '../../../notebooks/checks/aProofForEveryLength';
import { expectExercise } from '../../helpers/exercise';

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));
type Key = { before: number; inputs: number[] };

/** The smallest interval, from the fixed point of both ends; `rounds` and `both` break it. */
const interval =
  ({ rounds = 20_000, both = true } = {}) =>
  (u: number, w: number, b: number): number[] => {
    let [low, high] = [0, 0];
    for (let round = 0; round < rounds; round++) {
      const images = [0, 1, 2].flatMap((n) =>
        (both ? [low, high] : [low]).map((h) => sigmoid(u * h + w * n + b)),
      );
      [low, high] = [Math.min(low, ...images), Math.max(high, ...images)];
    }
    return [low, high];
  };

const box = (carry: number, ...ends: number[]) => ({ carry, low: ends, high: ends });

describe('the exercises of notebook 10', () => {
  it('stepsToCheck: every box with every column', () =>
    expectExercise(checks.stepsToCheck, {
      stub: NaN,
      wrong: [
        [149, /every input/],
        [298, /four columns/],
        [149 ** 2, /every input/],
      ],
      right: [596, 4 * 149],
    }));

  it('nextKey: knows a list without end, the wrong end, and a machine that stands still', () =>
    expectExercise(checks.nextKey, {
      stub: () => {
        throw new Error('not done');
      },
      wrong: [
        [(_, __, { before, inputs }: Key, input) => ({ before, inputs: [...inputs, input] }), /at most k/],
        [
          (_, k, { before, inputs }: Key, input) => ({
            before,
            inputs: k === 0 ? [] : [...inputs, input].slice(-k),
          }),
          /must move on/,
        ],
        [(_, __, { before }: Key) => ({ before, inputs: [] }), /For \(/],
      ],
      right: [
        (next, k, { before, inputs }: Key, input) => {
          const all = [...inputs, input];
          const gone = all.slice(0, Math.max(0, all.length - k));
          return {
            before: gone.reduce((state, i) => next[state]![i]!, before),
            inputs: all.slice(gone.length),
          };
        },
        (next, k, key: Key, input) => {
          const inputs = [...key.inputs, input];
          if (inputs.length <= k) return { before: key.before, inputs };
          return { before: next[key.before]![inputs.shift()!]!, inputs };
        },
      ],
    }));

  it('invariantInterval: knows one round, one end, and the whole range', () =>
    expectExercise(checks.invariantInterval, {
      stub: () => [NaN, NaN],
      wrong: [
        [interval({ rounds: 1 }), /both ends of what you got/],
        [interval({ both: false }), /both ends of what you got/],
        [() => [0, 1], /not the smallest/],
        [() => [0, 0.5], /For \(/],
      ],
      right: [
        interval(),
        (u, w, b) => {
          const [low, high] = interval({ rounds: 3000 })(u, w, b);
          return [low!, high!];
        },
      ],
    }));

  it('forgery: the start box alone passes without the second check', () =>
    expectExercise(checks.forgery, {
      stub: null,
      wrong: [
        [[box(0, 0, 0)], /three lower/],
        [[box(1, 0, 0, 0)], /start/],
        [[box(0, 0.5, 0, 0)], /start/],
        [[box(0, 0, 0, 0), box(1, 1, 1, 0)], /margin fails/],
      ],
      right: [
        [box(0, 0, 0, 0)],
        [{ carry: 0, low: [0, 0, 0], high: [1, 0.01, 0.01] }],
        [box(0, 0, 0, 0), box(0, 1, 1, 0)],
      ],
    }));

  it('carryUnit: says from which box and where a step leads out', () =>
    expectExercise(checks.carryUnit, {
      stub: [NaN, NaN, NaN],
      wrong: [
        [[1, 1, -1.5], /From carry 0/],
        [[12, 12, -6], /From carry 0 with x₁ \+ x₂ = 1/],
        [[12, 0, -18], /From carry 1/],
        [[12, 12], /Three numbers/],
      ],
      right: [
        [12, 12, -18],
        [20, 20, -30],
      ],
    }));

  it('plainProved: four of ten', () =>
    expectExercise(checks.plainProved, {
      stub: NaN,
      wrong: [
        [7, /Leave both out/],
        [10, /Count proofs/],
        [0, /logit/],
      ],
      right: [4, 2 * 2],
    }));
});
