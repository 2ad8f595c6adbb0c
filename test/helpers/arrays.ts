import { expect } from 'vitest';
import { uniform, type Rng } from '../../lib/src/core/random';

/** Numbers drawn uniformly from [low, high). */
export function randomArray(rng: Rng, length: number, low = -1, high = 1): Float64Array {
  return Float64Array.from({ length }, () => uniform(rng, low, high));
}

/** Overwrites an array with numbers drawn uniformly from [−scale, scale). */
export function randomizeInPlace(rng: Rng, array: Float64Array, scale = 1): void {
  array.set(randomArray(rng, array.length, -scale, scale));
}

/** Expects |actual − expected| ≤ tolerance·max(1, |expected|) for every number, and equal lengths. */
export function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  what = 'numbers',
): void {
  expect(actual.length, `${what}: length`).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    const [is, wanted] = [actual[i] as number, expected[i] as number];
    const error = Math.abs(is - wanted) / Math.max(1, Math.abs(wanted));
    // Written so that NaN fails too.
    if (!(error <= tolerance)) expect.fail(`${what}[${i}] is ${is}, expected ${wanted} within ${tolerance}`);
  }
}

/** Expects the same 64 bits in every place. */
export function expectSameBits(actual: Float64Array, expected: Float64Array, what = 'numbers'): void {
  expect(actual.length, `${what}: length`).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    if (!Object.is(actual[i], expected[i]))
      expect.fail(`${what}[${i}] is ${actual[i]}, expected ${expected[i]}`);
  }
}

/** Puts [first, second, size] into the order [second, first, size]: time-major to batch-major and back. */
export function swapAxes(array: ArrayLike<number>, first: number, second: number): Float64Array {
  const size = array.length / (first * second);
  return Float64Array.from({ length: array.length }, (_, index) => {
    const [row, k] = [Math.floor(index / size), index % size];
    const [s, f] = [Math.floor(row / first), row % first];
    return array[(f * second + s) * size + k] as number;
  });
}
