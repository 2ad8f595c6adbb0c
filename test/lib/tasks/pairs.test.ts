import { describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/src/core/random';
import { allPairs, splitPairs, type Pair } from '../../../lib/src/tasks/pairs';
import { fc } from '../../helpers/fastCheck';

const key = ([a, b]: Pair): string => [BigInt(a), BigInt(b)].sort((x, y) => (x < y ? -1 : 1)).join(',');
const sorted = (pairs: readonly Pair[]): string[] => pairs.map(([a, b]) => `${a},${b}`).sort();

describe('allPairs', () => {
  it('allPairs(n) has each of the 4ⁿ pairs once', () => {
    for (const bits of [1, 2, 5, 7]) {
      const pairs = allPairs(bits);
      expect(new Set(sorted(pairs)).size).toBe(4 ** bits);
      expect(Math.max(...pairs.flat())).toBe(2 ** bits - 1);
    }
  });

  it('allPairs(n) refuses n outside 1 to 10', () => {
    for (const bits of [0, 11, 1.5, NaN]) expect(() => allPairs(bits)).toThrow(`allPairs: bits is ${bits}`);
  });
});

describe('splitPairs', () => {
  it('splitPairs(pairs, share, rng) has no pair, copy or mirror image on both sides, and loses none', () => {
    const number = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.bigInt({ min: 0n, max: 6n }));
    const pairs = fc.array(fc.tuple(number, number), { minLength: 2, maxLength: 40 });
    const share = fc.double({ min: 0.01, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(pairs, share, fc.integer({ min: 0, max: 999 }), (list, testShare, seed) => {
        fc.pre(new Set(list.map(key)).size > 1);
        const before = sorted(list);
        const { train, test } = splitPairs(list, testShare, createRng(seed));
        const seen = new Set(train.map(key));
        expect(test.some((pair) => seen.has(key(pair)))).toBe(false);
        expect(sorted([...train, ...test])).toEqual(before);
        expect(train.length * test.length).toBeGreaterThan(0);
        expect(sorted(list)).toEqual(before);
      }),
    );
  });

  it('splitPairs keeps about the share that was asked for, and the same split for the same seed', () => {
    const split = (seed: number) => splitPairs(allPairs(6), 0.25, createRng(seed));
    expect(Math.abs(split(1).test.length / 4096 - 0.25)).toBeLessThan(0.02);
    expect(split(1)).toEqual(split(1));
    expect(split(1)).not.toEqual(split(2));
  });

  it('splitPairs refuses a share outside (0, 1), too few pairs and numbers that are none', () => {
    const rng = createRng(1);
    for (const share of [0, 1, -1, NaN]) {
      expect(() => splitPairs(allPairs(1), share, rng)).toThrow(`splitPairs: testShare is ${share}`);
    }
    expect(() => splitPairs([[1, 2]], 0.5, rng)).toThrow(
      'splitPairs: pairs has 1 different pairs, expected at least 2',
    );
    expect(() => splitPairs([[1, 2], [2, 1]], 0.5, rng)).toThrow('1 different pairs'); // prettier-ignore
    expect(() => splitPairs([[1, -2]], 0.5, rng)).toThrow('splitPairs: pairs[0][1] is -2');
  });
});
