import { describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/src/core/random';
import { boundsOfSum, carryUnit, leak, verdict } from '../../../notebooks/checks/insideTheAdder';
import { findCounterexample } from '../../../lib/src/proof/counterexample';
import { thresholdAdder } from '../../../lib/src/proof/handBuilt';
import { additionMachine } from '../../../lib/src/tasks/machines';
import { expectExercise } from '../../helpers/exercise';

const dot = (u: readonly number[], v: readonly number[]): number =>
  u.reduce((sum, x, i) => sum + x * v[i]!, 0);

describe('the exercises of notebook 06', () => {
  it('boundsOfSum: stub, four mistakes, two right answers', () =>
    expectExercise(boundsOfSum, {
      stub: () => [NaN, NaN],
      wrong: [
        [(low, high, w) => [dot(low, w), dot(high, w)], /Where a weight is negative/],
        [(low, high, w) => [
          w.reduce((sum, x, i) => sum + x * (x > 0 ? high : low)[i]!, 0),
          w.reduce((sum, x, i) => sum + x * (x > 0 ? low : high)[i]!, 0),
        ], /the wrong way round/],
        [(low, high, w) => {
          const reach = w.reduce((sum, x, i) => sum + Math.abs(x) * Math.max(Math.abs(low[i]!), Math.abs(high[i]!)), 0);
          return [-reach, reach];
        }, /forgets the signs/],
        [() => [0, 1], /take the end of h/],
      ], // prettier-ignore
      right: [
        (low, high, w) => [
          w.reduce((sum, x, i) => sum + Math.min(x * low[i]!, x * high[i]!), 0),
          w.reduce((sum, x, i) => sum + Math.max(x * low[i]!, x * high[i]!), 0),
        ],
        (low, high, w) => {
          const middle = dot(
            low.map((end, i) => (end + high[i]!) / 2),
            w,
          );
          const radius = dot(
            low.map((end, i) => (high[i]! - end) / 2),
            w.map(Math.abs),
          );
          return [middle - radius, middle + radius];
        },
      ],
    }));

  it('verdict: stub, two mistakes and a word that is no choice, right in two spellings', () =>
    expectExercise(verdict, {
      stub: '',
      wrong: [['right', /proves nothing/], ['wrong', /larger than what they hold/], ['maybe', /Choose one of/]],
      right: ['open', ' Open. '],
    })); // prettier-ignore

  it('leak: stub, three mistakes, right; and 14 is what the hunt says', () => {
    expectExercise(leak, {
      stub: NaN,
      wrong: [[13, /counted from 0/], [8, /Hunt/], [20, /findCounterexample/]],
      right: [14, 14.0],
    }); // prettier-ignore
    const adder = thresholdAdder();
    adder.parametersOf('cell0').views['W_hh']![4] = 13.4;
    expect(findCounterexample(adder, additionMachine, { rng: createRng(1) })?.inputs).toHaveLength(14);
    adder.parametersOf('cell0').views['W_hh']![4] = 13.6;
    expect(findCounterexample(adder, additionMachine, { rng: createRng(1), steps: 300 })).toBeUndefined();
  });

  it('carryUnit: stub, four mistakes, three right answers', () =>
    expectExercise(carryUnit, {
      stub: [NaN, NaN, NaN],
      wrong: [
        [[1, 1, 1], /From carry 0 with x₁ \+ x₂ = 0 it ends between/],
        [[20, 20, -10], /From carry 0 with x₁ \+ x₂ = 1/],
        [[20, 0, -30], /From carry 1 with x₁ \+ x₂ = 1/],
        [[20, 20], /Three numbers/],
      ],
      right: [[20, 20, -30], [10, 10, -15], [40, 30, -57]],
    })); // prettier-ignore
});
