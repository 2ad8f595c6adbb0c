import { sigmoid } from 'carry';

/** A network with two inputs, two hidden tanh units and one logit. */
export interface TwoUnitNetwork {
  /** [2, 2]: `W_xh[i][j]` leads from input i to hidden unit j. */
  readonly W_xh: readonly (readonly number[])[];
  readonly b_h: readonly number[];
  readonly W_hy: readonly number[];
  readonly b_y: number;
}

export type Point = readonly [number, number];

export const CORNERS: readonly Point[] = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
export const XOR = [0, 1, 1, 0] as const;

// The `!` of this file: the network has two inputs and two hidden units.

/** Where the hidden layer puts an input point. */
export function hiddenPoint({ W_xh, b_h }: TwoUnitNetwork, [x1, x2]: Point): Point {
  const [h1, h2] = b_h.map((bias, j) => Math.tanh(x1 * W_xh[0]![j]! + x2 * W_xh[1]![j]! + bias));
  return [h1!, h2!];
}

/** What the network answers for a point of the hidden plane, a number from 0 to 1. */
export function answerAt({ W_hy, b_y }: TwoUnitNetwork, [h1, h2]: Point): number {
  return sigmoid(h1 * W_hy[0]! + h2 * W_hy[1]! + b_y);
}
