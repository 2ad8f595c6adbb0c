import { createRng } from '../../lib/src/core/random';
import { initializeInPlace, initializers } from '../../lib/src/neural/initializers';
import { createOptimizer } from '../../lib/src/neural/optimizers';
import { SequenceModel, type ModelConfig } from '../../lib/src/neural/sequenceModel';
import { createMealySampler, type MealyMachine } from '../../lib/src/tasks/mealy';
import { createTrainingStep } from '../../lib/src/training/trainingStep';

/** How a network is trained on a finite-state task: Adam on batches of 16 runs, logits out. */
export interface Recipe {
  readonly machine: MealyMachine;
  readonly cell: ModelConfig['cells'][number];
  readonly seed: number;
  readonly steps: number;
  readonly l1?: number;
  readonly noise?: number;
  readonly T?: number;
  readonly learningRate?: number;
}

/** The weights of what this process has trained already. */
const known = new Map<string, Float64Array>();

/** Trains a network; the same recipe gives the same network, and is trained once in a process. */
export function trained(recipe: Recipe): SequenceModel {
  const key = JSON.stringify(recipe);
  const weights = known.get(key) ?? train(recipe).parameters.flat;
  known.set(key, weights);
  const model = untrained(recipe);
  model.parameters.flat.set(weights);
  return model;
}

const untrained = ({ machine, cell }: Recipe): SequenceModel =>
  new SequenceModel({
    inputSize: machine.inputs[0]?.length ?? 0,
    cells: [cell],
    outputSize: 1,
    answer: 'logit',
  });

function train(recipe: Recipe): SequenceModel {
  const { machine, seed, steps, l1 = 0, noise = 0, T = 9, learningRate = 0.01 } = recipe;
  const rng = createRng(seed);
  const model = untrained(recipe);
  initializeInPlace(model.parameters, rng, initializers.inverseSqrt());
  const sample = createMealySampler({ machine, T, B: 16, rng });
  const makeStep = createTrainingStep(model, {
    loss: 'binaryCrossEntropy',
    optimizer: createOptimizer({ kind: 'adam', learningRate }, model.parameters.flat.length),
    penalty: { l1 },
    ...(noise > 0 ? { stateNoise: { rng, deviation: noise } } : {}),
  });
  for (let step = 0; step < steps; step++) makeStep(sample());
  return model;
}
