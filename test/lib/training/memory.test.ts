import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../lib/src/core/sequence';
import { createOptimizer } from '../../../lib/src/neural/optimizers';
import type { ModelConfig } from '../../../lib/src/neural/sequenceModel';
import { createTrainingStep } from '../../../lib/src/training/trainingStep';
import { bytesPerCall, liveBytes } from '../../helpers/heap';
import { adders, decimalAdder, seededModel } from '../../helpers/models';

// A file, and so a process, of its own, with one loss: V8 passes on the numbers of a function that it has not built
// in on the heap, and builds in only what it always finds at the same place.

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

describe('a step of training', () => {
  it.each([...adders, ['decimal', decimalAdder] as [string, ModelConfig]])(
    'asks for no memory in a loop over steps, rows or units: %s',
    (_name, config) => {
      const [short, long] = [stepOf(config, 2, 1), stepOf(config, 16, 2)];
      for (let n = 0; n < 4000; n++) [short, long].forEach((step) => step()); // compiled for both
      const [little, much] = [bytesPerCall(short), bytesPerCall(long)];
      // The checks of the arguments make a few short lists, as many for two steps as for sixteen. One number made at
      // each step would be 224 bytes more, a window on an array over 1000.
      expect(much - little).toBeLessThan(128);
      expect(much).toBeLessThan(4096);
    },
  );

  it('asks for no memory that stays: the heap is flat over 100,000 samples', () => {
    const step = stepOf({ inputSize: 2, cells: [{ kind: 'lstm', hiddenSize: 3 }], outputSize: 1 }, 3, 1);
    const heapAfter = (samples: number): number => {
      for (let n = 0; n < samples; n++) step();
      return liveBytes();
    };
    heapAfter(10_000); // compiled code and buffers are made once
    const before = heapAfter(10_000);
    const after = heapAfter(100_000);
    // One number kept of each sample would be 800,000 bytes.
    expect(after - before).toBeLessThan(100_000);
  });
});
