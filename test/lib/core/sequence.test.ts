import { describe, expect, it } from 'vitest';
import { createSequence } from '../../../lib/src/core/sequence';

describe('createSequence', () => {
  it('createSequence(T, B, size) has one window of B·size numbers for each step, on one buffer of zeros', () => {
    const { all, steps } = createSequence(3, 2, 4);
    expect([all.length, steps.length]).toEqual([24, 3]);
    expect(all.every((value) => value === 0)).toBe(true);
    steps.forEach((step, t) => step.fill(t + 1));
    expect(Array.from(all)).toEqual([1, 2, 3].flatMap((t) => Array(8).fill(t)));
  });

  it.each([
    [0, 1, 1],
    [1, -1, 1],
    [1, 1, 1.5],
    [NaN, 1, 1],
    [2 ** 20, 2 ** 10, 2],
  ])('createSequence(%d, %d, %d) is refused', (T, B, size) => {
    expect(() => createSequence(T, B, size)).toThrow('createSequence: ');
  });
});
