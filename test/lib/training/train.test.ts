import { describe, expect, it } from 'vitest';
import { createRng, integer, shuffleInPlace } from '../../../lib/src/core/random';
import { createOptimizer, type OptimizerConfig } from '../../../lib/src/neural/optimizers';
import { additionBatch } from '../../../lib/src/tasks/addition';
import { createAdditionSampler, createDecimalSampler } from '../../../lib/src/tasks/additionSampler';
import { parityMachine } from '../../../lib/src/tasks/machines';
import { createMealySampler } from '../../../lib/src/tasks/mealy';
import { allPairs } from '../../../lib/src/tasks/pairs';
import { evaluate } from '../../../lib/src/training/evaluate';
import { train, type TrainingOptions, type TrainingProgress } from '../../../lib/src/training/train';
import { expectSameBits } from '../../helpers/arrays';
import { adders, decimalAdder, seededModel } from '../../helpers/models';

const config = { inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 4 }], outputSize: 1 } as const;
const kinds: OptimizerConfig['kind'][] = ['sgd', 'momentum', 'nesterov', 'rmsProp', 'adam'];

/** A model and options for it, made from one seed. */
function setUp(change: Partial<TrainingOptions> = {}, kind: OptimizerConfig['kind'] = 'adam') {
  const model = seededModel(config);
  const optimizer = createOptimizer({ kind, learningRate: 0.01 }, model.parameters.flat.length);
  const sample = createAdditionSampler({ bits: 3, B: 4, rng: createRng(2) });
  const options: TrainingOptions = { sample, loss: 'meanSquaredError', optimizer, steps: 100, ...change };
  return { model, options };
}

async function run(change: Partial<TrainingOptions> = {}, kind?: OptimizerConfig['kind']) {
  const { model, options } = setUp(change, kind);
  const result = await train(model, options);
  return { ...result, weights: model.parameters.flat, model };
}

describe('train learns', () => {
  it('learns to add, and is right on every pair of a test that it has not seen', async () => {
    const model = seededModel({ ...config, cells: [{ kind: 'rnn', hiddenSize: 8 }], answer: 'logit' }, 3);
    const optimizer = createOptimizer({ kind: 'adam', learningRate: 0.01 }, model.parameters.flat.length);
    // A pair and its mirror image lie on the same side, so that no sum of the test has been seen.
    const sums = shuffleInPlace(
      createRng(4),
      allPairs(5).filter(([a, b]) => a <= b),
    );
    const bothWays = (pairs: [number, number][]) => pairs.flatMap(([a, b]) => [[a, b], [b, a]] as const); // prettier-ignore
    const seen = bothWays(sums.slice(sums.length / 4));
    const rng = createRng(5);
    const draw = () => seen[integer(rng, 0, seen.length)] ?? ([0, 0] as const);
    const sample = () => additionBatch(Array.from({ length: 16 }, draw), 6);
    await train(model, { sample, loss: 'binaryCrossEntropy', optimizer, steps: 1500 });
    expect(evaluate(model, additionBatch(bothWays(sums.slice(0, sums.length / 4)), 6)).sumAccuracy).toBe(1);
  });

  it('learns parity with an LSTM', async () => {
    const model = seededModel(
      { inputSize: 1, cells: [{ kind: 'lstm', hiddenSize: 6 }], outputSize: 1, answer: 'logit' },
      1,
    );
    const optimizer = createOptimizer({ kind: 'adam', learningRate: 0.02 }, model.parameters.flat.length);
    const machine = parityMachine;
    const sample = createMealySampler({ machine, T: 8, B: 16, rng: createRng(5) });
    await train(model, { sample, loss: 'binaryCrossEntropy', optimizer, steps: 1500 });
    const test = createMealySampler({ machine, T: 30, B: 200, rng: createRng(6) })();
    expect(evaluate(model, test).sumAccuracy).toBe(1);
  });

  it.each(kinds)('the loss falls with %s', async (kind) => {
    const { history } = await run({ steps: 400, reportEvery: 100 }, kind);
    const losses = history.map(({ loss }) => loss);
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? NaN);
  });

  it('the loss of a decimal adder falls', async () => {
    const model = seededModel(decimalAdder);
    const optimizer = createOptimizer({ kind: 'adam', learningRate: 0.01 }, model.parameters.flat.length);
    const sample = createDecimalSampler({ digits: 2, B: 20, rng: createRng(1) });
    const loss = 'categoricalCrossEntropy';
    const { history } = await train(model, { sample, loss, optimizer, steps: 200, reportEvery: 50 });
    expect(history[0]?.loss).toBeLessThan(Math.log(10) + 0.3); // a guess among ten
    expect(history.at(-1)?.loss).toBeLessThan(2);
  });
});

describe('train repeats itself', () => {
  it.each(adders)('the same seed gives the same weights to the last bit: %s', async (_name, its) => {
    const weights = async (seed: number) => {
      const model = seededModel(its, 7);
      const optimizer = createOptimizer({ kind: 'adam', learningRate: 0.01 }, model.parameters.flat.length);
      const sample = createAdditionSampler({ bits: 3, B: 3, rng: createRng(seed), style: 'tandon' });
      const stateNoise = { rng: createRng(seed), deviation: 0.1 };
      const noisy = its.cells[0]?.kind === 'rnn' ? { stateNoise } : {};
      await train(model, { sample, loss: 'meanSquaredError', optimizer, steps: 60, ...noisy });
      return model.parameters.flat;
    };
    const once = await weights(1);
    expectSameBits(await weights(1), once);
    expect(await weights(2)).not.toEqual(once);
  });

  it('reports, their number and what they wait for have no influence on the weights', async () => {
    const quiet = await run({ reportEvery: 1000 });
    const report = () => new Promise<void>((resolve) => setTimeout(resolve, 1));
    const chatty = await run({ reportEvery: 7, report });
    expectSameBits(chatty.weights, quiet.weights);
  });

  it('two trainings with startStep between them make the same weights as one', async () => {
    const whole = await run({ steps: 90 });
    const { model, options } = setUp();
    const first = await train(model, { ...options, steps: 40 });
    const second = await train(model, { ...options, steps: 90, startStep: first.step });
    expect([first.step, second.step]).toEqual([40, 90]);
    expectSameBits(model.parameters.flat, whole.weights);
  });
});

describe('train reports', () => {
  it('sample(step) is asked for each step once, in order, from startStep on', async () => {
    const asked: number[] = [];
    const { options } = setUp();
    await run({
      sample: (step) => {
        asked.push(step);
        return options.sample(step);
      },
      steps: 12,
      startStep: 5,
    });
    expect(asked).toEqual([5, 6, 7, 8, 9, 10, 11]);
  });

  it('report is called every reportEvery steps and at the end, with the mean loss since the last time', async () => {
    const single = await run({ steps: 10, reportEvery: 1 });
    const losses = single.history.map(({ loss }) => loss);
    const mean = (from: number, to: number): number =>
      losses.slice(from, to).reduce((sum, loss) => sum + loss, 0) / (to - from);
    const seen: TrainingProgress[] = [];
    const { history, loss, reason, step } = await run({
      steps: 10,
      reportEvery: 4,
      report: (progress) => void seen.push(progress),
    });
    expect(seen.map((progress) => progress.step)).toEqual([4, 8, 10]);
    seen.forEach((progress, n) => {
      expect(progress.loss).toBeCloseTo(mean(4 * n, Math.min(4 * n + 4, 10)), 14);
      expect(progress.steps).toBe(10);
    });
    expect(history).toEqual(seen.map((progress) => ({ step: progress.step, loss: progress.loss })));
    expect([reason, step, loss]).toEqual(['finished', 10, seen[2]?.loss]);
  });

  it('reports a hundred times if not told otherwise', async () => {
    expect((await run({ steps: 300 })).history.length).toBe(100);
    expect((await run({ steps: 3 })).history.length).toBe(3);
  });

  it('waits for a report that takes its time', async () => {
    const order: string[] = [];
    await run({
      steps: 2,
      reportEvery: 1,
      report: async ({ step }) => {
        order.push(`begin ${step}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
        order.push(`end ${step}`);
      },
    });
    expect(order).toEqual(['begin 1', 'end 1', 'begin 2', 'end 2']);
  });

  it('passes on what a report or a sampler throws', async () => {
    const fail = (): never => {
      throw new Error('the pen is empty');
    };
    await expect(run({ report: fail })).rejects.toThrow('the pen is empty');
    await expect(run({ sample: fail })).rejects.toThrow('the pen is empty');
  });
});

describe('train stops', () => {
  it('when stopWhen says so, after the report that it was asked about', async () => {
    const { reason, step, history } = await run({ reportEvery: 10, stopWhen: ({ step }) => step >= 30 });
    expect([reason, step, history.length]).toEqual(['stopped', 30, 3]);
  });

  it('when the signal is aborted, and keeps the weights and the count', async () => {
    const controller = new AbortController();
    const report = ({ step }: TrainingProgress): void => {
      if (step === 20) controller.abort();
    };
    const stopped = await run({ report, reportEvery: 20, signal: controller.signal });
    expect([stopped.reason, stopped.step]).toEqual(['aborted', 20]);
    expectSameBits(stopped.weights, (await run({ steps: 20 })).weights);
  });

  it('before the first step when the signal is aborted already', async () => {
    const { reason, step, loss } = await run({ signal: AbortSignal.abort() });
    expect([reason, step, loss]).toEqual(['aborted', 0, NaN]);
  });

  it('when an event aborts the signal while it trains: events are handled in between', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1);
    const { reason, step } = await run({ steps: 10_000_000, signal: controller.signal });
    expect(reason).toBe('aborted');
    expect(step).toBeGreaterThan(0);
  });

  it('when a number is not finite, with the weights as they were before that step', async () => {
    const { model, options } = setUp({ steps: 50 });
    const spoiled: TrainingOptions['sample'] = (step) => {
      const batch = options.sample(step);
      if (step === 30) batch.y.fill(NaN);
      return batch;
    };
    await expect(train(model, { ...options, sample: spoiled })).rejects.toThrow(
      'train: the loss is NaN (the target y[0] is NaN)',
    );
    expectSameBits(model.parameters.flat, (await run({ steps: 30 })).weights);
  });

  it('a learning rate that is far too large ends in an error that says where, not in NaN', async () => {
    const linear = { inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 4, activation: 'linear' }], outputSize: 1 } as const; // prettier-ignore
    const model = seededModel(linear);
    const optimizer = createOptimizer({ kind: 'sgd', learningRate: 1000 }, model.parameters.flat.length);
    const { options } = setUp();
    await expect(train(model, { ...options, optimizer })).rejects.toThrow(
      /^train: .* expected finite numbers; the weights are as they were .* smaller learningRate/,
    );
    expect(model.parameters.flat.every(Number.isFinite)).toBe(true);
  });

  it('with nothing to do, at once', async () => {
    const { reason, step, history } = await run({ steps: 7, startStep: 7 });
    expect([reason, step, history]).toEqual(['finished', 7, []]);
  });
});

describe('train refuses', () => {
  it.each([
    [{ steps: -1 }, 'train: steps is -1'],
    [{ steps: 1.5 }, 'train: steps is 1.5'],
    [{ steps: NaN }, 'train: steps is NaN'],
    [{ startStep: 101 }, 'train: startStep is 101, expected a whole number from 0 to 100'],
    [{ reportEvery: 0 }, 'train: reportEvery is 0'],
    [{ sample: undefined }, 'train: sample is undefined, expected a function'],
    [{ loss: 'hinge' }, 'loss is "hinge"'],
  ])('%o', async (change, message) => {
    const { model, options } = setUp();
    const before = model.parameters.flat.slice();
    await expect(train(model, { ...options, ...change } as TrainingOptions)).rejects.toThrow(message);
    expectSameBits(model.parameters.flat, before);
  });
});
