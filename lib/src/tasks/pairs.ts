import { checkInteger } from '../core/shape';

/** Two numbers to add, none negative. */
export type Pair = readonly [number | bigint, number | bigint];

/**
 * All pairs of two numbers below 2ⁿ, in order.
 *
 * @param bits - n, the bits of an operand, from 1 to 10
 * @returns 4ⁿ pairs
 * @throws RangeError when n is not such a number
 * @example
 * import { allPairs } from 'carry';
 * allPairs(1); // → [[0,0],[0,1],[1,0],[1,1]]
 */
export function allPairs(bits: number): [number, number][] {
  const numbers = 2 ** checkInteger('allPairs', 'bits', bits, 1, 10);
  return Array.from({ length: numbers ** 2 }, (_, n) => [Math.floor(n / numbers), n % numbers]);
}
