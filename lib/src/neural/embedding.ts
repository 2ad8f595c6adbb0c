import { checkParameters, type Parameters, type Shapes } from '../core/parameters';
import { checkInteger, checkLength, checkObject } from '../core/shape';

/**
 * A table with one row of E numbers for each of C symbols. An input row of D symbols becomes D rows of the
 * table, one after the other: the same as D one-hot vectors times W_e, without the multiplications by 0.
 *
 * Source: seed 002 (`nn.Embedding`), where the digits 0 to 9 become rows of 32 numbers.
 * @example
 * import { createParameters, Embedding } from 'carry';
 * const embedding = new Embedding({ symbols: 3, size: 2 });
 * const parameters = createParameters(embedding.shapes, Float64Array.of(1, 2, 3, 4, 5, 6));
 * const e = new Float64Array(4);
 * embedding.forward(parameters, Float64Array.of(2, 0), e);
 * Array.from(e); // → [5,6,1,2]
 */
export class Embedding {
  /** C, the number of different symbols. */
  readonly symbols: number;
  /** E, the numbers that stand for one symbol. */
  readonly size: number;
  readonly shapes: Shapes;

  /**
   * @param options - the number of symbols and of numbers for each
   * @throws RangeError when one is not a positive whole number
   */
  constructor(options: { readonly symbols: number; readonly size: number }) {
    checkObject('Embedding', 'options', options);
    const { symbols, size } = options;
    this.symbols = checkInteger('Embedding', 'symbols', symbols);
    this.size = checkInteger('Embedding', 'size', size);
    this.shapes = { W_e: [symbols, size] };
  }

  /**
   * e[n] = W_e[x[n]].
   *
   * @param parameters - W_e [C, E]
   * @param x - [N] whole numbers from 0 to C − 1
   * @param e - [N, E], overwritten
   * @throws RangeError when a number of x is no symbol, or e has another length
   */
  forward(parameters: Parameters, x: Float64Array, e: Float64Array): void {
    const { size: E } = this;
    checkParameters('Embedding.forward', 'parameters', parameters, this.shapes);
    const W_e = parameters.views.W_e!; // in shapes
    this.checkSymbols(x);
    checkLength('Embedding.forward', 'e', e, [x.length, E]);
    for (let n = 0; n < x.length; n++) {
      for (let k = 0; k < E; k++) e[n * E + k] = W_e[x[n]! * E + k]!; // inside both
    }
  }

  /**
   * dW_e[x[n]] += de[n]: only the rows that were used learn.
   *
   * @param x - [N], the input of the forward pass
   * @param de - [N, E], the gradient of the loss with respect to e
   * @param gradients - added to
   * @throws RangeError when de has another length
   */
  backward(x: Float64Array, de: Float64Array, gradients: Parameters): void {
    const { size: E } = this;
    checkParameters('Embedding.backward', 'gradients', gradients, this.shapes);
    const dW_e = gradients.views.W_e!; // in shapes
    checkLength('Embedding.backward', 'de', de, [x.length, E]);
    for (let n = 0; n < x.length; n++) {
      for (let k = 0; k < E; k++) dW_e[x[n]! * E + k]! += de[n * E + k]!; // inside both
    }
  }

  private checkSymbols(x: Float64Array): void {
    if (!(x instanceof Float64Array)) {
      throw new TypeError(`Embedding.forward: x is ${typeof x}, expected a Float64Array`);
    }
    for (let n = 0; n < x.length; n++) {
      const symbol = x[n]!; // n is below the length
      if (Number.isInteger(symbol) && symbol >= 0 && symbol < this.symbols) continue;
      checkInteger('Embedding.forward', `x[${n}]`, symbol, 0, this.symbols - 1);
    }
  }
}
