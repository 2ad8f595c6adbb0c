import { describe, it } from 'vitest';
import {
  allEqual,
  everySecond,
  impossible,
  ownProof,
  timesFiveStates,
} from '../../../notebooks/checks/yourOwnMachine';
import { SequenceModel } from '../../../lib/src/neural/sequenceModel';
import type { Certificate } from '../../../lib/src/proof/certificate';
import { certify, type Certification } from '../../../lib/src/proof/certify';
import { thresholdAdder } from '../../../lib/src/proof/handBuilt';
import { plainNetwork } from '../../../lib/src/proof/network';
import { additionMachine, subtractionMachine } from '../../../lib/src/tasks/machines';
import type { MealyMachine } from '../../../lib/src/tasks/mealy';
import { expectExercise } from '../../helpers/exercise';
import { trained } from '../../helpers/trained';

const machine = (inputs: number[][], next: number[][], output: number[][], start = 0): MealyMachine => {
  return { name: 'answer', states: next.length, inputs, start, next, output };
};
const one = [[0], [1]];
const two = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
// prettier-ignore
const toggle = [[0, 1], [1, 0]];
// prettier-ignore
const trap = [[0, 1, 1, 0], [1, 1, 1, 1]];

describe('exercises of notebook 10', () => {
  it('everySecond knows the first for the second, parity and counted zeros, and takes any equal machine', () =>
    // prettier-ignore
    expectExercise(everySecond, {
      stub: undefined,
      wrong: [
        [machine(one, toggle, [[0, 1], [0, 0]]), /first, third/],
        [machine(one, toggle, [[0, 1], [1, 0]]), /parity/],
        [machine(one, [[1, 1], [0, 0]], [[0, 0], [0, 1]]), /leave the state/],
        [machine(one, toggle, [[0, 0], [0, 0]]), /should say 1/],
        [machine([[1], [0]], toggle, [[0, 0], [0, 1]]), /in this order/],
      ],
      right: [
        machine(one, toggle, [[0, 0], [0, 1]]),
        machine(one, [[0, 1], [1, 2], [2, 3], [3, 0]], [[0, 0], [0, 1], [0, 0], [0, 1]]),
        machine(one, toggle, [[0, 1], [0, 0]], 1),
      ],
    }));

  it('timesFiveStates knows times three, a forgotten zero, one bit and one too many', () =>
    expectExercise(timesFiveStates, {
      stub: NaN,
      wrong: [
        [3, /times three/],
        [4, /0 is a carry/],
        [2, /101/],
        [6, /4 is the largest/],
      ],
      right: [5, [0, 1, 2, 3, 4].length],
    }));

  it('impossible gives each choice its own reason', () =>
    expectExercise(impossible, {
      stub: '',
      wrong: [
        ['adding', /one bit/],
        ['comparing', /larger/],
        ['dancing', /./],
      ],
      right: ['multiplying', 'Multiplication'],
    }));

  it('allEqual knows a forgiving machine and two late ones', () =>
    // prettier-ignore
    expectExercise(allEqual, {
      stub: undefined,
      wrong: [
        [machine(two, [[0, 0, 0, 0]], [[1, 0, 0, 1]]), /forgives/],
        [machine(two, [[0, 1, 1, 0], [0, 1, 1, 0]], [[1, 1, 1, 1], [0, 0, 0, 0]]), /must not lead back/],
        [machine(two, trap, [[1, 1, 1, 1], [0, 0, 0, 0]]), /already/],
        [machine(two, trap, [[0, 1, 1, 0], [1, 1, 1, 1]]), /should say/],
      ],
      right: [
        machine(two, trap, [[1, 0, 0, 1], [0, 0, 0, 0]]),
        machine(two, [[0, 0, 0, 0], [1, 0, 0, 1]], [[0, 0, 0, 0], [1, 0, 0, 1]], 1),
      ],
    }));

  it('ownProof takes any proof of a new task, and knows no proof, forgeries, old tasks and tasks without memory', () => {
    const second = machine(one, toggle, [[0, 0], [0, 1]]); // prettier-ignore
    const cell = { kind: 'rnn', hiddenSize: 4 } as const;
    const model = trained({ machine: second, cell, seed: 1, steps: 2000, l1: 2e-4, noise: 0.2 });
    const found = certify(plainNetwork(model), second);
    const adder = certify(plainNetwork(thresholdAdder()), additionMachine);
    const silent = new SequenceModel({ inputSize: 1, cells: [cell], outputSize: 1 }); // all weights 0: it says 0
    const nothing = certify(plainNetwork(silent), machine(one, [[0, 0]], [[0, 0]]));
    const proofOf = (result: Certification): Certificate => {
      if (result.proved) return result.certificate;
      throw new Error('not proved');
    };
    expectExercise(ownProof, {
      stub: undefined,
      wrong: [
        [certify(plainNetwork(thresholdAdder()), subtractionMachine, { mostK: 1 }), /no proof/],
        [{ ...proofOf(found), margin: 100 }, /The checker refuses it: an output/],
        [proofOf(adder), /This is addition/],
        [proofOf(nothing), /no memory/],
        [{ format: 'letter' } as never, /error/],
      ],
      right: [proofOf(found), found],
    });
  });
});
