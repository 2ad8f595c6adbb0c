import { describe, it } from 'vitest';
import {
  passOn,
  pixelWeights,
  reluBackward,
  sigmoidBackward,
  twoPaths,
} from '../../../notebooks/checks/backpropagation';
import { expectExercise } from '../../helpers/exercise';

const sigmoid = (a: number) => 1 / (1 + Math.exp(-a));

describe('exercises of notebook 03', () => {
  it('pixelWeights knows forgotten biases, a forgotten layer and a product of layers', () =>
    expectExercise(pixelWeights, {
      stub: NaN,
      wrong: [
        [101_632, /bias/],
        [100_480, /first layer/],
        [784 * 128 * 10, /add up/],
        [7850, /past the hidden/],
      ],
      right: [101_770, (784 + 1) * 128 + (128 + 1) * 10],
    }));

  it('reluBackward knows a clipped gradient, h for the slope, tanh and no slope at all', () =>
    expectExercise(reluBackward, {
      stub: () => NaN,
      wrong: [
        [(_, dh) => Math.max(0, dh), /clips the gradient/],
        [(h, dh) => h * dh, /1 or 0/],
        [(h, dh) => (1 - h * h) * dh, /tanh/],
        [(_, dh) => dh, /off/],
      ],
      right: [(h, dh) => (h > 0 ? dh : 0), (h, dh) => Math.sign(h) * dh],
    }));

  it('passOn knows the forward product, a wrong index, a single unit and forgotten weights', () =>
    expectExercise(passOn, {
      stub: () => [],
      wrong: [
        [(W, da) => da.map((_, j) => da.reduce((sum, d, i) => sum + W[i]![j]! * d, 0)), /forwards/],
        [(W, da) => W.map((row, i) => row.reduce((sum, w) => sum + w * da[i]!, 0)), /own unit/],
        [(W, da) => W.map((row, i) => row[i]! * da[i]!), /every unit/],
        [(W, da) => W.map(() => da.reduce((sum, d) => sum + d, 0)), /weight on its way/],
        [(W) => W.map((row) => row[0]!), /one sum for each input/],
      ],
      right: [
        (W, da) => W.map((row) => row.reduce((sum, w, j) => sum + w * da[j]!, 0)),
        (W, da) => {
          const dx = W.map(() => 0);
          da.forEach((d, j) => W.forEach((row, i) => (dx[i]! += row[j]! * d)));
          return dx;
        },
      ],
    }));

  it('sigmoidBackward knows the doubled sigmoid, tanh, a missing factor and a missing dh', () =>
    expectExercise(sigmoidBackward, {
      stub: () => NaN,
      wrong: [
        [(h, dh) => dh * sigmoid(h) * (1 - sigmoid(h)), /second time/],
        [(h, dh) => dh * (1 - h * h), /tanh/],
        [(h, dh) => dh * (1 - h), /factor/],
        [(h) => h * (1 - h), /multiplies it by dh/],
      ],
      right: [(h, dh) => dh * h * (1 - h), (h, dh) => (h - h ** 2) * dh],
    }));

  it('twoPaths knows a product of paths, a forgotten 2, a forgotten path and forgotten slopes', () =>
    expectExercise(twoPaths, {
      stub: () => NaN,
      wrong: [
        [(w, p, q) => 3 * p * 2 * w * q, /add between/],
        [(w, p, q) => 3 * p + w * q, /2w/],
        [(_, p) => 3 * p, /second one/],
        [(_, p, q) => p + q, /own slope/],
      ],
      right: [(w, p, q) => 3 * p + 2 * w * q, (w, p, q) => q * w + p * 3 + w * q],
    }));
});
