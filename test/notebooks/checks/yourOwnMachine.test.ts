import { describe, it } from 'vitest';
import {
  almostEqual,
  everySecond,
  ownProof,
  plainRefuted,
  timesFive,
  tooMuch,
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

describe('exercises of notebook 17', () => {
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

  it('timesFive knows times three, a carry cut off and times four, and takes any equal machine', () => {
    const times = (n: number, states: number) => {
      const carries = Array.from({ length: states }, (_, carry) => carry);
      const next = carries.map((c) => [0, 1].map((bit) => Math.min(states - 1, (n * bit + c) >> 1)));
      return machine(
        one,
        next,
        carries.map((c) => [0, 1].map((bit) => (n * bit + c) & 1)),
      );
    };
    expectExercise(timesFive, {
      stub: undefined,
      wrong: [
        [times(3, 3), /times three/],
        [times(5, 4), /no state for it/],
        [times(4, 4), /times four/],
        [times(7, 7), /should say/],
      ],
      right: [times(5, 5), times(5, 9)],
    });
  });

  it('almostEqual knows no difference at all, a late answer and a forgiving machine', () =>
    // prettier-ignore
    expectExercise(almostEqual, {
      stub: undefined,
      wrong: [
        [machine(two, trap, [[1, 0, 0, 1], [0, 0, 0, 0]]), /one is still fine/],
        [machine(two, [[0, 1, 1, 0], [1, 2, 2, 1], [2, 2, 2, 2]], [[1, 1, 1, 1], [1, 1, 1, 1], [0, 0, 0, 0]]), /one column late/],
        [machine(two, [[0, 1, 1, 0], [0, 1, 1, 0]], [[1, 1, 1, 1], [1, 0, 0, 1]]), /forgives/],
        [machine(two, [[0, 0, 0, 0]], [[1, 1, 1, 1]]), /should say 0/],
      ],
      right: [
        machine(two, [[0, 1, 1, 0], [1, 2, 2, 1], [2, 2, 2, 2]], [[1, 1, 1, 1], [1, 0, 0, 1], [0, 0, 0, 0]]),
        machine(two, [[0, 1, 1, 0], [1, 2, 2, 1], [3, 3, 3, 3], [2, 2, 2, 2]], [[1, 1, 1, 1], [1, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]]),
      ],
    }));

  it('tooMuch wants a 1 that is written more than 50 steps after the last one read', () =>
    expectExercise(tooMuch, {
      stub: undefined,
      wrong: [
        [[8n, 5n], /2 steps/],
        [[2n ** 50n, 2n ** 50n], /50 steps/],
        [[0n, 2n ** 99n], /one state/],
        [[2n ** 99n, -1n], /not negative/],
      ],
      right: [
        [2n ** 51n, 2n ** 51n],
        [3n ** 60n, 7n ** 30n],
      ],
    }));

  it('plainRefuted: nine of ten', () =>
    expectExercise(plainRefuted, {
      stub: NaN,
      wrong: [
        [10, /where the proof failed/],
        [0, /undefined/],
        [1, /not refuted/],
      ],
      right: [9, 3 * 3],
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
