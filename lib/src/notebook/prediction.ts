import { escapeHtml, showText } from './kernel';
import { formatValue } from './table';

/** What a reader can guess: a number, one of several words, or whether something is so. */
export type Guess = number | string | boolean;

/** How a guess is asked for. */
export interface PredictionOptions {
  /** Written behind the numbers. */
  readonly unit?: string;
  /** The words to choose from, where the guess is a word. */
  readonly choices?: readonly string[];
}

/** A guess that waits for the answer. */
export interface Prediction {
  readonly question: string;
  /** undefined as long as nothing, or nothing that can be an answer, was guessed. */
  readonly guess: Guess | undefined;
  /** Shows how the guess has fared. Call it in the cell that shows the answer. */
  compare(actual: Guess): void;
}

/**
 * Takes the reader's guess before the answer is in sight. It never throws, so that a reader who would rather not guess
 * can run the notebook all the same.
 *
 * @param question - what is to be guessed
 * @param guess - the reader's guess; null as long as there is none
 * @param options - a unit for numbers; for words, the choices
 * @returns the prediction, whose `compare` belongs in the cell that shows the answer
 *
 * @example
 * import { predict } from 'carry';
 * const share = predict('How many of 100 sums are right?', 80, { unit: '%' });
 * share.guess; // → 80
 * share.compare(30.2); // prints "You guessed 80 %. The answer is 30.2 %: your guess is 49.8 too high."
 */
export function predict(question: string, guess: Guess | null, options: PredictionOptions = {}): Prediction {
  const { unit, choices } = options;
  const written = (value: Guess): string => {
    if (typeof value === 'boolean') return value ? 'yes' : 'no';
    return unit === undefined || typeof value === 'string'
      ? formatValue(value)
      : `${formatValue(value)} ${unit}`;
  };
  const taken = guess === null || Number.isNaN(guess) || guess === '' ? undefined : guess;
  const known =
    typeof taken !== 'string' || choices === undefined || choices.some((choice) => alike(choice, taken));
  const valid = known ? taken : undefined;
  const about = choices
    ? ` Choose one of: ${choices.join(', ')}.`
    : unit === undefined
      ? ''
      : ` (In ${unit}.)`;
  const reply =
    valid === undefined ? `No guess yet: replace null by yours.${about}` : `Your guess: ${written(valid)}.`;
  const strange = known || taken === undefined ? reply : `${JSON.stringify(taken)} is none of them.${about}`;
  show(question, strange, valid);
  return {
    question,
    guess: valid,
    compare: (actual) => show(question, fareOf(valid, actual, written), valid),
  };
}

function fareOf(guess: Guess | undefined, actual: Guess, written: (value: Guess) => string): string {
  const answer = `The answer is ${written(actual)}`;
  if (guess === undefined) return `No guess yet. ${answer}.`;
  if (typeof guess !== typeof actual) return `You guessed ${written(guess)}. ${answer}.`;
  if (typeof guess === 'number' && typeof actual === 'number' && guess !== actual) {
    const away = formatValue(Math.abs(guess - actual));
    const near = Math.abs(guess - actual) <= 0.1 * Math.abs(actual) ? ' (within a tenth)' : '';
    return `You guessed ${written(guess)}. ${answer}: your guess is ${away} too ${guess > actual ? 'high' : 'low'}${near}.`;
  }
  const right = typeof guess === 'string' ? alike(guess, String(actual)) : guess === actual;
  return right ? `You guessed right: ${written(actual)}.` : `You guessed ${written(guess)}. ${answer}.`;
}

/** Capitals and spaces around a word do not matter. */
const alike = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

function show(question: string, said: string, guess: Guess | undefined): void {
  const html = `<p><strong>? ${escapeHtml(question)}</strong> ${escapeHtml(said)}</p>`;
  const metadata = { carry: { prediction: question, guessed: guess !== undefined } };
  showText(html, `? ${question} ${said}`, metadata);
}
