import { checkRng, type Rng } from '../core/random';
import { MOST_STEPS, type Batch } from '../core/sequence';
import { checkChoice, checkInteger, checkList, checkObject, sizeOf } from '../core/shape';
import type { Sampler } from './additionSampler';
import { toWhole } from './bits';
import { drawInteger } from './drawInteger';
import type { Pair } from './pairs';

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
  checkList('decimalBatch', 'pairs', pairs);
  const B = checkInteger('decimalBatch', 'the number of pairs', pairs.length);
  checkInteger('decimalBatch', 'T', T, 1, MOST_STEPS);
  const x = new Float64Array(sizeOf('decimalBatch', [T, B, 2]));
  const batch: Batch = { T, B, x, y: new Float64Array(T * B) };
  pairs.forEach((pair, b) => {
    const numbers = [0, 1].map((n) => toWhole('decimalBatch', `pairs[${b}][${n}]`, pair?.[n]));
    const needed = (numbers[0]! + numbers[1]!).toString().length; // two in, two out
    if (needed > T) {
      throw new RangeError(
        `decimalBatch: the sum of pairs[${b}] needs ${needed} digits, expected at most T = ${T}`,
      );
    }
    numbers.forEach((number, operand) => {
      const text = number.toString();
      for (let t = 0; t < text.length; t++) {
        x[2 * (t * B + b) + operand] = Number(text[text.length - 1 - t]); // the ones come first
      }
    });
  });
  fillDecimalSumsInPlace(batch);
  return batch;
}

/** digit = (a + b + carry) mod 10, with the carry 1 where a + b + carry ≥ 10: no number is ever formed. */
function fillDecimalSumsInPlace({ T, B, x, y }: Batch): void {
  for (let b = 0; b < B; b++) {
    let carry = 0;
    for (let t = 0, n = b; t < T; t++, n += B) {
      const sum = x[2 * n]! + x[2 * n + 1]! + carry; // n = t·B + b is below T·B
      carry = sum >= 10 ? 1 : 0;
      y[n] = sum - 10 * carry;
    }
  }
}

/** Where decimal problems come from. */
export type DecimalStyle = 'uniform' | 'assignment';

/** The most digits with which every sum fits into 64 bits. */
const INT64_DIGITS = 18;

/**
 * Makes a sampler of decimal additions with n digits in each operand, leading zeros included. The styles:
 *
 * - uniform: in n + 1 steps, so that every sum fits; n may be as large as you like, for digits are added one
 *   by one and no large number is formed
 * - assignment (seed 002's `gen_great_data_batch` with `maxlen = numdigit + 2`): in n + 2 steps, of which the
 *   last is always 0 + 0 = 0. The program turns the digits into a Python number and adds those as int64, so
 *   that its sums are only right up to 18 digits; more are refused here
 *
 * In both, each digit is uniform and independent, so that all 10²ⁿ pairs are equally likely: the same as the
 * seed's other generator, `randint(0, 10ⁿ)`.
 *
 * @param options - digits n, batch size, source of chance and style, 'uniform' if left out
 * @returns a sampler of fresh batches, x [T, B, 2] and y [T, B]
 * @throws RangeError when a size is not a whole number in its range, or the style is unknown
 * @example
 * import { createDecimalSampler, createRng } from 'carry';
 * const sample = createDecimalSampler({ digits: 500, B: 2, rng: createRng(1) });
 * sample().T; // → 501
 */
export function createDecimalSampler(options: {
  readonly digits: number;
  readonly B: number;
  readonly rng: Rng;
  readonly style?: DecimalStyle;
}): Sampler {
  const where = 'createDecimalSampler';
  checkObject(where, 'options', options);
  const { digits, B, rng, style = 'uniform' } = options;
  checkRng(where, rng);
  checkChoice(where, 'style', style, ['uniform', 'assignment']);
  checkInteger(where, 'digits', digits, 1, style === 'uniform' ? 100_000 : INT64_DIGITS);
  const T = digits + (style === 'uniform' ? 1 : 2);
  const size = sizeOf(where, [T, B, 2]);
  return () => {
    const batch = { T, B, x: new Float64Array(size), y: new Float64Array(T * B) };
    const { x } = batch;
    for (let operand = 0; operand < 2; operand++) {
      for (let b = 0; b < B; b++) {
        for (let t = digits - 1; t >= 0; t--) x[2 * (t * B + b) + operand] = drawInteger(rng, 0, 10);
      }
    }
    fillDecimalSumsInPlace(batch);
    return batch;
  };
}
