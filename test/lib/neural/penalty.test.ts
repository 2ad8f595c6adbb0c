import { describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/src/core/random';
import { clipByNormInPlace, penaltyInPlace } from '../../../lib/src/neural/penalty';
import { expectClose, expectSameBits, randomArray } from '../../helpers/arrays';
import { fc } from '../../helpers/fastCheck';
import { expectGradient } from '../../helpers/gradients';

// Away from 0, where |w| has no slope.
const weight = fc.oneof(
  fc.double({ min: 0.1, max: 5, noNaN: true }),
  fc.double({ min: -5, max: -0.1, noNaN: true }),
);
const weights = fc.array(weight, { minLength: 1, maxLength: 6 }).map((list) => Float64Array.from(list));
const price = fc.double({ min: 0, max: 2, noNaN: true });

describe('penaltyInPlace', () => {
  it('penaltyInPlace({ l1, l2 }, w, dw) agrees with finite differences', () => {
    fc.assert(
      fc.property(weights, price, price, (w, l1, l2) => {
        const gradients = new Float64Array(w.length);
        penaltyInPlace({ l1, l2 }, w, gradients);
        const value = (): number => penaltyInPlace({ l1, l2 }, w, new Float64Array(w.length));
        expectGradient(value, w, gradients, 'dw');
      }),
    );
  });

  it('penaltyInPlace adds to the gradients, gives 0 no slope and leaves the weights', () => {
    const [w, gradients] = [Float64Array.of(0, -2), Float64Array.of(10, 20)];
    expect(penaltyInPlace({ l1: 3 }, w, gradients)).toBe(6);
    expect(Array.from(gradients)).toEqual([10, 17]);
    expect(Array.from(w)).toEqual([0, -2]);
    expect(penaltyInPlace({}, w, gradients)).toBe(0);
  });

  it('penaltyInPlace refuses negative prices and lengths that differ', () => {
    const two = new Float64Array(2);
    expect(() => penaltyInPlace({ l1: -1 }, two, two)).toThrow('penaltyInPlace: l1 is -1');
    expect(() => penaltyInPlace({ l2: NaN }, two, two)).toThrow('penaltyInPlace: l2 is NaN');
    expect(() => penaltyInPlace({}, two, new Float64Array(1))).toThrow(
      'penaltyInPlace: gradients has 1 numbers, expected 2',
    );
    const none = undefined as unknown as Float64Array;
    expect(() => penaltyInPlace({ l1: 1 }, none, none)).toThrow('penaltyInPlace: parameters is undefined');
    expect(() => clipByNormInPlace(none, 1)).toThrow('clipByNormInPlace: gradients is undefined');
  });
});

describe('clipByNormInPlace', () => {
  it('clipByNormInPlace(g, maxNorm) never leaves a longer gradient, and keeps its direction', () => {
    const any = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 6 });
    const size = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(any, size, (list, maxNorm) => {
        const g = Float64Array.from(list);
        const norm = clipByNormInPlace(g, maxNorm);
        expect(Math.hypot(...g)).toBeLessThanOrEqual(maxNorm * (1 + 1e-12));
        const scale = Math.min(1, maxNorm / norm);
        if (norm > 0 && Number.isFinite(norm)) {
          expectClose(
            g,
            list.map((value) => value * scale),
            1e-12,
          );
        }
      }),
    );
  });

  it('clipByNormInPlace(g, maxNorm) returns the norm and leaves a short gradient to the last bit', () => {
    const g = Float64Array.of(0.3, -0.4);
    expectClose([clipByNormInPlace(g, 1)], [0.5], 1e-15);
    expect(Array.from(g)).toEqual([0.3, -0.4]);
    expect(clipByNormInPlace(new Float64Array(3), 1)).toBe(0);
    const rng = createRng(1);
    for (let trial = 0; trial < 100; trial++) {
      const any = randomArray(rng, 5);
      const kept = any.slice();
      clipByNormInPlace(any, clipByNormInPlace(any.slice(), 100)); // as long as is allowed
      expectSameBits(any, kept);
    }
  });

  it('clipByNormInPlace neither overflows nor underflows', () => {
    const huge = Float64Array.of(3e200, 4e200);
    expectClose([clipByNormInPlace(huge, 1) / 1e200], [5], 1e-14);
    expectClose(huge, [0.6, 0.8], 1e-14);
    expectClose([clipByNormInPlace(Float64Array.of(3e-200, 4e-200), 1) / 1e-200], [5], 1e-14);
  });

  it('clipByNormInPlace refuses a norm that is not positive', () => {
    for (const maxNorm of [0, -1, NaN, Infinity]) {
      expect(() => clipByNormInPlace(new Float64Array(1), maxNorm)).toThrow(
        `clipByNormInPlace: maxNorm is ${maxNorm}`,
      );
    }
  });
});
