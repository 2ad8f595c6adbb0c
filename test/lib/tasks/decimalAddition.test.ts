import { describe, expect, it } from 'vitest';
import { createNumpyRng } from '../../../lib/src/core/mt19937';
import { createRng } from '../../../lib/src/core/random';
import type { Batch } from '../../../lib/src/core/sequence';
import { decimalBatch } from '../../../lib/src/tasks/addition';
import { createDecimalSampler } from '../../../lib/src/tasks/additionSampler';
import { fc } from '../../helpers/fastCheck';

const operand = fc.bigInt({ min: 0n, max: 10n ** 300n });

function numbersOf({ T, B, x, y }: Batch): [bigint, bigint, bigint][] {
  const read = (b: number, at: (n: number) => number | undefined): bigint =>
    BigInt(Array.from({ length: T }, (_, t) => String(at((T - 1 - t) * B + b) ?? NaN)).join('')); // the ones come first
  return Array.from({ length: B }, (_, b) => [
    read(b, (n) => x[2 * n]),
    read(b, (n) => x[2 * n + 1]),
    read(b, (n) => y[n]),
  ]);
}

describe('decimalBatch', () => {
  it('the targets of decimalBatch(pairs, T) are the digits of a + b, for hundreds of digits', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(operand, operand), { minLength: 1, maxLength: 4 }), (pairs) => {
        expect(numbersOf(decimalBatch(pairs, 302))).toEqual(pairs.map(([a, b]) => [a, b, a + b]));
      }),
      { numRuns: 30 },
    );
  });

  it('a carry runs through every digit: 999…9 + 1', () => {
    const { y } = decimalBatch([[10n ** 50n - 1n, 1]], 51);
    expect(Array.from(y)).toEqual([...Array(50).fill(0), 1]);
  });

  it('decimalBatch refuses an empty list and sums that do not fit', () => {
    expect(() => decimalBatch([], 3)).toThrow('decimalBatch: the number of pairs is 0');
    expect(() => decimalBatch([[999, 1]], 3)).toThrow(
      'decimalBatch: the sum of pairs[0] needs 4 digits, expected at most T = 3',
    );
    expect(() => decimalBatch([[1, NaN]], 3)).toThrow('decimalBatch: pairs[0][1] is NaN');
  });
});

describe('createDecimalSampler', () => {
  it.each([1, 10, 49, 101, 400])('uniform, %i digits: every sum is right, in one step more', (digits) => {
    const batch = createDecimalSampler({ digits, B: 20, rng: createRng(1) })();
    expect(batch.T).toBe(digits + 1);
    for (const [a, b, sum] of numbersOf(batch)) expect(sum).toBe(a + b);
  });

  it('every digit is equally likely, leading zeros included', () => {
    const { x, T, B } = createDecimalSampler({ digits: 5, B: 4000, rng: createRng(1) })();
    const counts = Array<number>(10).fill(0);
    for (const digit of x.subarray(2 * (T - 2) * B, 2 * (T - 1) * B)) counts[digit]!++; // the leading ones
    for (const count of counts) expect(Math.abs(count / 8000 - 0.1)).toBeLessThan(0.02);
  });

  it("NumPy's generator draws each number's digits as the program of seed 002 does", () => {
    // np.random.seed(0); np.random.randint(0, 10, 3) four times
    const sample = createDecimalSampler({ digits: 3, B: 2, rng: createNumpyRng(0) });
    expect(numbersOf(sample()).map(([a, b]) => [Number(a), Number(b)])).toEqual([
      [503, 352],
      [379, 476],
    ]);
  });
});
