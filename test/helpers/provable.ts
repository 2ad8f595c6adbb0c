import type { Certificate } from '../../lib/src/proof/certificate';
import { certify } from '../../lib/src/proof/certify';
import { plainNetwork } from '../../lib/src/proof/network';
import {
  additionMachine,
  comparisonMachine,
  parityMachine,
  subtractionMachine,
  timesThreeMachine,
} from '../../lib/src/tasks/machines';
import { trained, type Recipe } from './trained';

const four = { kind: 'rnn', hiddenSize: 4 } as const;
const regularized = { steps: 2500, l1: 2e-4, noise: 0.2 };

/** Networks that can be proved, one for each task, and one of another cell. They train in about a second each. */
export const provable: Readonly<Record<string, Recipe>> = {
  addition: { machine: additionMachine, cell: four, seed: 2, ...regularized },
  subtraction: { machine: subtractionMachine, cell: four, seed: 1, ...regularized },
  comparison: { machine: comparisonMachine, cell: four, seed: 1, ...regularized },
  'times three': { machine: timesThreeMachine, cell: four, seed: 2, ...regularized },
  parity: { machine: parityMachine, cell: four, seed: 5, steps: 4000, l1: 5e-4, noise: 0.1, T: 12 },
  'addition by an LSTM': {
    machine: additionMachine,
    cell: { kind: 'lstm', hiddenSize: 2 },
    ...{ seed: 1, steps: 5000, l1: 3e-4, learningRate: 0.02 },
  },
};

/** Trains a network of the list and proves it. */
export function prove(recipe: Recipe): Certificate {
  const result = certify(plainNetwork(trained(recipe)), recipe.machine);
  if (result.proved) return result.certificate;
  throw new Error(`prove: seed ${recipe.seed} of ${recipe.machine.name} is not proved any more`);
}
