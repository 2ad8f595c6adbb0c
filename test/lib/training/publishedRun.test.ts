import { describe, expect, it } from 'vitest';
import { createNumpyRng } from '../../../lib/src/core/mt19937';
import { createOptimizer } from '../../../lib/src/neural/optimizers';
import { SequenceModel } from '../../../lib/src/neural/sequenceModel';
import { createAdditionSampler } from '../../../lib/src/tasks/additionSampler';
import { additionBatch } from '../../../lib/src/tasks/addition';
import { fromBits } from '../../../lib/src/tasks/bits';
import { allPairs } from '../../../lib/src/tasks/pairs';
import { decide, evaluate } from '../../../lib/src/training/evaluate';
import { createTrainingStep } from '../../../lib/src/training/trainingStep';
import { sigmoidAdder } from '../../helpers/models';
import { pairsOf } from '../../helpers/pairs';
import published from '../../../data/published/seed-001-log.json';

/** Most significant bit first, as the log prints them. */
const print = (bits: Float64Array): string => Array.from(bits).reverse().join('');

describe('the run of seed 001, 10,000 samples from NumPy seed 0', () => {
  const rng = createNumpyRng(0);
  const model = new SequenceModel(sigmoidAdder);
  for (const name of ['cell0.W_xh', 'readOut.W', 'cell0.W_hh']) {
    const weights = model.parameters.views[name] ?? new Float64Array(0);
    for (let i = 0; i < weights.length; i++) weights[i] = 2 * rng.random() - 1;
  }
  const sample = createAdditionSampler({ bits: 8, B: 1, rng, style: 'trask' });
  const optimizer = createOptimizer({ kind: 'sgd', learningRate: 0.1 }, model.parameters.flat.length);
  const step = createTrainingStep(model, { loss: 'halfSquaredError', reduction: 'sum', optimizer });

  it('prints the ten published lines, the errors to eight decimals', () => {
    const log: typeof published.log = [];
    for (let n = 0; n < 10_000; n++) {
      const batch = sample(n);
      if (n % 1000 === 0) {
        const output = model.forward(batch);
        const error = output.reduce((sum, y, t) => sum + Math.abs((batch.y[t] ?? NaN) - y), 0);
        const bits = decide(model, output);
        const [[a, b] = [0n, 0n]] = pairsOf(batch);
        log.push({
          sample: n,
          error: Number(error.toFixed(8)),
          predicted: print(bits),
          true: print(batch.y),
          a: Number(a),
          b: Number(b),
          read: Number(fromBits(bits)),
        });
      }
      step(batch);
    }
    expect(log).toEqual(published.log);
  });

  it('is exact on all 16,384 pairs after 20,000 samples', () => {
    for (let n = 10_000; n < 20_000; n++) step(sample(n));
    const { sumAccuracy, sums } = evaluate(model, additionBatch(allPairs(7), 8));
    expect([sumAccuracy, sums]).toEqual([1, 16_384]);
  });
});
