import {
  additionMachine,
  certify,
  createMealySampler,
  createOptimizer,
  createRng,
  evaluate,
  findCounterexample,
  initializeInPlace,
  initializers,
  lossInPlace,
  mealyBatch,
  normal,
  penaltyInPlace,
  plainNetwork,
  SequenceModel,
} from 'carry';

/** @typedef {import('../study/catalogue.mjs').Row} Row */

export const name = 'provability';
export const title = 'Tanh RNN adder: what makes a network provable for every length';

/**
 * Ways to train. All: Adam .01 on the mean cross-entropy of 16 runs of 9 steps. `margin`: a logit counts only beyond
 * that value on its right side. `noise`: deviation of the noise on the state. `l1`, `l2`: penalties.
 */
const WAYS = {
  plain: { steps: 3000 },
  longer: { steps: 12_000 },
  'weight decay': { steps: 3000, l2: 1e-4 },
  'margin 4': { steps: 3000, margin: 4 },
  noise: { steps: 3000, noise: 0.2 },
  L1: { steps: 3000, l1: 2e-4 },
  'L1 and noise': { steps: 3000, l1: 2e-4, noise: 0.2 },
};

const SIZES = [2, 3, 4, 8, 16];
const [T, B] = [9, 16];

/** Both operands of the test are drawn uniformly below 2²⁰, 2000 of them. */
const [TEST, TEST_STEPS, TEST_SEED] = [2000, 20, 2 ** 32 - 1];

export const rows = () =>
  Object.keys(WAYS).flatMap((way) =>
    SIZES.flatMap((units) => Array.from({ length: 20 }, (_, n) => ({ way, units, seed: n + 1 }))),
  );

/** @param {Row} row */
export const weight = ({ way, units }) => (way === 'longer' ? 4 : 1) * (4 + Number(units));

/**
 * Trains a network, then tries to prove it and, if that fails, to refute it.
 * @param {Row} row
 * @returns {Row} `accuracy`: the share of right sums of 20 bits; `verdict`: proved, refuted or open; `k`, `boxes`,
 *   `margin`: of the proof; `wrongAt`: the bits of the sum that refutes
 */
export function run({ way, units, seed }) {
  const model = new SequenceModel({
    inputSize: 2,
    cells: [{ kind: 'rnn', hiddenSize: Number(units) }],
    outputSize: 1,
    answer: 'logit',
  });
  trainModel(model, Number(seed), WAYS[/** @type {keyof typeof WAYS} */ (way)]);

  const test = mealyBatch(additionMachine, createRng(TEST_SEED), TEST_STEPS, TEST);
  const { sumAccuracy } = evaluate(model, test);
  const proof = certify(plainNetwork(model), additionMachine);
  const wrong = proof.proved
    ? undefined
    : findCounterexample(model, additionMachine, { rng: createRng(1), way: proof.failure?.way ?? [] });
  return {
    accuracy: sumAccuracy,
    verdict: proof.proved ? 'proved' : wrong ? 'refuted' : 'open',
    k: proof.proved ? proof.certificate.k : '-',
    boxes: proof.proved ? proof.certificate.boxes.length : '-',
    margin: proof.proved ? proof.certificate.margin : '-',
    wrongAt: wrong ? wrong.inputs.length : '-',
  };
}

/**
 * @param {SequenceModel} model
 * @param {number} seed
 * @param {{ steps: number, l1?: number, l2?: number, margin?: number, noise?: number }} way
 */
function trainModel(model, seed, { steps, l1 = 0, l2 = 0, margin = 0, noise = 0 }) {
  const rng = createRng(seed);
  const { parameters } = model;
  initializeInPlace(parameters, rng, initializers.inverseSqrt());
  const optimizer = createOptimizer({ kind: 'adam', learningRate: 0.01 }, parameters.flat.length);
  const sample = createMealySampler({ machine: additionMachine, T, B, rng });
  const H = model.cells[0]?.hiddenSize ?? 0;
  const shake = () => Float64Array.from({ length: T * B * H }, () => normal(rng, 0, noise));
  const dLogits = new Float64Array(T * B);
  for (let step = 0; step < steps; step++) {
    const { x, y } = sample();
    const logits = model.forward({ x, T, B }, noise > 0 ? { noise: shake() } : {});
    y.forEach((bit, n) => (logits[n] = (logits[n] ?? NaN) - margin * (2 * bit - 1)));
    lossInPlace('binaryCrossEntropy', logits, y, dLogits, { outputSize: 1 });
    const gradients = model.backward(dLogits).flat;
    penaltyInPlace({ l1, l2 }, parameters.flat, gradients);
    optimizer.stepInPlace(parameters.flat, gradients);
  }
}
