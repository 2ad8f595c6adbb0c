import { checkRng, type Rng } from '../core/random';
import type { Batch } from '../core/sequence';
import { checkChoice, checkInteger, checkObject, sizeOf } from '../core/shape';
import { fillSumsInPlace } from './addition';
import { drawInteger } from './drawInteger';

/** Makes the batch of a training step, a fresh one each time. */
export type Sampler = (step?: number) => Batch;

/** Where addition problems come from. */
export type AdditionStyle = 'uniform' | 'trask' | 'tandon' | 'ou';

/** What {@link createAdditionSampler} needs. */
export interface AdditionSamplerOptions {
  /** n: from 1 to 30, or to 100,000 in the uniform style. */
  readonly bits: number;
  /** Problems in a batch. */
  readonly B: number;
  readonly rng: Rng;
  /** 'uniform' if left out. */
  readonly style?: AdditionStyle;
}

/** Operands from [low, high), in T steps. */
interface Range {
  readonly low: number;
  readonly high: number;
  readonly T: number;
}

const RANGES: Readonly<Record<AdditionStyle, (bits: number) => Range>> = {
  uniform: (bits) => ({ low: 0, high: 2 ** bits, T: bits + 1 }),
  trask: (bits) => ({ low: 0, high: 2 ** (bits - 1), T: bits }),
  tandon: (bits) => ({ low: 2 ** (bits - 1) + 1, high: 2 ** bits + 1, T: bits + 2 }),
  ou: (bits) => ({ low: 0, high: 2 ** (bits - 1) + 1, T: bits }),
};

/** Wide enough for the seeds; wider operands are drawn in pieces of this many bits. */
const MOST_BITS_AT_ONCE = 30;

/**
 * Makes a sampler of binary additions. The styles, for `bits` = n:
 *
 * - uniform: both operands from 0 to 2ⁿ − 1, in n + 1 steps, so that every sum fits and every pair occurs
 * - trask (seed 001): from 0 to 2ⁿ⁻¹ − 1 in n steps; its "8-bit" operands have 7 bits
 * - tandon (seed 000): from 2ⁿ⁻¹ + 1 to 2ⁿ, both ends included, so that "length 3" means only 5, 6, 7 and 8,
 *   of which 8 has four bits; never a leading zero beyond the carry's, and a sum is as long as it is: n + 1
 *   steps, or n + 2 for 2ⁿ + 2ⁿ (in a batch that mixes both, the shorter rows are masked at the end)
 * - ou (seed 003): from 0 to 2ⁿ⁻¹, both ends included, in n steps; 128 + 128 overflows and counts as 0
 *
 * @param options - bits, batch size, source of chance and style; NumPy's generator draws as `randint` does
 * @returns a sampler of fresh batches, x [T, B, 2] and y [T, B, 1]
 * @throws RangeError when a size is not a whole number in its range, or the style is unknown
 * @example
 * import { createAdditionSampler, createNumpyRng } from 'carry';
 * const sample = createAdditionSampler({ bits: 8, B: 1, rng: createNumpyRng(0), style: 'trask' });
 * Array.from(sample().x.subarray(0, 8)); // → [0, 1, 0, 1, 1, 1, 1, 1]
 */
export function createAdditionSampler(options: AdditionSamplerOptions): Sampler {
  const where = 'createAdditionSampler';
  checkObject(where, 'options', options);
  const { bits, B, rng, style = 'uniform' } = options;
  checkRng(where, rng);
  checkChoice(where, 'style', style, Object.keys(RANGES) as AdditionStyle[]);
  checkInteger(where, 'bits', bits, 1, style === 'uniform' ? 100_000 : MOST_BITS_AT_ONCE);
  const { low, high, T } = RANGES[style](bits);
  const size = sizeOf(where, [T, B, 2]);
  const fixed = bits <= MOST_BITS_AT_ONCE;
  return () => {
    const batch: Batch = { T, B, x: new Float64Array(size), y: new Float64Array(T * B) };
    for (let b = 0; b < B; b++) {
      for (let operand = 0; operand < 2; operand++) {
        if (fixed) writeNumber(batch, b, operand, drawInteger(rng, low, high), 0, T);
        else writeLongNumber(batch, b, operand, rng, bits);
      }
    }
    fillSumsInPlace(batch, 2);
    return style === 'tandon' ? trimmed(batch) : batch;
  };
}

/** Writes the lowest bits of a number to the steps from `from` to `to`, the last one excluded. */
function writeNumber(
  { B, x }: Batch,
  b: number,
  operand: number,
  value: number,
  from: number,
  to: number,
): void {
  let rest = value; // below 2³¹, so that the bit operators are exact
  for (let t = from; t < to; t++, rest >>>= 1) x[2 * (t * B + b) + operand] = rest & 1;
}

function writeLongNumber(batch: Batch, b: number, operand: number, rng: Rng, bits: number): void {
  for (let t = 0; t < bits; t += MOST_BITS_AT_ONCE) {
    const width = Math.min(MOST_BITS_AT_ONCE, bits - t);
    writeNumber(batch, b, operand, drawInteger(rng, 0, 2 ** width), t, t + width);
  }
}

/** Drops the last step where no sum needs it; else masks it for the sums that do not. */
function trimmed({ T, B, x, y }: Batch): Batch {
  const start = (T - 1) * B;
  const last = y.subarray(start);
  if (!last.includes(1)) return { T: T - 1, B, x: x.subarray(0, 2 * start), y: y.subarray(0, start) };
  const mask = new Float64Array(T * B).fill(1);
  mask.set(last, start);
  return { T, B, x, y, mask };
}

/**
 * Makes a sampler of decimal additions with n digits in each operand, leading zeros included, in n + 1 steps, so that
 * every sum fits. Digits are added one by one and no large number is formed: n may be as large as you like. Each digit
 * is uniform and independent, so that all 10²ⁿ pairs are equally likely.
 *
 * @param options - digits n, batch size and source of chance
 * @returns a sampler of fresh batches, x [T, B, 2] and y [T, B]
 * @throws RangeError when a size is not a whole number in its range
 * @example
 * import { createDecimalSampler, createRng } from 'carry';
 * const sample = createDecimalSampler({ digits: 500, B: 2, rng: createRng(1) });
 * sample().T; // → 501
 */
export function createDecimalSampler(options: {
  readonly digits: number;
  readonly B: number;
  readonly rng: Rng;
}): Sampler {
  const where = 'createDecimalSampler';
  checkObject(where, 'options', options);
  const { digits, B, rng } = options;
  checkRng(where, rng);
  checkInteger(where, 'digits', digits, 1, 100_000);
  const T = digits + 1;
  const size = sizeOf(where, [T, B, 2]);
  return () => {
    const batch = { T, B, x: new Float64Array(size), y: new Float64Array(T * B) };
    const { x } = batch;
    for (let operand = 0; operand < 2; operand++) {
      for (let b = 0; b < B; b++) {
        for (let t = digits - 1; t >= 0; t--) x[2 * (t * B + b) + operand] = drawInteger(rng, 0, 10);
      }
    }
    fillSumsInPlace(batch, 10);
    return batch;
  };
}
