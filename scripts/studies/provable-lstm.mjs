import {
  additionMachine,
  certify,
  createMealySampler,
  createOptimizer,
  createRng,
  createTrainingStep,
  findCounterexample,
  initializeInPlace,
  initializers,
  plainNetwork,
  SequenceModel,
} from 'carry';

/** @typedef {import('../study/catalogue.mjs').Row} Row */

export const name = 'provable-lstm';
export const title = 'LSTM adders of four units, trained in four ways: which can be proved?';

/** All: Adam .01 on the mean cross-entropy of 16 runs of 9 steps. */
const WAYS = {
  plain: {},
  L1: { l1: 2e-4 },
  noise: { noise: 0.1 },
  'L1 and noise': { l1: 2e-4, noise: 0.1 },
};
const [UNITS, STEPS] = [4, 3000];
/** How large a proof may grow, and how long a counterexample may be; the latter as in `sampler`. */
const [MOST_K, HUNTED_COLUMNS] = [4, 256];

export const rows = () =>
  Object.keys(WAYS).flatMap((way) => Array.from({ length: 10 }, (_, n) => ({ way, seed: n + 1 })));

/**
 * Trains an LSTM, then tries to prove it and, if that fails, to refute it.
 * @param {Row} row
 * @returns {Row} `verdict`: proved (k up to 4), refuted or open; `k`, `boxes`, `margin`: of the proof; `wrongAt`: the
 *   columns of the sum that refutes
 */
export function run({ way, seed }) {
  const model = trainedLstm(Number(seed), WAYS[/** @type {keyof typeof WAYS} */ (way)]);
  const proof = certify(plainNetwork(model), additionMachine, { mostK: MOST_K });
  if (proof.proved) {
    const { k, boxes, margin } = proof.certificate;
    return { verdict: 'proved', k, boxes: boxes.length, margin, wrongAt: '-' };
  }
  const found = findCounterexample(model, additionMachine, {
    rng: createRng(1),
    way: proof.failure?.way ?? [],
    steps: HUNTED_COLUMNS,
  });
  const verdict = found ? 'refuted' : 'open';
  return { verdict, k: '-', boxes: '-', margin: '-', wrongAt: found?.inputs.length ?? '-' };
}

/**
 * @param {number} seed
 * @param {{ l1?: number, noise?: number }} way
 */
function trainedLstm(seed, { l1 = 0, noise = 0 }) {
  const rng = createRng(seed);
  const model = new SequenceModel({
    inputSize: 2,
    cells: [{ kind: 'lstm', hiddenSize: UNITS }],
    outputSize: 1,
    answer: 'logit',
  });
  initializeInPlace(model.parameters, rng, initializers.inverseSqrt());
  const sample = createMealySampler({ machine: additionMachine, T: 9, B: 16, rng });
  const step = createTrainingStep(model, {
    loss: 'binaryCrossEntropy',
    optimizer: createOptimizer({ kind: 'adam', learningRate: 0.01 }, model.parameters.flat.length),
    ...(l1 > 0 ? { penalty: { l1 } } : {}),
    ...(noise > 0 ? { stateNoise: { rng, deviation: noise } } : {}),
  });
  for (let n = 0; n < STEPS; n++) step(sample());
  return model;
}
