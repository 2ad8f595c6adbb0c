import { describe, expect, it } from 'vitest';
import { compareNumbers, showNumbers } from '../../../lib/src/notebook/numbers';

describe('compareNumbers(answer, expected, tolerance)', () => {
  it('is relative above 1 and absolute below', () => {
    expect(compareNumbers(1000.5, 1000, 1e-3)).toBeUndefined();
    expect(compareNumbers(1002, 1000, 1e-3)).toBe('the answer is 1002, expected 1000');
    expect(compareNumbers(0.0005, 0, 1e-3)).toBeUndefined();
    expect(compareNumbers(0.002, 0, 1e-3)).toBe('the answer is 0.002, expected 0');
  });

  it('finds the first difference of nested lists', () => {
    expect(compareNumbers([[1], [2, 9]], [[1], [2, 3]], 0)).toBe('item 1, 1 is 9, expected 3');
    expect(compareNumbers([[1], [2]], [[1], [2, 3]], 0)).toBe('item 1 has 1 items, expected 2');
  });

  it('takes a bigint for the number it is, and large ones exactly', () => {
    expect(compareNumbers(3n, 3, 0)).toBeUndefined();
    expect(compareNumbers(2n ** 64n, 2n ** 64n, 0)).toBeUndefined();
    expect(compareNumbers(2 ** 64, 2n ** 64n, 0)).toBeUndefined();
    expect(compareNumbers(2n ** 100n + 1n, 2n ** 100n, 1e-6)).toBe(
      'the answer is 1267650600228229401496703205377, expected 1267650600228229401496703205376',
    );
    expect(compareNumbers(2n ** 2000n, 2n ** 1999n, 1e-6, true)).toMatch(/which is too large$/);
    expect(compareNumbers(2.5, 2n, 1)).toBe('the answer is 2.5, expected 2');
  });

  it('compares all else exactly', () => {
    expect(compareNumbers('1', '1', 1)).toBeUndefined();
    expect(compareNumbers('1', 1, 1)).toBe('the answer is "1", expected 1');
    expect(compareNumbers(NaN, 1, Infinity)).toBe('the answer is NaN, expected 1');
    expect(compareNumbers({ a: 1 }, { b: 1 }, 1)).toBe('the answer has the parts a, expected b');
  });
});

describe('showNumbers(value)', () => {
  it('cuts long lists short and rounds', () => {
    expect(showNumbers([1 / 3, [2]])).toBe('[0.333333, [2]]');
    expect(showNumbers(new Uint8Array(9))).toBe('[0, 0, 0, 0, 0, 0, 0, 0, …]');
  });
});
