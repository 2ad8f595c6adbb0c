import { checkNumber } from '../core/shape';
import { initializers, type Initializer, type InitializerChoice } from './initializers';
import { checkModelConfig, type ModelConfig } from './modelConfig';

/**
 * The first values that Keras gives a model: Glorot for what reads inputs, orthogonal for what reads the
 * state, ±.05 for an embedding, 0 for biases, and 1 for the forget gate's bias of an LSTM. Keras makes a
 * GRU's recurrent weights [H, 3H] in one piece; here they are [H, 2H] and [H, H], orthogonal each by itself.
 *
 * @param config - the model's configuration, `model.config`
 * @param options - `forgetBias`: the bias of the forget gate, 1 if left out (0 is TensorFlow.js's default)
 * @returns what `initializeInPlace` wants
 * Source: the defaults of `tf.keras.layers.LSTM`, `Dense` and `Embedding`.
 * @example
 * import { createRng, initializeInPlace, kerasInitializer, SequenceModel } from 'carry';
 * const cells = [{ kind: 'lstm' as const, hiddenSize: 1 }];
 * const model = new SequenceModel({ inputSize: 2, cells, outputSize: 1 });
 * initializeInPlace(model.parameters, createRng(1), kerasInitializer(model.config));
 * Array.from(model.parameters.views['cell0.b_h']!); // → [0,1,0,0]
 */
export function kerasInitializer(
  config: ModelConfig,
  { forgetBias = 1 }: { readonly forgetBias?: number } = {},
): InitializerChoice {
  checkModelConfig(config);
  checkNumber('kerasInitializer', 'forgetBias', forgetBias);
  return (name) => {
    const [part = '', weight = ''] = name.split('.');
    if (part === 'embedding') return initializers.uniform(-0.05, 0.05);
    if (weight === 'W_hh' || weight === 'W_hn') return initializers.orthogonal();
    if (weight.startsWith('W')) return initializers.glorotUniform();
    const isLstm = cellOf(config, part)?.kind === 'lstm';
    return isLstm && weight === 'b_h' ? initializers.forgetGate(forgetBias) : initializers.zeros();
  };
}

/**
 * The first values that PyTorch gives a model: everything in a recurrent cell from ±1/√H, the read-out from
 * ±1/√(its inputs), an embedding from the standard normal distribution.
 *
 * @param config - the model's configuration, `model.config`
 * @returns what `initializeInPlace` wants
 * Source: the defaults of `torch.nn.RNN`, `LSTM`, `GRU`, `Linear` and `Embedding`; seeds 000 and 002.
 * @example
 * import { createRng, initializeInPlace, pytorchInitializer, SequenceModel } from 'carry';
 * const cells = [{ kind: 'rnn' as const, hiddenSize: 16 }];
 * const model = new SequenceModel({ inputSize: 2, cells, outputSize: 1 });
 * initializeInPlace(model.parameters, createRng(1), pytorchInitializer(model.config));
 * model.parameters.flat.every((w) => Math.abs(w) <= 1 / Math.sqrt(16)); // → true
 */
export function pytorchInitializer(config: ModelConfig): InitializerChoice {
  checkModelConfig(config);
  const within = (n: number): Initializer => initializers.uniform(-1 / Math.sqrt(n), 1 / Math.sqrt(n));
  return (name) => {
    const [part = ''] = name.split('.');
    if (part === 'embedding') return initializers.normal(1);
    const cell = cellOf(config, part) ?? config.cells.at(-1); // the read-out reads the last cell
    return within(cell!.hiddenSize); // there is at least one
  };
}

function cellOf(config: ModelConfig, part: string): ModelConfig['cells'][number] | undefined {
  return part.startsWith('cell') ? config.cells[Number(part.slice('cell'.length))] : undefined;
}
