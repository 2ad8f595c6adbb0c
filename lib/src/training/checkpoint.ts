import { countParameters } from '../core/parameters';
import { createRng, type SeededRng } from '../core/random';
import { checkFinite, checkInteger, checkObject, formatShape } from '../core/shape';
import { createCell } from '../neural/createCell';
import { createOptimizer, type Optimizer, type OptimizerConfig } from '../neural/optimizers';
import { checkModelConfig, type ModelConfig } from '../neural/modelConfig';
import { checkModel, SequenceModel } from '../neural/sequenceModel';
import {
  CHECKPOINT_FORMAT,
  CHECKPOINT_VERSION,
  checksumOf,
  readCheckpoint,
  type CheckpointData,
} from './checkpointFields';

/** A training that was put aside: everything that the next step depends on. */
export interface Checkpoint {
  readonly model: SequenceModel;
  /** Steps made. */
  readonly step: number;
  readonly optimizer?: Optimizer;
  /** The source of chance, where it stood. */
  readonly rng?: SeededRng;
}

/** What a checkpoint may hold beside the model. */
export type CheckpointExtras = Partial<Omit<Checkpoint, 'model'>>;

/**
 * Writes a training as JSON. With the optimizer, the source of chance and the step, training goes on later as
 * if it had never stopped, to the last bit. The text is one object:
 *
 * - `format`: "carry checkpoint"; `version`: 2
 * - `step`: how many steps were made
 * - `model`: the model's configuration
 * - `parameters`: for each weight its name, with `shape` and `values`, row-major; every number is written
 *   with as many digits as give the same 64 bits back
 * - `optimizer` (may be missing): `config`, `steps` and `buffers`
 * - `rng` (may be missing): the four 32-bit words of the generator
 * - `checksum`: CRC-32 of the other fields
 *
 * @param model - the model
 * @param extras - optimizer, source of chance, and how many steps were made (0 if left out)
 * @returns the text
 * @throws RangeError when a number is not finite, or the step is not a whole number
 * @example
 * import { parseCheckpoint, SequenceModel, serialize } from 'carry';
 * const cells = [{ kind: 'gru' as const, hiddenSize: 4 }];
 * const model = new SequenceModel({ inputSize: 2, cells, outputSize: 1 });
 * parseCheckpoint(serialize(model, { step: 70 })).step; // → 70
 */
export function serialize(model: SequenceModel, extras: CheckpointExtras = {}): string {
  checkModel('serialize', model);
  const { optimizer, rng, step = 0 } = checkExtras(extras);
  const parameters = Object.entries(model.parameters.views).map(([name, values]) => {
    const shape = formatShape(model.parameters.shapes[name]!); // views and shapes have the same names
    return `    ${JSON.stringify(name)}: { "shape": ${shape}, "values": ${numbers(name, values)} }`;
  });
  const fields = [
    `"format": ${JSON.stringify(CHECKPOINT_FORMAT)}`,
    `"version": ${CHECKPOINT_VERSION}`,
    `"step": ${step}`,
    `"model": ${JSON.stringify(model.config)}`,
    `"parameters": {\n${parameters.join(',\n')}\n  }`,
  ];
  if (optimizer) {
    const { steps, buffers } = optimizer.state();
    const lists = buffers.map((buffer, n) => numbers(`optimizer.buffers[${n}]`, buffer));
    const config = JSON.stringify(optimizer.config);
    fields.push(`"optimizer": { "config": ${config}, "steps": ${steps}, "buffers": [${lists.join(', ')}] }`);
  }
  if (rng) fields.push(`"rng": ${JSON.stringify(rng.state())}`);
  const bare = JSON.parse(`{${fields.join(',')}}`) as Record<string, unknown>;
  fields.push(`"checksum": "${checksumOf(bare)}"`);
  return `{\n${fields.map((field) => `  ${field}`).join(',\n')}\n}\n`;
}

function checkExtras(extras: CheckpointExtras): CheckpointExtras {
  checkObject('serialize', 'extras', extras);
  const { optimizer, rng, step = 0 } = extras;
  checkInteger('serialize', 'step', step, 0, Number.MAX_SAFE_INTEGER);
  if (optimizer !== undefined && typeof optimizer?.state !== 'function') {
    throw new TypeError('serialize: optimizer is none, expected one that createOptimizer made');
  }
  if (rng !== undefined && typeof rng?.state !== 'function') {
    throw new TypeError('serialize: rng has no state that can be saved, expected one that createRng made');
  }
  return extras;
}

/** JSON.stringify would write −0 as 0 and NaN as null. */
function numbers(name: string, values: Float64Array): string {
  checkFinite('serialize', name, values);
  return `[${Array.from(values, (value) => (Object.is(value, -0) ? '-0' : String(value))).join(',')}]`;
}

/**
 * Reads what {@link serialize} wrote, and trusts nothing: every field must be there, be known, have the right
 * type and be in range, and no memory is asked for that the text does not fill.
 *
 * @param text - the JSON
 * @returns a fresh model, optimizer and source of chance
 * @throws TypeError when the text is no text, RangeError naming the field that is wrong and what was expected
 * @example
 * import { parseCheckpoint } from 'carry';
 * let message = '';
 * try { parseCheckpoint('{"format": "holiday photos"}'); } catch (error) { message = String(error); }
 * message.includes('format is "holiday photos", expected one of carry checkpoint'); // → true
 */
export function parseCheckpoint(text: string): Checkpoint {
  const data = readCheckpoint(text);
  const model = restoreModel(data);
  const optimizer = data.optimizer && restoreOptimizer(data.optimizer, model.parameters.flat.length);
  const rng = data.rng && inField('rng', () => createRng(data.rng!)); // the same field
  return { model, step: data.step, ...(optimizer ? { optimizer } : {}), ...(rng ? { rng } : {}) };
}

function restoreModel({ model: unchecked, parameters }: CheckpointData): SequenceModel {
  const config = inField('model', () => checkModelConfig(unchecked as ModelConfig));
  const wanted = inField('model', () => countOf(config));
  const given = Object.values(parameters).reduce((sum, { values }) => sum + values.length, 0);
  if (wanted !== given) throw fault(`parameters hold ${given} numbers, expected ${wanted} for this model`);
  const model = inField('model', () => new SequenceModel(config));
  const { shapes, views } = model.parameters;
  for (const [name, { shape, values }] of Object.entries(parameters)) {
    const view = Object.hasOwn(views, name) ? views[name]! : undefined;
    if (!view) throw fault(`parameters.${name} is no weight, expected ${Object.keys(views).join(', ')}`);
    if (formatShape(shape) !== formatShape(shapes[name]!) || values.length !== view.length) {
      const [is, was] = [formatShape(shape), formatShape(shapes[name]!)];
      throw fault(`parameters.${name} is ${is} with ${values.length} values, expected ${was}`);
    }
    view.set(values);
  }
  const missing = Object.keys(views).find((name) => !Object.hasOwn(parameters, name));
  if (missing !== undefined) throw fault(`parameters.${missing} is missing`);
  return model;
}

/** How many numbers a model has, without making it. */
function countOf({ inputSize, embedding, cells, outputSize, outputBias = true }: ModelConfig): number {
  let count = embedding ? embedding.symbols * embedding.size : 0;
  let width = inputSize * (embedding?.size ?? 1);
  for (const cell of cells) {
    count += countParameters(createCell(cell, width).shapes);
    width = cell.hiddenSize;
  }
  return count + (width + (outputBias ? 1 : 0)) * outputSize;
}

function restoreOptimizer(data: NonNullable<CheckpointData['optimizer']>, size: number): Optimizer {
  return inField('optimizer', () => {
    const wrong = data.buffers.findIndex((buffer) => buffer.length !== size);
    if (wrong >= 0) throw new RangeError(`buffers[${wrong}] does not hold ${size} numbers, one a parameter`);
    const optimizer = createOptimizer(data.config as OptimizerConfig, size);
    optimizer.restore({ steps: data.steps, buffers: data.buffers.map((b) => Float64Array.from(b)) });
    return optimizer;
  });
}

/** Does something with a field's value, and names the field if it fails. */
function inField<Result>(field: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw fault(`${field}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function fault(message: string): RangeError {
  return new RangeError(`parseCheckpoint: ${message}`);
}
