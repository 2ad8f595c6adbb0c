import { cos, log } from './elementary';
import { checkInteger, checkList, checkNumber } from './shape';

/**
 * A source of chance. Whatever in this library needs chance takes one as a parameter, so that the same seed
 * gives the same run on every machine.
 */
export interface Rng {
  /** A number from [0, 1), uniform, with 53 random bits. */
  next(): number;
}

/** A seeded source whose position can be saved, so that a stopped training can go on bit for bit. */
export interface SeededRng extends Rng {
  /** The four 32-bit words that the next number depends on, as a fresh array. */
  state(): number[];
}

/**
 * A small, fast, well-tested generator: xoshiro128** with a state of 128 bits, filled from the seed by
 * splitmix32, whose two 32-bit outputs make one 53-bit number.
 *
 * @param seed - a whole number from 0 to 2³² − 1, or four words that {@link SeededRng.state} gave
 * @returns a generator of its own; two with the same seed give the same numbers
 * @throws RangeError when the seed is not such a number, or the words are not four of them with one non-zero
 * Source: Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators" (2021).
 * @example
 * import { createRng } from 'carry';
 * createRng(1).next() === createRng(1).next(); // → true
 */
export function createRng(seed: number | readonly number[]): SeededRng {
  let [a, b, c, d] = Array.isArray(seed) ? checkWords(seed) : seedWords(seed as number);
  const word = (): number => {
    const x = Math.imul(b, 5);
    const result = Math.imul((x << 7) | (x >>> 25), 9);
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result >>> 0;
  };
  return {
    next: () => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53,
    state: () => [a >>> 0, b >>> 0, c >>> 0, d >>> 0],
  };
}

/**
 * Checks that a value is a source of chance.
 *
 * @param where - the function that asks
 * @param rng - the value to check
 * @throws TypeError when it has no function `next`
 * @example
 * import { checkRng, createRng } from 'carry';
 * checkRng('shuffle', createRng(1));
 */
export function checkRng(where: string, rng: unknown): void {
  if (typeof rng === 'object' && rng !== null && 'next' in rng && typeof rng.next === 'function') return;
  throw new TypeError(`${where}: rng is no source of chance, expected one that createRng made`);
}

type Words = [number, number, number, number];

/** splitmix32: turns one seed into four words that look unrelated, even for the seeds 1, 2, 3, … */
function seedWords(seed: number): Words {
  let x = checkInteger('createRng', 'seed', seed, 0, 2 ** 32 - 1);
  const next = (): number => {
    x = (x + 0x9e3779b9) | 0;
    let z = x;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
  return [next(), next(), next(), next()];
}

function checkWords(words: readonly number[]): Words {
  const where = 'createRng';
  const at = (i: number): number => checkInteger(where, `state[${i}]`, words[i], 0, 2 ** 32 - 1);
  const state: Words = [at(0), at(1), at(2), at(3)];
  if (words.length !== 4 || state.every((word) => word === 0)) {
    throw new RangeError(`${where}: state is [${words.join(',')}], expected four words, not all 0`);
  }
  return state;
}

/**
 * A number drawn uniformly from [low, high).
 *
 * @param rng - the source of chance
 * @param low - the lower end
 * @param high - the upper end, at least `low`
 * @returns low + (high − low)·u with u from [0, 1)
 * @throws RangeError when an end or the distance between them is not finite, or high < low
 * @example
 * import { createRng, uniform } from 'carry';
 * uniform(createRng(1), 2, 2); // → 2
 */
export function uniform(rng: Rng, low: number, high: number): number {
  checkRng('uniform', rng);
  checkNumber('uniform', 'low', low);
  checkNumber('uniform', 'high', high, low);
  checkNumber('uniform', 'high − low', high - low);
  return low + (high - low) * rng.next();
}

/**
 * A whole number drawn uniformly from low, low + 1, …, high − 1.
 *
 * @param rng - the source of chance
 * @param low - the smallest number, a whole number
 * @param high - one more than the largest, at least low + 1; high − low is at most 2³²
 * @returns the number
 * @throws RangeError when an end is not a whole number or the range is empty
 * @example
 * import { createRng, integer } from 'carry';
 * integer(createRng(1), 7, 8); // → 7
 */
export function integer(rng: Rng, low: number, high: number): number {
  checkRng('integer', rng);
  checkInteger('integer', 'low', low, -(2 ** 53), 2 ** 53);
  checkInteger('integer', 'high', high, low + 1, low + 2 ** 32);
  return low + Math.floor(rng.next() * (high - low));
}

/**
 * A number drawn from the normal distribution by the method of Box and Muller:
 * mean + deviation·√(−2 ln u)·cos(2πv).
 *
 * @param rng - the source of chance; two numbers are drawn
 * @param mean - the mean, 0 by default
 * @param deviation - the standard deviation, at least 0, 1 by default
 * @returns the number
 * @throws RangeError when the mean or the deviation is not finite, or the deviation is negative
 * @example
 * import { createRng, normal } from 'carry';
 * normal(createRng(1), 5, 0); // → 5
 */
export function normal(rng: Rng, mean = 0, deviation = 1): number {
  checkRng('normal', rng);
  checkNumber('normal', 'mean', mean);
  checkNumber('normal', 'deviation', deviation, 0);
  const u = 1 - rng.next(); // (0, 1], so that the logarithm is finite
  return mean + deviation * Math.sqrt(-2 * log(u)) * cos(2 * Math.PI * rng.next());
}

/**
 * Puts a list into a random order, each order equally likely (Fisher and Yates).
 *
 * @param rng - the source of chance
 * @param list - any list; it is changed in place
 * @returns the same list
 * @example
 * import { createRng, shuffleInPlace } from 'carry';
 * shuffleInPlace(createRng(1), [1, 2, 3]).length; // → 3
 */
export function shuffleInPlace<Item>(rng: Rng, list: Item[]): Item[] {
  checkRng('shuffleInPlace', rng);
  checkList('shuffleInPlace', 'list', list);
  for (let i = list.length - 1; i > 0; i--) {
    const j = integer(rng, 0, i + 1);
    const item = list[i] as Item; // i and j are below the length
    list[i] = list[j] as Item;
    list[j] = item;
  }
  return list;
}
