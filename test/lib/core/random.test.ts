import { describe, expect, it } from 'vitest';
import {
  checkRng,
  createRng,
  integer,
  normal,
  shuffleInPlace,
  uniform,
  type Rng,
} from '../../../lib/src/core/random';
import { fc } from '../../helpers/fastCheck';

const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const draw = <Value>(count: number, next: () => Value): Value[] => Array.from({ length: count }, next);
const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

describe('createRng', () => {
  it('createRng([1, 2, 3, 4]) gives the numbers of the reference xoshiro128**', () => {
    // The first outputs of Blackman and Vigna's C code with the state 1, 2, 3, 4.
    const words = [11520, 0, 5927040, 70819200, 2031721883, 1637235492];
    const rng = createRng([1, 2, 3, 4]);
    const expected = [0, 2, 4].map((n) => {
      const [high, low] = [words[n] as number, words[n + 1] as number];
      return ((high >>> 5) * 2 ** 26 + (low >>> 6)) / 2 ** 53;
    });
    expect(draw(3, () => rng.next())).toEqual(expected);
  });

  it('the same seed gives the same numbers, another seed others', () => {
    const first = (seed: number): number[] => {
      const rng = createRng(seed);
      return draw(20, () => rng.next());
    };
    expect(first(7)).toEqual(first(7));
    fc.assert(fc.property(seed, seed, (a, b) => a === b || first(a)[0] !== first(b)[0]));
  });

  it('next() is from [0, 1), with mean ½, variance 1/12 and no memory of the number before', () => {
    const rng = createRng(1);
    const values = draw(100_000, () => rng.next());
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(values)).toBeCloseTo(0.5, 2);
    expect(mean(values.map((v) => (v - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
    const products = values.slice(1).map((v, i) => (v - 0.5) * ((values[i] as number) - 0.5));
    expect(mean(products)).toBeCloseTo(0, 2);
  });

  it('createRng(1) starts from the words of splitmix32, and one word of a state may be 0', () => {
    const u32 = (x: bigint): bigint => BigInt.asUintN(32, x);
    const words = [1n, 2n, 3n, 4n].map((n) => {
      const x = u32(1n + n * 0x9e3779b9n);
      const y = u32((x ^ (x >> 16n)) * 0x21f0aaadn);
      const z = u32((y ^ (y >> 15n)) * 0x735a2d97n);
      return Number(z ^ (z >> 15n));
    });
    expect(createRng(1).state()).toEqual(words);
    expect(createRng([0, 1, 2, 3]).state()).toEqual([0, 1, 2, 3]);
  });

  it('state() is where it stands: createRng(state) goes on from there, and the copy is fresh', () => {
    const rng = createRng(5);
    draw(10, () => rng.next());
    const state = rng.state();
    const copy = createRng(state);
    const expected = draw(10, () => rng.next());
    expect(draw(10, () => copy.next())).toEqual(expected);
    state.fill(0);
    expect(rng.state()).not.toEqual(state);
  });

  it.each<[unknown, string]>([
    [-1, 'seed is -1'],
    [2 ** 32, 'seed is 4294967296'],
    [0.5, 'seed is 0.5'],
    [NaN, 'seed is NaN'],
    [[0, 0, 0, 0], 'expected four words, not all 0'],
    [[1, 2, 3], 'state[3] is undefined'],
    [[1, 2, 3, 4, 5], 'expected four words'],
    [[1, 2, 3, -4], 'state[3] is -4'],
    [[1, 2, 3, 2 ** 32], 'state[3] is 4294967296'],
    [undefined, 'seed is undefined'],
    ['1', 'seed is "1"'],
    [null, 'seed is null'],
  ])('createRng(%o) is refused', (given, message) => {
    expect(() => createRng(given as number)).toThrow(`createRng: `);
    expect(() => createRng(given as number)).toThrow(message);
  });
});

describe('uniform, integer, normal', () => {
  it('uniform(rng, low, high) is from [low, high)', () => {
    fc.assert(
      fc.property(seed, fc.integer(), fc.nat(1000), (seed, low, width) => {
        const value = uniform(createRng(seed), low, low + width);
        expect(value >= low && (value < low + width || width === 0)).toBe(true);
      }),
    );
  });

  it('integer(rng, low, high) takes every value of low … high − 1 equally often', () => {
    const rng = createRng(2);
    const counts = new Map<number, number>();
    for (let n = 0; n < 60_000; n++) {
      const value = integer(rng, -2, 4);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    expect([...counts.keys()].sort((a, b) => a - b)).toEqual([-2, -1, 0, 1, 2, 3]);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(500); // 5 deviations
  });

  it('normal(rng, mean, deviation) has that mean, deviation and the bell’s tails', () => {
    const rng = createRng(3);
    const values = draw(100_000, () => normal(rng, 3, 2));
    expect(mean(values)).toBeCloseTo(3, 1);
    expect(mean(values.map((v) => (v - 3) ** 2))).toBeCloseTo(4, 0);
    const within = (deviations: number): number =>
      mean(values.map((v) => (Math.abs(v - 3) < 2 * deviations ? 1 : 0)));
    expect(within(1)).toBeCloseTo(0.6827, 2);
    expect(within(2)).toBeCloseTo(0.9545, 2);
  });

  it('normal(rng, mean, deviation) is mean + deviation·√(−2 ln u)·cos(2πv), with u first', () => {
    const draws = [0.5, 0];
    expect(normal({ next: () => draws.shift()! }, 3, 2)).toBeCloseTo(3 + 2 * Math.sqrt(2 * Math.LN2), 12);
  });

  it('normal(rng) is finite even when the source gives 0', () => {
    const zero: Rng = { next: () => 0 };
    expect(normal(zero)).toBe(0);
    const almostOne: Rng = { next: () => 1 - 2 ** -53 };
    expect(Number.isFinite(normal(almostOne))).toBe(true);
  });

  it('refuse ranges that are none', () => {
    const rng = createRng(1);
    expect(() => uniform(rng, 1, 0)).toThrow('uniform: high is 0, expected a finite number from 1');
    expect(() => uniform(rng, NaN, 0)).toThrow('uniform: low is NaN');
    expect(() => uniform(rng, 0, Infinity)).toThrow('uniform: high is Infinity');
    expect(() => uniform(rng, -1.7e308, 1.7e308)).toThrow('uniform: high − low is Infinity');
    expect(() => integer(rng, 3, 3)).toThrow('integer: high is 3, expected a whole number from 4');
    expect(() => integer(rng, 0.5, 3)).toThrow('integer: low is 0.5');
    expect(() => integer(rng, 0, 2 ** 33)).toThrow('integer: high is 8589934592');
    expect(() => normal(rng, 0, -1)).toThrow('normal: deviation is -1');
    expect(() => normal(rng, NaN)).toThrow('normal: mean is NaN');
  });
});

describe('shuffleInPlace', () => {
  it('shuffleInPlace(rng, list) keeps the items and gives the same list back', () => {
    fc.assert(
      fc.property(seed, fc.array(fc.integer()), (seed, items) => {
        const list = [...items];
        expect(shuffleInPlace(createRng(seed), list)).toBe(list);
        expect([...list].sort()).toEqual([...items].sort());
      }),
    );
  });

  it('draws one number fewer than there are items', () => {
    const [shuffled, drawn] = [createRng(5), createRng(5)];
    shuffleInPlace(shuffled, ['a', 'b', 'c']);
    for (const most of [3, 2]) integer(drawn, 0, most);
    expect(shuffled.next()).toBe(drawn.next());
  });

  it('gives each of the 6 orders of three items equally often', () => {
    const rng = createRng(4);
    const counts = new Map<string, number>();
    for (let n = 0; n < 60_000; n++) {
      const order = shuffleInPlace(rng, ['a', 'b', 'c']).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });
});

it.each([null, undefined, 3, {}, { next: 3 }])('checkRng(where, %j) is refused', (rng) => {
  expect(() => checkRng('shuffle', rng)).toThrow(
    new TypeError('shuffle: rng is no source of chance, expected one that createRng made'),
  );
});
