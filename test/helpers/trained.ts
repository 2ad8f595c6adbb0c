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

/** Trains a network; the same recipe gives the same network. */
export function trained({
  machine,
  cell,
  seed,
  steps,
  l1 = 0,
  noise = 0,
  T = 9,
  learningRate = 0.01,
}: Recipe): SequenceModel {
  const rng = createRng(seed);
  const model = new SequenceModel({
    inputSize: machine.inputs[0]?.length ?? 0,
    cells: [cell],
    outputSize: 1,
    answer: 'logit',
  });
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
