import type { layers, Tensor } from '@tensorflow/tfjs';
import type { TensorFlow } from './backend';

/** A table with one row of `outputDim` numbers for each of `inputDim` symbols. */
export interface TableOptions {
  readonly name: string;
  readonly inputDim: number;
  readonly outputDim: number;
  readonly inputShape: (number | null)[];
}

/**
 * Makes a layer that computes what `embedding` does with a product: e = onehot(x)·W_e. Its gradient is a product too,
 * where a lookup's is a scattered sum, which the WebAssembly backend does not have. The class is made on the spot,
 * because it extends one of TensorFlow's, which is not loaded before it is asked for.
 */
export function oneHotLayer(tf: TensorFlow, options: TableOptions): layers.Layer {
  const { name, inputDim, outputDim, inputShape } = options;
  class OneHotProduct extends tf.layers.Layer {
    static readonly className = 'OneHotProduct';
    private table: ReturnType<layers.Layer['addWeight']> | undefined;

    override build(): void {
      this.table = this.addWeight('embeddings', [inputDim, outputDim], 'float32', tf.initializers.zeros());
      this.built = true;
    }

    override computeOutputShape(shape: number[]): number[] {
      return [...shape.slice(0, -1), (shape.at(-1) ?? 1) * outputDim]; // [B, T, D·E]
    }

    override call(inputs: Tensor | Tensor[]): Tensor {
      return tf.tidy(() => {
        const x = Array.isArray(inputs) ? inputs[0]! : inputs; // a layer has an input
        const oneHot = tf.oneHot(x.flatten().toInt(), inputDim).toFloat(); // [B·T·D, C]
        const e = oneHot.matMul(this.table!.read().as2D(inputDim, outputDim)); // it is built before it is called
        return e.reshape(this.computeOutputShape(x.shape));
      });
    }
  }
  return new OneHotProduct({ name, inputShape });
}
