import type { layers, Sequential } from '@tensorflow/tfjs';
import { createRng } from '../core/random';
import { checkChoice, checkObject } from '../core/shape';
import type { ActivationName } from '../neural/activations';
import type { CellConfig } from '../neural/createCell';
import { initializeInPlace } from '../neural/initializers';
import { kerasInitializer } from '../neural/initializerPresets';
import { SequenceModel, type ModelConfig } from '../neural/sequenceModel';
import { backendOf, type TensorFlow } from './backend';
import { checkTensorFlow } from './checks';
import { oneHotLayer, type TableOptions } from './oneHotLayer';
import { weightsToTensorFlow } from './transfer';

type Layer = layers.Layer;

/** How symbols become numbers: by looking up rows of a table, or as one-hot rows times that table. */
export type EmbeddingMethod = 'lookup' | 'oneHot';

/** What {@link createLayersModel} may be told beside the configuration. */
export interface LayersOptions {
  /** Of the generator that draws the first values; 1 if left out. */
  readonly seed?: number;
  /** 'oneHot' if left out on WebAssembly, which cannot train a lookup, else 'lookup'. */
  readonly embedding?: EmbeddingMethod;
}

/**
 * Makes TensorFlow's own layers for a configuration of ours: the same function of the same weights. TensorFlow.js
 * departs from Keras in its defaults, so everything that matters is said: gates with the true sigmoid, the reset of a
 * GRU before the product, gates computed in one product (`implementation: 2`). The first values are drawn by
 * `kerasInitializer`, so that a seed means the same on every backend and in our own model.
 *
 * @param tf - what `loadTensorFlow` gave
 * @param config - as for `SequenceModel`
 * @param options - seed, and how an embedding is computed
 * @returns a fresh model that maps [B, T, D] to [B, T, K], with layers named `embedding`, `cell0` … and `readOut`; dispose
 *   of it after use
 * @throws RangeError when a size is no positive whole number, or TensorFlow has no such cell: a GRU with the reset after
 *   the product, or a second bias
 * @example
 * import { createLayersModel, loadTensorFlow } from 'carry';
 * const tf = await loadTensorFlow({ backend: 'cpu', say: () => undefined });
 * const config = { inputSize: 2, cells: [{ kind: 'lstm' as const, hiddenSize: 10 }], outputSize: 1 };
 * const adder = createLayersModel(tf, config);
 * adder.countParams(); // → 531
 * adder.dispose().numDisposedVariables; // → 5
 */
export function createLayersModel(
  tf: TensorFlow,
  config: ModelConfig,
  options: LayersOptions = {},
): Sequential {
  checkTensorFlow('createLayersModel', tf);
  checkObject('createLayersModel', 'options', options);
  const { seed = 1, embedding = 'lookup' } = options;
  checkChoice('createLayersModel', 'embedding', embedding, ['lookup', 'oneHot']);
  const first = new SequenceModel(config); // checks the sizes, and holds the first values
  initializeInPlace(first.parameters, createRng(seed), kerasInitializer(config));
  config.cells.forEach(checkCell);
  const { outputSize, outputActivation = 'linear', outputBias = true } = config;
  const readOut = { units: outputSize, activation: activationOf(outputActivation), useBias: outputBias };
  const inputShape = [null, config.inputSize];

  const below = config.embedding ? embeddingLayers(tf, config.embedding, inputShape, options) : [];
  const cells = config.cells.map((cell, n) =>
    recurrentLayer(tf, cell, `cell${n}`, n === 0 && below.length === 0 ? inputShape : undefined),
  );
  const top = tf.layers.dense({ ...readOut, name: 'readOut', kernelInitializer: 'zeros' });
  const model = tf.sequential({ layers: [...below, ...cells, top] });
  weightsToTensorFlow(tf, first, model);
  return model;
}

function checkCell({ kind, reset = 'before', recurrentBias = false }: CellConfig): void {
  if (kind === 'gru') checkChoice('createLayersModel', 'reset', reset, ['before']);
  if (!recurrentBias) return;
  throw new RangeError('createLayersModel: recurrentBias is true, expected one bias, as TensorFlow has');
}

/** An activation that both sides have. */
const activationOf = (name: ActivationName): Exclude<ActivationName, 'leakyRelu'> =>
  checkChoice('createLayersModel', 'activation', name, ['linear', 'sigmoid', 'tanh', 'relu']);

type SimpleRnnOptions = Parameters<TensorFlow['layers']['simpleRNN']>[0];

function recurrentLayer(
  tf: TensorFlow,
  { kind, hiddenSize, activation = 'tanh', bias = true }: CellConfig,
  name: string,
  inputShape: (number | null)[] | undefined,
): Layer {
  const common: SimpleRnnOptions = {
    name,
    units: hiddenSize,
    useBias: bias,
    returnSequences: true,
    activation: kind === 'rnn' ? activationOf(activation) : 'tanh',
    kernelInitializer: 'zeros', // they get their values from us
    recurrentInitializer: 'zeros',
  };
  if (inputShape) common.inputShape = inputShape;
  if (kind === 'rnn') return tf.layers.simpleRNN(common);
  const gated = { ...common, recurrentActivation: 'sigmoid' as const, implementation: 2 };
  return kind === 'gru'
    ? tf.layers.gru(gated) // its reset is before the product; there is no other
    : tf.layers.lstm({ ...gated, unitForgetBias: false });
}

/** Symbols [B, T, D] become numbers [B, T, D·E]. */
function embeddingLayers(
  tf: TensorFlow,
  { symbols, size }: { readonly symbols: number; readonly size: number },
  inputShape: (number | null)[],
  { embedding = backendOf(tf) === 'wasm' ? 'oneHot' : 'lookup' }: LayersOptions,
): Layer[] {
  const table: TableOptions = { name: 'embedding', inputDim: symbols, outputDim: size, inputShape };
  if (embedding === 'oneHot') return [oneHotLayer(tf, table)];
  const targetShape = [null, Number(inputShape[1]) * size] as number[]; // null: as many steps as there are
  return [
    tf.layers.embedding({ ...table, embeddingsInitializer: 'zeros' }), // [B, T, D, E]
    tf.layers.reshape({ targetShape }), // [B, T, D·E]
  ];
}
