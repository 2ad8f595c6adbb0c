import { expect } from 'vitest';
import { judge, type Exercise } from '../../lib/src/notebook/exercises';

/** Answers that an exercise must tell apart. */
export interface Answers<Answer> {
  /** What the notebook holds before the reader has begun. */
  readonly stub: Answer;
  /** At least three typical wrong answers, each with a pattern that must be in its own hint or one of the exercise's. */
  readonly wrong: readonly (readonly [answer: Answer, hint: RegExp])[];
  /** At least two different right answers. */
  readonly right: readonly Answer[];
}

/** Expects that an exercise calls its stub not done, gives each wrong answer its hint, and accepts every right answer. */
export function expectExercise<Answer>(
  exercise: Exercise<Answer>,
  { stub, wrong, right }: Answers<Answer>,
): void {
  expect(wrong.length, 'number of wrong answers').toBeGreaterThanOrEqual(3);
  expect(right.length, 'number of right answers').toBeGreaterThanOrEqual(2);
  expect(judge(exercise, stub), 'the stub').toEqual({ state: 'not done yet' });
  for (const [index, [answer, hint]] of wrong.entries()) {
    const verdict = judge(exercise, answer);
    expect(verdict, `wrong answer ${index}`).toEqual({ state: 'wrong', hint: expect.any(String) });
    const said = 'hint' in verdict ? [verdict.hint, ...(exercise.hints ?? [])] : [];
    expect(said.join(' '), `wrong answer ${index}`).toMatch(hint);
  }
  for (const [index, answer] of right.entries()) {
    const verdict = judge(exercise, answer);
    expect(verdict, `right answer ${index}`).toEqual({ state: 'right', remark: expect.any(String) });
  }
}
