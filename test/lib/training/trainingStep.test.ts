import { describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/src/core/random';
import type { Batch } from '../../../lib/src/core/sequence';
import { lossInPlace, type LossName } from '../../../lib/src/neural/losses';
import { createOptimizer, type Optimizer } from '../../../lib/src/neural/optimizers';
import type { SequenceModel } from '../../../lib/src/neural/sequenceModel';
import { additionBatch } from '../../../lib/src/tasks/addition';
import { createTrainingStep, type StepOptions } from '../../../lib/src/training/trainingStep';
import { expectClose, expectSameBits } from '../../helpers/arrays';
import { expectGradient } from '../../helpers/gradients';
import { adders, seededModel } from '../../helpers/models';

const batch = additionBatch([[3, 5], [1, 7]], 4); // prettier-ignore
const config = { inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 3 }], outputSize: 1 } as const;
const sgd = (model: SequenceModel, learningRate = 0.1): Optimizer =>
  createOptimizer({ kind: 'sgd', learningRate }, model.parameters.flat.length);

/** The gradient that a step followed: (before − after)/η. */
function gradientOf(
  options: Partial<StepOptions>,
  on: Batch = batch,
): { loss: number; gradient: Float64Array } {
  const model = seededModel(config);
  const before = model.parameters.flat.slice();
  const step = createTrainingStep(model, { loss: 'halfSquaredError', optimizer: sgd(model, 1), ...options });
  const loss = step(on);
  return { loss, gradient: before.map((p, i) => p - (model.parameters.flat[i] ?? NaN)) };
}

describe('createTrainingStep', () => {
  it('one step of SGD is p − η·dp, and the loss is that before the step', () => {
    const model = seededModel(config);
    const twin = seededModel(config);
    const loss = createTrainingStep(model, { loss: 'meanSquaredError', optimizer: sgd(model) })(batch);
    const prediction = twin.forward(batch);
    const dPrediction = new Float64Array(prediction.length);
    expect(loss).toBe(lossInPlace('meanSquaredError', prediction, batch.y, dPrediction, { outputSize: 1 }));
    const { flat } = twin.backward(dPrediction);
    const wanted = twin.parameters.flat.map((p, i) => p - 0.1 * (flat[i] ?? NaN));
    expectSameBits(model.parameters.flat, wanted);
  });

  it.each(adders)('the loss falls along the gradient, which finite differences confirm: %s', (_name, its) => {
    const model = seededModel(its);
    const loss = (): number => {
      const prediction = model.forward(batch);
      return lossInPlace('meanSquaredError', prediction, batch.y, new Float64Array(prediction.length), {
        outputSize: 1,
      });
    };
    createTrainingStep(model, { loss: 'meanSquaredError', optimizer: sgd(model, 1e-9) })(batch);
    expectGradient(loss, model.parameters.flat, model.gradients.flat.slice(), 'dp');
    const before = loss();
    createTrainingStep(model, { loss: 'meanSquaredError', optimizer: sgd(model, 1e-3) })(batch);
    expect(loss()).toBeLessThan(before);
  });

  it("reduction 'sum' is 'mean' times the number of scored steps", () => {
    const [mean, sum] = [gradientOf({}), gradientOf({ reduction: 'sum' })];
    expectClose([sum.loss], [mean.loss * 8], 1e-14);
    expectClose(
      sum.gradient,
      mean.gradient.map((d) => d * 8),
      1e-13,
    );
  });

  it('clipNorm shortens the gradient and no other thing', () => {
    const free = gradientOf({});
    const norm = Math.hypot(...free.gradient);
    const clipped = gradientOf({ clipNorm: norm / 4 });
    expect(clipped.loss).toBe(free.loss);
    expectClose(
      clipped.gradient,
      free.gradient.map((d) => d / 4),
      1e-14,
    );
    expectSameBits(gradientOf({ clipNorm: norm * 2 }).gradient, free.gradient);
  });

  it('penalty is added to the loss and its slope to the gradient', () => {
    const weights = seededModel(config).parameters.flat;
    const [free, held] = [gradientOf({}), gradientOf({ penalty: { l1: 0.1, l2: 0.01 } })];
    const price = weights.reduce((sum, w) => sum + 0.1 * Math.abs(w) + 0.01 * w * w, 0);
    expectClose([held.loss], [free.loss + price], 1e-14);
    expectClose(
      held.gradient,
      free.gradient.map((d, i) => d + 0.1 * Math.sign(weights[i] ?? NaN) + 0.02 * (weights[i] ?? NaN)),
      1e-14,
    );
  });

  it('stateNoise changes the loss, by chance from its rng only; a deviation of 0 changes nothing', () => {
    const noisy = (seed: number, deviation: number) =>
      gradientOf({ stateNoise: { rng: createRng(seed), deviation } });
    expect(noisy(1, 0).loss).toBe(gradientOf({}).loss);
    expect(noisy(1, 0.3)).toEqual(noisy(1, 0.3));
    expect(noisy(1, 0.3).loss).not.toBe(noisy(2, 0.3).loss);
  });

  it('a masked step counts neither in the loss nor in the gradient', () => {
    const [short, long] = [additionBatch([[2, 1]], 2), additionBatch([[2, 1]], 4)];
    const mask = Float64Array.of(1, 1, 0, 0);
    const [plain, padded] = [gradientOf({}, short), gradientOf({}, { ...long, mask })];
    expect(padded.loss).toBe(plain.loss);
    expectClose(padded.gradient, plain.gradient, 1e-15);
  });

  it.each(['rnn', 'gru', 'lstm'] as const)('stateNoise reaches every number of the state: %s', (kind) => {
    const model = seededModel({ ...config, cells: [{ kind, hiddenSize: 2 }] });
    let draws = 0;
    const rng = createRng(1);
    const next = (): number => (draws++, rng.next());
    const stateNoise = { rng: { ...rng, next }, deviation: 0.1 };
    createTrainingStep(model, { loss: 'meanSquaredError', optimizer: sgd(model), stateNoise })(batch);
    const size = kind === 'lstm' ? 4 : 2; // h, or h and c
    expect(draws).toBe(batch.T * batch.B * size * 2); // a normal number takes two
  });

  it('leaves the batch as it was', () => {
    const mine = additionBatch([[3, 5]], 4);
    const [x, y] = [mine.x.slice(), mine.y.slice()];
    gradientOf({}, mine);
    expect([mine.x, mine.y]).toEqual([x, y]);
  });
});

describe('createTrainingStep refuses to go on with what is not finite', () => {
  const attempt = (
    spoil: (model: SequenceModel, batch: Batch) => void,
    options: Partial<StepOptions> = {},
  ) => {
    const model = seededModel(config);
    const mine = additionBatch([[3, 5]], 4);
    spoil(model, mine);
    const before = model.parameters.flat.slice();
    const step = createTrainingStep(model, { loss: 'meanSquaredError', optimizer: sgd(model), ...options });
    let message = '';
    try {
      step(mine);
    } catch (error) {
      message = String(error);
    }
    expectSameBits(model.parameters.flat, before, 'the weights after a refused step');
    return message;
  };

  it('names a target that is NaN', () => {
    const message = attempt((_model, { y }) => y.fill(NaN, 2));
    expect(message).toContain('createTrainingStep: the loss is NaN (the target y[2] is NaN)');
  });

  it('names a weight that is NaN or infinite', () => {
    expect(attempt((model) => model.parameters.views['readOut.W']?.fill(NaN, 1))).toContain(
      'weight readOut.W[1] is NaN',
    );
    expect(attempt((model) => model.parameters.views['readOut.b']?.fill(Infinity))).toContain(
      'the loss is Infinity (weight readOut.b[0] is Infinity)',
    );
  });

  it('names a prediction that overflows, and a loss that does', () => {
    const huge = (value: number) => (model: SequenceModel) =>
      model.parameters.views['readOut.W']?.fill(value);
    const inputs = (value: number) => (model: SequenceModel) => {
      huge(value)(model);
      model.parameters.views['cell0.b_h']?.fill(30); // tanh 30 = 1
    };
    expect(attempt(inputs(1e308))).toContain('the prediction[0] is Infinity');
    expect(attempt(inputs(1e200))).toContain('every number is finite, but a sum of them overflows');
  });

  it('names a gradient that overflows although the loss does not', () => {
    const message = attempt((model) => {
      model.parameters.views['readOut.W']?.fill(0);
      model.parameters.views['readOut.W']?.fill(1e308, 0, 1);
      model.parameters.views['cell0.W_xh']?.fill(0);
      model.parameters.views['cell0.W_hh']?.fill(1e200);
      model.parameters.views['cell0.b_h']?.fill(0);
    });
    expect(message).toMatch(
      /createTrainingStep: a gradient is not finite \(the gradient of cell0\.\w+\[\d+\] is/,
    );
  });

  it('names a weight that an update made infinite, and takes the update back', () => {
    const model = seededModel(config);
    const optimizer = createOptimizer({ kind: 'sgd', learningRate: 1e308 }, model.parameters.flat.length);
    const far = additionBatch([[1, 0]], 1);
    far.y.fill(1e6);
    const before = model.parameters.flat.slice();
    const step = createTrainingStep(model, { loss: 'halfSquaredError', optimizer });
    expect(() => step(far)).toThrow(/createTrainingStep: the step was too long \(weight \S+ is -?Infinity\)/);
    expectSameBits(model.parameters.flat, before);
  });

  it('a relu cell whose weights are NaN is refused', () => {
    const cells = [{ kind: 'rnn', hiddenSize: 4, activation: 'relu' }] as const;
    const model = seededModel({ ...config, cells });
    for (const weight of Object.values(model.parametersOf('cell0').views)) weight.fill(NaN);
    const step = createTrainingStep(model, { loss: 'meanSquaredError', optimizer: sgd(model) });
    expect(() => step(batch)).toThrow('createTrainingStep: the loss is NaN (weight cell0.W_xh[0] is NaN)');
  });

  it('a step that is half scored', () => {
    const step = createTrainingStep(seededModel(config), {
      loss: 'meanSquaredError',
      optimizer: sgd(seededModel(config)),
    });
    const scored = new Float64Array(8).fill(0.5);
    expect(() => step({ ...batch, scored })).toThrow('createTrainingStep: scored[0] is 0.5, expected 0 or 1');
  });

  it('names an input that is NaN, as the model does', () => {
    expect(attempt((_model, { x }) => x.fill(NaN, 3))).toContain('SequenceModel.forward: x[3] is NaN');
  });

  it('names an option that is out of range', () => {
    const options = (change: object) => () => {
      const model = seededModel(config);
      createTrainingStep(model, { loss: 'meanSquaredError', optimizer: sgd(model), ...change });
    };
    expect(options({ loss: 'hinge' })).toThrow('createTrainingStep: loss is "hinge"');
    const cross = (change: object, loss: LossName) => () => {
      const model = seededModel({ ...config, ...change });
      createTrainingStep(model, { loss, optimizer: sgd(model) });
    };
    expect(cross({}, 'binaryCrossEntropy')).toThrow(
      'createTrainingStep: the model\'s answer is "bit", expected "logit": binaryCrossEntropy takes logits',
    );
    expect(cross({ answer: 'logit' }, 'categoricalCrossEntropy')).toThrow(
      'answer is "logit", expected "class"',
    );
    expect(cross({ answer: 'class', outputActivation: 'tanh' }, 'categoricalCrossEntropy')).toThrow(
      'outputActivation is "tanh", expected "linear"',
    );
    expect(cross({ answer: 'logit' }, 'binaryCrossEntropy')).not.toThrow();
    expect(options({ reduction: 'max' })).toThrow('createTrainingStep: reduction is "max"');
    expect(options({ clipNorm: 0 })).toThrow('createTrainingStep: clipNorm is 0');
    expect(options({ penalty: { l1: -1 } })).toThrow('createTrainingStep: l1 is -1');
    expect(options({ stateNoise: { rng: createRng(1), deviation: -1 } })).toThrow(
      'stateNoise.deviation is -1',
    );
    const other = createOptimizer({ kind: 'sgd', learningRate: 1 }, 3);
    expect(options({ optimizer: other })).toThrow(
      'the number of parameters that the optimizer is for is 3, expected',
    );
    expect(options({ optimizer: undefined })).toThrow(
      'createTrainingStep: the number of parameters that the optimizer is for is undefined',
    );
    expect(options({ optimizer: { size: seededModel(config).parameters.flat.length } })).toThrow(
      'createTrainingStep: optimizer has no stepInPlace, expected one that createOptimizer made',
    );
  });
});
