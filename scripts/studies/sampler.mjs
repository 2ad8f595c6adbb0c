import {
  createAdditionSampler,
  createOptimizer,
  createRng,
  createTrainingStep,
  evaluate,
  initializeInPlace,
  lengthSweep,
  pytorchInitializer,
  SequenceModel,
} from 'carry';

/** @typedef {import('../study/catalogue.mjs').Row} Row */

export const name = 'sampler';
export const title = 'LSTM adder: the problems that it is trained on (seed 000)';

/** Of the source: 20 epochs of 500 samples, one at a time. */
const [EPOCHS, SAMPLES] = [20, 500];
/** The lengths of the source's figure, and one far beyond. */
const LENGTHS = Array.from({ length: 18 }, (_, n) => n + 2);
const FAR = 200;
const [TEST, TEST_SEED] = [1000, 2 ** 32 - 1];

/** The source's own sampler, and operands drawn uniformly below 8, 32 and 256, with their leading zeros. */
const samplers = [
  { style: 'tandon', bits: 3 },
  { style: 'uniform', bits: 3 },
  { style: 'uniform', bits: 5 },
  { style: 'uniform', bits: 8 },
];

export const rows = () =>
  samplers.flatMap((sampler) => Array.from({ length: 10 }, (_, n) => ({ ...sampler, seed: n + 1 })));

/**
 * Trains LSTM(10) with Adam .01 on the mean squared error, then asks for sums of every length, drawn as the source does.
 * @param {Row} row
 * @returns {Row} `losses` of the 20 epochs; `bitAccuracy` and `sumAccuracy` at lengths 2 to 19; the same at length 200,
 *   for operands drawn uniformly
 */
export function run({ style, bits, seed }) {
  const config = {
    inputSize: 2,
    cells: [{ kind: /** @type {const} */ ('lstm'), hiddenSize: 10, recurrentBias: true }],
  };
  const model = new SequenceModel({ ...config, outputSize: 1 });
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
  };
}
