// In the worker: trains, and tells how it goes.
import { createRng } from '../../../lib/src/core/random';
import { createOptimizer, type Optimizer } from '../../../lib/src/neural/optimizers';
import type { SequenceModel } from '../../../lib/src/neural/sequenceModel';
import { createAdditionSampler } from '../../../lib/src/tasks/additionSampler';
import { evaluate } from '../../../lib/src/training/evaluate';
import { train, type TrainingOptions } from '../../../lib/src/training/train';
import { fitCarryLine } from './carryLine';
import type { Answer, Pace } from './protocol';
import { BATCH, beginAdder, TRAINED_BITS, type Settings } from './settings';

/** Milliseconds between two reports, which the page draws. */
const REPORT = 70;
/** Steps between two reports that can be watched. */
const WATCHED_STEPS = 5;
const TESTED = 100;

interface Run {
  readonly model: SequenceModel;
  readonly options: Pick<TrainingOptions, 'sample' | 'optimizer' | 'stateNoise' | 'penalty'>;
  step: number;
}

/** Makes a trainer that answers by `tell`. */
export function createTrainer(tell: (answer: Answer, transfer: Transferable[]) => void) {
  let run: Run | undefined;
  let pace: Pace = 'watch';
  let stop: AbortController | undefined;
  let idle: Promise<void> = Promise.resolve();
  const tests = [TRAINED_BITS, 8 * TRAINED_BITS].map((bits) =>
    createAdditionSampler({ bits, B: TESTED, rng: createRng(11) })(),
  );

  function report(now: Run, id: number, loss: number): void {
    const [sums = 0, longSums = 0] = tests.map((batch) => evaluate(now.model, batch).sumAccuracy);
    const parameters = now.model.parameters.flat.slice();
    tell(
      {
        kind: 'progress',
        run: id,
        step: now.step,
        loss,
        sums,
        longSums,
        parameters,
        line: fitCarryLine(now.model),
      },
      [parameters.buffer],
    );
  }

  async function go(now: Run, id: number, upTo: number, signal: AbortSignal): Promise<void> {
    let reportedAt = -Infinity;
    let reported = now.step;
    const { step, loss, reason } = await train(now.model, {
      ...now.options,
      loss: 'binaryCrossEntropy',
      startStep: now.step,
      steps: Math.max(upTo, now.step),
      reportEvery: WATCHED_STEPS,
      signal,
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
    tell({ kind: 'ended', run: id, step, reason: reason === 'finished' ? 'finished' : 'paused' }, []);
  }

  return {
    /** Trains up to a step; a training that is going on is ended first. */
    train(id: number, settings: Settings, fresh: boolean, upTo: number, given: Pace): void {
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
          await go(run, id, upTo, signal);
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
    options: {
      sample,
      optimizer,
      ...(settings.noise > 0 ? { stateNoise: { rng, deviation: settings.noise } } : {}),
      ...(settings.price > 0 ? { penalty: { l1: settings.price } } : {}),
    },
  };
}
