import type { Batch } from '../core/sequence';
import { checkFunction, checkInteger, checkObject } from '../core/shape';
import type { SequenceModel } from '../neural/sequenceModel';
import { createBreaks } from './breaks';
import { createTrainingStep, type StepOptions } from './trainingStep';

/** How far a training has come. */
export interface TrainingProgress {
  /** Steps made, those before `startStep` included. */
  readonly step: number;
  /** Steps wanted. */
  readonly steps: number;
  /** The mean loss of the steps since the last report. */
  readonly loss: number;
}

/** Where batches come from, how long it goes on, and who is told. */
export interface LoopOptions {
  /** Makes the batch of step 0, 1, 2, …. */
  readonly sample: (step: number) => Batch;
  /** The step to train up to. */
  readonly steps: number;
  /** The steps made already, by a training that this one goes on with; 0 if left out. */
  readonly startStep?: number;
  /** Is told how far the training has come; training waits for it. */
  readonly report?: (progress: TrainingProgress) => void | Promise<void>;
  /** Steps between two reports; a hundredth of `steps` if left out. */
  readonly reportEvery?: number;
  /** Asked after each report: true ends the training early. */
  readonly stopWhen?: (progress: TrainingProgress) => boolean;
  /** Aborting it ends the training within a few hundredths of a second; what was learned is kept. */
  readonly signal?: AbortSignal;
}

/** What {@link train} needs. */
export interface TrainingOptions extends StepOptions, LoopOptions {}

/** How a training ended. */
export interface TrainingResult {
  /** Steps made, those before `startStep` included. */
  readonly step: number;
  /** The mean loss since the last report before the end; NaN where no step was left to make. */
  readonly loss: number;
  /** What was reported. */
  readonly history: readonly { readonly step: number; readonly loss: number }[];
  /** All steps were made, `stopWhen` said so, or `signal` was aborted. */
  readonly reason: 'finished' | 'stopped' | 'aborted';
}

/**
 * Trains a model, and lets other work run now and then: charts are drawn and the stop button is heard. How
 * fast the machine is has no influence on what is learned.
 *
 * @param model - its parameters are changed in place
 * @param options - where batches come from, loss, optimizer, how many steps
 * @returns a promise of how it ended
 * @throws RangeError when an option is out of range, or when the loss or a gradient is not finite: then the
 *   message says where, and the parameters are those before the step
 * @example
 * import { createAdditionSampler, createOptimizer, createRng, initializeInPlace, initializers } from 'carry';
 * import { SequenceModel, train } from 'carry';
 * const rng = createRng(1);
 * const cells = [{ kind: 'rnn' as const, hiddenSize: 4 }];
 * const model = new SequenceModel({ inputSize: 2, cells, outputSize: 1 });
 * initializeInPlace(model.parameters, rng, initializers.inverseSqrt());
 * const optimizer = createOptimizer({ kind: 'adam', learningRate: 0.01 }, model.parameters.flat.length);
 * const sample = createAdditionSampler({ bits: 3, B: 16, rng });
 * const result = await train(model, { sample, loss: 'meanSquaredError', optimizer, steps: 300 });
 * result.loss < 0.25; // → true
 */
export async function train(model: SequenceModel, options: TrainingOptions): Promise<TrainingResult> {
  return repeat('train', createTrainingStep(model, options, 'train'), options);
}

/**
 * Makes one step after another, and tells how far it has come.
 *
 * @param where - the function that trains
 * @param makeStep - learns from a batch and gives the loss before the step
 * @param options - where batches come from, how many steps, and who is told
 * @returns a promise of how it ended
 * @throws TypeError or RangeError when an option is out of range, and what `makeStep` throws
 */
export async function repeat(
  where: string,
  makeStep: (batch: Batch) => number | Promise<number>,
  options: LoopOptions,
): Promise<TrainingResult> {
  checkLoop(where, options);
  const { sample, steps, startStep = 0, report, stopWhen, signal } = options;
  const { reportEvery = Math.max(1, Math.floor(steps / 100)) } = options;
  const history: { step: number; loss: number }[] = [];
  const breaks = createBreaks();
  let [step, sum, summed, loss] = [startStep, 0, 0, NaN];
  const end = (reason: TrainingResult['reason']): TrainingResult => ({ step, loss, history, reason });

  while (step < steps) {
    if (breaks.isDue()) await breaks.take();
    if (signal?.aborted) return end('aborted');
    const made = makeStep(sample(step));
    sum += typeof made === 'number' ? made : await made;
    summed++;
    step++;
    loss = sum / summed;
    if (step % reportEvery !== 0 && step < steps) continue;
    const progress = { step, steps, loss };
    history.push({ step, loss });
    [sum, summed] = [0, 0];
    await report?.(progress);
    if (stopWhen?.(progress)) return end('stopped');
  }
  return end('finished');
}

function checkLoop(where: string, options: LoopOptions): void {
  checkObject(where, 'options', options);
  const { sample, steps, startStep = 0, reportEvery = 1, stopWhen } = options;
  checkFunction(where, 'sample', sample);
  if (stopWhen !== undefined) checkFunction(where, 'stopWhen', stopWhen);
  checkWatchers(where, options);
  checkInteger(where, 'steps', steps, 0);
  checkInteger(where, 'startStep', startStep, 0, steps);
  checkInteger(where, 'reportEvery', reportEvery);
}

/** Checks who is told of a training, and what ends it. */
export function checkWatchers(
  where: string,
  { report, signal }: Pick<LoopOptions, 'report' | 'signal'>,
): void {
  if (report !== undefined) checkFunction(where, 'report', report);
  if (signal === undefined || typeof signal?.aborted === 'boolean') return;
  throw new TypeError(`${where}: signal is ${typeof signal}, expected an AbortSignal`);
}
