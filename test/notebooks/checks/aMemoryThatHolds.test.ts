import { describe, it } from 'vitest';
import * as checks from '../../../notebooks/checks/aMemoryThatHolds';
import { expectExercise } from '../../helpers/exercise';

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

/** The states of one unit from h = 1 on. */
function states(u: number, b: number): number[] {
  const all = [sigmoid(u + b)];
  while (all.length < 1000) all.push(sigmoid(u * all.at(-1)! + b));
  return all;
}
const held = (u: number, b: number): number => {
  const lost = states(u, b).findIndex((h) => h <= 0.5);
  return lost < 0 ? 1000 : lost;
};

/** Columns into which a carry comes, as the integers say. */
function carriesInto(a: number[], b: number[]): number[] {
  const value = (bits: number[], t: number) =>
    bits.slice(0, t).reduce((sum, bit, i) => sum + bit * 2 ** i, 0);
  return a.map((_, t) => (value(a, t) + value(b, t) >= 2 ** t ? 1 : 0));
}
function longest(good: boolean[]): number {
  const text = good.map((is) => (is ? '1' : '0')).join('');
  return Math.max(...text.split('0').map((run) => run.length));
}

describe('the exercises of notebook 08', () => {
  it('factor: the slope of tanh at its value', () =>
    expectExercise(checks.factor, {
      stub: NaN,
      wrong: [
        [0.0099, /sigmoid/],
        [0.99, /state itself/],
        [1 - Math.tanh(0.99) ** 2, /already/],
      ],
      right: [0.0199, 1 - 0.99 ** 2],
    }));

  it('longestCarried: knows stretches without a carry, and carries that are made', () =>
    expectExercise(checks.longestCarried, {
      stub: () => NaN,
      wrong: [
        [(a, b) => longest(a.map((bit, t) => bit + b[t]! === 1)), /longestStretch/],
        [(a, b) => longest(carriesInto(a, b).map((carry) => carry === 1)), /of its own/],
        [() => 1, /For \(/],
      ],
      right: [
        (a, b) => longest(carriesInto(a, b).map((carry, t) => carry === 1 && a[t]! + b[t]! === 1)),
        (a, b) => {
          let [carry, run, most] = [0, 0, 0];
          a.forEach((bit, t) => {
            run = bit !== b[t] && carry ? run + 1 : 0;
            most = Math.max(most, run);
            carry = bit + b[t]! + carry > 1 ? 1 : 0;
          });
          return most;
        },
      ],
    }));

  it('stepsHeld: knows one too many, one too few, and a look at the first step only', () =>
    expectExercise(checks.stepsHeld, {
      stub: () => NaN,
      wrong: [
        [(u, b) => Math.min(1000, held(u, b) + 1), /too many/],
        [(u, b) => Math.max(0, held(u, b) - 1), /too few/],
        [(u, b) => (sigmoid(u + b) > 0.5 ? 1000 : 0), /first step/],
      ],
      right: [
        held,
        (u, b) => {
          const all = states(u, b);
          let n = 0;
          while (n < 1000 && all[n]! > 0.5) n++;
          return n;
        },
      ],
    }));

  it('leakyUnit: wants a leak between the 30th and the 300th step', () =>
    expectExercise(checks.leakyUnit, {
      stub: [NaN, NaN],
      wrong: [
        [[10, -5], /no leak/],
        [[0, -1], /lost at step 1:/],
        [[10, -6.9], /wanted/],
        [[10], /Two numbers/],
      ],
      right: [
        [10, -6.815],
        [10, -6.812],
      ],
    }));

  it('shortTraining: none of five', () =>
    expectExercise(checks.shortTraining, {
      stub: NaN,
      wrong: [
        [5, /columnsHandedOn/],
        [4, /sampler/],
        [1, /100 to 104/],
      ],
      right: [0, [].length],
    }));
});
