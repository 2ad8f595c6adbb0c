import { describe, it } from 'vitest';
import {
  allEqual,
  everySecond,
  impossible,
  timesFiveStates,
} from '../../../lib/src/exercises/yourOwnMachine';
import type { MealyMachine } from '../../../lib/src/tasks/mealy';
import { expectExercise } from '../../helpers/exercise';

const machine = (inputs: number[][], next: number[][], output: number[][], start = 0): MealyMachine => {
  return { name: 'answer', states: next.length, inputs, start, next, output };
};
const one = [[0], [1]];
const two = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
// prettier-ignore
const toggle = [[0, 1], [1, 0]];
// prettier-ignore
const trap = [[0, 1, 1, 0], [1, 1, 1, 1]];

describe('exercises of notebook 10', () => {
  it('everySecond knows the first for the second, parity and counted zeros, and takes any equal machine', () =>
    // prettier-ignore
    expectExercise(everySecond, {
      stub: undefined,
      wrong: [
        [machine(one, toggle, [[0, 1], [0, 0]]), /first, third/],
        [machine(one, toggle, [[0, 1], [1, 0]]), /parity/],
        [machine(one, [[1, 1], [0, 0]], [[0, 0], [0, 1]]), /leave the state/],
        [machine(one, toggle, [[0, 0], [0, 0]]), /should say 1/],
        [machine([[1], [0]], toggle, [[0, 0], [0, 1]]), /in this order/],
      ],
      right: [
        machine(one, toggle, [[0, 0], [0, 1]]),
        machine(one, [[0, 1], [1, 2], [2, 3], [3, 0]], [[0, 0], [0, 1], [0, 0], [0, 1]]),
        machine(one, toggle, [[0, 1], [0, 0]], 1),
      ],
    }));

  it('timesFiveStates knows times three, a forgotten zero, one bit and one too many', () =>
    expectExercise(timesFiveStates, {
      stub: NaN,
      wrong: [
        [3, /times three/],
        [4, /0 is a carry/],
        [2, /101/],
        [6, /4 is the largest/],
      ],
      right: [5, [0, 1, 2, 3, 4].length],
    }));

  it('impossible gives each choice its own reason', () =>
    expectExercise(impossible, {
      stub: '',
      wrong: [
        ['adding', /one bit/],
        ['comparing', /larger/],
        ['dancing', /./],
      ],
      right: ['multiplying', 'Multiplication'],
    }));

  it('allEqual knows a forgiving machine and two late ones', () =>
    // prettier-ignore
    expectExercise(allEqual, {
      stub: undefined,
      wrong: [
        [machine(two, [[0, 0, 0, 0]], [[1, 0, 0, 1]]), /forgives/],
        [machine(two, [[0, 1, 1, 0], [0, 1, 1, 0]], [[1, 1, 1, 1], [0, 0, 0, 0]]), /must not lead back/],
        [machine(two, trap, [[1, 1, 1, 1], [0, 0, 0, 0]]), /already/],
        [machine(two, trap, [[0, 1, 1, 0], [1, 1, 1, 1]]), /should say/],
      ],
      right: [
        machine(two, trap, [[1, 0, 0, 1], [0, 0, 0, 0]]),
        machine(two, [[0, 0, 0, 0], [1, 0, 0, 1]], [[0, 0, 0, 0], [1, 0, 0, 1]], 1),
      ],
    }));
});
