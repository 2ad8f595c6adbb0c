import { describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/src/core/random';
import * as machines from '../../../lib/src/tasks/machines';
import {
  checkMachine,
  createMealySampler,
  mealyBatch,
  runMachine,
  type MealyMachine,
} from '../../../lib/src/tasks/mealy';
import { fc } from '../../helpers/fastCheck';

const all: MealyMachine[] = Object.values(machines);

/** A random complete machine. */
const anyMachine: fc.Arbitrary<MealyMachine> = fc
  .record({ states: fc.integer({ min: 1, max: 5 }), size: fc.integer({ min: 1, max: 4 }) })
  .chain(({ states, size }) => {
    const table = (most: number) =>
      fc.array(fc.array(fc.integer({ min: 0, max: most }), { minLength: size, maxLength: size }), {
        minLength: states,
        maxLength: states,
      });
    return fc.record({
      name: fc.constant('random'),
      states: fc.constant(states),
      inputs: fc.constant(Array.from({ length: size }, (_, i) => [i, -i])),
      start: fc.integer({ min: 0, max: states - 1 }),
      next: table(states - 1),
      output: table(2),
    });
  });

describe('runMachine', () => {
  it('runMachine(machine, inputs) follows the tables, with T + 1 states', () => {
    fc.assert(
      fc.property(anyMachine, fc.array(fc.nat(), { maxLength: 20 }), (machine, numbers) => {
        const inputs = numbers.map((number) => number % machine.inputs.length);
        const { outputs, states } = runMachine(machine, inputs);
        expect(states[0]).toBe(machine.start);
        expect(states.length).toBe(inputs.length + 1);
        inputs.forEach((input, t) => {
          const state = states[t] ?? NaN;
          expect(outputs[t]).toBe(machine.output[state]?.[input]);
          expect(states[t + 1]).toBe(machine.next[state]?.[input]);
        });
      }),
    );
  });

  it('runMachine refuses an input that the machine does not know', () => {
    expect(() => runMachine(machines.parityMachine, [0, 2])).toThrow('runMachine: inputs[1] is 2');
  });
});

describe('createMealySampler and mealyBatch', () => {
  it.each(all)('$name: every sequence is a run of the machine, and every input occurs', (machine) => {
    const [T, B] = [12, 40];
    const { x, y } = mealyBatch(machine, createRng(1), T, B);
    const D = machine.inputs[0]?.length ?? 0;
    const seen = new Set<number>();
    for (let b = 0; b < B; b++) {
      const inputs = Array.from({ length: T }, (_, t) => {
        const vector = Array.from(x.subarray((t * B + b) * D, (t * B + b + 1) * D));
        return machine.inputs.findIndex((input) => String(input) === String(vector));
      });
      for (const input of inputs) seen.add(input);
      const targets = Array.from({ length: T }, (_, t) => y[t * B + b]);
      expect(targets).toEqual(runMachine(machine, inputs).outputs);
    }
    expect(seen.size).toBe(machine.inputs.length);
  });

  it('a batch stays as it is when the next is drawn', () => {
    const sample = createMealySampler({
      machine: machines.timesThreeMachine,
      T: 30,
      B: 2,
      rng: createRng(1),
    });
    const first = sample();
    const kept = structuredClone(first);
    expect(sample()).not.toEqual(first);
    expect(first).toEqual(kept);
  });

  it('createMealySampler refuses sizes that are not positive whole numbers', () => {
    expect(() => mealyBatch(machines.parityMachine, createRng(1), 0, 1)).toThrow(
      'createMealySampler: T is 0',
    );
    expect(() => mealyBatch(machines.parityMachine, createRng(1), 3, 1.5)).toThrow(
      'a size of [3,1.5,1] is 1.5',
    );
  });
});

describe('checkMachine', () => {
  it('checkMachine names what is missing or out of range', () => {
    const broken = (change: Partial<MealyMachine>) => () =>
      checkMachine({ ...machines.parityMachine, ...change });
    expect(broken({ states: 0 })).toThrow('checkMachine: states is 0');
    expect(broken({ start: 2 })).toThrow('checkMachine: start is 2');
    expect(broken({ inputs: [] })).toThrow('checkMachine: the number of inputs is 0');
    expect(broken({ inputs: [[0], [1, 1]] })).toThrow('checkMachine: the length of inputs[1] is 2');
    expect(broken({ inputs: [[0], [NaN]] })).toThrow('checkMachine: inputs[1][0] is NaN');
    expect(broken({ next: [[0, 1]] })).toThrow('checkMachine: the number of rows of next is 1');
    expect(broken({ next: [[0, 1], [1]] })).toThrow('checkMachine: the length of next[1] is 1');
    expect(broken({ next: [[0, 1], [1, 2]] })).toThrow('checkMachine: next[1][1] is 2'); // prettier-ignore
    expect(broken({ output: [[0, 1], [1, -1]] })).toThrow('checkMachine: output[1][1] is -1'); // prettier-ignore
  });
});
