import type { MealyMachine } from '../tasks/mealy';
import type { Box } from './interval';
import { ROOM, rightBy, type KeyedBox } from './keyedBox';
import type { StepBounds } from './stepBounds';

/**
 * Takes back what widening gave too much: each box shrinks to what the steps into it need. Closed boxes stay
 * closed, since smaller boxes have smaller images.
 */
export function tightenInPlace(
  bounds: StepBounds,
  { inputs }: MealyMachine,
  boxes: readonly KeyedBox[],
): void {
  const size = bounds.start.low.length;
  for (let pass = 0, change = 1; pass < 100 && change > ROOM; pass++) {
    const needed = boxes.map((_, n) => (n === 0 ? copyOf(bounds.start) : emptyBox(size)));
    for (const box of boxes) {
      box.next.forEach((target, input) => {
        includeInPlace(needed[target]!, bounds.step(box, inputs[input]!)); // numbers of boxes and inputs
      });
    }
    change = boxes.reduce((most, box, n) => Math.max(most, cutInPlace(box, needed[n]!)), 0);
  }
}

const emptyBox = (size: number): Box => ({
  low: new Float64Array(size).fill(Infinity),
  high: new Float64Array(size).fill(-Infinity),
});

const copyOf = ({ low, high }: Box): Box => ({ low: low.slice(), high: high.slice() });

// The `!` below: j is below the length of every box.

/** Grows a box so that it holds another with a little room around. */
function includeInPlace({ low, high }: Box, other: Box): void {
  for (let j = 0; j < low.length; j++) {
    low[j] = Math.min(low[j]!, other.low[j]! - ROOM);
    high[j] = Math.max(high[j]!, other.high[j]! + ROOM);
  }
}

/** Cuts off what lies outside another box; returns the longest cut. */
function cutInPlace({ low, high }: Box, other: Box): number {
  let longest = 0;
  for (let j = 0; j < low.length; j++) {
    longest = Math.max(longest, other.low[j]! - low[j]!, high[j]! - other.high[j]!);
    low[j] = Math.max(low[j]!, other.low[j]!);
    high[j] = Math.min(high[j]!, other.high[j]!);
  }
  return longest;
}

/**
 * The least distance by which an output is on the right side of the threshold, over all boxes and inputs.
 */
export function leastMargin(bounds: StepBounds, machine: MealyMachine, boxes: readonly KeyedBox[]): number {
  const margins = boxes.flatMap((box) =>
    machine.inputs.map(
      (input, i) => rightBy(bounds.output(bounds.step(box, input)), machine.output[box.state]![i]!), // complete tables
    ),
  );
  return margins.reduce((least, margin) => Math.min(least, margin), Infinity);
}
