import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { predict, type Guess, type PredictionOptions } from '../../../lib/src/notebook/prediction';
import { pretendKernel } from '../../helpers/kernel';

let kernel: ReturnType<typeof pretendKernel>;
beforeEach(() => (kernel = pretendKernel()));
afterEach(() => kernel.stop());

const texts = () => kernel.messages.map(({ data }) => data['text/plain']);
const fare = (guess: Guess | null, actual: Guess, options?: PredictionOptions) => {
  predict('Q?', guess, options).compare(actual);
  return texts().at(-1);
};

describe('predict(question, guess, options)', () => {
  it('asks for a guess where there is none, and runs on', () => {
    const share = predict('What share?', null, { unit: '%' });
    share.compare(30.2);
    expect(texts()).toEqual([
      '? What share? No guess yet: replace null by yours. (In %.)',
      '? What share? No guess yet. The answer is 30.2 %.',
    ]);
    expect(kernel.messages.map(({ metadata }) => metadata)).toEqual(
      Array(2).fill({ carry: { prediction: 'What share?', guessed: false } }),
    );
  });

  it('takes NaN and an empty text for no guess', () => {
    expect(predict('Q?', NaN).guess).toBeUndefined();
    expect(predict('Q?', '').guess).toBeUndefined();
  });

  it.each<[Guess, Guess, string]>([
    [84, 30.2, 'You guessed 84 %. The answer is 30.2 %: your guess is 53.8 too high.'],
    [29, 30.2, 'You guessed 29 %. The answer is 30.2 %: your guess is 1.2 too low (within a tenth).'],
    [30.2, 30.2, 'You guessed right: 30.2 %.'],
    [0, 0, 'You guessed right: 0 %.'],
  ])('says of the guess %s for %s: %s', (guess, actual, said) => {
    expect(fare(guess, actual, { unit: '%' })).toBe(`? Q? ${said}`);
  });

  it('compares words without capitals and spaces, and yes with no', () => {
    const choices = ['RNN', 'LSTM'];
    expect(fare(' lstm', 'LSTM', { choices })).toBe('? Q? You guessed right: LSTM.');
    expect(fare('RNN', 'LSTM', { choices })).toBe('? Q? You guessed RNN. The answer is LSTM.');
    expect(fare(true, false)).toBe('? Q? You guessed yes. The answer is no.');
    expect(fare(true, true)).toBe('? Q? You guessed right: yes.');
  });

  it('does not count a word that is none of the choices', () => {
    const guess = predict('Which?', 'GRU', { choices: ['RNN', 'LSTM'] });
    expect(guess.guess).toBeUndefined();
    expect(texts()).toEqual(['? Which? "GRU" is none of them. Choose one of: RNN, LSTM.']);
  });

  it('writes HTML in which the question cannot speak HTML', () => {
    predict('a < b?', true);
    expect(kernel.messages[0]?.data['text/html']).toBe(
      '<p><strong>? a &lt; b?</strong> Your guess: yes.</p>',
    );
  });
});
