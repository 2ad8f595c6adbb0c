import type { Tensor } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { createRng, integer } from '../../../lib/src/core/random';
import { lossInPlace, type LossName, type Reduction } from '../../../lib/src/neural/losses';
import { expectClose, randomArray } from '../../helpers/arrays';
import { fc } from '../../helpers/fastCheck';
import { readFixture } from '../../helpers/fixtures';
import { expectGradient } from '../../helpers/gradients';
import { startTensorflow } from '../../helpers/tensorflowCells';

const names: LossName[] = [
  'meanSquaredError',
  'halfSquaredError',
  'binaryCrossEntropy',
  'categoricalCrossEntropy',
];
const reductions: Reduction[] = ['mean', 'sum'];
const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const rows = fc.record({ seed: seeds, R: fc.integer({ min: 1, max: 5 }), K: fc.integer({ min: 1, max: 5 }) });

interface Rows {
  readonly R: number;
  readonly K: number;
  readonly prediction: Float64Array;
  readonly target: Float64Array;
  readonly dPrediction: Float64Array;
}

function randomRows(name: LossName, { seed, R, K }: { seed: number; R: number; K: number }): Rows {
  const rng = createRng(seed);
  const prediction = randomArray(rng, R * K, -3, 3);
  const target =
    name === 'categoricalCrossEntropy'
      ? Float64Array.from({ length: R }, () => integer(rng, 0, K))
      : randomArray(rng, R * K, 0, 1);
  return { R, K, prediction, target, dPrediction: new Float64Array(R * K) };
}

describe('lossInPlace', () => {
  it('lossInPlace(name, y, t, dy, …) gives the values and gradients worked out by hand', () => {
    const dy = new Float64Array(2);
    const run = (name: LossName, y: number[], t: number[], reduction: Reduction): number[] => [
      lossInPlace(name, Float64Array.from(y), Float64Array.from(t), dy, { outputSize: 2, reduction }),
      ...dy,
    ];
    expect(run('meanSquaredError', [3, 1], [1, 2], 'sum')).toEqual([2.5, 2, -1]);
    expect(run('halfSquaredError', [3, 1], [1, 2], 'sum')).toEqual([2.5, 2, -1]);
    const ln3 = Math.log(3); // σ(ln 3) = ¾, softmax(ln 3, 0) = (¾, ¼)
    expectClose(
      run('binaryCrossEntropy', [ln3, 0], [1, 0], 'mean'),
      [(Math.log(4 / 3) + Math.log(2)) / 2, -1 / 8, 1 / 4],
      1e-15,
    );
    expectClose(run('categoricalCrossEntropy', [ln3, 0], [1], 'mean'), [Math.log(4), 3 / 4, -3 / 4], 1e-15);
  });

  for (const name of names) {
    it.each(reductions)(`lossInPlace("${name}", …) agrees with finite differences: %s`, (reduction) => {
      fc.assert(
        fc.property(rows, fc.boolean(), (sizes, some) => {
          const { R, K, prediction, target, dPrediction } = randomRows(name, sizes);
          const scored = Float64Array.from({ length: R }, (_, r) => (some && r % 2 ? 0 : 1));
          const loss = (): number =>
            lossInPlace(name, prediction, target, dPrediction, { outputSize: K, reduction, scored });
          loss();
          expectGradient(loss, prediction, dPrediction.slice(), 'dPrediction');
        }),
      );
    });

    it(`lossInPlace("${name}", …) of scored rows is the loss of those rows alone, and others get 0`, () => {
      fc.assert(
        fc.property(rows, (sizes) => {
          const { R, K, prediction, target, dPrediction } = randomRows(name, { ...sizes, R: 2 * sizes.R });
          const scored = Float64Array.from({ length: R }, (_, r) => (r < R / 2 ? 1 : 0));
          dPrediction.fill(9);
          const loss = lossInPlace(name, prediction, target, dPrediction, { outputSize: K, scored });
          const [half, dHalf] = [prediction.slice(0, (R / 2) * K), new Float64Array((R / 2) * K)];
          const same = lossInPlace(name, half, target.slice(0, target.length / 2), dHalf, { outputSize: K });
          expectClose([loss], [same], 1e-15);
          expectClose(dPrediction, [...dHalf, ...new Float64Array(dHalf.length)], 1e-15);
        }),
      );
    });
  }

  it.each(readFixture<{ cases: LossFixture[] }>('losses.json').cases)(
    'lossInPlace("$name", …) is the loss of PyTorch: $reduction',
    ({ name, reduction, outputSize, prediction, target, ...theirs }) => {
      const dPrediction = new Float64Array(prediction.length);
      const [y, t] = [Float64Array.from(prediction), Float64Array.from(target)];
      expectClose([lossInPlace(name, y, t, dPrediction, { outputSize, reduction })], [theirs.loss], 1e-14);
      expectClose(dPrediction, theirs.dPrediction, 1e-14);
    },
  );

  it('lossInPlace(…) is the loss of TensorFlow.js', async () => {
    const tf = await startTensorflow();
    const [R, K] = [4, 3];
    for (const name of names) {
      const { prediction, target, dPrediction } = randomRows(name, { seed: 5, R, K });
      const loss = lossInPlace(name, prediction, target, dPrediction, { outputSize: K });
      const t =
        name === 'categoricalCrossEntropy'
          ? tf.oneHot(tf.tensor1d(Array.from(target), 'int32'), K)
          : tf.tensor2d(Array.from(target), [R, K]);
      // Each as the same kind of function: TypeScript takes a second to make one call of four kinds.
      const theirs: Record<LossName, (labels: Tensor, y: Tensor) => Tensor> = {
        meanSquaredError: tf.losses.meanSquaredError,
        halfSquaredError: (labels, y) => tf.sum(tf.square(tf.sub(y, labels))).div(2 * R),
        binaryCrossEntropy: tf.losses.sigmoidCrossEntropy,
        categoricalCrossEntropy: tf.losses.softmaxCrossEntropy,
      };
      const { value, grad } = tf.valueAndGrad((y) => theirs[name](t, y).asScalar())(
        tf.tensor2d(Array.from(prediction), [R, K]),
      );
      expectClose([loss], value.dataSync(), 1e-6, name);
      expectClose(dPrediction, grad.dataSync(), 1e-6, name);
    }
  });

  it('cross-entropies stay finite for logits of ±1000, and right', () => {
    const run = (name: LossName, y: number[], t: number[], outputSize: number): number[] => {
      const d = new Float64Array(y.length);
      return [lossInPlace(name, Float64Array.from(y), Float64Array.from(t), d, { outputSize }), ...d];
    };
    expect(run('binaryCrossEntropy', [1000], [0], 1)).toEqual([1000, 1]);
    expect(run('binaryCrossEntropy', [1000], [1], 1)).toEqual([0, 0]);
    expect(run('binaryCrossEntropy', [-1000], [1], 1)).toEqual([1000, -1]);
    expect(run('categoricalCrossEntropy', [1000, -1000, 0], [0], 3)).toEqual([0, 0, 0, 0]);
    expect(run('categoricalCrossEntropy', [1000, -1000, 0], [1], 3)).toEqual([2000, 1, -1, 0]);
  });

  it.each<[string, Partial<Arguments>, string]>([
    ['an unknown loss', { name: 'hinge' as LossName }, 'name is "hinge", expected one of meanSquaredError'],
    [
      'an unknown reduction',
      { reduction: 'average' as Reduction },
      'reduction is "average", expected one of',
    ],
    ['rows that do not fit', { outputSize: 4 }, 'prediction has 6 numbers, expected rows of 4'],
    ['K = 0', { outputSize: 0 }, 'outputSize is 0, expected a whole number from 1'],
    ['no rows', { y: [] }, 'prediction has 0 numbers'],
    ['a short target', { t: [1, 2] }, 'target has 2 numbers, expected 6 for shape [2,3]'],
    ['a short gradient', { d: 5 }, 'dPrediction has 5 numbers, expected 6 for shape [2,3]'],
    ['a short scored', { scored: [1] }, 'scored has 1 numbers, expected 2 for shape [2]'],
    ['nothing scored', { scored: [0, 0] }, 'scored is 0 everywhere, expected a row that is scored'],
    [
      'a class that is none',
      { name: 'categoricalCrossEntropy', t: [0, 3] },
      'target[1] is 3, expected a class from 0 to 2',
    ],
    ['a class below 0', { name: 'categoricalCrossEntropy', t: [-1, 0] }, 'target[0] is -1, expected a class'],
    ['half a class', { name: 'categoricalCrossEntropy', t: [0.5, 0] }, 'target[0] is 0.5, expected a class'],
    ['a class NaN', { name: 'categoricalCrossEntropy', t: [NaN, 0] }, 'target[0] is NaN, expected a class'],
    [
      'a target above 1',
      { name: 'binaryCrossEntropy', t: [0, 1, 1, 0, 1, 2] },
      'target[5] is 2, expected from 0 to 1',
    ],
    [
      'a target below 0',
      { name: 'binaryCrossEntropy', t: [0, 1, -0.5, 0, 1, 1] },
      'target[2] is -0.5, expected from 0 to 1',
    ],
  ])('lossInPlace(…) refuses %s', (_, wrong, message) => {
    const usual: Arguments = {
      name: 'meanSquaredError',
      y: [1, 2, 3, 4, 5, 6],
      t: [0, 0, 1, 1, 0, 0],
      d: 6,
      outputSize: 3,
    };
    const { name, y, t, d, scored, ...options } = { ...usual, ...wrong };
    const [prediction, target] = [Float64Array.from(y), Float64Array.from(t)];
    const run = (): number =>
      lossInPlace(name, prediction, target, new Float64Array(d), {
        ...options,
        ...(scored ? { scored: Float64Array.from(scored) } : {}),
      });
    expect(run).toThrow(`lossInPlace: ${message}`);
    expect([Array.from(prediction), Array.from(target)]).toEqual([y, t]);
  });
});

it('lossInPlace(…) refuses no prediction', () => {
  const [none, one] = [undefined as unknown as Float64Array, new Float64Array(1)];
  expect(() => lossInPlace('meanSquaredError', none, one, one, { outputSize: 1 })).toThrow(
    'lossInPlace: prediction has undefined numbers, expected rows of 1',
  );
});

interface LossFixture {
  readonly name: LossName;
  readonly reduction: Reduction;
  readonly outputSize: number;
  readonly prediction: number[];
  readonly target: number[];
  readonly loss: number;
  readonly dPrediction: number[];
}

interface Arguments {
  readonly name: LossName;
  readonly y: number[];
  readonly t: number[];
  readonly d: number;
  readonly outputSize: number;
  readonly reduction?: Reduction;
  readonly scored?: number[];
}
