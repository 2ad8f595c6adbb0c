import { describe, expect, it } from 'vitest';
import { createRng, integer, type Rng } from '../../../lib/src/core/random';
import { alikeStates, compareMachines, minimizeMachine } from '../../../lib/src/proof/compareMachines';
import {
  additionMachine,
  parityMachine,
  subtractionMachine,
  timesThreeMachine,
} from '../../../lib/src/tasks/machines';
import { runMachine, type MealyMachine } from '../../../lib/src/tasks/mealy';

function randomMachine(rng: Rng, states: number, inputs: number): MealyMachine {
  const table = (most: number): number[][] =>
    Array.from({ length: states }, () => Array.from({ length: inputs }, () => integer(rng, 0, most)));
  const vectors = Array.from({ length: inputs }, (_, i) => [i]);
  return {
    name: 'random',
    states,
    inputs: vectors,
    start: integer(rng, 0, states),
    next: table(states),
    output: table(2),
  };
}

/** All sequences of one length. */
function words(I: number, length: number): number[][] {
  return Array.from({ length: I ** length }, (_, n) =>
    Array.from({ length }, (_, t) => Math.floor(n / I ** t) % I),
  );
}

describe('minimizeMachine(machine)', () => {
  it('answers like the machine, and no two of its states are alike (200 random machines)', () => {
    const rng = createRng(5);
    for (let trial = 0; trial < 200; trial++) {
      const machine = randomMachine(rng, integer(rng, 1, 7), 2);
      const small = minimizeMachine(machine);
      for (const word of words(2, 8))
        expect(runMachine(small, word).outputs).toEqual(runMachine(machine, word).outputs);
      expect(new Set(alikeStates(small, [...Array(small.states).keys()]).values()).size).toBe(small.states);
      expect(small.start).toBe(0);
    }
  });

  it('gives two machines that do the same the same table', () => {
    const renamed: MealyMachine = {
      ...{ name: 'addition', states: 4, inputs: additionMachine.inputs, start: 3 },
      next: [[0, 0, 0, 0], [3, 1, 2, 1], [3, 2, 1, 2], [3, 3, 3, 1]], // 3 is carry 0; 1 and 2 are carry 1; 0 is out of reach
      output: [[1, 1, 1, 1], [1, 0, 0, 1], [1, 0, 0, 1], [0, 1, 1, 0]],
    }; // prettier-ignore
    expect(minimizeMachine(renamed)).toEqual(minimizeMachine(additionMachine));
  });

  it.each([additionMachine, subtractionMachine, parityMachine, timesThreeMachine])(
    'leaves $name as it is',
    (machine) => {
      expect(minimizeMachine(machine)).toEqual(machine);
    },
  );
});

describe('compareMachines(a, b)', () => {
  it('finds the shortest sequence that tells two machines apart, or none (300 random pairs)', () => {
    const rng = createRng(6);
    let different = 0;
    for (let trial = 0; trial < 300; trial++) {
      const [a, b] = [randomMachine(rng, 3, 2), randomMachine(rng, 3, 2)];
      const found = compareMachines(a, trial % 3 === 0 ? minimizeMachine(a) : b);
      if (trial % 3 === 0) expect(found).toEqual({ equal: true });
      if (found.equal) continue;
      different++;
      const T = found.inputs.length;
      expect(runMachine(a, found.inputs).outputs[T - 1]).toBe(found.outputs[0]);
      expect(runMachine(b, found.inputs).outputs[T - 1]).toBe(found.outputs[1]);
      expect(found.outputs[0]).not.toBe(found.outputs[1]);
      for (const word of words(2, T - 1))
        expect(runMachine(a, word).outputs).toEqual(runMachine(b, word).outputs);
    }
    expect(different).toBeGreaterThan(100);
  });

  it('refuses machines with different inputs', () => {
    expect(() => compareMachines(additionMachine, parityMachine)).toThrow('compareMachines: 4 and 2 inputs');
  });
});
