import { checkInteger, zeros } from './shape';

/** The most steps that a sequence may have. */
export const MOST_STEPS = 2 ** 20;

/**
 * Rows of numbers for T steps: one buffer [T, B, size], and a window [B, size] on it for each step, so that
 * `h.steps[t]` is the h[t] of the formulas and `h.all` is what one large matrix product wants.
 */
export interface Sequence {
  /** All numbers, [T, B, size]. */
  readonly all: Float64Array;
  /** One window [B, size] for each step. */
  readonly steps: readonly Float64Array[];
}

/**
 * A sequence of zeros.
 *
 * @param T - the number of steps
 * @param B - the number of rows at each step
 * @param width - the numbers in a row
 * @returns a fresh sequence
 * @throws RangeError when a size is not a positive whole number, or they ask for more memory than there is
 * @example
 * import { createSequence } from 'carry';
 * const h = createSequence(3, 1, 2);
 * h.steps[2]?.set([5, 6]);
 * Array.from(h.all); // → [0,0,0,0,5,6]
 */
export function createSequence(T: number, B: number, width: number): Sequence {
  checkInteger('createSequence', 'T', T, 1, MOST_STEPS + 1); // a window for each
  const all = zeros('createSequence', [T, B, width]);
  const size = all.length / T;
  return { all, steps: Array.from({ length: T }, (_, t) => all.subarray(t * size, (t + 1) * size)) };
}

/** What a model reads: B sequences of T steps; where one is shorter, the mask is 0 for the steps that pad it. */
export interface Input {
  /** Steps. */
  readonly T: number;
  /** Sequences side by side. */
  readonly B: number;
  /** Inputs [T, B, D]. */
  readonly x: Float64Array;
  /** 1 for a step that counts and 0 for padding, [T, B]; every step counts if left out. */
  readonly mask?: Float64Array;
}

/** One batch of sequences for training or evaluation. */
export interface Batch extends Input {
  /** Targets [T, B, K], or [T, B] class numbers for a categorical loss. */
  readonly y: Float64Array;
  /** 1 for a step whose output is scored, where these are not all steps that count, [T, B]. */
  readonly scored?: Float64Array;
}
