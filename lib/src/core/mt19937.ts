import { log } from './elementary';
import type { Rng } from './random';
import { checkInteger } from './shape';

/** NumPy's older generator: what `np.random.seed(…)` and `np.random.…` use. */
export interface NumpyRng extends Rng {
  /** `np.random.random()`: a number from [0, 1), two words each. */
  random(): number;
  /** `np.random.randint(low, high)`: a whole number from [low, high), or from [0, low) without `high`. */
  randint(low: number, high?: number): number;
  /**
   * `np.random.randn()`: a number from the standard normal distribution. Where C's logarithm is rounded the other
   * way than ours, the last digit differs by one: 3 draws of 100.
   */
  randn(): number;
}

const WORDS = 624;
const SHIFT = 397;

/**
 * The Mersenne Twister with the same draws as NumPy's legacy `RandomState`, so that a program published in
 * Python can be run again: `random` and `randint` digit for digit, `randn` up to its last. For work of your own prefer `createRng`, whose state is small.
 *
 * @param seed - a whole number from 0 to 2³² − 1, as for `np.random.seed`
 * @returns a generator; `next` is `random`
 * @throws RangeError when the seed is not such a number
 * Source: Matsumoto and Nishimura, "Mersenne Twister" (1998); NumPy's `mt19937.c` and `legacy-distributions.c`.
 * @example
 * import { createNumpyRng } from 'carry';
 * createNumpyRng(0).random(); // → 0.5488135
 * createNumpyRng(0).randint(128); // → 44
 */
export function createNumpyRng(seed: number): NumpyRng {
  const word = createTwister(checkInteger('createNumpyRng', 'seed', seed, 0, 2 ** 32 - 1));
  const random = (): number => ((word() >>> 5) * 2 ** 26 + (word() >>> 6)) / 2 ** 53;
  let spare: number | undefined; // the polar method makes two numbers at a time

  const randn = (): number => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    let [u, v, square] = [0, 0, 0];
    do {
      u = 2 * random() - 1;
      v = 2 * random() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * log(square)) / square);
    spare = factor * u;
    return factor * v;
  };

  return { random, next: random, randn, randint: (low, high) => randint(word, low, high) };
}

/** The generator of 32-bit words, filled from the seed as NumPy's `_legacy_seeding` does. */
function createTwister(seed: number): () => number {
  const key = new Uint32Array(WORDS);
  key[0] = seed;
  for (let i = 1; i < WORDS; i++) {
    const last = key[i - 1]!; // i ≥ 1
    key[i] = Math.imul(1812433253, last ^ (last >>> 30)) + i;
  }
  let position = WORDS;
  return () => {
    if (position === WORDS) {
      twistInPlace(key);
      position = 0;
    }
    let y = key[position++]!; // position is below WORDS
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  };
}

/** Makes the next 624 words. The `!`: all indices are taken modulo 624. */
function twistInPlace(key: Uint32Array): void {
  for (let i = 0; i < WORDS; i++) {
    const y = (key[i]! & 0x80000000) | (key[(i + 1) % WORDS]! & 0x7fffffff);
    key[i] = key[(i + SHIFT) % WORDS]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
  }
}

/**
 * NumPy draws as many bits as the largest value has and throws away what is too large: one word for ranges
 * up to 2³², two for wider ones.
 */
function randint(word: () => number, low: number, high?: number): number {
  const [from, to] = high === undefined ? [0, low] : [low, high];
  checkInteger('randint', high === undefined ? 'low (the only end)' : 'low', low, -(2 ** 52), 2 ** 52);
  checkInteger('randint', 'high', to, from + 1, 2 ** 52);
  const most = to - 1 - from; // values from 0 to most are wanted
  if (most === 0) return from;
  const lowMask = most >= 2 ** 32 ? 0xffffffff : maskOf(most);
  const highMask = most >= 2 ** 32 ? maskOf(Math.floor(most / 2 ** 32)) : 0;
  for (;;) {
    const upper = highMask === 0 ? 0 : (word() & highMask) >>> 0;
    const value = upper * 2 ** 32 + ((word() & lowMask) >>> 0);
    if (value <= most) return from + value;
  }
}

/** The smallest 2ⁿ − 1 that is at least `value`, for a value from 1 to 2³² − 1. */
function maskOf(value: number): number {
  return 0xffffffff >>> Math.clz32(value);
}
