import type { MealyMachine } from '../tasks/mealy';
import type { Box } from './interval';
import type { StepBounds } from './stepBounds';

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
const LEAST_MARGIN = 1e-6;

/** Room on each side that grows: far more than rounding errors, so that no other arithmetic can object. */
const ROOM = 1e-9;

/** How far an output is on the right side of the threshold, at least. */
function rightBy(output: { readonly low: number; readonly high: number }, wanted: number): number {
  return wanted === 1 ? output.low : -output.high;
}

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
  const { start, inputs, next, output } = machine; // the `!` below: numbers come from the lists they index
  const { low, high } = copyOf(bounds.start);
  const boxes: KeyedBox[] = [{ low, high, before: start, inputs: [], state: start, next: [], growths: 0 }];
  const numbers = new Map([[keyOf(start, []), 0]]); // of the boxes, by their keys
  const queue = [0];
  const waiting = new Set(queue);
  for (const n of queue) {
    waiting.delete(n);
    const box = boxes[n]!;
    for (const [input, vector] of inputs.entries()) {
      const image = bounds.step(box, vector);
      const margin = rightBy(bounds.output(image), output[box.state]![input]!);
      const failure = (reason: GrowthFailure['reason']): GrowthFailure => {
        return { closed: false, boxes, reason, box: n, input, margin };
      };
      if (!(margin > LEAST_MARGIN)) return failure('an output is not surely right');
      const read = [...box.inputs, input];
      const before = read.length > k ? next[box.before]![read.shift()!]! : box.before;
      const known = numbers.get(keyOf(before, read));
      const target = known ?? boxes.length;
      box.next[input] = target;
      if (known === undefined) {
        numbers.set(keyOf(before, read), target);
        const state = next[box.state]![input]!;
        boxes.push({
          ...withRoom(image),
          before,
          inputs: read,
          state,
          next: [],
          from: [n, input],
          growths: 0,
        });
      }
      if (boxes.length > mostBoxes) return failure('too many boxes');
      if (known !== undefined && !growInPlace(boxes[target]!, image)) continue;
      if (boxes[target]!.growths > MOST_GROWTHS) return failure('the boxes keep growing');
      if (waiting.has(target)) continue;
      waiting.add(target);
      queue.push(target); // the loop reads on
    }
  }
  return { closed: true, boxes };
}

const keyOf = (before: number, inputs: readonly number[]): string => `${before}:${inputs.join()}`;

const withRoom = ({ low, high }: Box): Box => ({
  low: low.map((end) => end - ROOM),
  high: high.map((end) => end + ROOM),
});

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
  const images = boxes.map((): Box[] | undefined => undefined); // of each box, until it is cut
  for (let pass = 0, change = 1; pass < 100 && change > ROOM; pass++) {
    const needed = boxes.map((_, n) => (n === 0 ? copyOf(bounds.start) : emptyBox(size)));
    for (const [n, box] of boxes.entries()) {
      const known = (images[n] ??= inputs.map((input) => bounds.step(box, input)));
      for (const [input, image] of known.entries()) {
        includeInPlace(needed[box.next[input]!]!, image); // numbers of inputs and boxes
      }
    }
    change = 0;
    for (const [n, box] of boxes.entries()) {
      const cut = cutInPlace(box, needed[n]!); // as many
      if (cut > 0) images[n] = undefined;
      change = Math.max(change, cut);
    }
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
