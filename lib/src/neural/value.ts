import { exp, log, log1p } from '../core/elementary';
import { checkNumber } from '../core/shape';
import { activations, sigmoid, type ActivationName } from './activations';

/**
 * A number that remembers what it was computed from, so that the gradient of any expression follows by itself.
 * Each operation keeps its backward pass beside its forward pass: the operands, and the slope of the result with
 * respect to each of them. {@link Value.backward} walks from the result to the numbers that it began with, multiplies
 * along each path, and adds where paths meet: reverse-mode automatic differentiation. It is slow (an object for each
 * number) and has no formula that could be derived wrongly, which makes it a judge for those that were derived.
 *
 * Source: Karpathy, micrograd (2020); Linnainmaa, "Taylor expansion of the accumulated rounding error" (1976).
 * @example
 * import { Value } from 'carry';
 * const w = new Value(3);
 * const loss = w.times(w).plus(w.times(2)); // w² + 2w
 * loss.backward();
 * loss.data; // → 15
 * w.gradient; // → 8
 */
export class Value {
  /** How much the number that `backward` was last called on changes for a small change of this one. */
  gradient = 0;
  /** One more than the deepest operand's; 0 for a number that was not computed. */
  readonly depth: number;

  /**
   * @param data - the number
   * @param operands - the values that it was computed from; none for an input or a parameter
   * @param slopes - for each operand, the derivative of this number with respect to it
   * @param operation - what computed it, for pictures of the graph
   * @throws RangeError when `data` is not a number, or there is not one slope for each operand
   */
  constructor(
    readonly data: number,
    readonly operands: readonly Value[] = [],
    readonly slopes: readonly number[] = [],
    readonly operation = '',
  ) {
    checkNumber('Value', 'data', data, -Infinity);
    if (slopes.length !== operands.length) {
      throw new RangeError(
        `Value: ${slopes.length} slopes for ${operands.length} operands, expected as many`,
      );
    }
    this.depth = operands.reduce((deepest, { depth }) => Math.max(deepest, depth + 1), 0);
  }

  /**
   * Adds: both slopes are 1.
   * @param other - a value or a plain number
   * @returns a fresh value
   */
  plus(other: Value | number): Value {
    const b = asValue(other);
    return new Value(this.data + b.data, [this, b], [1, 1], '+');
  }

  /**
   * Subtracts: the slopes are 1 and −1.
   * @param other - a value or a plain number
   * @returns a fresh value
   */
  minus(other: Value | number): Value {
    const b = asValue(other);
    return new Value(this.data - b.data, [this, b], [1, -1], '−');
  }

  /**
   * Multiplies: each factor's slope is the other factor.
   * @param other - a value or a plain number
   * @returns a fresh value
   */
  times(other: Value | number): Value {
    const b = asValue(other);
    return new Value(this.data * b.data, [this, b], [b.data, this.data], '·');
  }

  /**
   * The hyperbolic tangent h, with the slope 1 − h².
   * @returns a fresh value
   */
  tanh(): Value {
    return activated(this, 'tanh', 'tanh');
  }

  /**
   * The logistic sigmoid h, with the slope h(1 − h).
   * @returns a fresh value
   */
  sigmoid(): Value {
    return activated(this, 'sigmoid', 'σ');
  }

  /**
   * The rectifier max(0, a), with the slope 1 above 0, and 0 at and below it.
   * @returns a fresh value
   */
  relu(): Value {
    return activated(this, 'relu', 'relu');
  }

  /**
   * eᵃ, which is its own slope.
   * @returns a fresh value
   * @throws RangeError when the result is too large for a number
   */
  exp(): Value {
    const power = exp(this.data);
    return new Value(power, [this], [power], 'exp');
  }

  /**
   * The natural logarithm, with the slope 1/a.
   * @returns a fresh value
   * @throws RangeError when the number is not above 0
   */
  log(): Value {
    checkNumber('Value.log', 'data', this.data, Number.MIN_VALUE);
    return new Value(log(this.data), [this], [1 / this.data], 'ln');
  }

  /**
   * ln(1 + eᵃ), with the slope σ(a): the cross-entropy of a logit a is this minus a times the target.
   * @returns a fresh value
   */
  softplus(): Value {
    const value = Math.max(this.data, 0) + log1p(exp(-Math.abs(this.data)));
    return new Value(value, [this], [sigmoid(this.data)], 'softplus');
  }

  /**
   * Sets the gradient of every number that this one was computed from (and its own, to 1). Gradients of an earlier
   * call are replaced, not added to. No recursion: a graph of a million steps is no deeper than its list.
   */
  backward(): void {
    const found = new Set<Value>([this]);
    for (const value of found) for (const operand of value.operands) found.add(operand); // the loop meets them too
    for (const value of found) value.gradient = 0;
    this.gradient = 1;
    const deepestFirst = [...found].sort((a, b) => b.depth - a.depth); // a result before its operands
    for (const value of deepestFirst) {
      for (const [k, operand] of value.operands.entries()) {
        operand.gradient += value.slopes[k]! * value.gradient; // one slope for each operand
      }
    }
  }
}

const asValue = (number: Value | number): Value => (typeof number === 'number' ? new Value(number) : number);

function activated(a: Value, name: ActivationName, operation: string): Value {
  const { value, slope } = activations[name];
  const h = value(a.data);
  return new Value(h, [a], [slope(h)], operation);
}
