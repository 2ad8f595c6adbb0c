import { checkInteger, checkLength, checkList, checkObject, zeros } from './shape';

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
 * @param size - the numbers in a row
 * @returns a fresh sequence
 * @throws RangeError when a size is not a positive whole number, or they ask for more memory than there is
 * @example
 * import { createSequence } from 'carry';
 * const h = createSequence(3, 1, 2);
 * h.steps[2]?.set([5, 6]);
 * Array.from(h.all); // → [0,0,0,0,5,6]
 */
export function createSequence(T: number, B: number, size: number): Sequence {
  checkInteger('createSequence', 'T', T, 1, MOST_STEPS + 1); // a window for each
  const all = zeros('createSequence', [T, B, size]);
  return { all, steps: splitSteps(all, T) };
}

/**
 * The sequence without its first step, on the same numbers: from h[−1], h[0] … h[T−1] to h[0] … h[T−1].
 *
 * @param sequence - at least two steps
 * @returns a window on the sequence
 * @throws RangeError when there is only one step
 * @example
 * import { createSequence, withoutFirstStep } from 'carry';
 * withoutFirstStep(createSequence(3, 1, 2)).all.length; // → 4
 */
export function withoutFirstStep(sequence: Sequence): Sequence {
  checkObject('withoutFirstStep', 'sequence', sequence);
  const { all, steps } = sequence;
  checkList('withoutFirstStep', 'the steps of sequence', steps);
  checkInteger('withoutFirstStep', 'the number of steps', steps.length, 2);
  return { all: all.subarray(steps[0]!.length), steps: steps.slice(1) }; // there are two steps at least
}

/**
 * Windows on the steps of a buffer [T, …].
 *
 * @param all - a buffer whose length T divides
 * @param T - the number of steps
 * @returns T windows on the buffer
 * @throws RangeError when T is not a positive whole number that divides the length
 * @example
 * import { splitSteps } from 'carry';
 * splitSteps(new Float64Array(6), 3).length; // → 3
 */
export function splitSteps(all: Float64Array, T: number): Float64Array[] {
  checkInteger('splitSteps', 'T', T);
  checkLength('splitSteps', 'all', all, [all?.length]);
  const size = checkInteger('splitSteps', 'the length of a step', all.length / T);
  return Array.from({ length: T }, (_, t) => all.subarray(t * size, (t + 1) * size));
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
