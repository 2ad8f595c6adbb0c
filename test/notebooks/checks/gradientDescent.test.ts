import { describe, it } from 'vitest';
import { createRng, type Rng, shuffleInPlace } from '../../../lib/src/core/random';
import {
  adamWhenTurned,
  batchesOf,
  borderRate,
  fitLine,
  luckyStart,
} from '../../../notebooks/checks/gradientDescent';
import { expectExercise } from '../../helpers/exercise';

/** Descent along half the true slopes (factor 1), along sums in place of means, uphill, or without b. */
function fit(
  x: number[],
  target: number[],
  rate: number,
  steps: number,
  how: { factor?: number; b?: boolean } = {},
) {
  const { factor = 2 / x.length, b: moves = true } = how;
  let [w, b] = [0, 0];
  for (let step = 0; step < steps; step++) {
    const errors = x.map((value, n) => factor * (w * value + b - (target[n] ?? NaN)));
    w -= rate * errors.reduce((sum, error, n) => sum + error * (x[n] ?? NaN), 0);
    if (moves) b -= rate * errors.reduce((sum, error) => sum + error, 0);
  }
  return { w, b };
}

function cut(order: number[], size: number): number[][] {
  return Array.from({ length: Math.ceil(order.length / size) }, (_, k) =>
    order.slice(k * size, (k + 1) * size),
  );
}
const upTo = (N: number): number[] => Array.from({ length: N }, (_, n) => n);
const shuffled = (N: number, rng: Rng): number[] => shuffleInPlace(rng, upTo(N));

describe('the exercises of notebook 03', () => {
  it('borderRate: knows the one-step rate, a halved curvature and the curvature itself', () =>
    expectExercise(borderRate, {
      stub: NaN,
      wrong: [
        [0.1, /one step/],
        [0.4, /curvature/],
        [1, /steeper/],
        [7, /2\/κ/],
      ],
      right: [0.2, 1 / 5],
    }));

  it('fitLine: knows a forgotten 2, a sum for a mean, and uphill', () =>
    expectExercise(fitLine, {
      stub: () => ({ w: NaN, b: NaN }),
      wrong: [
        [(x, t, rate, steps) => fit(x, t, rate, steps, { factor: 1 / x.length }), /half as long/],
        [(x, t, rate, steps) => fit(x, t, rate, steps, { factor: 2 }), /their mean/],
        [(x, t, rate, steps) => fit(x, t, -rate, steps), /uphill/],
        [(x, t, rate, steps) => ({ ...fit(x, t, rate, steps), b: 0 }), /b has a slope/],
      ],
      right: [fit, (x, t, rate, steps) => fit(x, t, rate / 2, steps, { factor: 4 / x.length })],
    }));

  it('batchesOf: wants all samples once, right sizes, and all randomness from rng', () =>
    expectExercise(batchesOf, {
      stub: () => [[NaN]],
      wrong: [
        [(N, size) => cut(upTo(N), size), /Two seeds give the same/],
        [(N, size) => cut(shuffled(N, createRng(1)), size), /Two seeds give the same/],
        [
          (N, size, rng) => cut(shuffled(N, rng), size).filter((batch) => batch.length === size),
          /batches, expected/,
        ],
        [
          (N, size, rng) =>
            cut(
              shuffled(N, rng).map((n) => n + 1),
              size,
            ),
          /exactly once/,
        ],
        [(N, size, rng) => cut(shuffled(N, rng), size).reverse(), /only the last/],
      ],
      right: [
        (N, size, rng) => cut(shuffled(N, rng), size),
        (N, size, rng) => cut(shuffled(N, rng).reverse(), size),
      ],
    }));

  it('luckyStart: counts the steps, and wants a start away from the bottom', () =>
    expectExercise(luckyStart, {
      stub: [NaN, NaN],
      wrong: [
        [[-9, 2], /it takes 2\d\d steps/],
        [[0, 0], /nearer than 1/],
        [[-9, 0], /it takes 79 steps/],
        [[20, 0], /from −10 to 10/],
      ],
      right: [
        [1, 0],
        [-1.5, 0],
      ],
    }));

  it('adamWhenTurned: answers each choice with its own reason', () =>
    expectExercise(adamWhenTurned, {
      stub: '',
      wrong: [
        ['faster', /more steps/],
        ['the same', /each weight apart/],
        ['no idea', /Choose/],
      ],
      right: ['slower', 'It is slower.'],
    }));
});
