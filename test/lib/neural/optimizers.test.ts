import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/src/core/random';
import { createOptimizer, type OptimizerConfig } from '../../../lib/src/neural/optimizers';
import { expectClose, expectSameBits, randomArray } from '../../helpers/arrays';
import { fc } from '../../helpers/fastCheck';
import { startTensorflow } from '../../helpers/tensorflowCells';
import cases from '../../fixtures/optimizers/optimizers.json';

beforeAll(startTensorflow);

const kinds = ['sgd', 'momentum', 'nesterov', 'rmsProp', 'adam'] as const;
const everyConfig: OptimizerConfig[] = kinds.map((kind) => ({ kind, learningRate: 0.05 }));

/** TensorFlow.js's optimizer of the same settings. Its RMSProp has ε under the root: ε is made negligible. */
const theirs: Record<OptimizerConfig['kind'], (learningRate: number) => tf.Optimizer> = {
  sgd: (learningRate) => tf.train.sgd(learningRate),
  momentum: (learningRate) => tf.train.momentum(learningRate, 0.9),
  nesterov: (learningRate) => tf.train.momentum(learningRate, 0.9, true),
  rmsProp: (learningRate) => tf.train.rmsprop(learningRate, 0.9, 0, 1e-30),
  adam: (learningRate) => tf.train.adam(learningRate, 0.9, 0.999, 1e-30),
};

describe('createOptimizer', () => {
  it.each(cases)('$config takes the same path as in PyTorch', ({ config, start, gradients, path }) => {
    const parameters = Float64Array.from(start);
    const optimizer = createOptimizer(config as OptimizerConfig, parameters.length);
    gradients.forEach((gradient, n) => {
      optimizer.stepInPlace(parameters, Float64Array.from(gradient));
      expectClose(parameters, path[n] ?? [], 1e-14, `after step ${n + 1}`);
    });
  });

  it.each(everyConfig)('$kind takes the same path as in TensorFlow.js, to float32', (config) => {
    const rng = createRng(1);
    const parameters = randomArray(rng, 5);
    const variable = tf.variable(tf.tensor1d(Array.from(parameters)));
    const ours = createOptimizer(
      {
        ...config,
        ...(config.kind === 'rmsProp' || config.kind === 'adam' ? { epsilon: 1e-30 } : {}),
      },
      parameters.length,
    );
    const other = theirs[config.kind](config.learningRate);
    for (let n = 0; n < 8; n++) {
      const gradient = randomArray(rng, 5);
      ours.stepInPlace(parameters, gradient);
      tf.tidy(() => other.applyGradients({ [variable.name]: tf.tensor1d(Array.from(gradient)) }));
      expectClose(parameters, variable.dataSync(), 1e-5, `after step ${n + 1}`);
    }
    other.dispose();
    variable.dispose();
  });

  it('the first step of adam is η in every direction, however large the gradient', () => {
    const parameters = Float64Array.of(0, 0, 0);
    const adam = createOptimizer({ kind: 'adam', learningRate: 0.1 }, 3);
    adam.stepInPlace(parameters, Float64Array.of(1e-3, -1, 1e6));
    expectClose(parameters, [-0.1, 0.1, -0.1], 1e-4);
  });

  it.each(everyConfig)('$kind finds the bottom of a bowl, Σ (p − 3)²', (config) => {
    const parameters = Float64Array.of(-5, 4, 0);
    const optimizer = createOptimizer(config, 3);
    for (let n = 0; n < 3000; n++) {
      optimizer.stepInPlace(
        parameters,
        parameters.map((p) => 2 * (p - 3)),
      );
    }
    expectClose(parameters, [3, 3, 3], 0.02); // rmsProp keeps stepping to and fro by about η/2
  });

  it.each(everyConfig)('$kind goes on from state() to the last bit, and state() is a copy', (config) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 6 }), (seed, before) => {
        const rng = createRng(seed);
        const gradients = Array.from({ length: before + 5 }, () => randomArray(rng, 3));
        const straight = randomArray(rng, 3);
        const resumed = straight.slice();
        const whole = createOptimizer(config, 3);
        const first = createOptimizer(config, 3);
        const second = createOptimizer(config, 3);
        gradients.forEach((gradient, n) => {
          whole.stepInPlace(straight, gradient);
          if (n < before) first.stepInPlace(resumed, gradient);
          if (n === before) {
            const state = first.state();
            second.restore(state);
            const kept = structuredClone(state);
            for (const buffer of state.buffers) buffer.fill(7);
            expect(first.state()).toEqual(kept);
          }
          if (n >= before) second.stepInPlace(resumed, gradient);
        });
        expectSameBits(resumed, straight);
      }),
      { numRuns: 30 },
    );
  });

  it('stepInPlace(parameters, gradients) leaves the gradients and the configuration alone', () => {
    const config: OptimizerConfig = { kind: 'adam', learningRate: 0.1 };
    const gradients = Float64Array.of(1, 2);
    createOptimizer(config, 2).stepInPlace(new Float64Array(2), gradients);
    expect(Array.from(gradients)).toEqual([1, 2]);
    expect(config).toEqual({ kind: 'adam', learningRate: 0.1 });
  });

  it('createOptimizer(config) names a setting that is out of range', () => {
    const make = (config: object) => () => createOptimizer(config as OptimizerConfig, 2);
    expect(make({ kind: 'adagrad', learningRate: 1 })).toThrow(
      'createOptimizer: kind is "adagrad", expected',
    );
    expect(make({ kind: 'sgd' })).toThrow('createOptimizer: learningRate is undefined');
    expect(make({ kind: 'sgd', learningRate: 0 })).toThrow('learningRate is 0, expected');
    expect(make({ kind: 'sgd', learningRate: NaN })).toThrow('learningRate is NaN');
    expect(make({ kind: 'momentum', learningRate: 1, momentum: 1 })).toThrow('momentum is 1, expected');
    expect(make({ kind: 'adam', learningRate: 1, beta2: -0.1 })).toThrow('beta2 is -0.1');
    expect(make({ kind: 'adam', learningRate: 1, epsilon: 0 })).toThrow('epsilon is 0');
    expect(make({ kind: 'sgd', learningRate: 1, momentun: 0.5 })).toThrow(
      'a setting of sgd is "momentun", expected one',
    );
    expect(() => createOptimizer({ kind: 'sgd', learningRate: 1 }, 0)).toThrow('size is 0');
  });

  it('stepInPlace and restore refuse lengths and numbers that do not fit, and change nothing', () => {
    const optimizer = createOptimizer({ kind: 'momentum', learningRate: 1 }, 2);
    optimizer.stepInPlace(new Float64Array(2), Float64Array.of(1, 2));
    const before = optimizer.state();
    expect(() => optimizer.stepInPlace(new Float64Array(2), new Float64Array(3))).toThrow(
      'stepInPlace: gradients has 3 numbers, expected 2',
    );
    const bad: unknown[] = [
      undefined,
      {},
      { steps: 1, buffers: [] },
      { steps: 1, buffers: [[1, 2]] },
      { steps: 1, buffers: [Float64Array.of(1)] },
      { steps: 1, buffers: [Float64Array.of(1, NaN)] },
      { steps: -1, buffers: [Float64Array.of(1, 2)] },
    ];
    for (const state of bad) expect(() => optimizer.restore(state as typeof before)).toThrow(/^restore: /);
    expect(optimizer.state()).toEqual(before);
  });
});
