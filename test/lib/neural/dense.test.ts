import { describe, expect, it } from 'vitest';
import { createParameters } from '../../../lib/src/core/parameters';
import { createRng } from '../../../lib/src/core/random';
import type { ActivationName } from '../../../lib/src/neural/activations';
import { Dense } from '../../../lib/src/neural/dense';
import { expectClose, expectSameBits, randomArray, randomizeInPlace } from '../../helpers/arrays';
import { fc } from '../../helpers/fastCheck';
import { expectGradient } from '../../helpers/gradients';
import { startTensorflow } from '../../helpers/tensorflowCells';

const sizes = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  R: fc.integer({ min: 1, max: 6 }),
  inputSize: fc.integer({ min: 1, max: 5 }),
  outputSize: fc.integer({ min: 1, max: 5 }),
  bias: fc.boolean(),
});

function makeLayer(
  activation: ActivationName,
  { seed, R, ...options }: typeof sizes extends fc.Arbitrary<infer S> ? S : never,
) {
  const rng = createRng(seed);
  const layer = new Dense({ ...options, activation });
  const [parameters, gradients] = [createParameters(layer.shapes), createParameters(layer.shapes)];
  randomizeInPlace(rng, parameters.flat);
  const [x, dy] = [randomArray(rng, R * layer.inputSize), randomArray(rng, R * layer.outputSize)];
  const [y, dx] = [new Float64Array(dy.length), new Float64Array(x.length)];
  return { layer, parameters, gradients, x, dx, y, dy };
}

describe('Dense', () => {
  it('forward(parameters, x, y) is g(x·W + b), by hand', () => {
    const layer = new Dense({ inputSize: 2, outputSize: 2, activation: 'relu' });
    const parameters = createParameters(layer.shapes, Float64Array.of(1, 2, 3, -4, 0.5, 10)); // W, b
    const y = Float64Array.of(9, 9, 9, 9);
    layer.forward(parameters, Float64Array.of(1, 1, 2, 5), y);
    expect(Array.from(y)).toEqual([4.5, 8, 17.5, 0]);
  });

  it('backward(…) is the chain rule, by hand', () => {
    const layer = new Dense({ inputSize: 1, outputSize: 1, activation: 'sigmoid' });
    const [parameters, gradients] = [createParameters(layer.shapes), createParameters(layer.shapes)];
    parameters.flat.set([2, -6]); // σ(2·3 − 6) = ½
    const [x, y, dx] = [Float64Array.of(3), new Float64Array(1), new Float64Array(1)];
    layer.forward(parameters, x, y);
    layer.backward(parameters, x, y, Float64Array.of(8), gradients, dx); // da = 8·½·½
    expect([y[0], ...gradients.flat, dx[0]]).toEqual([0.5, 6, 2, 4]);
  });

  it.each(['linear', 'sigmoid', 'tanh'] as const)(
    'backward(…) agrees with finite differences: %s',
    (activation) => {
      fc.assert(
        fc.property(sizes, (options) => {
          const { layer, parameters, gradients, x, dx, y, dy } = makeLayer(activation, options);
          const loss = (): number => {
            layer.forward(parameters, x, y);
            return y.reduce((sum, value, i) => sum + value * (dy[i] as number), 0);
          };
          loss();
          layer.backward(parameters, x, y, dy.slice(), gradients, dx);
          expectGradient(loss, parameters.flat, gradients.flat, 'gradients');
          expectGradient(loss, x, dx, 'dx');
        }),
      );
    },
  );

  it('backward(…) adds to gradients and dx, and overwrites dy by da', () => {
    const { layer, parameters, gradients, x, dx, y, dy } = makeLayer('tanh', {
      seed: 1,
      R: 2,
      inputSize: 2,
      outputSize: 3,
      bias: true,
    });
    layer.forward(parameters, x, y);
    const da = dy.slice();
    layer.backward(parameters, x, y, da, gradients, dx);
    expectClose(
      da,
      dy.map((d, i) => d * (1 - (y[i] as number) ** 2)),
      1e-15,
    );
    const [once, dxOnce] = [gradients.flat.slice(), dx.slice()];
    layer.backward(parameters, x, y, dy, gradients, dx);
    expectClose(
      gradients.flat,
      once.map((g) => 2 * g),
      1e-15,
    );
    expectClose(
      dx,
      dxOnce.map((g) => 2 * g),
      1e-15,
    );
  });

  it('is the dense layer of TensorFlow.js', async () => {
    const tf = await startTensorflow();
    fc.assert(
      fc.property(sizes, (options) => {
        const { layer, parameters, gradients, x, dx, y, dy } = makeLayer('sigmoid', options);
        const { inputSize: D, outputSize: K } = layer;
        layer.forward(parameters, x, y);
        layer.backward(parameters, x, y, dy.slice(), gradients, dx);
        const tensor = (data: Float64Array, columns: number) =>
          tf.tensor2d(Array.from(data), [data.length / columns, columns]);
        const { W, b } = parameters.views;
        const forward = (input: ReturnType<typeof tensor>, w: ReturnType<typeof tensor>) => {
          const a = tf.matMul(input, w);
          return tf.sigmoid(b ? tf.add(a, tensor(b, K)) : a);
        };
        const [input, w] = [tensor(x, D), tensor(W as Float64Array, K)];
        expectClose(y, forward(input, w).dataSync(), 1e-6, 'y');
        const [dInput, dW] = tf.grads((i, v) => forward(i as typeof input, v as typeof w))(
          [input, w],
          tensor(dy, K),
        );
        expectClose(dx, dInput?.dataSync() ?? [], 1e-5, 'dx');
        expectClose(gradients.views.W ?? [], dW?.dataSync() ?? [], 1e-5, 'dW');
      }),
    );
  });

  it('backward(…) without dx gives the same gradients of the weights', () => {
    const { layer, parameters, gradients, x, dx, y, dy } = makeLayer('tanh', {
      ...{ seed: 1, R: 3, inputSize: 2, outputSize: 4, bias: true },
    });
    layer.forward(parameters, x, y);
    const without = createParameters(layer.shapes);
    layer.backward(parameters, x, y, dy.slice(), without);
    layer.backward(parameters, x, y, dy, gradients, dx);
    expectSameBits(without.flat, gradients.flat);
  });

  it('new Dense(…) refuses sizes, activations and biases that are none', () => {
    const bad =
      (options: object): (() => Dense) =>
      () =>
        new Dense({ inputSize: 1, outputSize: 1, ...options });
    expect(bad({ inputSize: 0 })).toThrow('Dense: inputSize is 0, expected a whole number from 1 to');
    expect(bad({ outputSize: 1.5 })).toThrow('Dense: outputSize is 1.5, expected a whole number');
    expect(bad({ activation: 'softmax' })).toThrow('Dense: activation is "softmax", expected one of linear');
    expect(bad({ bias: 'yes' })).toThrow('Dense: bias is "yes", expected true or false');
  });

  it('forward(…) and backward(…) refuse buffers of another length, and change nothing', () => {
    const layer = new Dense({ inputSize: 2, outputSize: 1 });
    const [parameters, gradients] = [createParameters(layer.shapes), createParameters(layer.shapes)];
    const [x, y] = [new Float64Array(4), Float64Array.of(7, 7)];
    const where = 'Dense.forward';
    expect(() => layer.forward(parameters, new Float64Array(3), y)).toThrow(
      `${where}: x has 3 numbers, expected rows of 2`,
    );
    expect(() => layer.forward(parameters, x, new Float64Array(3))).toThrow(
      `${where}: y has 3 numbers, expected 2`,
    );
    expect(() => layer.backward(parameters, x, y, new Float64Array(1), gradients)).toThrow(
      'Dense.backward: dy has 1 numbers, expected 2 for shape [2,1]',
    );
    expect(() => layer.backward(parameters, x, y, y.slice(), gradients, new Float64Array(3))).toThrow(
      'Dense.backward: dx has 3 numbers, expected 4 for shape [2,2]',
    );
    expect(Array.from(gradients.flat)).toEqual([0, 0, 0]);
    const none = undefined as unknown as Float64Array;
    for (const [wrong, count] of [
      [new Float64Array(0), 0],
      [none, undefined],
    ] as const)
      // prettier-ignore
      expect(() => layer.forward(parameters, wrong, y)).toThrow(
        `${where}: x has ${count} numbers, expected rows of 2`,
      );
    expectSameBits(y, Float64Array.of(7, 7));
  });
});
