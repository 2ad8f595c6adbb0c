// How many of some random sums a network gets right: always the same sums, so that one network has one score.
import { createRng } from '../../../lib/src/core/random';
import type { SequenceModel } from '../../../lib/src/neural/sequenceModel';
import { createAdditionSampler } from '../../../lib/src/tasks/additionSampler';
import { evaluate } from '../../../lib/src/training/evaluate';
import type { Score } from './protocol';
import { TRAINED_BITS } from './settings';

const TESTED = 100;
const [short, long] = [TRAINED_BITS, 8 * TRAINED_BITS].map((bits) =>
  createAdditionSampler({ bits, B: TESTED, rng: createRng(11) })(),
);

const share = (model: SequenceModel, batch: typeof short): number =>
  batch ? evaluate(model, batch).sumAccuracy : NaN;

/** Both shares of right sums. */
export const scoreOf = (model: SequenceModel): Score => ({
  sums: share(model, short),
  longSums: share(model, long),
});

/** Whether all tested sums are right; long ones are asked only where all short ones are. */
export const isRight = (model: SequenceModel): boolean =>
  share(model, short) === 1 && share(model, long) === 1;
