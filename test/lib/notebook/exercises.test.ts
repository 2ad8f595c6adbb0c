import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  checkExercise,
  isBlank,
  judge,
  right,
  wrong,
  type Exercise,
} from '../../../lib/src/notebook/exercises';
import { exerciseOnNumber } from '../../../lib/src/notebook/exerciseKinds';
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

  it('shows one more hint for each wrong try, behind what is wrong with this answer', () => {
    const helped = { ...six, hints: ['Look at two and three.', 'Multiply.', '2 · 3.'] };
    for (const answer of [5, 7, NaN, 4, 3, 6]) checkExercise(helped, answer);
    const texts = kernel.messages.map(({ data }) => String(data['text/plain']).split('\n'));
    const head = '✗ Six <of> them: not right yet. Count again.';
    const hints = ['Hint 1 of 3: Look at two and three.', 'Hint 2 of 3: Multiply.', 'Hint 3 of 3: 2 · 3.'];
    const after = (tries: number) => [head, ...hints.slice(0, tries).map((hint) => `  ${hint}`)];
    expect(texts.slice(0, 2)).toEqual([after(1), after(2)]);
    expect(texts[2]).toHaveLength(1); // a blank is no try
    expect(texts.slice(3, 5)).toEqual([after(3), after(3)]);
    expect(texts[5]).toHaveLength(1);
    expect(kernel.messages[1]?.data['text/html']).toContain(
      '<ol><li>Look at two and three.</li><li>Multiply.</li></ol>',
    );
  });

  it('says in the heading how hard it is and how long it takes', () => {
    checkExercise({ ...six, difficulty: 2, minutes: 10 }, 6);
    expect(kernel.messages[0]?.data['text/plain']).toMatch(/^✓ Six <of> them \(●●○, 10 minutes\): right\./);
    expect(kernel.messages[0]?.metadata).toMatchObject({ carry: { exercise: 'Six <of> them' } });
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

  it('survives an answer that holds itself', () => {
    const knot: unknown[] = [NaN];
    knot.push(knot);
    expect(judge(calls, knot as never)).toEqual({ state: 'not done yet' });
    const ring: Record<string, unknown> = { a: 1 };
    ring['self'] = ring;
    const pair = exerciseOnNumber({ title: 'Pair', solution: [1, 2], remark: '' });
    expect(judge(pair, [1, ring] as never)).toMatchObject({
      state: 'wrong',
      hint: expect.stringMatching(/^item 1/),
    });
    knot[0] = 1;
    expect(judge(pair, knot as never)).toMatchObject({
      state: 'wrong',
      hint: expect.stringMatching(/^item 1/),
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
