// What the address of the neuron's page holds.
import { choice, number, type Fields } from '../parts/address';

/** What each gate answers to 00, 01, 10, 11. */
export const GATES = {
  and: [0, 0, 0, 1],
  or: [0, 1, 1, 1],
  nand: [1, 1, 1, 0],
  xor: [0, 1, 1, 0],
} as const;
export type Gate = keyof typeof GATES;

export interface State {
  readonly gate: Gate;
  readonly w1: number;
  readonly w2: number;
  readonly b: number;
}

export const fields: Fields<State> = {
  gate: choice<Gate>('and', ['and', 'or', 'nand', 'xor']),
  w1: number(1, -10, 10, 3),
  w2: number(-1, -10, 10, 3),
  b: number(0.5, -15, 15, 3),
};
