import type { MealyMachine } from '../tasks/mealy';
import type { Box } from './interval';
import { createBoxTable, LEAST_MARGIN, rightBy, ROOM, type KeyedBox } from './keyedBox';
import type { StepBounds } from './stepBounds';

/** Boxes that no step leaves, or where the attempt ended. */
export type Growth = { readonly closed: true; readonly boxes: KeyedBox[] } | GrowthFailure;

/** Where an attempt ended. */
export interface GrowthFailure {
  readonly closed: false;
  readonly boxes: KeyedBox[];
  readonly reason: 'an output is not surely right' | 'too many boxes' | 'the boxes keep growing';
  /** The box and the input with which it ended. */
  readonly box: number;
  readonly input: number;
  /** How far on the right side the output surely is; below 0 where it may be wrong. */
  readonly margin: number;
}

/** From this growth of a box on, each one goes twice as far as it must (widening), so that it ends. */
const PATIENCE = 100;
const MOST_GROWTHS = 1000;

/**
 * Grows boxes from the start state until every step from every box ends in a box, or an output is not surely
 * right: the reachable states, from outside.
 *
 * @param bounds - the network
 * @param machine - the task; its outputs are 0 and 1
 * @param k - how many inputs the key of a box remembers
 * @param mostBoxes - where to give up
 * @returns the boxes, the first of which holds the start
 * Source: Cousot and Cousot, "Abstract Interpretation" (1977), for growing with widening.
 */
export function growBoxes(bounds: StepBounds, machine: MealyMachine, k: number, mostBoxes: number): Growth {
  const table = createBoxTable(machine, k, bounds.start);
  const { boxes } = table;
  const queue = [0];
  const waiting = new Set(queue);
  // The `!` of this function: numbers of boxes, states and inputs come from the lists they index.
  for (let head = 0; head < queue.length; head++) {
    const n = queue[head]!;
    waiting.delete(n);
    const box = boxes[n]!;
    for (let input = 0; input < machine.inputs.length; input++) {
      const image = bounds.step(box, machine.inputs[input]!);
      const margin = rightBy(bounds.output(image), machine.output[box.state]![input]!);
      const failure = (reason: GrowthFailure['reason']): GrowthFailure => {
        return { closed: false, boxes, reason, box: n, input, margin };
      };
      if (!(margin > LEAST_MARGIN)) return failure('an output is not surely right');
      const { target, isNew } = table.targetOf(n, input, image);
      box.next[input] = target;
      if (boxes.length > mostBoxes) return failure('too many boxes');
      if (!isNew && !growInPlace(boxes[target]!, image)) continue;
      if (boxes[target]!.growths > MOST_GROWTHS) return failure('the boxes keep growing');
      if (waiting.has(target)) continue;
      waiting.add(target);
      queue.push(target);
    }
  }
  return { closed: true, boxes };
}

/** Grows a box around another; returns whether it had to. */
function growInPlace(box: KeyedBox, image: Box): boolean {
  const pace = box.growths < PATIENCE ? 1 : 2;
  let grew = false;
  for (let j = 0; j < box.low.length; j++) {
    const below = box.low[j]! - image.low[j]!; // as many as the network has states, here and below
    const above = image.high[j]! - box.high[j]!;
    if (below > 0) box.low[j]! -= pace * below + ROOM;
    if (above > 0) box.high[j]! += pace * above + ROOM;
    grew ||= below > 0 || above > 0;
  }
  if (grew) box.growths++;
  return grew;
}

/**
 * The inputs that first led from the start into a box.
 *
 * @param boxes - the boxes of a growth
 * @param n - the number of one
 * @returns input numbers, none for the start
 */
export function wayTo(boxes: readonly KeyedBox[], n: number): number[] {
  const way: number[] = [];
  for (let from = boxes[n]?.from; from; from = boxes[from[0]]?.from) way.push(from[1]);
  return way.reverse();
}
