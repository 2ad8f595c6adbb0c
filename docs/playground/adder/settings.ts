// What can be chosen before training, and the network that follows from it.
import { createRng, type Rng } from '../../../lib/src/core/random';
import type { ActivationName } from '../../../lib/src/neural/activations';
import { initializeInPlace, initializers, type Initializer } from '../../../lib/src/neural/initializers';
import { SequenceModel } from '../../../lib/src/neural/sequenceModel';

/** First weights, by the name that the page gives them. */
export const FIRST_WEIGHTS = {
  sqrt: () => initializers.inverseSqrt(),
  one: () => initializers.uniform(-1, 1),
  positive: () => initializers.uniform(0, 1),
  orthogonal: () => initializers.orthogonal(),
  zeros: () => initializers.zeros(),
} as const satisfies Readonly<Record<string, () => Initializer>>;
export type FirstWeights = keyof typeof FIRST_WEIGHTS;

/** Everything on which a training depends: the same settings give the same network after the same steps. */
export interface Settings {
  readonly units: number;
  readonly activation: Extract<ActivationName, 'tanh' | 'sigmoid' | 'relu'>;
  readonly first: FirstWeights;
  readonly seed: number;
  readonly rate: number;
  /** Deviation of the noise on the state while training. */
  readonly noise: number;
  /** Price on the absolute weights. */
  readonly price: number;
}

/** Problems in a batch, and bits of the numbers in training: 8-bit numbers have 9-bit sums. */
export const BATCH = 16;
export const TRAINED_BITS = 8;

/** The bare network of the settings, all weights 0. Its output is a logit: above 0 means 1. */
export function createAdder({ units, activation }: Pick<Settings, 'units' | 'activation'>): SequenceModel {
  return new SequenceModel({
    inputSize: 2,
    cells: [{ kind: 'rnn', hiddenSize: units, activation }],
    outputSize: 1,
    answer: 'logit',
  });
}

/** The network before training, and the source of chance with which training goes on. */
export function beginAdder(settings: Settings): { readonly model: SequenceModel; readonly rng: Rng } {
  const model = createAdder(settings);
  const rng = createRng(settings.seed);
  const first = FIRST_WEIGHTS[settings.first]();
  // Only matrices need chance; biases begin at 0, as usual. A matrix of orthogonal rows must be a matrix.
  initializeInPlace(model.parameters, rng, (_name, shape) =>
    shape.length > 1 ? first : initializers.zeros(),
  );
  return { model, rng };
}
