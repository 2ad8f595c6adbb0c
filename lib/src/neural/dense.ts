import { weightsOf } from '../core/matrix';
import { checkParameters, type Parameters, type Shapes } from '../core/parameters';
import { addProduct, Matrix } from '../core/product';
import { checkBoolean, checkChoice, checkInteger, checkLength, checkObject } from '../core/shape';
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
  constructor(options: DenseOptions) {
    checkObject('Dense', 'options', options);
    const { inputSize, outputSize, activation = 'linear', bias = true } = options;
    this.inputSize = checkInteger('Dense', 'inputSize', inputSize);
    this.outputSize = checkInteger('Dense', 'outputSize', outputSize);
    this.activation = checkChoice('Dense', 'activation', activation, ACTIVATION_NAMES);
    this.shapes = {
      W: [inputSize, outputSize],
      ...(checkBoolean('Dense', 'bias', bias) ? { b: [outputSize] } : {}),
    };
  }

  /**
   * y = g(x·W + b).
   *
   * @param parameters - W [D, K] and, unless switched off, b [K]
   * @param x - [R, D]
   * @param y - [R, K], overwritten
   * @throws RangeError or TypeError when a length does not fit; a NaN in x comes out as NaN
   */
  forward(parameters: Parameters, x: Float64Array, y: Float64Array): void {
    checkParameters('Dense.forward', 'parameters', parameters, this.shapes);
    const { W, b } = weightsOf(parameters);
    const R = this.countRows('Dense.forward', x);
    checkLength('Dense.forward', 'y', y, [R, this.outputSize]);
    y.fill(0);
    const { inputSize: D, outputSize: K } = this;
    addProduct(new Matrix(y, R, K), new Matrix(x, R, D), W!); // checked
    if (b) addRowsInPlace(y, b.data);
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
   * @throws RangeError or TypeError when a length does not fit
   */
  backward(
    parameters: Parameters,
    x: Float64Array,
    y: Float64Array,
    dy: Float64Array,
    gradients: Parameters,
    dx?: Float64Array,
  ): void {
    const { inputSize: D, outputSize: K } = this;
    const R = this.countRows('Dense.backward', x);
    checkParameters('Dense.backward', 'parameters', parameters, this.shapes);
    checkParameters('Dense.backward', 'gradients', gradients, this.shapes);
    const { W: dW, b: db } = weightsOf(gradients);
    checkLength('Dense.backward', 'y', y, [R, K]);
    checkLength('Dense.backward', 'dy', dy, [R, K]);
    if (dx !== undefined) checkLength('Dense.backward', 'dx', dx, [R, D]);

    activateBackwardInPlace(this.activation, y, dy, dy);
    const da = new Matrix(dy, R, K);
    addProduct(dW!, new Matrix(x, R, D).T, da); // dW += xᵀ·da
    if (db) sumRowsInPlace(db.data, dy); // db += Σ da
    if (dx) addProduct(new Matrix(dx, R, D), da, weightsOf(parameters)['W']!.T); // dx += da·Wᵀ
  }

  private countRows(where: string, x: Float64Array): number {
    const R = x instanceof Float64Array ? x.length / this.inputSize : NaN;
    if (Number.isInteger(R) && R > 0) return R;
    throw new RangeError(`${where}: x has ${x?.length} numbers, expected rows of ${this.inputSize}`);
  }
}
