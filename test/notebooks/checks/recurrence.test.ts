import { describe, expect, it } from 'vitest';
import { createRng, integer, uniform } from '../../../lib/src/core/random';
import { createOptimizer } from '../../../lib/src/neural/optimizers';
import { Value } from '../../../lib/src/neural/value';
import {
  cellCount,
  drifting,
  snowyRoommate,
  sumSlopes,
  truncatedAdders,
  updatesPerEpoch,
} from '../../../notebooks/checks/recurrence';
import { expectExercise } from '../../helpers/exercise';

const W_yh = [
  [1, 0, 0, 0, 1, 0, 0, 0, 1],
  [0, 1, 0, 0, 0, 1, 1, 0, 0],
  [0, 0, 1, 1, 0, 0, 0, 1, 0],
];
const W_xh = [
  [1, 1, 1, 0, 0, 0, 0, 0, 0],
  [0, 0, 0, 1, 1, 1, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 1, 1, 1],
];

/** The slopes by automatic differentiation. */
function byValue(w: number, u: number, b: number, xs: number[], dLast: number): number[] {
  const weights = [w, u, b].map((number) => new Value(number)) as [Value, Value, Value];
  const h = xs.reduce(
    (state, x) => weights[0].times(x).plus(weights[1].times(state)).plus(weights[2]),
    new Value(0),
  );
  h.times(dLast).backward();
  return weights.map(({ gradient }) => gradient);
}

describe('exercises of notebook 06', () => {
  it('cellCount knows forgotten biases, a dense layer and inputs alone', () =>
    expectExercise(cellCount, {
      stub: NaN,
      wrong: [
        [40, /biases/],
        [20, /fed back/],
        [15, /of its own/],
        [29, /5 units to the 5/],
      ],
      right: [45, 3 * 5 + 5 ** 2 + 5],
    }));

  it('updatesPerEpoch knows the forgotten split, rows for batches, and validation', () =>
    expectExercise(updatesPerEpoch, {
      stub: NaN,
      wrong: [
        [10, /never trains/],
        [8000, /training rows/],
        [2, /no updates/],
        [1000, /size of a batch/],
      ],
      right: [8, (10_000 * 0.8) / 1000],
    }));

  it('snowyRoommate tries all nine cases, and knows missing places and exchanged directions', () =>
    expectExercise(snowyRoommate, {
      stub: { W_yh: [], W_xh: [] },
      wrong: [
        [{ W_yh: W_yh.map((row) => row.slice(0, 6)), W_xh }, /W_yh is not three rows of nine/],
        [{ W_yh: W_yh.map((row) => [...row.slice(0, 6), ...row.slice(3, 6)]), W_xh }, /snowy.*burger/],
        [{ W_yh, W_xh: W_xh.toReversed() }, /sunny/],
        [{ W_yh, W_xh: W_xh.map(() => new Array<number>(9).fill(0)) }, /nothing/],
      ],
      right: [
        { W_yh, W_xh },
        {
          W_yh: W_yh.map((row) => row.map((v) => 0.9 * v)),
          W_xh: W_xh.map((row) => row.map((v) => 0.8 * v)),
        },
      ],
    }));

  it('sumSlopes knows the last step alone, states one step late, and a bias without u', () =>
    expectExercise(sumSlopes, {
      stub: () => [],
      wrong: [
        [(w, u, b, xs, d) => [d * xs.at(-1)!, d * stateBefore(w, u, b, xs), d], /last step only/],
        [(w, u, b, xs, d) => byValue(w, u, b, xs, d).map((s, k) => (k === 2 ? d * xs.length : s)), /db/],
        [(w, u, b, xs, d) => byValue(w, u, b, xs, d).map((s) => -s), /expected/],
      ],
      right: [
        byValue,
        (w, u, b, xs, d) => {
          const states = xs.map((_, t) => stateBefore(w, u, b, xs.slice(0, t + 1)));
          const back = xs.map((_, t) => d * u ** (xs.length - 1 - t));
          const sum = (term: (t: number) => number): number => xs.reduce((s, _, t) => s + term(t), 0);
          return [sum((t) => back[t]! * xs[t]!), sum((t) => back[t]! * states[t]!), sum((t) => back[t]!)];
        },
      ],
    }));

  it('drifting tries all thousand triples, then fifty fives', () =>
    expectExercise(drifting, {
      stub: [],
      wrong: [
        [[1, 1, 0], /0.00 only/],
        [[1, 1.01, 0], /On .* off by/],
        [[1, 1], /expected three/],
      ],
      right: [
        [1, 1.003, 0],
        [1, 1.0035, 0],
      ],
    }));

  it('truncatedAdders is what truncated training gives', () => {
    expect(trainTruncated()).toBe(20);
    expectExercise(truncatedAdders, {
      stub: NaN,
      wrong: [
        [0, /h1/],
        [10, /again/],
        [19, /too small/],
      ],
      right: [20, 2 * 10],
    });
  });
});

function stateBefore(w: number, u: number, b: number, xs: readonly number[]): number {
  return xs.slice(0, -1).reduce((h, x) => w * x + u * h + b, 0);
}

/** The experiment of exercise 6: the gradient of the last step alone, 20 starts, 5 epochs of 8,000 sums. */
function trainTruncated(): number {
  const starts = createRng(6);
  let learned = 0;
  for (let seed = 1; seed <= 20; seed++) {
    const p = Float64Array.of(uniform(starts, 0, Math.sqrt(3)), 1, 0);
    const adam = createOptimizer({ kind: 'adam', learningRate: 0.001 }, 3);
    for (let epoch = 0; epoch < 5; epoch++) {
      const rng = createRng(1000 * seed + epoch);
      for (let batch = 0; batch < 2000; batch++) {
        const d = new Float64Array(3);
        for (let k = 0; k < 4; k++) {
          const xs = [integer(rng, 0, 10), integer(rng, 0, 10), integer(rng, 0, 10)];
          const before = stateBefore(p[0]!, p[1]!, p[2]!, xs);
          const h = p[0]! * xs[2]! + p[1]! * before + p[2]!;
          const slope = (2 / 4) * (h - xs.reduce((sum, x) => sum + x, 0));
          d[0]! += slope * xs[2]!;
          d[1]! += slope * before;
          d[2]! += slope;
        }
        adam.stepInPlace(p, d);
      }
    }
    // With w = u = 1 and b = 0 within a hundredth the loss is below a hundredth.
    if (Math.max(Math.abs(p[0]! - 1), Math.abs(p[1]! - 1), Math.abs(p[2]!)) < 0.003) learned++;
  }
  return learned;
}
