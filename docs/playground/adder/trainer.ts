// In the worker: trains, and tells how it goes.
import { createOptimizer, type Optimizer } from '../../../lib/src/neural/optimizers';
import type { SequenceModel } from '../../../lib/src/neural/sequenceModel';
import { createAdditionSampler } from '../../../lib/src/tasks/additionSampler';
import { train, type TrainingOptions } from '../../../lib/src/training/train';
import { fitCarryLine } from './carryLine';
import type { Answer, Pace, Request } from './protocol';
import { isRight, scoreOf } from './score';
import { BATCH, beginAdder, TRAINED_BITS, type Settings } from './settings';

/** Milliseconds between two reports, which the page draws. */
export const REPORT = 70;
/** Steps between two reports that can be watched. */
export const WATCHED_STEPS = 5;
/** Steps between two looks at whether all is right. They fall on the same steps at every pace, and so does the end. */
const LOOK = 50;
/** So many looks in a row must find all right: one alone is often luck, and the proof fails. */
const LOOKS = 2;

type Order = Omit<Extract<Request, { kind: 'train' }>, 'kind'>;

interface Run {
  readonly model: SequenceModel;
  readonly options: Pick<TrainingOptions, 'sample' | 'optimizer' | 'stateNoise' | 'penalty'>;
  step: number;
  /** Looks in a row that found all right. */
  looks: number;
  untrained: number;
}

/** Makes a trainer that answers by `tell`. */
export function createTrainer(tell: (answer: Answer, transfer: Transferable[]) => void) {
  let run: Run | undefined;
  let pace: Pace = 'watch';
  let stop: AbortController | undefined;
  let idle: Promise<void> = Promise.resolve();

  function report(now: Run, id: number, loss: number): void {
    const parameters = now.model.parameters.flat.slice();
    const line = fitCarryLine(now.model);
    if (now.step === 0) now.untrained = line.accuracy;
    const { step, untrained } = now;
    tell({ kind: 'progress', run: id, step, loss, ...scoreOf(now.model), parameters, line, untrained }, [
      parameters.buffer,
    ]);
  }

  /** Looks at certain steps, whether all is right for long enough. */
  function isDone(now: Run, step: number): boolean {
    if (step % LOOK !== 0) return false;
    now.looks = isRight(now.model) ? now.looks + 1 : 0;
    return now.looks >= LOOKS;
  }

  async function go(
    now: Run,
    id: number,
    { upTo, untilRight }: Pick<Order, 'upTo' | 'untilRight'>,
    signal: AbortSignal,
  ): Promise<void> {
    let reportedAt = -Infinity;
    let reported = now.step;
    const { step, loss, reason } = await train(now.model, {
      ...now.options,
      loss: 'binaryCrossEntropy',
      startStep: now.step,
      steps: Math.max(upTo, now.step),
      reportEvery: WATCHED_STEPS,
      signal,
      stopWhen: ({ step }) => untilRight && isDone(now, step),
      report: async ({ step, loss }) => {
        now.step = step;
        const wait = reportedAt + REPORT - performance.now();
        if (pace === 'watch' && wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
        if (pace === 'fast' && wait > 0 && step < upTo) return;
        report(now, id, loss);
        reported = step;
        reportedAt = performance.now();
      },
    });
    now.step = step; // a pause may fall between two reports
    if (step !== reported) report(now, id, loss);
    const why = { finished: 'finished', stopped: 'right', aborted: 'paused' } as const;
    tell({ kind: 'ended', run: id, step, reason: why[reason] }, []);
  }

  return {
    /** Trains up to a step; a training that is going on is ended first. */
    train({ run: id, settings, fresh, pace: given, ...goal }: Order): void {
      stop?.abort();
      pace = given;
      const { signal } = (stop = new AbortController());
      idle = idle.then(async () => {
        if (signal.aborted) return;
        try {
          if (fresh || !run) {
            run = begin(settings);
            report(run, id, NaN);
          }
          await go(run, id, goal, signal);
        } catch (error) {
          tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }, []);
        }
      });
    },
    pause: () => stop?.abort(),
    setPace: (given: Pace) => void (pace = given),
  };
}

function begin(settings: Settings): Run {
  const { model, rng } = beginAdder(settings);
  const optimizer: Optimizer = createOptimizer(
    { kind: 'adam', learningRate: settings.rate },
    model.parameters.flat.length,
  );
  const sample = createAdditionSampler({ bits: TRAINED_BITS, B: BATCH, rng });
  return {
    model,
    step: 0,
    looks: 0,
    untrained: NaN,
    options: {
      sample,
      optimizer,
      ...(settings.noise > 0 ? { stateNoise: { rng, deviation: settings.noise } } : {}),
      ...(settings.price > 0 ? { penalty: { l1: settings.price } } : {}),
    },
  };
}
