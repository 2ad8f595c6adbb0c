import { checkArray, checkFunction, checkLength, checkNumber, checkObject } from '../core/shape';

/** How a gradient is checked. */
export interface GradientCheckOptions {
  /** ε, how far a parameter is moved to each side; 1e-5 if left out. */
  readonly epsilon?: number;
  /** The largest relative error that passes; 1e-6 if left out. */
  readonly tolerance?: number;
  /** Gradients smaller than this are compared by their difference over it; 1e-3 if left out. */
  readonly floor?: number;
}

/** The parameter at which two gradients differ the most. */
export interface GradientCheck {
  /** The largest relative error. */
  readonly worst: number;
  /** Where in the parameters it is. */
  readonly index: number;
  /** The gradient that was given there. */
  readonly analytic: number;
  /** The gradient that was measured there. */
  readonly numeric: number;
  /** Whether the worst is within the tolerance. */
  readonly passed: boolean;
}

/**
 * Compares a gradient with one measured by central differences, (L(p + ε) − L(p − ε)) / 2ε for each parameter
 * p in turn. The relative error is |analytic − numeric| / max(|analytic|, |numeric|, floor): measured
 * gradients are only good to about 1e-10, so that very small ones cannot be compared digit by digit.
 *
 * @param loss - computes the loss with the parameters as they are; it must not depend on chance
 * @param parameters - moved while the check runs and put back, to the last bit
 * @param gradients - as long as the parameters: what backpropagation gave
 * @param options - ε, tolerance, floor
 * @returns the worst place
 * @throws RangeError when the lengths differ, there is no parameter, or the loss is not finite
 * @example
 * import { checkGradient } from 'carry';
 * const p = Float64Array.of(3);
 * checkGradient(() => p[0]! ** 2, p, Float64Array.of(6)).passed; // → true
 * checkGradient(() => p[0]! ** 2, p, Float64Array.of(5)).passed; // → false
 */
export function checkGradient(
  loss: () => number,
  parameters: Float64Array,
  gradients: Float64Array,
  options: GradientCheckOptions = {},
): GradientCheck {
  const where = 'checkGradient';
  checkObject(where, 'options', options);
  const { epsilon = 1e-5, tolerance = 1e-6, floor = 1e-3 } = options;
  for (const [name, value] of Object.entries({ epsilon, tolerance, floor })) {
    checkNumber(where, name, value, Number.MIN_VALUE);
  }
  checkFunction(where, 'loss', loss);
  checkLength(where, 'parameters', parameters, [parameters?.length]);
  checkArray(where, 'gradients', gradients, [parameters.length]);
  const given = gradients.slice(); // the loss may run a backward pass, which overwrites them
  let result = { worst: -1, index: 0, analytic: 0, numeric: 0 };
  for (let index = 0; index < given.length; index++) {
    const analytic = given[index]!; // index is below the length
    const numeric = slopeAt(loss, parameters, index, epsilon);
    const worst = Math.abs(analytic - numeric) / Math.max(Math.abs(analytic), Math.abs(numeric), floor);
    if (!Number.isFinite(worst)) {
      const values = `analytic ${analytic}, numeric ${numeric}`;
      throw new RangeError(`${where}: at index ${index} ${values}, expected finite numbers`);
    }
    if (worst > result.worst) result = { worst, index, analytic, numeric };
  }
  return { ...result, passed: result.worst <= tolerance };
}

function slopeAt(loss: () => number, parameters: Float64Array, index: number, epsilon: number): number {
  const value = parameters[index]!;
  try {
    const above = (parameters[index] = value + epsilon);
    const lossAbove = loss();
    const below = (parameters[index] = value - epsilon);
    const lossBelow = loss();
    return (lossAbove - lossBelow) / (above - below); // what was really added, after rounding
  } finally {
    parameters[index] = value;
  }
}
