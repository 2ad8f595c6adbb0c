import { describe, expect, it } from 'vitest';
import { createParameters } from '../../../lib/src/core/parameters';
import { createRng } from '../../../lib/src/core/random';
import type { Shape } from '../../../lib/src/core/shape';
import { initializeInPlace, initializers, type Initializer } from '../../../lib/src/neural/initializers';
import { expectClose } from '../../helpers/arrays';
import { fc } from '../../helpers/fastCheck';

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const extent = fc.integer({ min: 1, max: 9 });

function draw(initializer: Initializer, shape: Shape, from = 1): Float64Array {
  const out = new Float64Array(shape.reduce((product, size) => product * size, 1)).fill(NaN);
  initializer.fillInPlace(createRng(from), shape, out);
  return out;
}

/** Largest |draw| over many draws: close to the bound, and below it. */
function spread(initializer: Initializer, shape: Shape): number {
  const all = Array.from({ length: 400 }, (_, n) => draw(initializer, shape, n));
  return Math.max(...all.map((out) => Math.max(...out.map(Math.abs))));
}

describe('initializers', () => {
  it('zeros() and constant(v) are what they say', () => {
    expect(Array.from(draw(initializers.zeros(), [2, 2]))).toEqual([0, 0, 0, 0]);
    expect(Array.from(draw(initializers.constant(-3), [2]))).toEqual([-3, -3]);
  });

  it.each([
    ['uniform(−0.5, 0.5)', initializers.uniform(-0.5, 0.5), [3, 2], 0.5],
    ['inverseSqrt() of 16 rows', initializers.inverseSqrt(), [16, 4], 1 / 4],
    ['inverseSqrt() of 2 rows', initializers.inverseSqrt(), [2, 16], Math.SQRT1_2],
    ['inverseSqrt() of a bias', initializers.inverseSqrt(), [9], 1 / 3],
    ['glorotUniform() of [2, 4]', initializers.glorotUniform(), [2, 4], 1],
  ] as const)('%s reaches its bound and does not pass it', (_name, initializer, shape, bound) => {
    const most = spread(initializer, shape);
    expect(most).toBeLessThanOrEqual(bound);
    expect(most).toBeGreaterThan(0.98 * bound);
  });

  it('uniform(0, 1) has no negative number and a mean of one half', () => {
    const out = draw(initializers.uniform(0, 1), [100, 100]);
    expect(Math.min(...out)).toBeGreaterThanOrEqual(0);
    expectClose([out.reduce((sum, value) => sum + value, 0) / out.length], [0.5], 0.01);
  });

  it('normal(deviation) has that deviation', () => {
    const out = draw(initializers.normal(3), [100, 100]);
    const variance = out.reduce((sum, value) => sum + value * value, 0) / out.length;
    expectClose([Math.sqrt(variance)], [3], 0.02);
  });

  it('orthogonal(gain): the shorter side is at right angles, each vector of length |gain|', () => {
    const gain = fc.constantFrom(1, 0.5, -2);
    fc.assert(
      fc.property(seed, extent, extent, gain, (from, rows, columns, g) => {
        const W = draw(initializers.orthogonal(g), [rows, columns], from);
        const wide = rows <= columns;
        const at = (n: number, i: number): number => W[wide ? n * columns + i : i * columns + n] ?? NaN;
        const [count, length] = wide ? [rows, columns] : [columns, rows];
        for (let n = 0; n < count; n++) {
          for (let m = 0; m <= n; m++) {
            let product = 0;
            for (let i = 0; i < length; i++) product += at(n, i) * at(m, i);
            expectClose([product], [n === m ? g * g : 0], 1e-13);
          }
        }
      }),
    );
  });

  it('orthogonal() of a 1 × 1 matrix is +1 or −1, about half of the time each: a coin toss', () => {
    const tosses = Array.from({ length: 400 }, (_, n) => draw(initializers.orthogonal(), [1, 1], n)[0]);
    const heads = tosses.filter((toss) => toss === 1).length;
    expect(tosses.every((toss) => toss === 1 || toss === -1)).toBe(true);
    expect(heads).toBeGreaterThan(160);
    expect(heads).toBeLessThan(240);
  });

  it('orthogonal() turns every direction equally often: the mean of each number is 0', () => {
    const total = new Float64Array(4);
    for (let n = 0; n < 2000; n++)
      draw(initializers.orthogonal(), [2, 2], n).forEach((w, i) => (total[i]! += w)); // four each
    expectClose(
      total.map((sum) => sum / 2000),
      [0, 0, 0, 0],
      0.06,
    );
  });

  it('forgetGate(v) sets the second quarter of a bias [4H]', () => {
    expect(Array.from(draw(initializers.forgetGate(), [8]))).toEqual([0, 0, 1, 1, 0, 0, 0, 0]);
    expect(Array.from(draw(initializers.forgetGate(-2), [4]))).toEqual([0, -2, 0, 0]);
  });

  it('an initializer refuses a shape that it does not fit, and settings that are not finite', () => {
    expect(() => draw(initializers.forgetGate(), [6])).toThrow('forgetGate: shape is [6], expected a bias');
    expect(() => initializers.uniform(1, 0)).toThrow('uniform: high is 0');
    expect(() => initializers.normal(-1)).toThrow('normal: deviation is -1');
    expect(() => initializers.constant(NaN)).toThrow('constant: value is NaN');
    expect(() => initializers.orthogonal(Infinity)).toThrow('orthogonal: gain is Infinity');
  });
});

describe('initializeInPlace', () => {
  const shapes = { W: [3, 4], b: [4] } as const;

  it('initializeInPlace(parameters, rng, choose) asks for each weight by name and shape', () => {
    const parameters = createParameters(shapes);
    const asked: [string, Shape][] = [];
    initializeInPlace(parameters, createRng(1), (name, shape) => {
      asked.push([name, shape]);
      return initializers.constant(name === 'W' ? 1 : 2);
    });
    expect(asked).toEqual(Object.entries(shapes));
    expect(Array.from(parameters.flat)).toEqual([...Array(12).fill(1), ...Array(4).fill(2)]);
  });

  it('initializeInPlace gives the same numbers for the same seed and others for another', () => {
    const filled = (from: number): Float64Array => {
      const parameters = createParameters(shapes);
      initializeInPlace(parameters, createRng(from), initializers.glorotUniform());
      return parameters.flat;
    };
    expect(filled(7)).toEqual(filled(7));
    expect(filled(7)).not.toEqual(filled(8));
  });

  it('initializeInPlace refuses a choice that is no initializer, naming the weight', () => {
    const choose = (): Initializer => undefined as unknown as Initializer;
    expect(() => initializeInPlace(createParameters(shapes), createRng(1), choose)).toThrow(
      'initializeInPlace: no initializer for W',
    );
  });
});
