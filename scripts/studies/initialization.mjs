import {
  createAdditionSampler,
  createOptimizer,
  createRng,
  createTrainingStep,
  decide,
  initializeInPlace,
  initializers,
  SequenceModel,
} from 'carry';

/** @typedef {import('../study/catalogue.mjs').Row} Row */

export const name = 'initialization';
export const title = 'Tanh RNN adder: where the weights start (seed 003)';

/** The source's three ways to draw the first weights. */
const WAYS = {
  inverseSqrt: initializers.inverseSqrt(),
  symmetric: initializers.uniform(-1, 1),
  positive: initializers.uniform(0, 1),
};

/** So many sums in a row without an error count as learned. */
const IN_A_ROW = 100;

/** The source's figures show 20,000 iterations: so do our curves, in parts of 500. */
const [HORIZON, PART] = [20_000, 500];

/** The source gives no learning rate, trains 20,000 iterations, and the positive weights for 200,000. */
export const rows = () =>
  Object.keys(WAYS).flatMap((start) =>
    [0.03, 0.1, 0.3].flatMap((rate) =>
      Array.from({ length: 10 }, (_, n) => ({ start, rate, iterations: iterationsOf(start), seed: n + 1 })),
    ),
  );

/** @param {string} start */
const iterationsOf = (start) => (start === 'positive' ? 200_000 : HORIZON);

/** @param {Row} row */
export const weight = (row) => Number(row['iterations']);

/**
 * Trains 16 tanh units, sigmoid output, no biases, on one sum at a time, with half the squared error of its eight bits.
 * @param {Row} row
 * @returns {Row} `reached`: the iteration after which the last 100 sums were right for the first time, or never;
 *   `accuracy` and `error`: the fraction of right sums and the mean loss in the last twentieth of the run; `accuracies`
 *   and `errors`: the same for every 500 iterations of the first 20,000
 */
export function run({ start, rate, iterations, seed }) {
  const model = new SequenceModel({
    inputSize: 2,
    cells: [{ kind: 'rnn', hiddenSize: 16, bias: false }],
    outputSize: 1,
    outputActivation: 'sigmoid',
    outputBias: false,
  });
  const way = WAYS[/** @type {keyof typeof WAYS} */ (start)];
  initializeInPlace(model.parameters, createRng(Number(seed)), way);
  const optimizer = createOptimizer(
    { kind: 'sgd', learningRate: Number(rate) },
    model.parameters.flat.length,
  );
  const makeStep = createTrainingStep(model, { loss: 'halfSquaredError', reduction: 'sum', optimizer });
  const sample = createAdditionSampler({ bits: 8, B: 1, rng: createRng(1000 + Number(seed)), style: 'ou' });

  const parts = Number(iterations) / PART;
  /** @type {number | 'never'} */
  let reached = 'never';
  let inARow = 0;
  const curve = Array.from({ length: parts }, (_, n) => {
    let [right, error] = [0, 0];
    for (let iteration = n * PART + 1; iteration <= (n + 1) * PART; iteration++) {
      const batch = sample();
      const isRight = answers(model, batch); // before the step, as the source counts
      error += makeStep(batch) / PART;
      if (isRight) right++;
      inARow = isRight ? inARow + 1 : 0;
      if (inARow === IN_A_ROW && reached === 'never') reached = iteration;
    }
    return { accuracy: right / PART, error: Number(error.toPrecision(6)) };
  });
  const end = curve.slice(-parts / 20);
  const first = curve.slice(0, HORIZON / PART);
  return {
    reached,
    accuracy: Number(mean(end.map(({ accuracy }) => accuracy)).toPrecision(6)),
    error: Number(mean(end.map(({ error }) => error)).toPrecision(6)),
    accuracies: first.map(({ accuracy }) => accuracy).join(' '),
    errors: first.map(({ error }) => error).join(' '),
  };
}

/** @param {number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {SequenceModel} model @param {import('carry').Batch} batch @returns {boolean} whether every bit is right */
function answers(model, batch) {
  const bits = decide(model, model.forward(batch));
  return bits.every((bit, t) => bit === batch.y[t]);
}
