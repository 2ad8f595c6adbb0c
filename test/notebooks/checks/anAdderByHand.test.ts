import { describe, it } from 'vitest';
import { bestShare, differenceBits, dzOf, slopeOfW_h } from '../../../notebooks/checks/anAdderByHand';
import { expectExercise } from '../../helpers/exercise';

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));
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
function printed(h: number[], y: number[], s: number[], w_h: number, w_y: number): number {
  let [daPrev, dw_h] = [0, 0];
  for (let t = 0; t < h.length; t++) {
    const dz = (y[t]! - s[t]!) * y[t]! * (1 - y[t]!);
    const da = (dz * w_y + daPrev * w_h) * h[t]! * (1 - h[t]!);
    dw_h += h[t]! * da;
    daPrev = da;
  }
  return dw_h;
}

const notDone = (): never => {
  throw new Error('not done');
};

describe('the exercises of notebook 05', () => {
  it('bestShare: 8256 of 16384, as a share or in percent', () =>
    expectExercise(bestShare, {
      stub: NaN,
      wrong: [
        [0.5, /Nearly/],
        [0.49609375, /with a carry/],
        [8256, /divided by/],
        [8128, /carry out/],
        [1, /no bit/],
        [0.75, /one column/],
        [0.3, /same answer/],
      ],
      right: [0.50390625, 8256 / 16384, 50.39, 0.504],
    }));

  it('dzOf: knows the slip of 003, the sign of 001, and three more', () =>
    expectExercise(dzOf, {
      stub: () => NaN,
      wrong: [
        [(y, s) => (y - s) * sigmoid(y) * (1 - sigmoid(y)), /bug itself/],
        [(y, s) => (s - y) * y * (1 - y), /sign/],
        [(y, s) => y - s, /This is dy/],
        [(y, s) => (y - s) * (1 - y ** 2), /tanh/],
        [(y, s) => 0.5 * (y - s) ** 2 * y * (1 - y), /by the loss/],
        [() => 1, /dz = dy/],
      ],
      right: [
        (y, s) => (y - s) * y * (1 - y),
        (y, s) => {
          const z = Math.log(y / (1 - y));
          return ((y - s) * Math.exp(-z)) / (1 + Math.exp(-z)) ** 2;
        },
      ],
    }));

  it('slopeOfW_h: tells both bugs of the listing and four others apart', () =>
    expectExercise(slopeOfW_h, {
      stub: notDone,
      wrong: [
        [printed, /both bugs/],
        [(...given) => slope(...given, 'now'), /direction is right/],
        [(...given) => slope(...given, 'forward'), /h\[t − 1\] is right/],
        [(...given) => slope(...given, 'alone'), /Nothing comes back/],
        [(...given) => slope(...given, 'sign'), /uphill/],
        [(...given) => slope(...given, 'flat'), /hidden sigmoid/],
        [() => 0, /last step to the first/],
      ],
      right: [
        (...given) => slope(...given),
        (h, y, s, w_h, w_y) => {
          const da = (t: number): number =>
            t >= h.length
              ? 0
              : ((y[t]! - s[t]!) * y[t]! * (1 - y[t]!) * w_y + da(t + 1) * w_h) * h[t]! * (1 - h[t]!);
          return h.slice(0, -1).reduce((sum, before, t) => sum + before * da(t + 1), 0);
        },
      ],
    }));

  it('differenceBits: borrows, and hands a borrow on', () =>
    expectExercise(differenceBits, {
      stub: notDone,
      wrong: [
        [(a, b) => a.map((bit, t) => (bit === b[t] ? 0 : 1)), /forgets to borrow/],
        [(a, b) => a.map((bit, t) => bit - b[t]!), /cannot be −1/],
        [(a, b) => a.map((_, t) => ((number(a) + number(b)) >> t) & 1), /That is the sum/],
        [(a, b) => a.map((_, t) => ((number(a) - number(b)) >> t) & 1).reverse(), /most significant/],
        [
          (a, b) => a.map((bit, t) => (bit + b[t]! + ((a[t - 1] ?? 0) < (b[t - 1] ?? 0) ? 1 : 0)) % 2),
          /travel on/,
        ],
        [(a) => a.slice(1), /borrow/],
      ],
      right: [
        (a, b) => a.map((_, t) => ((number(a) - number(b)) >> t) & 1),
        (a, b) => {
          let borrow = 0;
          return a.map((bit, t) => {
            const d = bit - b[t]! - borrow;
            borrow = d < 0 ? 1 : 0;
            return Math.abs(d % 2);
          });
        },
      ],
    }));
});
