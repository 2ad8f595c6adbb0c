import {
  additionMachine,
  certify,
  createAdditionSampler,
  createNumpyRng,
  createOptimizer,
  createRng,
  findCounterexample,
  plainNetwork,
  SequenceModel,
  train,
} from 'carry';

/** @typedef {import('../study/catalogue.mjs').Row} Row */

export const name = 'mending';
export const title = 'The adder of seed 001, trained on in four ways: which makes it provable?';

/** From the checkpoint at 20,000 samples, 20,000 more: as before, or with an L1 penalty, noise on the state, or both. */
const WAYS = {
  plain: {},
  L1: { l1: 0.001 },
  noise: { noise: 0.2 },
  'L1 and noise': { l1: 0.001, noise: 0.2 },
};
const [T, H, BEFORE, AFTER] = [8, 16, 20_000, 40_000];
const MOST_K = 4;

/** Seed 0 is the source's; each starts from its own checkpoint, which is the same for all four ways. */
export const rows = () =>
  Array.from({ length: 10 }, (_, seed) => seed).flatMap((seed) =>
    Object.keys(WAYS).map((way) => ({ seed, way })),
  );

/**
 * @param {Row} row
 * @returns {Promise<Row>} `verdictBefore` at the checkpoint and `verdict` at the end: proved (k up to 4), refuted or
 *   open; `boxes` and `margin` of the proof, `wrongAt` the column of the first mistake that the hunt found
 */
export async function run({ seed, way }) {
  const { l1 = 0, noise = 0 } = /** @type {{ l1?: number, noise?: number }} */ (
    WAYS[/** @type {keyof typeof WAYS} */ (way)]
  );
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
  const options = /** @type {const} */ ({
    sample: createAdditionSampler({ bits: T, B: 1, rng, style: 'trask' }),
    loss: 'halfSquaredError',
    reduction: 'sum',
    optimizer: createOptimizer({ kind: 'sgd', learningRate: 0.1 }, model.parameters.flat.length),
  });
  await train(model, { ...options, steps: BEFORE });
  const before = judge(model);
  await train(model, {
    ...options,
    startStep: BEFORE,
    steps: AFTER,
    ...(l1 > 0 ? { penalty: { l1 } } : {}),
    ...(noise > 0 ? { stateNoise: { rng: createRng(1 + Number(seed)), deviation: noise } } : {}),
  });
  return { verdictBefore: before.verdict, ...judge(model) };
}

/** @param {SequenceModel} model */
function judge(model) {
  const proof = certify(plainNetwork(model), additionMachine, { mostK: MOST_K });
  if (proof.proved) {
    const { boxes, margin } = proof.certificate;
    return { verdict: 'proved', boxes: boxes.length, margin, wrongAt: '-' };
  }
  const way = proof.failure?.way ?? [];
  const wrong = findCounterexample(model, additionMachine, { rng: createRng(1), way });
  return {
    verdict: wrong ? 'refuted' : 'open',
    boxes: '-',
    margin: '-',
    wrongAt: wrong ? wrong.inputs.length : '-',
  };
}
