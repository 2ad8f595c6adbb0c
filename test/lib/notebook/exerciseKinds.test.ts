import { describe, expect, it } from 'vitest';
import {
  exerciseOnChoice,
  exerciseOnFunction,
  exerciseOnNumber,
} from '../../../lib/src/notebook/exerciseKinds';
import { judge } from '../../../lib/src/notebook/exercises';
import { expectExercise } from '../../helpers/exercise';

describe('exerciseOnNumber(spec)', () => {
  const slope = exerciseOnNumber({
    title: 'Slope',
    solution: 1 / 3,
    remark: 'A third.',
    mistakes: [{ answer: 3, hint: 'Upside down.' }],
  });

  it('accepts every spelling, gives known mistakes their hint and others the difference', () => {
    expectExercise(slope, {
      stub: NaN,
      wrong: [
        [3, /^Upside down\.$/],
        [0.333, /^the answer is 0.333, which is too small\.$/],
        [-1 / 3, /which is too small/],
      ],
      right: [1 / 3, 0.3333333, 2 / 6],
    });
  });

  it('does not let Infinity or a text pass', () => {
    expect(judge(slope, Infinity).state).toBe('wrong');
    expect(judge(slope, '0.3333333' as never).state).toBe('wrong');
  });

  it('takes vectors and matrices, plain or typed', () => {
    const matrix = exerciseOnNumber({
      title: 'Matrix',
      solution: [
        [1, 2],
        [3, 4],
      ],
      remark: 'Yes.',
    });
    expectExercise(matrix, {
      stub: [
        [NaN, NaN],
        [NaN, NaN],
      ],
      wrong: [
        [[[1, 2]], /has 1 items, expected 2/],
        [
          [
            [1, 3],
            [2, 4],
          ],
          /item 0, 1 is 3, which is too large/,
        ],
        [[1, 2, 3, 4], /has 4 items, expected 2/],
        [7, /the answer is 7, expected a list of 2/],
      ],
      right: [
        [
          [1, 2],
          [3, 4],
        ],
        [new Float64Array([1, 2]), new Float32Array([3, 4])],
      ],
    });
  });
});

describe('exerciseOnFunction(spec)', () => {
  it('exerciseOnFunction({ axes }) tells the step and the unit at which a run first departs, beside a known mistake’s hint', () => {
    const states = (w: number) => (xs: number[]) => {
      let h = [0, 0];
      return xs.map((x) => (h = h.map((h_j, j) => w * h_j + (j + 1) * x)));
    };
    const exercise = exerciseOnFunction({
      title: 'Run',
      solution: states(0.5),
      inputs: [[[1, 0, 1]]] as [number[]][],
      axes: ['step', 'unit'],
      mistakes: [{ answer: states(0), hint: 'It forgets.' }],
      remark: 'Right.',
      hints: ['One.', 'Two.', 'Three.'],
    });
    expect(exercise.check(states(0.25))).toEqual({
      state: 'wrong',
      hint: 'Your run first departs here. For ([1, 0, 1]): step 1, unit 0 is 0.25, expected 0.5.',
    });
    expect(exercise.check(states(0))).toEqual({
      state: 'wrong',
      hint: 'It forgets. Your run first departs here. For ([1, 0, 1]): step 1, unit 0 is 0, expected 0.5.',
    });
    expect(exercise.check(states(0.5)).state).toBe('right');
  });

  it('exerciseOnFunction({ axes }) takes a name for each item, and axes for each key of an object', () => {
    const both = exerciseOnFunction<[x: number], { state: number[][]; slope: number[] }>({
      title: 'Both',
      solution: (x) => ({ state: [[x], [2 * x]], slope: [3 * x] }),
      inputs: [[1]],
      axes: { state: [['h', 'c'], 'unit'], slope: ['weight'] },
      remark: 'Right.',
    });
    const hintOf = (state: number[][], slope: number[]) => both.check(() => ({ state, slope }));
    expect(hintOf([[1], [5]], [3])).toMatchObject({
      hint: expect.stringContaining('state of the answer, c, unit 0 is 5, expected 2.') as string,
    });
    expect(hintOf([[1], [2]], [4])).toMatchObject({
      hint: expect.stringContaining('slope of the answer, weight 0 is 4, expected 3.') as string,
    });
  });

  it('exerciseOnFunction({ beginnings }) finds the shortest beginning from which a run departs', () => {
    const exercise = exerciseOnFunction<[xs: number[]], number>({
      title: 'Sum',
      solution: (xs) => xs.reduce((sum, x) => sum + x, 0),
      inputs: [[[1, 0, 5, 2]], [[7]]],
      beginnings: { of: 'steps', take: (n, xs) => (n < xs.length ? [xs.slice(0, n)] : undefined) },
      mistakes: [{ answer: (xs) => xs[0] ?? 0, hint: 'It reads the first only.' }],
      remark: 'Right.',
    });
    const third = 'Your run first departs with 3 of the steps. For ([1, 0, 5]): the answer is 1, expected 6.';
    expect(exercise.check((xs) => xs[0]!)).toEqual({
      state: 'wrong',
      hint: `It reads the first only. ${third}`,
    });
    expect(exercise.check((xs) => xs.reduce((sum, x) => sum + x) + (xs.length > 3 ? 1 : 0))).toEqual({
      state: 'wrong',
      hint: 'Your run first departs here. For ([1, 0, 5, 2]): the answer is 9, expected 8.',
    });
  });

  const square = exerciseOnFunction({
    title: 'Square',
    solution: (x: number) => x * x,
    inputs: [[0], [3], [-2]],
    remark: 'A parabola.',
    mistakes: [
      { answer: (x: number) => 2 * x, hint: 'This doubles.' },
      { answer: (x: number) => Math.abs(x), hint: 'This takes the size.' },
    ],
  });

  it('accepts every function that agrees, and recognizes mistakes by what they do', () => {
    expectExercise(square, {
      stub: () => NaN,
      wrong: [
        [(x) => x + x, /^This doubles\.$/],
        [(x) => (x < 0 ? -x : x), /^This takes the size\.$/],
        [(x) => x ** 3, /^For \(3\): the answer is 27, expected 9\.$/],
        [(x) => x.toFixed() as never, /expected 0/],
      ],
      right: [(x) => x * x, (x) => x ** 2, (x) => Math.exp(2 * Math.log(Math.abs(x)))],
    });
  });

  it('is not done while every result is blank, but wrong when only some are', () => {
    expect(judge(square, () => undefined as never).state).toBe('not done yet');
    expect(judge(square, (x) => (x === 0 ? 0 : NaN)).state).toBe('wrong');
  });

  it('shields the solution from an answer that changes its arguments', () => {
    const first = exerciseOnFunction({
      title: 'First',
      solution: (list: number[]) => list[0] ?? 0,
      inputs: [[[5, 6]]],
      remark: 'Yes.',
    });
    expect(judge(first, (list) => list.shift() ?? 0).state).toBe('right');
    expect(judge(first, (list) => list.shift() ?? 0).state).toBe('right');
  });

  it('hands functions and instances on as they are', () => {
    const twice = exerciseOnFunction({
      title: 'Twice',
      solution: (f: (x: number) => number) => f(f(1)),
      inputs: [[(x: number) => x + 2]],
      remark: 'Yes.',
    });
    expect(judge(twice, (f) => f(f(1))).state).toBe('right');
  });

  it('compares objects by their parts', () => {
    const pair = exerciseOnFunction({
      title: 'Pair',
      solution: (x: number) => ({ h: [x, 2 * x], carry: x > 1 }),
      inputs: [[1], [2]],
      remark: 'Yes.',
    });
    expect(judge(pair, (x) => ({ carry: x > 1, h: [x, x + x] })).state).toBe('right');
    expect(judge(pair, (x) => ({ carry: false, h: [x, x + x] }))).toMatchObject({
      hint: 'For (2): carry of the answer is false, expected true.',
    });
  });
});

describe('exerciseOnChoice(spec)', () => {
  const gate = exerciseOnChoice({
    title: 'Gate',
    solution: ['XOR', 'exclusive or'],
    remark: 'No line separates it.',
    others: { AND: 'One corner.', OR: 'Three corners.' },
  });

  it('minds neither capitals nor spaces nor punctuation', () => {
    expectExercise(gate, {
      stub: '',
      wrong: [
        ['and', /^One corner\.$/],
        ['Or!', /^Three corners\.$/],
        ['nand', /^Choose one of: AND, OR, XOR\.$/],
      ],
      right: ['XOR', ' xor.', 'Exclusive-or'.replace('-', ' ')],
    });
  });
});
