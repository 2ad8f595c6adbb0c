// What steps of training ask of the memory, measured in a process of its own: see `measureStepMemory`.
import type { Batch } from '../../lib/src/core/sequence';
import { createOptimizer } from '../../lib/src/neural/optimizers';
import type { ModelConfig } from '../../lib/src/neural/sequenceModel';
import { createTrainingStep } from '../../lib/src/training/trainingStep';
import { collectGarbage, liveBytes } from './heap';
import { adders, decimalAdder, seededModel } from './models';

/** A step of training on T times B sums, every third of them padding. */
function stepOf(config: ModelConfig, T: number, B: number): () => void {
  const model = seededModel(config);
  const numbers = (length: number) => Float64Array.from({ length }, (_, n) => (n % 3 === 0 ? 0 : 1));
  const [x, y, mask] = [numbers(T * B * 2), numbers(T * B * config.outputSize), numbers(T * B)];
  const batch: Batch = { T, B, x, y, mask };
  const optimizer = createOptimizer({ kind: 'adam', learningRate: 1e-3 }, model.parameters.flat.length);
  const step = createTrainingStep(model, { loss: 'meanSquaredError', optimizer, clipNorm: 1 });
  return () => void step(batch);
}

const repeat = (work: () => void, times: number): void => {
  for (let n = 0; n < times; n++) work();
};

const [ROUNDS, CALLS] = [7, 1000];

/** The bytes that one call asks for, thrown away or not. */
function bytesPerCall(work: () => void): number {
  collectGarbage(); // nothing is then collected while it is measured; what it did to compiled code, the first calls make good
  repeat(work, 300);
  const before = process.memoryUsage().heapUsed;
  repeat(work, CALLS);
  return (process.memoryUsage().heapUsed - before) / CALLS;
}

/** The middle of several numbers. */
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** The bytes that stay in use after so many steps. */
function growth(step: () => void, steps: number): number {
  const before = liveBytes();
  repeat(step, steps);
  return liveBytes() - before;
}

export interface StepMemory {
  /** Bytes for a step of training on 2 steps of 1 row, and how many more it takes for 16 steps of 2 rows. */
  readonly perCall: Readonly<Record<string, { readonly bytes: number; readonly more: number }>>;
  /** Bytes that stay after 100,000 samples, beyond those that stay after 10,000: code is compiled in both. */
  readonly growth: number;
}

const perCall = Object.fromEntries(
  [...adders, ['decimal', decimalAdder] as [string, ModelConfig]].map(([name, config]) => {
    const [short, long] = [stepOf(config, 2, 1), stepOf(config, 16, 2)];
    repeat(() => [short, long].forEach((step) => step()), 4000); // compiled for both
    // V8 compiles anew now and then, for more memory or less. What a loop asks for, it asks for in every round.
    const rounds = Array.from({ length: ROUNDS }, () => [short, long].map(bytesPerCall) as [number, number]);
    const bytes = median(rounds.map(([little]) => little));
    return [name, { bytes, more: median(rounds.map(([little, much]) => much - little)) }];
  }),
);
const step = stepOf({ inputSize: 2, cells: [{ kind: 'lstm', hiddenSize: 3 }], outputSize: 1 }, 3, 1);
repeat(step, 20_000); // compiled code and buffers are made once
console.log(
  JSON.stringify({ perCall, growth: -growth(step, 10_000) + growth(step, 100_000) } satisfies StepMemory),
);
