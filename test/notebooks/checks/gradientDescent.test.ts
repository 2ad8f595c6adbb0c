import { describe, it } from 'vitest';
import {
  beforeAgreeing,
  borderRate,
  decayStep,
  softplus,
  updates,
} from '../../../notebooks/checks/gradientDescent';
import { expectExercise } from '../../helpers/exercise';

describe('exercises of notebook 02', () => {
  it('borderRate knows the one-step rate, a halved curvature and the curvature itself', () =>
    expectExercise(borderRate, {
      stub: NaN,
      wrong: [
        [0.1, /one step/],
        [0.4, /curvature/],
        [1, /steeper/],
        [7, /2\/c/],
      ],
      right: [0.2, 1 / 5],
    }));

  it('updates knows the slides’ slip, one epoch for five, and samples for updates', () =>
    expectExercise(updates, {
      stub: [NaN, NaN],
      wrong: [
        [[30, 10_000], /not 30/],
        [[20, 2000], /one epoch/],
        [[100, 40_000], /whole batch/],
        [[20, 40_000], /divide/],
      ],
      right: [
        [20, 10_000],
        [100 / 5, (8000 / 4) * 5],
      ],
    }));

  it('softplus knows three half-repairs and takes any stable form', () =>
    expectExercise(softplus, {
      stub: () => {
        throw new Error('not done');
      },
      wrong: [
        [(z) => Math.log(1 + Math.exp(z)), /still Infinity/],
        [(z) => Math.log1p(Math.exp(z)), /still Infinity/],
        [(z) => Math.max(z, 0), /ln 2/],
        [(z) => z, /choose the form/],
      ],
      right: [
        (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
        (z) => (z > 30 ? z : Math.log1p(Math.exp(z))),
      ],
    }));

  it('decayStep knows a forgotten price, a forgotten 2, the price for its slope, and uphill', () =>
    expectExercise(decayStep, {
      stub: () => NaN,
      wrong: [
        [(w, dL, rate) => w - rate * dL, /forgets/],
        [(w, dL, rate, lambda) => w - rate * (dL + lambda * w), /2λw/],
        [(w, dL, rate, lambda) => w - rate * (dL + lambda * w * w), /its slope/],
        [(w, dL, rate, lambda) => w + rate * (dL + 2 * lambda * w), /uphill/],
      ],
      right: [
        (w, dL, rate, lambda) => w - rate * (dL + 2 * lambda * w),
        (w, dL, rate, lambda) => w * (1 - 2 * rate * lambda) - rate * dL,
      ],
    }));

  it('beforeAgreeing answers each choice with its own reason', () =>
    expectExercise(beforeAgreeing, {
      stub: '',
      wrong: [
        ['more layers', /both/],
        ['agree', /two pairs/],
        ['buy a computer', /./],
      ],
      right: ['tune the rate', 'Tune the learning rate', 'tune rate', 'Try other rates.'],
    }));
});
