import { MOST_STEPS, type Batch } from '../core/sequence';
import { checkArray, checkInteger, checkList, checkObject, sizeOf } from '../core/shape';
import { fromBits, toBits, toWhole } from './bits';
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
  checkList('additionBatch', 'pairs', pairs);
  const B = checkInteger('additionBatch', 'the number of pairs', pairs.length);
  checkInteger('additionBatch', 'T', T, 1, MOST_STEPS);
  const x = new Float64Array(sizeOf('additionBatch', [T, B, 2]));
  const batch = { T, B, x, y: new Float64Array(T * B) };
  pairs.forEach((pair, b) => {
    const [first, second] = [0, 1].map((n) => toWhole('additionBatch', `pairs[${b}][${n}]`, pair?.[n]));
    const sum = first! + second!; // two in, two out
    if (sum >> BigInt(T) > 0n) {
      const needed = sum.toString(2).length;
      throw new RangeError(
        `additionBatch: the sum of pairs[${b}] needs ${needed} bits, expected at most T = ${T}`,
      );
    }
    writeBitsInPlace(batch, b, 0, toBits(first!, T));
    writeBitsInPlace(batch, b, 1, toBits(second!, T));
  });
  fillSumsInPlace(batch);
  return batch;
}

function writeBitsInPlace({ T, B, x }: Batch, b: number, operand: number, bits: readonly number[]): void {
  for (let t = 0; t < T; t++) x[2 * (t * B + b) + operand] = bits[t]!; // as many bits as steps
}

/**
 * Fills the targets of a batch from its inputs, as one adds by hand: bit = (a + b + carry) mod 2, with the
 * carry 1 where a + b + carry ≥ 2. A carry out of the last step is lost, as in any adder of T bits. A hot
 * path without checks.
 *
 * @param batch - x [T, B, 2] of zeros and ones; y [T, B, 1] is overwritten
 * @example
 * import { fillSumsInPlace } from 'carry';
 * const batch = { T: 2, B: 1, x: Float64Array.of(1, 1, 0, 0), y: new Float64Array(2) };
 * fillSumsInPlace(batch);
 * Array.from(batch.y); // → [0,1]
 */
export function fillSumsInPlace({ T, B, x, y }: Batch): void {
  for (let b = 0; b < B; b++) {
    let carry = 0;
    for (let t = 0, n = b; t < T; t++, n += B) {
      const sum = x[2 * n]! + x[2 * n + 1]! + carry; // n = t·B + b is below T·B
      y[n] = sum & 1;
      carry = sum >> 1;
    }
  }
}

/**
 * The pairs that a batch of additions asks about: the inverse of {@link additionBatch}.
 *
 * @param batch - a batch with x [T, B, 2]
 * @returns B pairs
 * @throws RangeError when x has another length, or an input is neither 0 nor 1
 * @example
 * import { additionBatch, pairsOf } from 'carry';
 * pairsOf(additionBatch([[9, 60]], 8)).map(([a, b]) => a + b === 69n); // → [true]
 */
export function pairsOf(batch: Batch): [bigint, bigint][] {
  checkObject('pairsOf', 'batch', batch);
  const { T, B, x } = batch;
  checkInteger('pairsOf', 'T', T);
  checkInteger('pairsOf', 'B', B);
  checkArray('pairsOf', 'x', x, [T, B, 2]);
  const operand = (b: number, which: number): bigint =>
    fromBits(Array.from({ length: T }, (_, t) => x[2 * (t * B + b) + which]!)); // inside x
  return Array.from({ length: B }, (_, b) => [operand(b, 0), operand(b, 1)]);
}
