import type { Batch } from '../core/sequence';
import type { Parameters } from '../core/parameters';
import { checkRng, normal, type Rng } from '../core/random';
import { checkChoice, checkInteger, checkNumber, checkObject, sizeOf } from '../core/shape';
import { LOSS_NAMES, lossInPlace, type LossName, type Reduction } from '../neural/losses';
import type { Optimizer } from '../neural/optimizers';
import { checkPenalty, clipByNormInPlace, penaltyInPlace, type Penalty } from '../neural/penalty';
import type { Answer } from '../neural/modelConfig';
import { checkMask } from '../neural/rows';
import { checkModel, type SequenceModel } from '../neural/sequenceModel';

/** How a training step is made. */
export interface StepOptions {
  readonly loss: LossName;
  /** How the loss adds up the steps of a batch; 'mean' if left out. */
  readonly reduction?: Reduction;
  readonly optimizer: Optimizer;
  /** Longer gradients are shortened to this norm; none are if left out. */
  readonly clipNorm?: number;
  /** Added to the loss. */
  readonly penalty?: Penalty;
  /** Normal noise on the lowest cell's state (h; for an LSTM h and c) after each step. */
  readonly stateNoise?: { readonly rng: Rng; readonly deviation: number };
}

/** One step of training on a batch: returns the loss before the step. */
export type TrainingStep = (batch: Batch) => number;

/**
 * Makes the step that training repeats: forward, loss, backward, penalty, clipping, update. It keeps the
 * buffers it needs, so that a step allocates next to nothing.
 *
 * @param model - its parameters are changed by each step
 * @param options - loss, optimizer and what else is wanted
 * @param where - the function that asks, for the messages of the step
 * @returns the step; it refuses to update where the loss or a gradient is not finite, and says where
 * @throws RangeError when an option is out of range, the optimizer is for another number of parameters, or
 *   the loss takes logits and the model's answers are not read off logits
 * @example
 * import { additionBatch, createOptimizer, createTrainingStep, SequenceModel } from 'carry';
 * const cells = [{ kind: 'rnn' as const, hiddenSize: 2 }];
 * const model = new SequenceModel({ inputSize: 2, cells, outputSize: 1 });
 * const optimizer = createOptimizer({ kind: 'sgd', learningRate: 0.1 }, model.parameters.flat.length);
 * const step = createTrainingStep(model, { loss: 'halfSquaredError', reduction: 'sum', optimizer });
 * step(additionBatch([[1, 1]], 2)); // → 0.5
 */
export function createTrainingStep(
  model: SequenceModel,
  options: StepOptions,
  where = 'createTrainingStep',
): TrainingStep {
  checkOptions(model, options);
  const { loss: name, reduction = 'mean', optimizer, clipNorm, penalty, stateNoise } = options;
  const outputSize = model.config.outputSize;
  const plain = { outputSize, reduction };
  const kept = model.parameters.flat.slice(); // the weights before the step
  let dPrediction = new Float64Array(0); // kept, so that steps of one size ask for no memory

  return (batch) => {
    checkObject(where, 'batch', batch);
    const { T, B, y, mask, scored = mask } = batch;
    const prediction = model.forward(
      batch,
      stateNoise && { noise: noiseFor(where, batch, model, stateNoise) },
    );
    if (batch.scored !== undefined) checkMask(where, batch.scored, [T, B], 'scored');
    if (dPrediction.length !== prediction.length) dPrediction = new Float64Array(prediction.length);
    const scoring = scored !== undefined ? { outputSize, reduction, scored } : plain;
    let loss = lossInPlace(name, prediction, y, dPrediction, scoring);
    if (!Number.isFinite(loss)) throw blame(where, `the loss is ${loss}`, model, batch, prediction);
    const gradients = model.backward(dPrediction);
    if (penalty) loss += penaltyInPlace(penalty, model.parameters.flat, gradients.flat);
    if (!allFinite(gradients.flat)) throw blame(where, 'a gradient is not finite', model, batch, prediction);
    if (clipNorm !== undefined) clipByNormInPlace(gradients.flat, clipNorm);
    kept.set(model.parameters.flat);
    optimizer.stepInPlace(model.parameters.flat, gradients.flat);
    if (allFinite(model.parameters.flat)) return loss;
    const place = firstInParameters('weight', model.parameters);
    model.parameters.flat.set(kept);
    throw notFinite(where, 'the step was too long', place);
  };
}

function checkOptions(model: SequenceModel, options: StepOptions): void {
  const where = 'createTrainingStep';
  checkModel(where, model);
  checkObject(where, 'options', options);
  const { loss, reduction, optimizer, clipNorm, penalty, stateNoise } = options;
  const size = model.parameters.flat.length;
  checkChoice(where, 'loss', loss, LOSS_NAMES);
  checkAnswer(model, loss);
  if (reduction !== undefined) checkChoice(where, 'reduction', reduction, ['mean', 'sum']);
  checkInteger(where, 'the number of parameters that the optimizer is for', optimizer?.size, size, size);
  if (typeof optimizer.stepInPlace !== 'function') {
    throw new TypeError(`${where}: optimizer has no stepInPlace, expected one that createOptimizer made`);
  }
  if (clipNorm !== undefined) checkNumber(where, 'clipNorm', clipNorm, Number.MIN_VALUE);
  if (penalty !== undefined) checkPenalty(where, penalty);
  if (stateNoise === undefined) return;
  checkObject(where, 'stateNoise', stateNoise);
  checkRng(where, stateNoise.rng);
  checkNumber(where, 'stateNoise.deviation', stateNoise.deviation, 0);
}

/** What a loss that takes logits asks of the model. */
const ANSWERS: Readonly<Partial<Record<LossName, Answer>>> = {
  binaryCrossEntropy: 'logit',
  categoricalCrossEntropy: 'class',
};

function checkAnswer({ config }: SequenceModel, loss: LossName): void {
  const { answer = 'bit', outputActivation = 'linear' } = config;
  const wanted = ANSWERS[loss];
  if (wanted === undefined) return;
  if (answer !== wanted) {
    throw new RangeError(
      `createTrainingStep: the model's answer is "${answer}", expected "${wanted}": ${loss} takes logits`,
    );
  }
  if (outputActivation === 'linear') return;
  throw new RangeError(
    `createTrainingStep: outputActivation is "${outputActivation}", expected "linear": ${loss} takes logits`,
  );
}

function noiseFor(
  where: string,
  { T, B }: Batch,
  model: SequenceModel,
  { rng, deviation }: NonNullable<StepOptions['stateNoise']>,
): Float64Array {
  const noise = new Float64Array(sizeOf(where, [T, B, model.cells[0]!.stateSize])); // a model has a cell
  for (let i = 0; i < noise.length; i++) noise[i] = normal(rng, 0, deviation);
  return noise;
}

/** 0·x is 0 for every finite x and NaN for the others, so that one sum tells about all. */
function allFinite(numbers: Float64Array): boolean {
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) sum += 0 * numbers[i]!; // i is below the length
  return sum === 0;
}

/** An error that says where the first number that is not finite stands. */
function blame(
  where: string,
  what: string,
  model: SequenceModel,
  batch: Batch,
  prediction: Float64Array,
): RangeError {
  const place =
    firstIn('the target y', batch.y) ??
    firstInParameters('weight', model.parameters) ??
    firstIn('the prediction', prediction) ??
    firstInParameters('the gradient of', model.gradients) ??
    'every number is finite, but a sum of them overflows';
  return notFinite(where, what, place);
}

function notFinite(where: string, what: string, place = ''): RangeError {
  return new RangeError(
    `${where}: ${what} (${place}), expected finite numbers; the weights are as they were before this step. ` +
      'A smaller learningRate or a clipNorm may help.',
  );
}

function firstInParameters(what: string, { views }: Parameters): string | undefined {
  for (const [name, view] of Object.entries(views)) {
    const found = firstIn(`${what} ${name}`, view);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstIn(what: string, numbers: Float64Array): string | undefined {
  const at = numbers.findIndex((value) => !Number.isFinite(value));
  return at < 0 ? undefined : `${what}[${at}] is ${numbers[at]}`;
}
