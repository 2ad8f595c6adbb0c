import {
  createOptimizer,
  createRng,
  createTrainingStep,
  evaluate,
  initializeInPlace,
  integer,
  kerasInitializer,
  pytorchInitializer,
  SequenceModel,
} from 'carry';

/** @typedef {import('../study/catalogue.mjs').Row} Row */

export const name = 'recall';
export const title = 'A bit kept for a while: which cell, how started, how long trained';

const [UNITS, BATCH, RATE, CLIP] = [12, 16, 0.01, 1];
/** Updates after which accuracy is measured, on so many sequences. */
const [BUDGETS, TEST] = [[400, 1000, 2000], 1000];
/** The same test for all rows of a delay; no training has this seed. */
const TEST_SEED = 2 ** 32 - 1;

/** A cell, and how its weights start: as in PyTorch (small and uniform), or as in Keras (recurrent weights a rotation). */
const CONTENDERS = [
  { cell: 'rnn', start: 'small' },
  { cell: 'rnn', start: 'rotation' },
  { cell: 'gru', start: 'rotation' },
  { cell: 'lstm', start: 'forget bias 0' },
  { cell: 'lstm', start: 'forget bias 1' },
  { cell: 'lstm', start: 'forget bias 3' },
];

export const rows = () =>
  CONTENDERS.flatMap((contender) =>
    [10, 20].flatMap((delay) => Array.from({ length: 10 }, (_, n) => ({ ...contender, delay, seed: n + 1 }))),
  );

/** @param {Row} row */
export const weight = ({ cell, delay }) => (cell === 'rnn' ? 1 : 4) * (Number(delay) + 1);

/**
 * Trains a cell to say at the end which bit came first, always for 2,000 updates.
 * @param {Row} row
 * @returns {Row} `accuracy400`, `accuracy1000`, `accuracy2000`: right answers after so many updates
 */
export function run({ cell, start, delay, seed }) {
  const kind = /** @type {import('carry').CellKind} */ (cell);
  const cells = [{ kind, hiddenSize: UNITS }];
  const model = new SequenceModel({ inputSize: 2, cells, outputSize: 1, answer: 'logit' });
  initializeInPlace(model.parameters, createRng(Number(seed)), initializerOf(String(start), model));
  const optimizer = createOptimizer({ kind: 'adam', learningRate: RATE }, model.parameters.flat.length);
  const makeStep = createTrainingStep(model, { loss: 'binaryCrossEntropy', optimizer, clipNorm: CLIP });
  const T = Number(delay) + 1;
  const rng = createRng(1000 + Number(seed));
  const test = recallBatch(T, TEST, createRng(TEST_SEED));
  let done = 0;
  const accuracies = BUDGETS.map((budget) => {
    for (; done < budget; done++) makeStep(recallBatch(T, BATCH, rng));
    return [`accuracy${budget}`, evaluate(model, test).bitAccuracy];
  });
  return Object.fromEntries(accuracies);
}

/** @param {string} start @param {SequenceModel} model */
function initializerOf(start, { config }) {
  if (start === 'small') return pytorchInitializer(config);
  const forgetBias = /^forget bias (\d)$/.exec(start)?.[1];
  return kerasInitializer(config, forgetBias === undefined ? {} : { forgetBias: Number(forgetBias) });
}

/**
 * A marked bit, then random bits without a mark; only the answer at the last step counts.
 * @param {number} T @param {number} B @param {import('carry').Rng} rng
 */
function recallBatch(T, B, rng) {
  const x = new Float64Array(T * B * 2);
  const y = new Float64Array(T * B);
  const scored = new Float64Array(T * B).fill(1, (T - 1) * B);
  for (let n = 0; n < T * B; n++) {
    x[2 * n] = integer(rng, 0, 2); // the bit
    x[2 * n + 1] = n < B ? 1 : 0; // the mark
    y[n] = x[2 * (n % B)] ?? NaN; // the bit of step 0
  }
  return { T, B, x, y, scored };
}
