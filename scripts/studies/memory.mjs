import {
  additionBatch,
  allPairs,
  createAdditionSampler,
  createNumpyRng,
  createOptimizer,
  evaluate,
  SequenceModel,
  train,
} from 'carry';

/** @typedef {import('../study/catalogue.mjs').Row} Row */

export const name = 'memory';
export const title = 'The adder of seed 001: for how many columns does it hand on a carry, and its absence?';

const [T, H, SAMPLES, EVERY] = [8, 16, 40_000, 1000];

/** Columns in which the bit is only handed on: exactly one 1 in each. */
const COLUMNS = 1000;
/** Which of the two numbers has the 1: always the first, always the second, by turns. */
const PATTERNS = [() => 0, () => 1, (/** @type {number} */ t) => t % 2];

/** Seed 0 is the source's; the others differ from it in NumPy's seed alone. */
export const rows = () => Array.from({ length: 10 }, (_, seed) => ({ seed }));

/**
 * Trains as the source does, and every 1,000 samples asks for all sums of two numbers below 128, and for long chains.
 * @param {Row} row
 * @returns {Promise<Row>} three lists of 40: `short`, the fraction of right short sums; `carryHeld` and `noCarryHeld`, the
 *   columns through which a carry, or its absence, is handed on before the first mistake, in the worst of three chains
 */
export async function run({ seed }) {
  const rng = createNumpyRng(Number(seed));
  const model = new SequenceModel({
    inputSize: 2,
    cells: [{ kind: 'rnn', hiddenSize: H, activation: 'sigmoid', bias: false }],
    outputSize: 1,
    outputActivation: 'sigmoid',
    outputBias: false,
  });
  for (const part of ['cell0.W_xh', 'readOut.W', 'cell0.W_hh']) {
    model.parameters.views[part]?.forEach((_, i, all) => (all[i] = 2 * rng.random() - 1));
  }
  const everything = additionBatch(allPairs(7), T);
  /** @type {{ short: number[], carryHeld: number[], noCarryHeld: number[] }} */
  const found = { short: [], carryHeld: [], noCarryHeld: [] };
  await train(model, {
    sample: createAdditionSampler({ bits: T, B: 1, rng, style: 'trask' }),
    loss: 'halfSquaredError',
    reduction: 'sum',
    optimizer: createOptimizer({ kind: 'sgd', learningRate: 0.1 }, model.parameters.flat.length),
    steps: SAMPLES,
    reportEvery: EVERY,
    report() {
      found.short.push(evaluate(model, everything).sumAccuracy);
      found.carryHeld.push(handedOn(model, 1));
      found.noCarryHeld.push(handedOn(model, 0));
    },
  });
  return Object.fromEntries(Object.entries(found).map(([column, values]) => [column, values.join(' ')]));
}

/** @param {SequenceModel} model @param {0 | 1} carry @returns {number} the columns before the first mistake */
function handedOn(model, carry) {
  const B = PATTERNS.length;
  const x = new Float64Array((COLUMNS + 1) * B * 2);
  x.fill(carry, 0, 2 * B); // 1 + 1 makes the carry, 0 + 0 makes none
  for (let t = 1; t <= COLUMNS; t++) {
    PATTERNS.forEach((place, b) => (x[2 * (t * B + b) + place(t)] = 1));
  }
  const prediction = model.forward({ x, T: COLUMNS + 1, B });
  const wrong = prediction.findIndex((y, n) => n >= B && y > 0.5 === (carry === 1)); // the digit of 1 + carry
  return wrong < 0 ? COLUMNS : Math.floor(wrong / B) - 1;
}
