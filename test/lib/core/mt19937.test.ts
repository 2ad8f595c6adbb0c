import { describe, expect, it } from 'vitest';
import { createNumpyRng } from '../../../lib/src/core/mt19937';
import { expectClose } from '../../helpers/arrays';
import { fc } from '../../helpers/fastCheck';
import draws from '../../fixtures/numpy/draws.json';

/** The first four and the last four of 1000 draws. */
const ends = (draw: () => number): number[] => {
  const all = Array.from({ length: 1000 }, draw);
  return [...all.slice(0, 4), ...all.slice(-4)];
};

describe.each(draws)('createNumpyRng($seed)', ({ seed, random, randn, randint, mixed }) => {
  it('random() is np.random.random() to the last bit, and next() the same', () => {
    expect(ends(createNumpyRng(seed).random)).toEqual(random);
    expect(ends(createNumpyRng(seed).next)).toEqual(random);
  });

  it('randn() is np.random.randn() up to the rounding of the logarithm', () => {
    expectClose(ends(createNumpyRng(seed).randn), randn, 4e-16);
  });

  it.each(randint)('randint($bounds) is np.random.randint($bounds)', ({ bounds, values }) => {
    const rng = createNumpyRng(seed);
    const [low, high] = bounds as [number, number?];
    expect(values.map(() => rng.randint(low, high))).toEqual(values);
  });

  it('randn(), random() and randint(7) in turn use the same words as in NumPy', () => {
    const rng = createNumpyRng(seed);
    const turns = [rng.randn, rng.random, () => rng.randint(7)];
    expectClose(
      mixed.map((_, n) => turns[n % 3]?.() ?? NaN),
      mixed,
      4e-16,
    );
  });
});

describe('createNumpyRng', () => {
  it('randint(low, high) stays in [low, high) for any whole bounds', () => {
    const bound = fc.integer({ min: -(2 ** 51), max: 2 ** 51 - 1 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), bound, bound, (seed, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other) + 1];
        const value = createNumpyRng(seed).randint(low, high);
        expect(Number.isInteger(value) && value >= low && value < high).toBe(true);
      }),
    );
  });

  it('createNumpyRng(seed) refuses seeds that np.random.seed refuses', () => {
    for (const seed of [-1, 2 ** 32, 0.5, NaN]) {
      expect(() => createNumpyRng(seed)).toThrow(`createNumpyRng: seed is ${seed}, expected`);
    }
  });

  it('randint(low, high) refuses an empty range and bounds that are not whole', () => {
    const { randint } = createNumpyRng(1);
    expect(() => randint(3, 3)).toThrow('randint: high is 3, expected a whole number from 4');
    expect(() => randint(0)).toThrow('randint: high is 0');
    expect(() => randint(0.5)).toThrow('randint: low (the only end) is 0.5');
    expect(() => randint(0.5, 3)).toThrow('randint: low is 0.5');
    expect(() => randint(0, 2 ** 53)).toThrow('randint: high is 9007199254740992');
  });
});
