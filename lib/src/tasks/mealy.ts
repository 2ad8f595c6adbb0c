import { checkRng, type Rng } from '../core/random';
import { MOST_STEPS, type Batch } from '../core/sequence';
import { checkFinite, checkInteger, checkList, checkObject, sizeOf } from '../core/shape';
import type { Sampler } from './additionSampler';
import { drawInteger } from './drawInteger';

/**
 * A finite-state task as a table: in state s, input number i gives the output `output[s][i]` and leads to the
 * state `next[s][i]`. Adding is such a task, with the carry as its state.
 */
export interface MealyMachine {
  readonly name: string;
  /** How many states there are. */
  readonly states: number;
  /** What the network reads for each input: one vector of D numbers each. */
  readonly inputs: readonly (readonly number[])[];
  /** The state before the first step. */
  readonly start: number;
  /** next[state][input]: the state after the step. */
  readonly next: readonly (readonly number[])[];
  /** output[state][input]: a bit, or a class number. */
  readonly output: readonly (readonly number[])[];
}

/**
 * Checks that a machine's table is complete: each state has, for each input, a next state and an output.
 *
 * @param machine - the machine
 * @returns the machine
 * @throws RangeError naming the entry that is missing or out of range
 * @example
 * import { checkMachine, parityMachine } from 'carry';
 * checkMachine(parityMachine).states; // → 2
 */
export function checkMachine(machine: MealyMachine): MealyMachine {
  const where = 'checkMachine';
  checkObject(where, 'machine', machine);
  const { states, inputs, start, next, output } = machine;
  checkInteger(where, 'states', states, 1, 2 ** 16);
  checkInteger(where, 'start', start, 0, states - 1);
  checkList(where, 'inputs', inputs);
  const size = checkInteger(where, 'the number of inputs', inputs.length, 1, 2 ** 16);
  const D = checkInteger(where, 'the length of inputs[0]', inputs[0]?.length, 1, 2 ** 16);
  inputs.forEach((vector, i) => {
    checkList(where, `inputs[${i}]`, vector);
    checkInteger(where, `the length of inputs[${i}]`, vector.length, D, D);
    checkFinite(where, `inputs[${i}]`, vector);
  });
  for (const [name, table, most] of [
    ['next', next, states - 1],
    ['output', output, 2 ** 16],
  ] as const) {
    checkList(where, name, table);
    checkInteger(where, `the number of rows of ${name}`, table.length, states, states);
    table.forEach((row, s) => {
      checkList(where, `${name}[${s}]`, row);
      checkInteger(where, `the length of ${name}[${s}]`, row.length, size, size);
      row.forEach((value, i) => checkInteger(where, `${name}[${s}][${i}]`, value, 0, most));
    });
  }
  return machine;
}

/**
 * Runs a machine over numbers of inputs.
 *
 * @param machine - the machine
 * @param inputs - T input numbers, each an index into `machine.inputs`
 * @returns the T outputs, and the T + 1 states from the start on
 * @throws RangeError when the machine's table is not complete or an input is not in it
 * Source: Mealy, "A Method for Synthesizing Sequential Circuits" (1955).
 * @example
 * import { additionMachine, runMachine } from 'carry';
 * runMachine(additionMachine, [3, 3, 0]); // → {"outputs":[0,1,1],"states":[0,1,1,0]}
 */
export function runMachine(
  machine: MealyMachine,
  inputs: readonly number[],
): { outputs: number[]; states: number[] } {
  const { next, output, start } = checkMachine(machine);
  checkList('runMachine', 'inputs', inputs);
  const states = [start];
  const outputs = inputs.map((input, t) => {
    checkInteger('runMachine', `inputs[${t}]`, input, 0, machine.inputs.length - 1);
    const state = states[t]!; // one is pushed at each step; the tables are complete
    states.push(next[state]![input]!);
    return output[state]![input]!;
  });
  return { outputs, states };
}

/**
 * Makes a sampler of random runs: at each step every input is equally likely.
 *
 * @param options - the machine, steps, batch size and source of chance
 * @returns a sampler of fresh batches, x [T, B, D] and y [T, B, 1]
 * @throws RangeError when the machine's table is not complete or a size is not a positive whole number
 * @example
 * import { createMealySampler, createRng, parityMachine } from 'carry';
 * const sample = createMealySampler({ machine: parityMachine, T: 9, B: 1, rng: createRng(1) });
 * const { x, y } = sample();
 * x.reduce((sum, bit) => sum + bit, 0) % 2 === y[8]; // → true
 */
export function createMealySampler(options: {
  readonly machine: MealyMachine;
  readonly T: number;
  readonly B: number;
  readonly rng: Rng;
}): Sampler {
  checkObject('createMealySampler', 'options', options);
  const { machine, T, B, rng } = options;
  checkRng('createMealySampler', rng);
  const { inputs, next, output, start } = checkMachine(machine);
  checkInteger('createMealySampler', 'T', T, 1, MOST_STEPS);
  const D = inputs[0]!.length; // there is one, says checkMachine; the tables are complete
  const size = sizeOf('createMealySampler', [T, B, D]);
  return () => {
    const [x, y] = [new Float64Array(size), new Float64Array(T * B)];
    for (let b = 0; b < B; b++) {
      let state = start;
      for (let t = 0, n = b; t < T; t++, n += B) {
        const input = drawInteger(rng, 0, inputs.length);
        for (let d = 0; d < D; d++) x[n * D + d] = inputs[input]![d]!;
        y[n] = output[state]![input]!;
        state = next[state]![input]!;
      }
    }
    return { T, B, x, y };
  };
}

/**
 * One batch of random runs.
 *
 * @param machine - the machine
 * @param rng - the source of chance
 * @param T - steps
 * @param B - runs side by side
 * @returns a fresh batch: x [T, B, D], y [T, B, 1]
 * @throws RangeError as {@link createMealySampler} does
 * @example
 * import { createRng, mealyBatch, timesThreeMachine } from 'carry';
 * mealyBatch(timesThreeMachine, createRng(1), 8, 4).x.length; // → 32
 */
export function mealyBatch(machine: MealyMachine, rng: Rng, T: number, B: number): Batch {
  return createMealySampler({ machine, T, B, rng })();
}
