import { expect } from 'vitest';

/**
 * The slope of a loss along each number of an array, from four evaluations each:
 * f′ ≈ [8(f(x + e) − f(x − e)) − (f(x + 2e) − f(x − 2e))] / 12e, whose error is of order e⁴.
 */
export function numericGradient(loss: () => number, at: Float64Array, step = 1e-3): Float64Array {
  return at.map((value, i) => {
    const move = (by: number): number => {
      at[i] = value + by;
      return loss();
    };
    const slope = (8 * (move(step) - move(-step)) - (move(2 * step) - move(-2 * step))) / (12 * step);
    at[i] = value;
    return slope;
  });
}

/**
 * Expects an analytic gradient to agree with finite differences to a relative 1e-6. Rounding makes a loss near
 * 10 uncertain by about 1e-15, and hence a slope by 1e-15/step: a gradient below 1e-8/step (1e-5 for the usual
 * step) is therefore held to that bound's 1e-6 and not to its own.
 */
export function expectGradient(
  loss: () => number,
  at: Float64Array,
  analytic: Float64Array,
  what: string,
  step = 1e-3,
): void {
  const before = analytic.slice(); // the loss may run a pass that overwrites it
  const numeric = numericGradient(loss, at, step);
  for (const [i, slope] of numeric.entries()) {
    const gradient = before[i] as number; // both are as long as `at`
    const error = Math.abs(gradient - slope) / Math.max(Math.abs(gradient), Math.abs(slope), 1e-8 / step);
    if (!(error <= 1e-6)) {
      expect.fail(`${what}[${i}] is ${gradient}, finite differences give ${slope}: relative error ${error}`);
    }
  }
}
