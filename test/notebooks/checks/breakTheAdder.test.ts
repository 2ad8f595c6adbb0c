import { describe, expect, it } from 'vitest';
import {
  fooling,
  measuredGradient,
  provedSeeds,
  slopeAtOne,
  slopeOfPolynomial,
} from '../../../notebooks/checks/breakTheAdder';
import { SequenceModel, thresholdAdder } from '../../../lib/src/index';
import { judge } from '../../../lib/src/notebook/exercises';
import { expectExercise } from '../../helpers/exercise';

const notDone = (): never => {
  throw new Error('not done');
};

describe('the exercises of notebook 00', () => {
  it('slopeAtOne: knows the height, either slope alone, and the wrong place', () =>
    expectExercise(slopeAtOne, {
      stub: NaN,
      wrong: [
        [8, /height/],
        [12, /inner function/],
        [2, /inner slope alone/],
        [6, /taken at u/],
      ],
      right: [24, 3 * 2 ** 2 * 2],
    }));

  it('slopeOfPolynomial: knows a missing factor, a missing shift, and the constant', () =>
    expectExercise(slopeOfPolynomial, {
      stub: notDone,
      wrong: [
        [(c) => c.slice(1), /factor in front/],
        [(c) => c.map((value, n) => value * n), /down by one/],
        [(c) => c.slice(1).map((value, n) => value * (n + 1)), /constant alone/],
      ],
      right: [
        (c) => (c.length === 1 ? [0] : c.slice(1).map((value, n) => (n + 1) * value)),
        (c) => Array.from({ length: Math.max(1, c.length - 1) }, (_, n) => (n + 1) * (c[n + 1] ?? 0)),
      ],
    }));

  const shifted = (x: number[], i: number, by: number) => x.map((v, k) => (k === i ? v + by : v));
  it('measuredGradient: knows undivided changes, a forgotten 2, and takes one-sided steps that are small', () =>
    expectExercise(measuredGradient, {
      stub: notDone,
      wrong: [
        [(f, x) => x.map((_, i) => f(shifted(x, i, 1e-4)) - f(x)), /divided by/],
        [(f, x) => x.map((_, i) => (f(shifted(x, i, 1e-4)) - f(shifted(x, i, -1e-4))) / 1e-4), /2ε/],
        [(_, x) => x.map(() => 0), /For \(/],
      ],
      right: [
        (f, x) => x.map((_, i) => (f(shifted(x, i, 1e-3)) - f(shifted(x, i, -1e-3))) / 2e-3),
        (f, x) => x.map((_, i) => (f(shifted(x, i, 1e-6)) - f(x)) / 1e-6),
      ],
    }));

  it('fooling: runs the network on the sum, and wants both numbers in range', () => {
    const right = thresholdAdder();
    const cells = [{ kind: 'rnn' as const, hiddenSize: 1 }];
    const alwaysZero = new SequenceModel({ inputSize: 2, cells, outputSize: 1 });
    expectExercise(fooling, {
      stub: { adder: right, a: NaN, b: NaN },
      wrong: [
        [{ adder: right, a: 128, b: 127 }, /here it is right/],
        [{ adder: alwaysZero, a: 0, b: 255 }, /from 101 to 255/],
        [{ adder: alwaysZero, a: 300, b: 255 }, /from 101 to 255/],
      ],
      right: [
        { adder: alwaysZero, a: 128, b: 127 },
        { adder: alwaysZero, a: 255, b: 255 },
      ],
    });
    const verdict = judge(fooling, { adder: alwaysZero, a: 128, b: 128 });
    expect(verdict).toMatchObject({ state: 'right', remark: expect.stringContaining('It says 0') });
  });

  it('provedSeeds: one list is right', () =>
    expectExercise(provedSeeds, {
      stub: [NaN],
      wrong: [
        [[1, 5], /./],
        [[4], /./],
        [[1, 2, 3, 4, 5], /./],
      ],
      right: [[5], Float64Array.of(5)],
    }));
});
