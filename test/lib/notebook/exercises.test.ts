import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  checkExercise,
  isBlank,
  judge,
  right,
  wrong,
  type Exercise,
} from '../../../lib/src/notebook/exercises';
import { pretendKernel } from '../../helpers/kernel';

const six: Exercise<number | undefined> = {
  title: 'Six <of> them',
  check: (answer) => (answer === 6 ? right('Two times three.') : wrong('Count again.')),
};
const calls: Exercise<() => number> = {
  title: 'Calls',
  check: (answer) => (answer() === 6 ? right('Yes.') : wrong('No.')),
};

let kernel: ReturnType<typeof pretendKernel>;
beforeEach(() => (kernel = pretendKernel()));
afterEach(() => kernel.stop());

describe('checkExercise(exercise, answer)', () => {
  it.each([
    [NaN, '☐ Six <of> them: not done yet', 'not done yet'],
    [5, '✗ Six <of> them: not right yet. Count again.', 'wrong'],
    [6, '✓ Six <of> them: right. Two times three.', 'right'],
  ])('says of %s: %s', (answer, text, state) => {
    expect(checkExercise(six, answer)).toBeUndefined();
    expect(kernel.messages).toHaveLength(1);
    expect(kernel.messages[0]?.data['text/plain']).toBe(text);
    expect(kernel.messages[0]?.metadata).toEqual({ carry: { exercise: 'Six <of> them', state } });
  });

  it('puts no colon behind a question mark', () => {
    checkExercise({ ...six, title: 'Six?' }, NaN);
    expect(kernel.messages[0]?.data['text/plain']).toBe('☐ Six? not done yet');
  });

  it('writes HTML in which title and hint cannot speak HTML', () => {
    checkExercise({ ...six, check: () => wrong('<img src=x>') }, 1);
    expect(kernel.messages[0]?.data['text/html']).toBe(
      '<p><strong>✗ Six &lt;of&gt; them: not right yet.</strong> &lt;img src=x&gt;</p>',
    );
  });

  it('prints a line outside a notebook', () => {
    kernel.stop();
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    checkExercise(six, 6);
    expect(log.mock.calls).toEqual([['✓ Six <of> them: right. Two times three.']]);
    log.mockRestore();
  });
});

describe('judge(exercise, answer)', () => {
  it('takes what throws "not done" for not done yet', () => {
    const stub = () => {
      throw new Error('Not done');
    };
    expect(judge(calls, stub)).toEqual({ state: 'not done yet' });
  });

  it('takes what throws anything else for wrong, with the error as the hint', () => {
    const broken = () => {
      throw new TypeError('x is not iterable');
    };
    expect(judge(calls, broken)).toEqual({
      state: 'wrong',
      hint: 'It stops with an error: x is not iterable',
    });
  });

  it('never asks the check about a blank', () => {
    const check = vi.fn(() => right(''));
    expect(judge({ title: '', check }, [NaN, undefined])).toEqual({ state: 'not done yet' });
    expect(check).not.toHaveBeenCalled();
  });
});

describe('isBlank(value)', () => {
  it.each([
    [undefined],
    [null],
    [NaN],
    [''],
    ['  '],
    [[]],
    [[NaN, [null]]],
    [new Float64Array([NaN])],
    [{ a: NaN }],
  ])('%j is blank', (value) => expect(isBlank(value)).toBe(true));
  it.each([[0], [false], ['a'], [[NaN, 0]], [new Float64Array(2)], [{ a: 0 }], [() => NaN], [new Map()]])(
    '%j is not blank',
    (value) => expect(isBlank(value)).toBe(false),
  );
});
