import { describe, expect, it } from 'vitest';
import { allPairs } from '../../../lib/src/tasks/pairs';

describe('allPairs', () => {
  it('allPairs(n) has each of the 4ⁿ pairs once', () => {
    for (const bits of [1, 2, 5, 7]) {
      const pairs = allPairs(bits);
      expect(new Set(pairs.map(String)).size).toBe(4 ** bits);
      expect(Math.max(...pairs.flat())).toBe(2 ** bits - 1);
    }
  });

  it('allPairs(n) refuses n outside 1 to 10', () => {
    for (const bits of [0, 11, 1.5, NaN]) expect(() => allPairs(bits)).toThrow(`allPairs: bits is ${bits}`);
  });
});
