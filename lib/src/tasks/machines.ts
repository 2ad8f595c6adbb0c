import type { MealyMachine } from './mealy';

const TWO_BITS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;
const ONE_BIT = [[0], [1]] as const;

/**
 * a + b, bits from the least significant. The state is the carry.
 *
 * Source: the table of seed 000.
 * @example
 * import { additionMachine } from 'carry';
 * additionMachine.next[0]; // → [0,0,0,1]
 */
export const additionMachine: MealyMachine = {
  name: 'addition',
  states: 2,
  inputs: TWO_BITS,
  start: 0,
  next: [
    [0, 0, 0, 1],
    [0, 1, 1, 1],
  ],
  output: [
    [0, 1, 1, 0],
    [1, 0, 0, 1],
  ],
};

/**
 * a − b modulo 2ᵀ, bits from the least significant. The state is the borrow.
 *
 * @example
 * import { runMachine, subtractionMachine } from 'carry';
 * runMachine(subtractionMachine, [2, 1, 2]).outputs; // → [1,1,0]
 */
export const subtractionMachine: MealyMachine = {
  name: 'subtraction',
  states: 2,
  inputs: TWO_BITS,
  start: 0,
  next: [
    [0, 1, 0, 0],
    [1, 1, 0, 1],
  ],
  output: [
    [0, 1, 1, 0],
    [1, 0, 0, 1],
  ],
};

/**
 * Whether the number of ones so far is odd. The state is the last output.
 *
 * @example
 * import { parityMachine, runMachine } from 'carry';
 * runMachine(parityMachine, [1, 1, 0, 1]).outputs; // → [1,0,0,1]
 */
export const parityMachine: MealyMachine = {
  name: 'parity',
  states: 2,
  inputs: ONE_BIT,
  start: 0,
  next: [
    [0, 1],
    [1, 0],
  ],
  output: [
    [0, 1],
    [1, 0],
  ],
};

/**
 * Whether a > b, as far as the bits have come in from the least significant: a higher bit overrules all lower
 * ones. The state is the last output.
 *
 * @example
 * import { comparisonMachine, runMachine } from 'carry';
 * runMachine(comparisonMachine, [2, 0, 1]).outputs; // → [1,1,0]
 */
export const comparisonMachine: MealyMachine = {
  name: 'comparison',
  states: 2,
  inputs: TWO_BITS,
  start: 0,
  next: [
    [0, 0, 1, 0],
    [1, 0, 1, 1],
  ],
  output: [
    [0, 0, 1, 0],
    [1, 0, 1, 1],
  ],
};

/**
 * 3·a modulo 2ᵀ, bits from the least significant. The state is the carry: 0, 1 or 2.
 *
 * @example
 * import { runMachine, timesThreeMachine } from 'carry';
 * runMachine(timesThreeMachine, [1, 1, 0, 0]).outputs; // → [1,0,0,1]
 */
export const timesThreeMachine: MealyMachine = {
  name: 'times three',
  states: 3,
  inputs: ONE_BIT,
  start: 0,
  next: [
    [0, 1],
    [0, 2],
    [1, 2],
  ],
  output: [
    [0, 1],
    [1, 0],
    [0, 1],
  ],
};
