import { checkRng, shuffleInPlace, type Rng } from '../core/random';
import { checkInteger, checkList, checkNumber } from '../core/shape';
import { toWhole } from './bits';

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

/**
 * Divides pairs by chance into those to train on and those to test with. A pair, its copies and its mirror
 * image (a, b) and (b, a) all land on the same side: no sum of the test has been seen.
 *
 * @param pairs - the pairs
 * @param testShare - about which part to keep for the test, from (0, 1)
 * @param rng - the source of chance
 * @returns both sides, fresh lists in random order
 * @throws RangeError when the share is not inside (0, 1), or there are too few pairs for two sides
 * @example
 * import { allPairs, createRng, splitPairs } from 'carry';
 * const { train, test } = splitPairs(allPairs(3), 0.25, createRng(1));
 * train.length + test.length; // → 64
 */
export function splitPairs<Item extends Pair>(
  pairs: readonly Item[],
  testShare: number,
  rng: Rng,
): { train: Item[]; test: Item[] } {
  checkList('splitPairs', 'pairs', pairs);
  checkNumber('splitPairs', 'testShare', testShare, Number.MIN_VALUE, 1 - Number.EPSILON);
  checkRng('splitPairs', rng);
  const groups = new Map<string, Item[]>();
  pairs.forEach((pair, n) => {
    const a = toWhole('splitPairs', `pairs[${n}][0]`, pair?.[0]);
    const b = toWhole('splitPairs', `pairs[${n}][1]`, pair?.[1]);
    const key = a < b ? `${a},${b}` : `${b},${a}`;
    const group = groups.get(key);
    if (group) group.push(pair);
    else groups.set(key, [pair]);
  });
  const order = shuffleInPlace(rng, [...groups.values()]);
  if (order.length < 2)
    throw new RangeError(`splitPairs: pairs has ${order.length} different pairs, expected at least 2`);
  const cut = Math.min(order.length - 1, Math.max(1, Math.round(testShare * order.length)));
  return {
    test: shuffleInPlace(rng, order.slice(0, cut).flat()),
    train: shuffleInPlace(rng, order.slice(cut).flat()),
  };
}
