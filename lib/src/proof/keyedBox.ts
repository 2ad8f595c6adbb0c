import type { MealyMachine } from '../tasks/mealy';
import type { Box } from './interval';

/**
 * A box of hidden states and the occasion on which the network is in it, its key: the machine was in state
 * `before`, and then read `inputs` (the last k of them, or all, where fewer have been read).
 */
export interface KeyedBox extends Box {
  readonly before: number;
  readonly inputs: readonly number[];
  /** The machine's state now. */
  readonly state: number;
  /** For each input, the number of the box that the step leads to. */
  readonly next: number[];
  /** The box and the input that first led here; missing for the start. */
  readonly from?: readonly [box: number, input: number];
  /** How often it has grown. */
  growths: number;
}

/** An output must be this far from the threshold. */
export const LEAST_MARGIN = 1e-6;

/** Room on each side that grows: far more than rounding errors, so that no other arithmetic can object. */
export const ROOM = 1e-9;

/** How far an output is on the right side of the threshold, at least. */
export function rightBy(output: { readonly low: number; readonly high: number }, wanted: number): number {
  return wanted === 1 ? output.low : -output.high;
}

/** The boxes found so far, by their keys. */
export interface BoxTable {
  readonly boxes: KeyedBox[];
  /** The number of the box that a step leads to; it is made from the image, with a little room, if new. */
  targetOf(n: number, input: number, image: Box): { readonly target: number; readonly isNew: boolean };
}

/**
 * Makes a table that holds the start box only.
 *
 * @param machine - the task
 * @param k - how many inputs a key remembers
 * @param start - the state before the first step
 * @returns the table
 */
export function createBoxTable(machine: MealyMachine, k: number, start: Box): BoxTable {
  const key = (before: number, inputs: readonly number[]): string => `${before}:${inputs.join()}`;
  const first = { low: start.low.slice(), high: start.high.slice() };
  const boxes: KeyedBox[] = [
    { ...first, before: machine.start, inputs: [], state: machine.start, next: [], growths: 0 },
  ];
  const numbers = new Map([[key(machine.start, []), 0]]);
  return {
    boxes,
    targetOf(n, input, image) {
      const box = boxes[n]!; // n is a number of a box; the machine's tables are complete
      const all = [...box.inputs, input];
      const forgets = all.length > k;
      const before = forgets ? machine.next[box.before]![all[0]!]! : box.before;
      const inputs = forgets ? all.slice(1) : all;
      const known = numbers.get(key(before, inputs));
      if (known !== undefined) return { target: known, isNew: false };
      const target = boxes.push({
        low: image.low.map((end) => end - ROOM),
        high: image.high.map((end) => end + ROOM),
        before,
        inputs,
        state: machine.next[box.state]![input]!,
        next: [],
        from: [n, input],
        growths: 0,
      });
      numbers.set(key(before, inputs), target - 1);
      return { target: target - 1, isNew: true };
    },
  };
}
