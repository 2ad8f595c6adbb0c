import { describe, expect, it } from 'vitest';
import {
  arrivalsFrom,
  badStart,
  bestRange,
  layerBackward,
  lossAfterTraining,
  measureGradient,
  pixelWeights,
  sigmoidBackward,
} from '../../../notebooks/checks/backpropagation';
import { sigmoid } from '../../../lib/src/neural/activations';
import { expectExercise } from '../../helpers/exercise';

const notDone = (): never => {
  throw new Error('not done');
};
const zeros = (rows: number, columns: number): number[][] =>
  Array.from({ length: rows }, () => new Array<number>(columns).fill(0));

/** The three loops, as a reader would write them. */
function threeLoops(x: number[][], W: number[][], da: number[][]) {
  const [D, H] = [W.length, W[0]!.length];
  const [dW, dx] = [zeros(D, H), zeros(x.length, D)];
  const db = new Array<number>(H).fill(0);
  for (const [n, row] of x.entries()) {
    for (let j = 0; j < H; j++) {
      db[j]! += da[n]![j]!;
      for (let i = 0; i < D; i++) {
        dW[i]![j]! += row[i]! * da[n]![j]!;
        dx[n]![i]! += W[i]![j]! * da[n]![j]!;
      }
    }
  }
  return { dW, db, dx };
}

function slopes(loss: (w: number[]) => number, w: number[], divisor = 2e-6): number[] {
  return w.map((value, k) => {
    const [up, down] = [w.slice(), w.slice()];
    up[k] = value + 1e-6;
    down[k] = value - 1e-6;
    return (loss(up) - loss(down)) / divisor;
  });
}

describe('exercises of notebook 04', () => {
  it('pixelWeights knows forgotten biases, a forgotten layer and multiplied layers', () =>
    expectExercise(pixelWeights, {
      stub: NaN,
      wrong: [
        [784 * 128 + 128 * 10, /bias/],
        [784 * 128 + 128, /first layer/],
        [784 * 128 * 10, /add up/],
        [7850, /straight to the output/],
      ],
      right: [101770, 785 * 128 + 129 * 10],
    }));

  it('sigmoidBackward knows the bug itself, tanh, a forgotten factor and a forgotten dh', () =>
    expectExercise(sigmoidBackward, {
      stub: () => NaN,
      wrong: [
        [(h, dh) => dh * sigmoid(h) * (1 - sigmoid(h)), /second time/],
        [(h, dh) => dh * (1 - h * h), /tanh/],
        [(h, dh) => dh * (1 - h), /factor/],
        [(h) => h * (1 - h), /dh/],
      ],
      right: [(h, dh) => h * (1 - h) * dh, (h, dh) => (h - h ** 2) * dh],
    }));

  it('layerBackward knows averages, columns for rows and a bias of one sample', () =>
    expectExercise(layerBackward, {
      stub: notDone,
      wrong: [
        [
          (x, W, da) => {
            const { dW, db, dx } = threeLoops(x, W, da);
            const mean = (value: number): number => value / x.length;
            return { dW: dW.map((row) => row.map(mean)), db: db.map(mean), dx };
          },
          /averages/,
        ],
        [(x, W, da) => ({ ...threeLoops(x, W, da), db: da.at(-1)!.slice() }), /last sample/],
        [(x, W, da) => ({ ...threeLoops(x, W, da), dx: zeros(x.length, W.length) }), /dx/],
      ],
      right: [
        threeLoops,
        (x, W, da) => ({
          dW: W.map((row, i) => row.map((_, j) => x.reduce((sum, r, n) => sum + r[i]! * da[n]![j]!, 0))),
          db: W[0]!.map((_, j) => da.reduce((sum, r) => sum + r[j]!, 0)),
          dx: da.map((r) => W.map((row) => row.reduce((sum, w, j) => sum + w * r[j]!, 0))),
        }),
      ],
    }));

  it('measureGradient knows a forgotten 2, a changed list and a missing slope', () =>
    expectExercise(measureGradient, {
      stub: notDone,
      wrong: [
        [(loss, w) => slopes(loss, w, 1e-6), /2ε/],
        [
          (loss, w) => {
            const found = slopes(loss, w);
            w[0]! += 1;
            return found;
          },
          /not as it was/,
        ],
        [
          (loss, w) =>
            slopes(loss, w)
              .slice(1)
              .concat(slopes(loss, w).length > 1 ? [] : [0]),
          /slopes/,
        ],
      ],
      right: [
        slopes,
        (loss, w) =>
          w.map((_, k) => {
            const before = loss(w);
            w[k]! += 1e-6;
            const after = loss(w);
            w[k]! -= 1e-6;
            w[k] = Number(w[k]!.toFixed(9));
            return (after - before) / 1e-6;
          }),
      ],
    }));

  it('badStart trains, and knows lists that are too short, too large, all alike, or that learn', () =>
    expectExercise(badStart, {
      stub: [],
      wrong: [
        [[1, 2], /expected nine/],
        [[1, 1, 1, 1, 1, 1, 1, 1, 4], /not between/],
        [[0, 1, 1, 1, 1, 1, 1, 1, 1], /A 0/],
        [new Array<number>(9).fill(1), /alike/],
        [[2, -2, 2, -2, -1, 3, 2, 2, -2], /it learns XOR/],
      ],
      right: [
        [1, 1, 2, 2, 0.5, 0.5, 1, 1, -0.3],
        [-1, -1, 0.3, 0.3, 0.2, 0.2, 2, 2, 0.1],
      ],
    }));

  it('lossAfterTraining of equal hidden units stays above what one unit can reach', () => {
    expect(lossAfterTraining([1, 1, 2, 2, 0.5, 0.5, 1, 1, -0.3])).toBeGreaterThan(0.3);
  });

  it('bestRange is the range of the five from which most of 200 seeds arrive', () => {
    const ranges = [0.1, 0.3, 1, 3, 10];
    const arrivals = ranges.map(arrivalsFrom);
    expect(arrivals.indexOf(Math.max(...arrivals))).toBe(1);
    expect([arrivals[0], arrivals[2]]).toEqual([57, 111]);
    expectExercise(bestRange, {
      stub: NaN,
      wrong: [
        [0.1, /±1/],
        [1, /neighbors/],
        [3, /saturated/],
        [10, /from the start/],
      ],
      right: [0.3, 3 / 10],
    });
  });
});
