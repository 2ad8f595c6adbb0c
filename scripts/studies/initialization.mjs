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

/** The source gives no learning rate, trains 20,000 iterations, and the positive weights for 200,000. */
export const rows = () =>
  Object.keys(WAYS).flatMap((start) =>
    [0.03, 0.1, 0.3].flatMap((rate) =>
      Array.from({ length: 10 }, (_, n) => ({ start, rate, iterations: iterationsOf(start), seed: n + 1 })),
    ),
  );

/** @param {string} start */
const iterationsOf = (start) => (start === 'positive' ? 200_000 : 20_000);

/** @param {Row} row */
export const weight = (row) => Number(row['iterations']);

/**
 * Trains 16 tanh units, sigmoid output, no biases, on one sum at a time, with half the squared error of its eight bits.
 * @param {Row} row
 * @returns {Row} `reached`: the iteration after which the last 100 sums were right for the first time, or never;
 *   `accuracy` and `error`: the share of right sums and the mean loss of the last twentieth; `curve`: the share of right
 *   sums of each twentieth
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

  const part = Number(iterations) / 20;
  /** @type {number | 'never'} */
  let reached = 'never';
  let [inARow, error] = [0, 0];
  const curve = Array.from({ length: 20 }, (_, n) => {
    let right = 0;
    error = 0;
    for (let iteration = n * part + 1; iteration <= (n + 1) * part; iteration++) {
      const batch = sample();
      const isRight = answers(model, batch); // before the step, as the source counts
      error += makeStep(batch) / part;
      if (isRight) right++;
      inARow = isRight ? inARow + 1 : 0;
      if (inARow === IN_A_ROW && reached === 'never') reached = iteration;
    }
    return right / part;
  });
  return {
    reached,
    accuracy: curve.at(-1) ?? 0,
    error: Number(error.toPrecision(6)),
    curve: curve.join(' '),
  };
}

/** @param {SequenceModel} model @param {import('carry').Batch} batch @returns {boolean} whether every bit is right */
function answers(model, { x, y, T, B }) {
  const bits = decide(model, model.forward({ x, T, B }));
  return bits.every((bit, t) => bit === y[t]);
}
