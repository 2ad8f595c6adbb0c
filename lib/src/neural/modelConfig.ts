import { checkBoolean, checkChoice, checkInteger, checkObject, onlyGiven } from '../core/shape';
import { ACTIVATION_NAMES, type ActivationName } from './activations';
import { checkCellConfig, type CellConfig } from './createCell';

/**
 * How predictions become answers:
 *
 * - bit: 1 where a prediction is above ½, else 0
 * - logit: 1 where it is above 0, else 0; for outputs before a sigmoid
 * - class: the number of the largest of the K predictions, the first of several; for outputs before a softmax
 */
export type Answer = 'bit' | 'logit' | 'class';

const ANSWERS: readonly Answer[] = ['bit', 'logit', 'class'];

/** What a {@link SequenceModel} is made of: plain data, so that a checkpoint can hold it. */
export interface ModelConfig {
  /** D, the numbers (or symbols) of an input step. */
  readonly inputSize: number;
  /** Turns each input, a symbol, into `size` numbers; left out where inputs are numbers already. */
  readonly embedding?: { readonly symbols: number; readonly size: number };
  /** The recurrent cells, the lowest first; each reads the outputs of the one below. At least one. */
  readonly cells: readonly CellConfig[];
  /** K, the numbers of an output step. */
  readonly outputSize: number;
  /** The activation of the read-out, linear if left out. */
  readonly outputActivation?: ActivationName;
  /** Whether the read-out has a bias; it has one if left out. */
  readonly outputBias?: boolean;
  /** How predictions become answers, 'bit' if left out. */
  readonly answer?: Answer;
}

/** The most cells that one model may stack. */
const MOST_CELLS = 64;

/**
 * Checks a configuration, field by field.
 *
 * @param config - what a {@link SequenceModel} shall be made of
 * @returns a fresh copy that holds nothing else and cannot be changed
 * @throws TypeError when it is not an object with a list of cells
 * @throws RangeError when a size is not a positive whole number, a kind or an activation is unknown, or a
 *   field is not one of a model's, or the answers are logits of a sigmoid output, which is always above 0
 * @example
 * import { checkModelConfig } from 'carry';
 * const config = { inputSize: 2, cells: [{ kind: 'lstm' as const, hiddenSize: 4 }], outputSize: 1 };
 * checkModelConfig(config) === config; // → false
 */
export function checkModelConfig(config: ModelConfig): ModelConfig {
  const where = 'SequenceModel';
  if (typeof config !== 'object' || config === null || !Array.isArray(config.cells)) {
    throw new TypeError(
      `${where}: config is no object with a list of cells, expected { inputSize, cells, outputSize }`,
    );
  }
  const { inputSize, embedding, cells, outputSize, outputActivation, outputBias, answer, ...others } = config;
  const unknown = Object.keys(others)[0];
  if (unknown !== undefined) {
    const fields = 'inputSize, embedding, cells, outputSize, outputActivation, outputBias, answer';
    throw new RangeError(`${where}: config has the field ${unknown}, expected ${fields}`);
  }
  checkInteger(where, 'the number of cells', cells.length, 1, MOST_CELLS);
  if (answer === 'logit' && outputActivation === 'sigmoid') {
    throw new RangeError(`${where}: answer is "logit", expected "bit": a sigmoid output is always above 0`);
  }
  checkInteger(where, 'inputSize', inputSize);
  checkInteger(where, 'outputSize', outputSize);
  if (outputActivation !== undefined)
    checkChoice(where, 'outputActivation', outputActivation, ACTIVATION_NAMES);
  if (outputBias !== undefined) checkBoolean(where, 'outputBias', outputBias);
  if (answer !== undefined) checkChoice(where, 'answer', answer, ANSWERS);
  return Object.freeze({
    inputSize,
    ...(embedding ? { embedding: Object.freeze(checkEmbedding(where, embedding)) } : {}),
    cells: Object.freeze(cells.map((cell) => Object.freeze(checkCellConfig(cell)))),
    outputSize,
    ...onlyGiven({ outputActivation, outputBias, answer }),
  }) as ModelConfig;
}

function checkEmbedding(
  where: string,
  embedding: NonNullable<ModelConfig['embedding']>,
): NonNullable<ModelConfig['embedding']> {
  checkObject(where, 'embedding', embedding);
  const { symbols, size, ...others } = embedding;
  for (const name of Object.keys(others))
    checkChoice(where, 'a field of embedding', name, ['symbols', 'size']);
  return {
    symbols: checkInteger(where, 'embedding.symbols', symbols),
    size: checkInteger(where, 'embedding.size', size),
  };
}
