import { describe, expect, it } from 'vitest';
import { growBoxes, leastMargin, tightenInPlace, wayTo, type KeyedBox } from '../../../lib/src/proof/boxes';
import type { Box } from '../../../lib/src/proof/interval';
import type { StepBounds } from '../../../lib/src/proof/stepBounds';
import { parityMachine } from '../../../lib/src/tasks/machines';

const interval = (low: number, high: number): Box => ({
  low: Float64Array.of(low),
  high: Float64Array.of(high),
});
const sidesOf = ({ low, high }: Box): [number, number] => [low[0]!, high[0]!];

/** One number h, which becomes g(h) at each step whatever is read; the output is h itself. */
function line(start: number, g: (h: number) => number): StepBounds {
  return {
    start: interval(start, start),
    step: ({ low, high }) => interval(g(low[0]!), g(high[0]!)),
    output: ({ low, high }) => ({ low: low[0]!, high: high[0]! }),
  };
}

/** One state and one input, and the output 1 or 0 for ever. */
const always = (output: 0 | 1) => ({
  name: 'always',
  states: 1,
  inputs: [[0]],
  start: 0,
  next: [[0]],
  output: [[output]],
});

/** The start and one box behind it, which leads to itself. */
const loop = (start: number, low: number, high: number): KeyedBox[] => [
  { ...interval(start, start), before: 0, inputs: [], state: 0, next: [1], growths: 0 },
  { ...interval(low, high), before: 0, inputs: [0], state: 0, next: [1], growths: 0 },
];

describe('growBoxes(bounds, machine, k, mostBoxes)', () => {
  it('holds every state that is ever reached, and its boxes are closed', () => {
    const bounds = line(1, (h) => 0.5 * h + 1); // 1, 1.5, 1.75 … towards 2
    const growth = growBoxes(bounds, always(1), 0, 10);
    expect(growth.closed).toBe(true);
    expect(growth.boxes).toHaveLength(1);
    const [low, high] = sidesOf(growth.boxes[0]!);
    for (let n = 0, h = 1; n < 50; n++, h = 0.5 * h + 1) expect(low <= h && h <= high).toBe(true);
    expect(high).toBeLessThan(2.1);
  });

  it('remembers the last k inputs, and where the machine was before them', () => {
    const bounds = line(1, (h) => h);
    const machine = { ...parityMachine, output: parityMachine.output.map((row) => row.map(() => 1)) };
    const keys = (k: number): string[] =>
      growBoxes(bounds, machine, k, 100).boxes.map(
        (box) => `${box.before}:${box.inputs.join('')}→${box.state}`,
      );
    expect(keys(0)).toEqual(['0:→0', '1:→1']);
    expect(keys(1)).toEqual(['0:→0', '0:0→0', '0:1→1', '1:0→1', '1:1→0']);
    expect(keys(2)).toHaveLength(1 + 2 + 2 * 4);
  });

  it.each([
    ['an output that is too low', 0.4, 1, -0.1],
    ['an output that is too high', 0.6, 0, -0.1],
    ['an output that is right by less than the least margin', 0.5 + 5e-7, 1, 5e-7],
    ['an output of which nothing is known', NaN, 1, NaN],
  ] as const)('stops at %s, and says where and by how much', (_name, h, wanted, margin) => {
    const bounds = {
      ...line(h, (state) => state),
      output: ({ low, high }: Box) => ({ low: low[0]! - 0.5, high: high[0]! - 0.5 }),
    };
    const growth = growBoxes(bounds, always(wanted), 0, 10);
    expect(growth).toMatchObject({
      closed: false,
      reason: 'an output is not surely right',
      box: 0,
      input: 0,
      margin: Number.isNaN(margin) ? NaN : expect.closeTo(margin, 12),
    });
  });

  it('gives up on boxes that grow for ever, and on more boxes than are allowed', () => {
    const away = growBoxes(
      line(1, (h) => h + 1e-3),
      always(1),
      0,
      10,
    );
    expect(away).toMatchObject({ closed: false, reason: 'the boxes keep growing' });
    const steady = line(1, (h) => h);
    expect(growBoxes(steady, always(1), 1, 1)).toMatchObject({ closed: false, reason: 'too many boxes' });
    expect(growBoxes(steady, always(1), 1, 2).closed).toBe(true);
  });
});

describe('wayTo(boxes, n)', () => {
  it('is a way by which the network comes into the box', () => {
    const machine = { ...parityMachine, output: [[1, 1], [1, 1]] }; // prettier-ignore
    const { boxes } = growBoxes(
      line(1, (h) => h),
      machine,
      2,
      100,
    );
    boxes.forEach((box, n) => {
      const way = wayTo(boxes, n);
      expect(way.slice(-2)).toEqual(box.inputs);
      expect(way.reduce((at, input) => boxes[at]!.next[input]!, 0)).toBe(n);
    });
    expect(wayTo(boxes, 0)).toEqual([]);
  });
});

describe('tightenInPlace(bounds, machine, boxes)', () => {
  it('shrinks a box to what the steps into it need, and leaves the start alone', () => {
    const boxes = loop(1, -5, 5);
    tightenInPlace(
      line(1, (h) => 0.5 * h + 1),
      always(1),
      boxes,
    ); // 1.5, 1.75 … towards 2
    expect(sidesOf(boxes[0]!)).toEqual([1, 1]);
    const [low, high] = sidesOf(boxes[1]!);
    expect(low).toBeLessThan(1.5);
    expect(low).toBeGreaterThan(1.5 - 1e-8);
    expect(high).toBeGreaterThan(2);
    expect(high).toBeLessThan(2 + 1e-8);
  });

  it('never makes a box larger', () => {
    const boxes = loop(1, 1, 1);
    tightenInPlace(
      line(1, (h) => 3 * h),
      always(1),
      boxes,
    );
    expect(sidesOf(boxes[1]!)[1]).toBe(1);
  });

  it('ends after a hundred rounds where a box shrinks ever so slowly', () => {
    const boxes = loop(0, -1, 1);
    tightenInPlace(
      line(0, (h) => 0.9999 * h),
      always(1),
      boxes,
    );
    const [low, high] = sidesOf(boxes[1]!);
    expect(high).toBeCloseTo(0.9999 ** 100, 6);
    expect(low).toBeCloseTo(-(0.9999 ** 100), 6);
  });

  it('asks for no step of a box that has stayed as it was', () => {
    const bounds = line(0, (h) => 0.9999 * h);
    let steps = 0;
    const counted: StepBounds = {
      ...bounds,
      step: (state, input) => {
        steps++;
        return bounds.step(state, input);
      },
    };
    tightenInPlace(counted, always(1), loop(0, -1, 1));
    expect(steps).toBe(101); // one from the start, and a hundred from the box that shrinks
  });
});

describe('leastMargin(bounds, machine, boxes)', () => {
  it('is how far the worst output is on its right side', () => {
    const bounds = line(3, (h) => h);
    expect(leastMargin(bounds, always(1), loop(3, 2, 4))).toBe(2);
    expect(leastMargin(bounds, always(0), loop(-3, -4, -1))).toBe(1);
    expect(leastMargin(bounds, always(0), loop(3, 2, 4))).toBe(-4);
  });
});
