import { MOST_STEPS, type Batch } from '../core/sequence';
import { checkInteger, checkList, sizeOf } from '../core/shape';
import { toWhole } from './bits';
import type { Pair } from './pairs';

/**
 * An addition problem for each pair: at step t the network reads bit t of both numbers, and the target is
 * bit t of the sum.
 *
 * @param pairs - at least one pair of numbers
 * @param T - the number of steps; enough for every sum
 * @returns a fresh batch: x [T, B, 2], y [T, B, 1]
 * @throws RangeError when there is no pair, a number is negative or not whole, or a sum needs more than T bits
 * Source: seed 001; seed 000's table of 2 + 3 = 5.
 * @example
 * import { additionBatch } from 'carry';
 * const { x, y } = additionBatch([[2, 3]], 3);
 * Array.from(x); // → [0,1,1,1,0,0]
 * Array.from(y); // → [1,0,1]
 */
export function additionBatch(pairs: readonly Pair[], T: number): Batch {
  return batchOf('additionBatch', pairs, T, 2);
}

/**
 * A decimal addition problem for each pair: at step t the network reads digit t of both numbers as symbols
 * from 0 to 9, and the target is digit t of the sum, a class.
 *
 * @param pairs - at least one pair of numbers
 * @param T - the number of steps; enough for every sum
 * @returns a fresh batch: x [T, B, 2], y [T, B]
 * @throws RangeError when there is no pair, a number is negative or not whole, or a sum needs more digits
 * Source: seed 002.
 * @example
 * import { decimalBatch } from 'carry';
 * const { x, y } = decimalBatch([[95, 7]], 3);
 * Array.from(x); // → [5,7,9,0,0,0]
 * Array.from(y); // → [2,0,1]
 */
export function decimalBatch(pairs: readonly Pair[], T: number): Batch {
  return batchOf('decimalBatch', pairs, T, 10);
}

function batchOf(where: string, pairs: readonly Pair[], T: number, base: 2 | 10): Batch {
  checkList(where, 'pairs', pairs);
  const B = checkInteger(where, 'the number of pairs', pairs.length);
  checkInteger(where, 'T', T, 1, MOST_STEPS);
  const batch: Batch = { T, B, x: new Float64Array(sizeOf(where, [T, B, 2])), y: new Float64Array(T * B) };
  pairs.forEach((pair, b) => {
    const numbers = [0, 1].map((n) => toWhole(where, `pairs[${b}][${n}]`, pair?.[n]));
    const needed = (numbers[0]! + numbers[1]!).toString(base).length; // two in, two out
    if (needed > T) {
      const digits = `${needed} ${base === 2 ? 'bits' : 'digits'}`;
      throw new RangeError(`${where}: the sum of pairs[${b}] needs ${digits}, expected at most T = ${T}`);
    }
    numbers.forEach((number, operand) => writeDigitsInPlace(batch, b, operand, number.toString(base)));
  });
  fillSumsInPlace(batch, base);
  return batch;
}

function writeDigitsInPlace({ B, x }: Batch, b: number, operand: number, digits: string): void {
  const last = digits.length - 1; // the ones come first
  for (let t = 0; t <= last; t++) x[2 * (t * B + b) + operand] = Number(digits[last - t]);
}

/**
 * Fills the targets of a batch from its inputs, as one adds by hand: digit = (a + b + carry) mod base, with the
 * carry 1 where a + b + carry ≥ base. A carry out of the last step is lost, as in any adder of T digits. A hot
 * path without checks.
 *
 * @param batch - x [T, B, 2] of digits; y [T, B, 1] is overwritten
 * @param base - 2 for bits, 10 for decimal digits
 */
export function fillSumsInPlace({ T, B, x, y }: Batch, base: 2 | 10): void {
  for (let b = 0; b < B; b++) {
    let carry = 0;
    for (let t = 0, n = b; t < T; t++, n += B) {
      const sum = x[2 * n]! + x[2 * n + 1]! + carry; // n = t·B + b is below T·B
      carry = sum >= base ? 1 : 0;
      y[n] = sum - base * carry;
    }
  }
}
