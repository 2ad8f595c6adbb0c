import { describe, it } from 'vitest';
import * as checks from '../../../notebooks/checks/anAdderByHand';
import { expectExercise } from '../../helpers/exercise';

const number = (bits: number[]): number => parseInt([...bits].reverse().join(''), 2);

/** One hidden unit, back through time; `change` breaks it in one place. */
function slope(h: number[], y: number[], s: number[], w_h: number, w_y: number, change = ''): number {
  const da = h.map(() => 0);
  const order = change === 'forward' ? [...h.keys()] : [...h.keys()].reverse();
  for (const t of order) {
    const dz = (y[t]! - s[t]!) * y[t]! * (1 - y[t]!) * (change === 'sign' ? -1 : 1);
    const other = change === 'alone' ? 0 : (da[change === 'forward' ? t - 1 : t + 1] ?? 0);
    da[t] = (dz * w_y + other * w_h) * (change === 'flat' ? 1 : h[t]! * (1 - h[t]!));
  }
  return da.reduce((sum, value, t) => sum + value * (change === 'now' ? h[t]! : (h[t - 1] ?? 0)), 0);
}

/** The bug as the notebook prints it. */
function printed(h: number[], y: number[], target: number[], w_h: number, w_y: number): number {
  let [daPrev, dw_h] = [0, 0];
  for (let t = 0; t < h.length; t++) {
    const dz = (y[t]! - target[t]!) * y[t]! * (1 - y[t]!);
    const da = (dz * w_y + daPrev * w_h) * h[t]! * (1 - h[t]!);
    dw_h += h[t]! * da;
    daPrev = da;
  }
  return dw_h;
}

const notDone = (): never => {
  throw new Error('not done');
};

describe('the exercises of notebook 07', () => {
  it('terms: the first step has no state before it', () =>
    expectExercise(checks.terms, {
      stub: NaN,
      wrong: [
        [8, /is zero/],
        [6, /first step/],
        [256, /about steps/],
      ],
      right: [7, 8 - 1],
    }));

  it('slopeOfW_h: tells both bugs of the listing and four others apart', () =>
    expectExercise(checks.slopeOfW_h, {
      stub: notDone,
      wrong: [
        [printed, /as it stands/],
        [(...given) => slope(...given, 'now'), /direction is right/],
        [(...given) => slope(...given, 'forward'), /h\[t − 1\] is right/],
        [(...given) => slope(...given, 'alone'), /Nothing comes back/],
        [(...given) => slope(...given, 'sign'), /uphill/],
        [(...given) => slope(...given, 'flat'), /hidden sigmoid/],
      ],
      right: [
        slope,
        (h, y, target, w_h, w_y) => {
          let [daNext, dw_h] = [0, 0];
          for (let t = h.length - 1; t >= 0; t--) {
            const da =
              ((y[t]! - target[t]!) * y[t]! * (1 - y[t]!) * w_y + daNext * w_h) * h[t]! * (1 - h[t]!);
            if (t > 0) dw_h += h[t - 1]! * da;
            daNext = da;
          }
          return dw_h;
        },
      ],
    }));

  it('differenceBits: knows forgotten borrows, sums and the wrong order', () =>
    expectExercise(checks.differenceBits, {
      stub: notDone,
      wrong: [
        [(a, b) => a.map((bit, t) => bit ^ b[t]!), /forgets to borrow/],
        [(a, b) => a.map((bit, t) => bit - b[t]!), /cannot be −1/],
        [(a, b) => a.map((_, t) => ((number(a) + number(b)) >> t) & 1), /That is the sum/],
        [(a, b) => a.map((_, t) => ((number(a) - number(b)) >> t) & 1).reverse(), /most significant/],
      ],
      right: [
        (a, b) => a.map((_, t) => ((number(a) - number(b)) >> t) & 1),
        (a, b) => {
          let borrow = 0;
          return a.map((bit, t) => {
            const d = bit - b[t]! - borrow;
            borrow = d < 0 ? 1 : 0;
            return (d + 2) % 2;
          });
        },
      ],
    }));

  it('blindInput: runs both backward passes, and only one column hides the difference', () =>
    expectExercise(checks.blindInput, {
      stub: [],
      wrong: [
        [
          [
            [0, 1],
            [1, 1],
          ],
          /difference/,
        ],
        [Array.from({ length: 8 }, () => [0, 0]), /8 columns/],
        [[[0, 2]], /two bits/],
        [[[1]], /two bits/],
      ],
      right: [[[1, 1]], [[0, 0]]],
    }));

  it('seedsRight: all five', () =>
    expectExercise(checks.seedsRight, {
      stub: NaN,
      wrong: [
        [0, /after training/],
        [4, /seed 1/],
        [6, /published/],
      ],
      right: [5, 10 / 2],
    }));
});
