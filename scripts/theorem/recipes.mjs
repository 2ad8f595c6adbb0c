// How the networks of the committed certificates are trained. Seeds are those of the notebooks; where one was chosen
// after looking, `about` says so.
import {
  additionMachine,
  comparisonMachine,
  createAdditionSampler,
  createMealySampler,
  createNumpyRng,
  createOptimizer,
  createRng,
  initializeInPlace,
  initializers,
  SequenceModel,
  subtractionMachine,
  train,
} from 'carry';

/**
 * @typedef {{ about: string, machine: import('carry').MealyMachine,
 *   trained: () => Promise<import('carry').SequenceModel> }} Recipe
 */

/** @type {Readonly<Record<string, Recipe>>} */
export const recipes = {
  'four-unit-adder': {
    about: 'An RNN with four tanh units, trained to add with an L1 penalty and noise on its state. Seed 1.',
    machine: additionMachine,
    trained: () => trained({ kind: 'rnn', hiddenSize: 4 }, additionSampler, { seed: 1, steps: 3000 }),
  },
  'sixteen-unit-adder': {
    about: `The adder with sixteen sigmoid units of the second source, wrong in long sums after 20,000 samples,
trained on for 20,000 samples with an L1 penalty and noise on its state. The published seed, 0; seed 1 for the noise.`,
    machine: additionMachine,
    trained: mendedAdder,
  },
  'lstm-adder': {
    about:
      'An LSTM with four units, trained to add with an L1 penalty and noise on h and c. Seed 1, the first tried.',
    machine: additionMachine,
    trained: () => trained({ kind: 'lstm', hiddenSize: 4 }, additionSampler, { seed: 1, steps: 4000 }),
  },
  subtractor: {
    about:
      'An RNN with four tanh units, trained to subtract with an L1 penalty and noise on its state. Seed 1.',
    machine: subtractionMachine,
    trained: () =>
      trained({ kind: 'rnn', hiddenSize: 4 }, samplerOf(subtractionMachine), { seed: 1, steps: 2500 }),
  },
  comparer: {
    about:
      'An RNN with four tanh units, trained to compare with an L1 penalty and noise on its state. Seed 1.',
    machine: comparisonMachine,
    trained: () =>
      trained({ kind: 'rnn', hiddenSize: 4 }, samplerOf(comparisonMachine), { seed: 1, steps: 2500 }),
  },
};

/** @param {import('carry').Rng} rng */
function additionSampler(rng) {
  return createAdditionSampler({ bits: 8, B: 16, rng });
}

/** @param {import('carry').MealyMachine} machine */
function samplerOf(machine) {
  return (/** @type {import('carry').Rng} */ rng) => createMealySampler({ machine, T: 9, B: 16, rng });
}

/**
 * Adam, an L1 penalty, and noise on the state; a logit out.
 * @param {import('carry').ModelConfig['cells'][number]} cell
 * @param {(rng: import('carry').Rng) => import('carry').Sampler} makeSampler
 * @param {{ seed: number, steps: number }} run
 */
async function trained(cell, makeSampler, { seed, steps }) {
  const rng = createRng(seed);
  const model = new SequenceModel({ inputSize: 2, cells: [cell], outputSize: 1, answer: 'logit' });
  initializeInPlace(model.parameters, rng, initializers.inverseSqrt());
  await train(model, {
    sample: makeSampler(rng),
    loss: 'binaryCrossEntropy',
    steps,
    optimizer: createOptimizer({ kind: 'adam', learningRate: 0.01 }, model.parameters.flat.length),
    penalty: { l1: 2e-4 },
    stateNoise: { rng, deviation: 0.2 },
  });
  return model;
}

async function mendedAdder() {
  const rng = createNumpyRng(0);
  const model = new SequenceModel({
    inputSize: 2,
    cells: [{ kind: 'rnn', hiddenSize: 16, activation: 'sigmoid', bias: false }],
    outputSize: 1,
    outputActivation: 'sigmoid',
    outputBias: false,
  });
  for (const name of ['cell0.W_xh', 'readOut.W', 'cell0.W_hh']) {
    const weights = model.parameters.views[name] ?? []; // in the order of the source
    weights.forEach((_, i) => {
      weights[i] = 2 * rng.random() - 1;
    });
  }
  /** @type {Omit<import('carry').TrainingOptions, 'steps'>} */
  const lessons = {
    sample: createAdditionSampler({ bits: 8, B: 1, rng, style: 'trask' }),
    loss: 'halfSquaredError',
    reduction: 'sum',
    optimizer: createOptimizer({ kind: 'sgd', learningRate: 0.1 }, model.parameters.flat.length),
  };
  await train(model, { ...lessons, steps: 20_000 });
  const stateNoise = { rng: createRng(1), deviation: 0.2 };
  await train(model, { ...lessons, startStep: 20_000, steps: 40_000, penalty: { l1: 0.001 }, stateNoise });
  return model;
}
