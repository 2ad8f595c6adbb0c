import { describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/src/core/random';
import {
  activateBackwardInPlace,
  activateInPlace,
  activateRunsInPlace,
  activations,
  sigmoid,
  step,
  type ActivationName,
} from '../../../lib/src/neural/activations';
import { expectClose, expectSameBits, randomArray } from '../../helpers/arrays';
import { fc } from '../../helpers/fastCheck';
import { expectGradient } from '../../helpers/gradients';
import { startTensorflow } from '../../helpers/tensorflowCells';

const names = Object.keys(activations) as ActivationName[];
const numbers = (most: number): fc.Arbitrary<number> => fc.double({ min: -most, max: most, noNaN: true });

describe('sigmoid', () => {
  it('sigmoid(0), sigmoid(ln 3) and sigmoid(−ln 3) are ½, ¾ and ¼', () => {
    expectClose([0, Math.log(3), -Math.log(3)].map(sigmoid), [0.5, 0.75, 0.25], 1e-15);
  });

  it('sigmoid(a) is finite and from [0, 1] for every number, and sigmoid(−a) = 1 − sigmoid(a)', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (a) => {
        expect(sigmoid(a)).toBeGreaterThanOrEqual(0);
        expect(sigmoid(a)).toBeLessThanOrEqual(1);
        expect(Math.abs(sigmoid(-a) - (1 - sigmoid(a)))).toBeLessThanOrEqual(2 ** -52);
      }),
    );
  });
});

describe('step', () => {
  it('step(a) is 1 above 0 and 0 elsewhere', () => {
    expect([-Infinity, -1e-300, -0, 0, 1e-300, 5].map(step)).toEqual([0, 0, 0, 0, 1, 1]);
    expect(step(NaN)).toBe(NaN);
  });
});

describe('activations', () => {
  it.each(names)('%s.slope(h) is the slope of %s.value, by finite differences', (name) => {
    const { value, slope } = activations[name];
    fc.assert(
      fc.property(
        numbers(4).filter((a) => Math.abs(a) > 0.01), // away from the kink at 0
        (a) =>
          expectGradient(() => value(at[0] as number), at.fill(a), Float64Array.of(slope(value(a))), name),
      ),
    );
  });
  const at = new Float64Array(1);

  it.each(names)('%s of NaN is NaN, and so is its gradient where the one from above is', (name) => {
    const [h, da] = [new Float64Array(1), new Float64Array(1)];
    activateInPlace(name, Float64Array.of(NaN), h);
    activateBackwardInPlace(name, h, Float64Array.of(NaN), da);
    expect([activations[name].value(NaN), h[0], da[0]]).toEqual([NaN, NaN, NaN]);
  });

  it('relu and leakyRelu have the left slope at their kink', () => {
    expect([activations.relu.slope(0), activations.leakyRelu.slope(0)]).toEqual([0, 0.01]);
    for (const [name, slope] of [
      ['relu', 0],
      ['leakyRelu', 0.01],
    ] as const) {
      const da = Float64Array.of(7, 7);
      activateBackwardInPlace(name, Float64Array.of(0, 0), Float64Array.of(3, -2), da);
      expectClose(da, [3 * slope, -2 * slope], 0, name);
    }
  });

  it('relu(−0) is 0, as all that is not above 0', () => {
    const h = new Float64Array(1);
    activateInPlace('relu', Float64Array.of(-0), h);
    expect([activations.relu.value(-0), h[0]]).toEqual([0, 0]);
  });
});

describe('activateRunsInPlace(runs, rows)', () => {
  // The last rows are too wide for the memory of simd.wat.
  it.each([
    [1, 1],
    [3, 1],
    [200, 7],
    [2, 4400],
  ])(
    'gives each run of a row its activation, and leaves linear ones alone: %i rows, from %i numbers on',
    (R, count) => {
      const order = ['sigmoid', 'linear', 'tanh', 'sigmoid', 'linear'] as const;
      const runs = order.map((activation, n) => ({ activation, count: count * (n + 1) }));
      const rng = createRng(R);
      const kinds = runs.flatMap((run) => new Array<ActivationName>(run.count).fill(run.activation));
      const rows = randomArray(rng, R * kinds.length, -5, 5);
      const wanted = rows.map((a, i) => activations[kinds[i % kinds.length]!].value(a));
      activateRunsInPlace(runs, rows);
      expectSameBits(rows, wanted);
    },
  );
});

describe('activateInPlace and activateBackwardInPlace', () => {
  it.each(names)('compute value(a) and dh·slope(h) for %s, also when they overwrite their input', (name) => {
    fc.assert(
      fc.property(fc.array(fc.tuple(numbers(700), numbers(10))), (pairs) => {
        const [a, dh] = [Float64Array.from(pairs, ([z]) => z), Float64Array.from(pairs, ([, d]) => d)];
        const h = new Float64Array(a.length);
        activateInPlace(name, a, h);
        expectSameBits(h, a.map(activations[name].value));
        const da = new Float64Array(a.length);
        activateBackwardInPlace(name, h, dh, da);
        expectClose(
          da,
          dh.map((d, i) => d * activations[name].slope(h[i] as number)),
          1e-15,
        );
        const [inA, inDh] = [a.slice(), dh.slice()];
        activateInPlace(name, inA, inA);
        activateBackwardInPlace(name, inA, inDh, inDh);
        expectSameBits(inA, h);
        expectSameBits(inDh, da);
      }),
    );
  });

  it('agree with TensorFlow.js', async () => {
    const tf = await startTensorflow();
    type Tensor = ReturnType<typeof tf.tensor1d>;
    const theirs: Record<ActivationName, (a: Tensor) => Tensor> = {
      linear: (a) => tf.clone(a),
      sigmoid: (a) => tf.sigmoid(a),
      tanh: (a) => tf.tanh(a),
      relu: (a) => tf.relu(a),
      leakyRelu: (a) => tf.leakyRelu(a, 0.01),
    };
    const a = Float64Array.of(-30, -3, -0.5, 0.25, 1, 2, 40);
    for (const name of names) {
      const h = new Float64Array(a.length);
      activateInPlace(name, a, h);
      const da = new Float64Array(a.length);
      activateBackwardInPlace(name, h, new Float64Array(a.length).fill(1), da);
      const input = tf.tensor1d(Array.from(a));
      expectClose(h, theirs[name](input).dataSync(), 1e-6, name);
      const slope = tf.grad((z) => tf.sum(theirs[name](z as Tensor)))(input);
      expectClose(da, slope.dataSync(), 1e-6, `${name}′`);
    }
  });

  it('activateInPlace("swish", …) says which names there are', () => {
    const wrong = 'swish' as ActivationName;
    const [a, h] = [Float64Array.of(1), Float64Array.of(2)];
    const message = 'name is "swish", expected one of linear, sigmoid, tanh, relu, leakyRelu';
    expect(() => activateInPlace(wrong, a, h)).toThrow(`activateInPlace: ${message}`);
    expect(() => activateBackwardInPlace(wrong, a, a, h)).toThrow(`activateBackwardInPlace: ${message}`);
    expect(h[0]).toBe(2);
  });
});
