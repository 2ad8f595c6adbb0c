// The experiment of seed 002: a network learns decimal addition, and every 50 steps it is asked for 2,000 sums.
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
 * @property {number} length steps: one more than the digits of an operand
 * @property {'sgd' | 'momentum' | 'nesterov' | 'adam'} optimizer momentum and nesterov with .5
 * @property {number} rate
 * @property {number} seed
 */

export const SEEDS = [1, 2, 3, 4, 5];

/** Of the source: batch and test size, and the steps after which it stops. */
const [BATCH, TEST, STEPS] = [200, 2000, 3000];
const EVERY = 50;
/** The same test for every row; no training has this seed. */
const TEST_SEED = 2 ** 32 - 1;

/** @type {DecimalRow} */
const BASE = {
  embedding: 64,
  hidden: 64,
  layers: 2,
  cell: 'rnn',
  length: 11,
  optimizer: 'adam',
  rate: 1e-3,
  seed: 1,
};

/**
 * Rows that depart from the base model of the source, each with every seed.
 * @param {readonly Partial<DecimalRow>[]} variants
 * @returns {Row[]}
 */
export const decimalRows = (variants) =>
  variants.flatMap((variant) => SEEDS.map((seed) => ({ ...BASE, ...variant, seed })));

/**
 * Trains until every one of the 2,000 sums is right, or for 3,000 steps.
 * @param {Row} row a DecimalRow
 * @returns {Row} `reached`: the step of the first 100 %, or never; `accuracy` of whole sums and `digits` of digits, both
 *   at the end; `steps` made; `loss`, the mean of the last 50; `curve`: the accuracy at 50, 100, … steps
 */
export function runDecimal(row) {
  const { length, optimizer: kind, rate, seed } = /** @type {DecimalRow} */ (/** @type {unknown} */ (row));
  const model = createModel(row);
  initializeInPlace(model.parameters, createRng(seed), pytorchInitializer(model.config));
  const momentum = kind === 'momentum' || kind === 'nesterov' ? { momentum: 0.5 } : {};
  const optimizer = createOptimizer({ kind, learningRate: rate, ...momentum }, model.parameters.flat.length);
  const makeStep = createTrainingStep(model, { loss: 'categoricalCrossEntropy', optimizer });
  const digits = length - 1;
  const sample = createDecimalSampler({ digits, B: BATCH, rng: createRng(1000 + seed) });
  const test = createDecimalSampler({ digits, B: TEST, rng: createRng(TEST_SEED) })();

  const curve = [];
  let [step, loss] = [0, NaN];
  let { sumAccuracy, bitAccuracy } = { sumAccuracy: 0, bitAccuracy: 0 };
  while (step < STEPS && sumAccuracy < 1) {
    loss = 0;
    for (let n = 0; n < EVERY; n++, step++) loss += makeStep(sample()) / EVERY;
    ({ sumAccuracy, bitAccuracy } = evaluate(model, test));
    curve.push(sumAccuracy); // a multiple of 1/2000
  }
  const reached = sumAccuracy === 1 ? step : 'never';
  const short = { digits: Number(bitAccuracy.toPrecision(6)), loss: Number(loss.toPrecision(6)) };
  return { reached, accuracy: sumAccuracy, ...short, steps: step, curve: curve.join(' ') };
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

/** Work of a row, roughly: steps until it is done, times the weights that each multiplies. @param {Row} row */
export function decimalWeight(row) {
  const { embedding, hidden, layers, cell, length, optimizer, rate } = /** @type {DecimalRow} */ (
    /** @type {unknown} */ (row)
  );
  const gates = { rnn: 1, gru: 3, lstm: 4 }[cell];
  const products = gates * hidden * (2 * embedding + hidden + 2 * (layers - 1) * hidden);
  const slow = hidden <= 8 || optimizer !== 'adam' || rate >= 0.1 || layers >= 8;
  return ((slow ? 3000 : 300) * length * products) / 1e6;
}
