import { describe, expect, it } from 'vitest';
import { fromBits, toBits, toWhole } from '../../../lib/src/tasks/bits';
import { fc } from '../../helpers/fastCheck';

describe('toBits and fromBits', () => {
  it('fromBits(toBits(n, T)) is n, for numbers of hundreds of bits', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 300n }), fc.integer({ min: 301, max: 320 }), (n, T) => {
        const bits = toBits(n, T);
        expect(bits.length).toBe(T);
        expect(fromBits(bits)).toBe(n);
      }),
    );
  });

  it('toBits(n, T)[t] is ⌊n / 2ᵗ⌋ mod 2: the least significant bit comes first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 30 }), (n) => {
        expect(toBits(n, 31)).toEqual(Array.from({ length: 31 }, (_, t) => Math.floor(n / 2 ** t) % 2));
      }),
    );
  });

  it('toBits and fromBits at the edges: 0, one bit, all ones, none', () => {
    expect(toBits(0, 1)).toEqual([0]);
    expect(toBits(1n, 1)).toEqual([1]);
    expect(toBits(255, 8)).toEqual(Array(8).fill(1));
    expect(fromBits([])).toBe(0n);
  });

  it('toBits, fromBits and toWhole refuse what they cannot write, naming it', () => {
    expect(() => toBits(8, 3)).toThrow('toBits: value needs 4 bits, expected at most T = 3');
    expect(() => toBits(1, 0)).toThrow('toBits: T is 0');
    expect(() => toBits(1, 2 ** 26)).toThrow(
      'toBits: T is 67108864, expected a whole number from 1 to 1048576',
    );
    expect(() => toBits(-1, 3)).toThrow('toBits: value is -1');
    expect(() => toBits(-1n, 3)).toThrow('toBits: value is -1, expected no negative number');
    expect(() => toBits(0.5, 3)).toThrow('toBits: value is 0.5');
    expect(() => toBits(2 ** 53, 60)).toThrow('toBits: value is 9007199254740992');
    expect(() => fromBits([0, 2])).toThrow('fromBits: bits[1] is 2');
    expect(() => toWhole('add', 'a', '7')).toThrow('add: a is "7"');
  });
});
