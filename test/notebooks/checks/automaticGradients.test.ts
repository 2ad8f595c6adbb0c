import { describe, expect, it } from 'vitest';
import * as exercises from '../../../notebooks/checks/automaticGradients';
import { Value } from '../../../lib/src/neural/value';
import { expectExercise } from '../../helpers/exercise';

const { divide, memorySlope, slopeAfter, slopeOfA, stepsToThousandth, trap } = exercises;
type Node = Parameters<Parameters<typeof trap.check>[0]>[0];

const value = (data: number, operands: Node[] = [], slopes: number[] = []): Node =>
  new Value(data, operands as Value[], slopes) as unknown as Node;
const add = (a: Node, b: Node): Node => value(a.data + b.data, [a, b], [1, 1]);
const multiply = (a: Node, b: Node): Node => value(a.data * b.data, [a, b], [b.data, a.data]);
const notDone = (): never => {
  throw new Error('not done');
};

describe('exercises of notebook 05', () => {
  it('slopeOfA knows each of the two paths alone, the other slope and the value', () =>
    expectExercise(slopeOfA, {
      stub: NaN,
      wrong: [
        [-3, /product/],
        [1, /straight/],
        [3, /respect to b/],
        [-4, /itself/],
      ],
      right: [-2, -3 + 1],
    }));

  it('divide knows a missing sign, a missing factor, a product and exchanged operands', () => {
    const withSlopes = (slopes: (a: number, b: number) => number[]) => (a: Node, b: Node) =>
      value(a.data / b.data, [a, b], slopes(a.data, b.data));
    expectExercise(divide, {
      stub: notDone,
      wrong: [
        [withSlopes((a, b) => [1 / b, a / b ** 2]), /sign/],
        [withSlopes((_, b) => [1 / b, -1 / b ** 2]), /on top/],
        [withSlopes((a, b) => [b, -a / b ** 2]), /respect to a/],
        [multiply, /is not/],
        [(a, b) => value(a.data / b.data, [b, a], [-a.data / b.data ** 2, 1 / b.data]), /in this order/],
      ],
      right: [
        withSlopes((a, b) => [1 / b, -a / b ** 2]),
        (a, b) => value(a.data / b.data, [a, b], [b.data ** -1, -(a.data / b.data / b.data)]),
      ],
    });
  });

  it('memorySlope knows the state, and a weight that is fresh at each step', () => {
    const stateOf = (w: number, xs: number[]): number => xs.reduce((h, x) => w * h + x, 0);
    expectExercise(memorySlope, {
      stub: () => NaN,
      wrong: [
        [stateOf, /This is the state.*departs with 1 of the steps/],
        [(w, xs) => stateOf(w, xs.slice(0, -1)), /last use.*departs here. For \(0.5, \[1, 1, 1\]\)/],
        [() => 7, /departs with 1 of the steps. For \(0.5, \[1\]\): the answer is 7/],
      ],
      right: [
        (w: number, xs: number[]) => {
          const weight = new Value(w);
          let h = new Value(0);
          for (const x of xs) h = weight.times(h).plus(x);
          h.backward();
          return weight.gradient;
        },
        (w: number, xs: number[]) => (stateOf(w + 1e-7, xs) - stateOf(w - 1e-7, xs)) / 2e-7 || 0,
      ].map((answer) => (w: number, xs: number[]) => Number(answer(w, xs).toFixed(6))),
    });
  });

  it('trap walks the graph both ways, and knows expressions that need no order', () => {
    const square = (a: Node): Node => multiply(a, a);
    expectExercise(trap, {
      stub: (a) => a,
      wrong: [
        [square, /both orders/],
        [(a) => add(multiply(multiply(a, value(3)), value(5)), a), /both orders/],
        [() => value(3), /depend/],
      ],
      right: [
        (a) => {
          const s = square(a);
          return add(s, multiply(multiply(s, value(3)), value(5)));
        },
        (a) => {
          const s = add(a, value(2));
          return multiply(s, add(multiply(s, s), value(1)));
        },
      ],
    });
  });

  it('stepsToThousandth is the first number of steps whose slope is below 0.001', () => {
    const steps = Array.from({ length: 100 }, (_, n) => n + 1);
    expect(steps.find((n) => slopeAfter(n) < 0.001)).toBe(45);
    expect(steps.find((n) => 0.9 ** n < 0.001)).toBe(66);
    expectExercise(stepsToThousandth, {
      stub: NaN,
      wrong: [
        [44, /hair/],
        [66, /slopes of tanh/],
        [10, /too small/],
      ],
      right: [45, 44 + 1],
    });
  });
});
