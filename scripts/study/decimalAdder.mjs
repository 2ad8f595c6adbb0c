// The experiment of seed 002: a network learns decimal addition. Every row of a study makes the same number of steps,
// whatever its tests say, so that no row is told at its best moment. No times are kept: the rows of a study run on
// machines that do other work, too, where the same step took 13 ms and 93 ms. What a step costs, notebook 16 counts.
import {
  createDecimalSampler,
  createOptimizer,
  createRng,
  createTrainingStep,
  evaluate,
  initializeInPlace,
  pytorchInitializer,
  SequenceModel,
} from 'carry';

/** @typedef {import('./catalogue.mjs').Row} Row */
/**
 * @typedef {object} DecimalRow one training
 * @property {number} embedding numbers that stand for a digit
 * @property {number} hidden units of each layer
 * @property {number} layers
 * @property {'rnn' | 'lstm' | 'gru'} cell
 * @property {number} length steps of a sum: one more than the digits of an operand
 * @property {'sgd' | 'momentum' | 'nesterov' | 'adam'} optimizer momentum and nesterov with .5
 * @property {number} rate
 * @property {number} steps updates of the weights
 * @property {number} seed
 */

/** Of the source: sums of a batch, and of the test at the end. */
const BATCH = 200;
const TEST = 2000;
/** So many steps between two tests on the way, of so many sums. */
const [EVERY, SMALL_TEST] = [10, 200];
/** The same test for every row; no training has this seed. */
const TEST_SEED = 2 ** 32 - 1;

/** @type {DecimalRow} */
export const BASE = {
  embedding: 64,
  hidden: 64,
  layers: 2,
  cell: 'rnn',
  length: 11,
  optimizer: 'adam',
  rate: 1e-3,
  steps: 1000,
  seed: 1,
};

/**
 * Rows that depart from the base model of the source, each with every seed.
 * @param {readonly Partial<DecimalRow>[]} variants
 * @param {{ steps: number, seeds: number }} size of the study: the same steps and seeds, from 1, for all rows
 * @returns {Row[]}
 */
export const decimalRows = (variants, { steps, seeds }) =>
  variants.flatMap((variant) =>
    Array.from({ length: seeds }, (_, n) => ({ ...BASE, ...variant, steps, seed: n + 1 })),
  );

/**
 * Trains for the row's number of steps, with a small test every ten.
 * @param {Row} row a DecimalRow
 * @returns {Row} `accuracy` of whole sums and `digits` of digits, of 2,000 sums at the end; `loss`, the mean of the last
 *   ten steps; `arrived`: the step of the first small test without a mistake, or never; `curve` and `losses`: accuracy of
 *   the small test after 10, 20, … steps, and the mean loss of these ten
 */
export function runDecimal(row) {
  const { steps } = /** @type {DecimalRow} */ (/** @type {unknown} */ (row));
  const { model, makeStep, sample, testOf } = prepare(row);
  const smallTest = testOf(SMALL_TEST);

  /** @type {number[]} */
  const curve = [];
  /** @type {number[]} */
  const losses = [];
  /** @type {number | 'never'} */
  let arrived = 'never';
  for (let step = EVERY; step <= steps; step += EVERY) {
    let loss = 0;
    for (let n = 0; n < EVERY; n++) loss += makeStep(sample()) / EVERY;
    losses.push(loss);
    const { sumAccuracy } = evaluate(model, smallTest);
    curve.push(sumAccuracy); // a multiple of 1/200
    if (sumAccuracy === 1 && arrived === 'never') arrived = step;
  }
  const { sumAccuracy: accuracy, bitAccuracy } = evaluate(model, testOf(TEST));
  return {
    accuracy,
    digits: Number(bitAccuracy.toPrecision(6)),
    loss: Number((losses.at(-1) ?? NaN).toPrecision(6)),
    arrived,
    curve: curve.join(' '),
    losses: losses.map((loss) => Number(loss.toPrecision(4))).join(' '),
  };
}

/**
 * The model of a row, its training and its tests.
 * @param {Row} row a DecimalRow; `steps` does not matter
 */
function prepare(row) {
  const { length, optimizer: kind, rate, seed } = /** @type {DecimalRow} */ (/** @type {unknown} */ (row));
  const model = createModel(row);
  initializeInPlace(model.parameters, createRng(seed), pytorchInitializer(model.config));
  const momentum = kind === 'momentum' || kind === 'nesterov' ? { momentum: 0.5 } : {};
  const optimizer = createOptimizer({ kind, learningRate: rate, ...momentum }, model.parameters.flat.length);
  const makeStep = createTrainingStep(model, { loss: 'categoricalCrossEntropy', optimizer });
  const digits = length - 1;
  const sample = createDecimalSampler({ digits, B: BATCH, rng: createRng(1000 + seed) });
  const testOf = (/** @type {number} */ B) =>
    createDecimalSampler({ digits, B, rng: createRng(TEST_SEED) })();
  return { model, makeStep, sample, testOf };
}

/** @param {Row} row */
function createModel(row) {
  const { embedding, hidden, layers, cell } = /** @type {DecimalRow} */ (/** @type {unknown} */ (row));
  // PyTorch's cells: two biases each, and a GRU that resets after the product.
  const reset = cell === 'gru' ? /** @type {const} */ ({ reset: 'after' }) : {};
  const each = { kind: cell, hiddenSize: hidden, recurrentBias: true, ...reset };
  return new SequenceModel({
    inputSize: 2,
    embedding: { symbols: 10, size: embedding },
    cells: Array.from({ length: layers }, () => each),
    outputSize: 10,
    answer: 'class',
  });
}

/** Work of a row, roughly: steps times the weights that each multiplies. @param {Row} row */
export function decimalWeight(row) {
  const { embedding, hidden, layers, cell, length, steps } = /** @type {DecimalRow} */ (
    /** @type {unknown} */ (row)
  );
  const gates = { rnn: 1, gru: 3, lstm: 4 }[cell];
  const products = gates * hidden * (2 * embedding + hidden + 2 * (layers - 1) * hidden);
  return (steps * length * products) / 1e6;
}
