import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recall } from '../../../lib/src/notebook/recall';
import { pretendKernel } from '../../helpers/kernel';

let kernel: ReturnType<typeof pretendKernel>;
beforeEach(() => (kernel = pretendKernel()));
afterEach(() => kernel.stop());

const questions = [
  { question: 'σ(0)?', answer: 0.5, see: 'notebook 1' },
  { question: 'Which bit goes first?', answer: ['the lowest', 'lowest'], see: 'notebook 2' },
];
const said = (...answers: (number | string | undefined)[]) => {
  recall(questions, answers);
  return kernel.messages.at(-1);
};

describe('recall(questions, answers)', () => {
  it('is not done yet while all is blank', () => {
    expect(said(undefined, undefined)?.metadata).toEqual({
      carry: { exercise: 'Recall', state: 'not done yet' },
    });
  });

  it('is right when all are, in any spelling', () => {
    expect(said(1 / 2, 'Lowest.')?.metadata).toMatchObject({ carry: { state: 'right' } });
  });

  it('says which are not, which are open, and where to read', () => {
    expect(said(0.4, undefined)?.data['text/plain']).toBe(
      '✗ Recall: not right yet. 0 of 2 right. "σ(0)?" is not 0.4: see notebook 1. "Which bit goes first?" is open.',
    );
    expect(said('one half', 'lowest')?.data['text/plain']).toMatch(
      /1 of 2 right\. "σ\(0\)\?" is not one half/,
    );
  });
});
