import {
  additionMachine,
  certify,
  createAdditionSampler,
  createOptimizer,
  createRng,
  createTrainingStep,
  evaluate,
  findCounterexample,
  initializeInPlace,
  lengthSweep,
  plainNetwork,
  pytorchInitializer,
  SequenceModel,
} from 'carry';

/** @typedef {import('../study/catalogue.mjs').Row} Row */

export const name = 'sampler';
export const title = 'Adders of ten units: the cell, and the problems that it is trained on (seed 000)';

/** Of the source: 20 epochs of 500 samples, one at a time, and ten units. */
const [EPOCHS, SAMPLES, UNITS] = [20, 500, 10];
/** The lengths of the source's figure, and one far beyond. */
const LENGTHS = Array.from({ length: 18 }, (_, n) => n + 2);
const FAR = 200;
const [TEST, TEST_SEED] = [1000, 2 ** 32 - 1];
/** How hard a counterexample is looked for, and how large a proof may grow. */
const [HUNTED_COLUMNS, MOST_K] = [256, 3];

/** The source's own sampler, and operands drawn uniformly below 8, 32 and 256, with their leading zeros. */
const samplers = [
  { style: 'tandon', bits: 3 },
  { style: 'uniform', bits: 3 },
  { style: 'uniform', bits: 5 },
  { style: 'uniform', bits: 8 },
];

export const rows = () =>
  ['lstm', 'rnn', 'gru'].flatMap((cell) =>
    samplers.flatMap((sampler) => Array.from({ length: 10 }, (_, n) => ({ cell, ...sampler, seed: n + 1 }))),
  );

/** @param {Row} row @param {boolean} recurrentBias */
function createAdder({ cell }, recurrentBias) {
  const kind = /** @type {import('carry').CellKind} */ (cell);
  const reset = kind === 'gru' ? /** @type {const} */ ({ reset: 'after' }) : {}; // as in PyTorch
  const cells = [{ kind, hiddenSize: UNITS, recurrentBias, ...reset }];
  return new SequenceModel({ inputSize: 2, cells, outputSize: 1 });
}

/**
 * Trains a cell of ten units with Adam .01 on the mean squared error, asks for sums of every length, drawn as the source
 * does, and of 200 bits, drawn uniformly; then tries to prove the network and, if that fails, to refute it.
 * @param {Row} row
 * @returns {Row} `losses` of the 20 epochs; `bitAccuracy` and `sumAccuracy` at lengths 2 to 19; the same at length 200;
 *   `verdict`: proved, refuted or open; `k`, `boxes`: of the proof; `wrongAt`: the columns of the sum that refutes
 */
export function run(row) {
  const { style, bits, seed } = row;
  const model = createAdder(row, true);
  initializeInPlace(model.parameters, createRng(Number(seed)), pytorchInitializer(model.config));
  const optimizer = createOptimizer({ kind: 'adam', learningRate: 0.01 }, model.parameters.flat.length);
  const makeStep = createTrainingStep(model, { loss: 'meanSquaredError', optimizer });
  const sample = createAdditionSampler({
    bits: Number(bits),
    B: 1,
    rng: createRng(1000 + Number(seed)),
    style: style === 'tandon' ? 'tandon' : 'uniform',
  });
  const losses = Array.from({ length: EPOCHS }, () => {
    let sum = 0;
    for (let n = 0; n < SAMPLES; n++) sum += makeStep(sample());
    return Number((sum / SAMPLES).toPrecision(6));
  });

  const testRng = createRng(TEST_SEED);
  const ofLength = (/** @type {number} */ length) =>
    createAdditionSampler({ bits: length, B: TEST, rng: testRng, style: 'tandon' })();
  const sweep = lengthSweep(model, { lengths: LENGTHS, batchOf: ofLength });
  const far = evaluate(model, createAdditionSampler({ bits: FAR, B: TEST, rng: testRng })());
  return {
    losses: losses.join(' '),
    bitAccuracy: sweep.map(({ bitAccuracy }) => bitAccuracy.toFixed(4)).join(' '),
    sumAccuracy: sweep.map(({ sumAccuracy }) => sumAccuracy).join(' '),
    bitAccuracy200: Number(far.bitAccuracy.toFixed(4)),
    sumAccuracy200: far.sumAccuracy,
    ...judge(row, model),
  };
}

/** @param {Row} row @param {SequenceModel} model @returns {Row} */
function judge(row, model) {
  // A GRU has no proof yet. The others are proved with their two biases added up, which gives the same function.
  const proof =
    row['cell'] === 'gru'
      ? undefined
      : certify(plainNetwork(withOneBias(row, model)), additionMachine, { mostK: MOST_K });
  if (proof?.proved) {
    const { k, boxes } = proof.certificate;
    return { verdict: 'proved', k, boxes: boxes.length, wrongAt: '-' };
  }
  const way = proof?.failure?.way ?? [];
  const wrong = findCounterexample(model, additionMachine, { rng: createRng(1), way, steps: HUNTED_COLUMNS });
  return { verdict: wrong ? 'refuted' : 'open', k: '-', boxes: '-', wrongAt: wrong?.inputs.length ?? '-' };
}

/** @param {Row} row @param {SequenceModel} model */
function withOneBias(row, model) {
  const merged = createAdder(row, false);
  const { views } = model.parameters;
  for (const [name, view] of Object.entries(merged.parameters.views)) view.set(views[name] ?? []);
  merged.parameters.views['cell0.b_h']?.forEach(
    (b, n, all) => (all[n] = b + (views['cell0.b_hh']?.[n] ?? NaN)),
  );
  return merged;
}
