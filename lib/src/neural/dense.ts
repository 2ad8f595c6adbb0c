import { addMatMulInPlace, addMatMulTransposedInPlace, addTransposedMatMulInPlace } from '../core/product';
import type { Parameters, Shapes } from '../core/parameters';
import { checkChoice, checkInteger } from '../core/shape';
import {
  activateBackwardInPlace,
  activateInPlace,
  ACTIVATION_NAMES,
  type ActivationName,
} from './activations';
import { addRowsInPlace, sumRowsInPlace } from './rows';

/** What a {@link Dense} layer is made of. */
export interface DenseOptions {
  /** D, the numbers in an input row. */
  readonly inputSize: number;
  /** K, the numbers in an output row. */
  readonly outputSize: number;
  /** g, linear if left out. */
  readonly activation?: ActivationName;
  /** Whether there is a bias b; there is one if left out. */
  readonly bias?: boolean;
}

/**
 * A dense layer, applied to every row alike: y = g(x·W + b).
 *
 * Source: seed 000, h(x) = g(b + Wᵀx), here for row vectors.
 * @example
 * import { createParameters, Dense } from 'carry';
 * const and = new Dense({ inputSize: 2, outputSize: 1, activation: 'relu' });
 * const parameters = createParameters(and.shapes, Float64Array.of(1, 1, -1)); // W, b
 * const y = new Float64Array(4);
 * and.forward(parameters, Float64Array.of(0, 0, 0, 1, 1, 0, 1, 1), y);
 * Array.from(y); // → [0,0,0,1]
 */
export class Dense {
  readonly inputSize: number;
  readonly outputSize: number;
  readonly activation: ActivationName;
  readonly shapes: Shapes;

  /**
   * @param options - sizes, activation and whether there is a bias
   * @throws RangeError when a size is not a positive whole number or the activation has no such name
   */
  constructor({ inputSize, outputSize, activation = 'linear', bias = true }: DenseOptions) {
    this.inputSize = checkInteger('Dense', 'inputSize', inputSize);
    this.outputSize = checkInteger('Dense', 'outputSize', outputSize);
    this.activation = checkChoice('Dense', 'activation', activation, ACTIVATION_NAMES);
    this.shapes = { W: [inputSize, outputSize], ...(bias ? { b: [outputSize] } : {}) };
  }

  /**
   * y = g(x·W + b).
   *
   * @param parameters - W [D, K] and, unless switched off, b [K]
   * @param x - [R, D]
   * @param y - [R, K], overwritten
   */
  forward(parameters: Parameters, x: Float64Array, y: Float64Array): void {
    const { W, b } = parameters.views;
    y.fill(0);
    addMatMulInPlace(y, x, W!, x.length / this.inputSize, this.inputSize, this.outputSize); // W is in shapes
    if (b) addRowsInPlace(y, b);
    activateInPlace(this.activation, y, y);
  }

  /**
   * The chain rule: da = dy ⊙ g′(a), then dW += xᵀ·da, db += Σ da and dx += da·Wᵀ.
   *
   * @param parameters - as in the forward pass
   * @param x - [R, D], the input of the forward pass
   * @param y - [R, K], its output
   * @param dy - [R, K], the gradient of the loss with respect to y; overwritten by da
   * @param gradients - added to
   * @param dx - [R, D], added to; left out where nobody needs it
   */
  backward(
    parameters: Parameters,
    x: Float64Array,
    y: Float64Array,
    dy: Float64Array,
    gradients: Parameters,
    dx?: Float64Array,
  ): void {
    const [D, K, R] = [this.inputSize, this.outputSize, x.length / this.inputSize];
    const { W: dW, b: db } = gradients.views;
    activateBackwardInPlace(this.activation, y, dy, dy);
    addTransposedMatMulInPlace(dW!, x, dy, D, R, K); // W is in shapes
    if (db) sumRowsInPlace(db, dy);
    if (dx) addMatMulTransposedInPlace(dx, dy, parameters.views.W!, R, K, D);
  }
}
