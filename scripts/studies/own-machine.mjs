import {
  additionMachine,
  certify,
  comparisonMachine,
  createMealySampler,
  createOptimizer,
  createRng,
  createTrainingStep,
  evaluate,
  findCounterexample,
  initializeInPlace,
  initializers,
  mealyBatch,
  parityMachine,
  plainNetwork,
  SequenceModel,
  subtractionMachine,
  timesThreeMachine,
} from 'carry';

/** @typedef {import('../study/catalogue.mjs').Row} Row */

export const name = 'own-machine';
export const title = 'Six small tasks: how many of ten seeds can be proved, and with which penalty?';

/** Says 1 for the fifth, tenth, fifteenth … 1 that comes in. */
const everyFifth = {
  name: 'every fifth 1',
  states: 5,
  inputs: [[0], [1]],
  start: 0,
  next: [0, 1, 2, 3, 4].map((state) => [state, (state + 1) % 5]),
  output: [0, 1, 2, 3, 4].map((state) => [0, state === 4 ? 1 : 0]),
};

const TASKS = [
  additionMachine,
  subtractionMachine,
  comparisonMachine,
  timesThreeMachine,
  parityMachine,
  everyFifth,
];
const WAYS = {
  plain: {},
  L1: { l1: 2e-4 },
  noise: { noise: 0.2 },
  'L1 and noise': { l1: 2e-4, noise: 0.2 },
};
const [T, B, STEPS] = [9, 16, 2500];

/** Every task with 4 units and in all four ways; the counting one with 16 units, too. */
export const rows = () =>
  TASKS.flatMap(({ name: task }) =>
    (task === everyFifth.name ? [4, 16] : [4]).flatMap((units) =>
      Object.keys(WAYS).flatMap((way) =>
        Array.from({ length: 10 }, (_, n) => ({ task, units, way, seed: n + 1 })),
      ),
    ),
  );

/** @param {Row} row */
export const weight = ({ units }) => 4 + Number(units);

/**
 * Trains tanh units by Adam .01 on the mean cross-entropy of 16 runs of 9 steps, then proves or, if that fails, hunts.
 * @param {Row} row
 * @returns {Row} `accuracy`: the fraction of 200 runs of 1,000 steps that are right throughout; `verdict`: proved,
 *   refuted or open; `boxes` and `margin` of the proof; `wrongAt`: the step at which it was refuted
 */
export function run({ task, units, way, seed }) {
  const machine = /** @type {import('carry').MealyMachine} */ (TASKS.find(({ name }) => name === task));
  const { l1 = 0, noise = 0 } = /** @type {{ l1?: number, noise?: number }} */ (
    WAYS[/** @type {keyof typeof WAYS} */ (way)]
  );
  const rng = createRng(Number(seed));
  const model = new SequenceModel({
    inputSize: machine.inputs[0]?.length ?? 0,
    cells: [{ kind: 'rnn', hiddenSize: Number(units) }],
    outputSize: 1,
    answer: 'logit',
  });
  initializeInPlace(model.parameters, rng, initializers.inverseSqrt());
  const sample = createMealySampler({ machine, T, B, rng });
  const step = createTrainingStep(model, {
    loss: 'binaryCrossEntropy',
    optimizer: createOptimizer({ kind: 'adam', learningRate: 0.01 }, model.parameters.flat.length),
    ...(l1 > 0 ? { penalty: { l1 } } : {}),
    ...(noise > 0 ? { stateNoise: { rng, deviation: noise } } : {}),
  });
  for (let n = 0; n < STEPS; n++) step(sample());

  const test = mealyBatch(machine, createRng(99), 1000, 200);
  const { sumAccuracy } = evaluate(model, test);
  const proof = certify(plainNetwork(model), machine);
  const wrong = proof.proved
    ? undefined
    : findCounterexample(model, machine, {
        rng: createRng(1),
        way: proof.failure?.way ?? [],
      });
  return {
    accuracy: sumAccuracy,
    verdict: proof.proved ? 'proved' : wrong ? 'refuted' : 'open',
    boxes: proof.proved ? proof.certificate.boxes.length : '-',
    margin: proof.proved ? proof.certificate.margin : '-',
    wrongAt: wrong ? wrong.inputs.length : '-',
  };
}
