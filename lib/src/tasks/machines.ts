import type { MealyMachine } from './mealy';

const TWO_BITS = [[0, 0], [0, 1], [1, 0], [1, 1]] as const; // prettier-ignore
const ONE_BIT = [[0], [1]] as const;

/** What a task does in a state with one input: the next state, and the output. */
type Rule = (state: number, a: number, b: number) => readonly [next: number, output: number];

/** The machine of a rule, with its table written out; b is 0 for inputs of one bit. */
function machineOf(name: string, states: number, inputs: MealyMachine['inputs'], rule: Rule): MealyMachine {
  const table = Array.from({ length: states }, (_, state) =>
    inputs.map(([a = 0, b = 0]) => rule(state, a, b)),
  );
  const next = table.map((row) => row.map(([state]) => state));
  const output = table.map((row) => row.map(([, bit]) => bit));
  return { name, states, inputs, start: 0, next, output };
}

/**
 * a + b, bits from the least significant. The state is the carry.
 *
 * Source: the table of seed 000.
 * @example
 * import { additionMachine } from 'carry';
 * additionMachine.next[0]; // → [0,0,0,1]
 */
export const additionMachine = machineOf('addition', 2, TWO_BITS, (carry, a, b) => {
  const sum = a + b + carry;
  return [sum >> 1, sum & 1];
});

/**
 * a − b modulo 2ᵀ, bits from the least significant. The state is the borrow.
 *
 * @example
 * import { runMachine, subtractionMachine } from 'carry';
 * runMachine(subtractionMachine, [2, 1, 2]).outputs; // → [1,1,0]
 */
export const subtractionMachine = machineOf('subtraction', 2, TWO_BITS, (borrow, a, b) => {
  const difference = a - b - borrow;
  return [difference < 0 ? 1 : 0, difference & 1];
});

/**
 * Whether the number of ones so far is odd. The state is the last output.
 *
 * @example
 * import { parityMachine, runMachine } from 'carry';
 * runMachine(parityMachine, [1, 1, 0, 1]).outputs; // → [1,0,0,1]
 */
export const parityMachine = machineOf('parity', 2, ONE_BIT, (odd, a) => [odd ^ a, odd ^ a]);

/**
 * Whether a > b, as far as the bits have come in from the least significant: a higher bit overrules all lower
 * ones. The state is the last output.
 *
 * @example
 * import { comparisonMachine, runMachine } from 'carry';
 * runMachine(comparisonMachine, [2, 0, 1]).outputs; // → [1,1,0]
 */
export const comparisonMachine = machineOf('comparison', 2, TWO_BITS, (greater, a, b) => {
  const now = a === b ? greater : a; // of two different bits, a alone says it
  return [now, now];
});

/**
 * 3·a modulo 2ᵀ, bits from the least significant. The state is the carry: 0, 1 or 2.
 *
 * @example
 * import { runMachine, timesThreeMachine } from 'carry';
 * runMachine(timesThreeMachine, [1, 1, 0, 0]).outputs; // → [1,0,0,1]
 */
export const timesThreeMachine = machineOf('times three', 3, ONE_BIT, (carry, a) => {
  const sum = 3 * a + carry;
  return [sum >> 1, sum & 1];
});
