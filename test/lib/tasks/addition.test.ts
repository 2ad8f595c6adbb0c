import { describe, expect, it } from 'vitest';
import { additionBatch, fillSumsInPlace } from '../../../lib/src/tasks/addition';
import { fromBits } from '../../../lib/src/tasks/bits';
import { allPairs, type Pair } from '../../../lib/src/tasks/pairs';
import { fc } from '../../helpers/fastCheck';
import { pairsOf } from '../../helpers/pairs';

const operand = fc.bigInt({ min: 0n, max: 2n ** 200n });

describe('additionBatch', () => {
  it('additionBatch([[2, 3]], 3) is the table of seed 000: 010 + 011 = 101, least significant bit first', () => {
    const { T, B, x, y, mask } = additionBatch([[2, 3]], 3);
    expect([T, B, mask]).toEqual([3, 1, undefined]);
    expect(Array.from(x)).toEqual([0, 1, 1, 1, 0, 0]);
    expect(Array.from(y)).toEqual([1, 0, 1]);
  });

  it('the targets of additionBatch(pairs, T) are the bits of a + b, for any pairs of 200 bits', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(operand, operand), { minLength: 1, maxLength: 5 }), (pairs) => {
        const T = 202;
        const batch = additionBatch(pairs, T);
        expect(pairsOf(batch)).toEqual(pairs);
        pairs.forEach(([a, b], row) => {
          const bits = Array.from({ length: T }, (_, t) => batch.y[t * batch.B + row] ?? NaN);
          expect(fromBits(bits)).toBe(a + b);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('a carry runs through every bit: (2ⁿ − 1) + 1', () => {
    const { y } = additionBatch([[2n ** 99n - 1n, 1]], 100);
    expect(Array.from(y)).toEqual([...Array(99).fill(0), 1]);
  });

  it('additionBatch adds all 256 pairs of four bits', () => {
    const batch = additionBatch(allPairs(4), 5);
    allPairs(4).forEach(([a, b], row) => {
      const bits = Array.from({ length: 5 }, (_, t) => batch.y[t * batch.B + row] ?? NaN);
      expect(Number(fromBits(bits))).toBe(a + b);
    });
  });

  it('additionBatch refuses an empty list, numbers that are none, and sums that do not fit', () => {
    expect(() => additionBatch([], 3)).toThrow('additionBatch: the number of pairs is 0');
    expect(() => additionBatch([[1, -1]], 3)).toThrow('additionBatch: pairs[0][1] is -1');
    expect(() => additionBatch([[1, 2], [0.5, 0]], 3)).toThrow('additionBatch: pairs[1][0] is 0.5'); // prettier-ignore
    expect(() => additionBatch([[4, 4]], 3)).toThrow(
      'additionBatch: the sum of pairs[0] needs 4 bits, expected at most T = 3',
    );
    expect(() => additionBatch([[1]] as unknown as Pair[], 3)).toThrow('pairs[0][1] is undefined');
    expect(() => additionBatch([[1, 1]], 0)).toThrow('additionBatch: T is 0');
  });
});

describe('fillSumsInPlace', () => {
  it('fillSumsInPlace loses the carry out of the last step, as an adder of T bits does', () => {
    const batch = { T: 1, B: 1, x: Float64Array.of(1, 1), y: Float64Array.of(NaN) };
    fillSumsInPlace(batch, 2);
    expect(Array.from(batch.y)).toEqual([0]);
  });
});
