import { describe, expect, it } from 'vitest';
import { createSequence, splitSteps, withoutFirstStep } from '../../../lib/src/core/sequence';

describe('createSequence', () => {
  it('createSequence(T, B, size) has one window of B·size numbers for each step, on one buffer of zeros', () => {
    const { all, steps } = createSequence(3, 2, 4);
    expect([all.length, steps.length]).toEqual([24, 3]);
    expect(all.every((value) => value === 0)).toBe(true);
    steps.forEach((step, t) => step.fill(t + 1));
    expect(Array.from(all)).toEqual([1, 2, 3].flatMap((t) => Array(8).fill(t)));
  });

  it.each([
    [0, 1, 1],
    [1, -1, 1],
    [1, 1, 1.5],
    [NaN, 1, 1],
    [2 ** 20, 2 ** 10, 2],
  ])('createSequence(%d, %d, %d) is refused', (T, B, size) => {
    expect(() => createSequence(T, B, size)).toThrow('createSequence: ');
  });
});

describe('splitSteps and withoutFirstStep', () => {
  it('splitSteps(all, T) are T windows on the buffer', () => {
    const all = Float64Array.of(1, 2, 3, 4);
    const [first, second] = splitSteps(all, 2);
    first?.fill(7);
    expect([Array.from(all), Array.from(second ?? [])]).toEqual([
      [7, 7, 3, 4],
      [3, 4],
    ]);
  });

  it('splitSteps(all, T) refuses a T that does not divide the length', () => {
    expect(() => splitSteps(new Float64Array(5), 2)).toThrow('splitSteps: the length of a step is 2.5');
    expect(() => splitSteps(new Float64Array(0), 1)).toThrow('splitSteps: ');
    expect(() => splitSteps(new Float64Array(4), 0)).toThrow('splitSteps: T is 0');
  });

  it('withoutFirstStep(sequence) is a window on all steps but the first', () => {
    const sequence = createSequence(3, 1, 2);
    const rest = withoutFirstStep(sequence);
    rest.all.set([1, 2, 3, 4]);
    expect(Array.from(sequence.all)).toEqual([0, 0, 1, 2, 3, 4]);
    expect(rest.steps.map((step) => Array.from(step))).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(() => withoutFirstStep(createSequence(1, 1, 1))).toThrow(
      'withoutFirstStep: the number of steps is 1',
    );
  });
});
