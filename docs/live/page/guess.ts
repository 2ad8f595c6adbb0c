// The reader commits to a guess before the answer is shown: a small form stands before an answer that is folded away.
import { html } from '../../playground/parts/elements';
import type { Guess } from './store';

/** A guess that a notebook asks for: `const share = predict('…', null, { unit: '%' })`. */
export interface Prediction {
  readonly name: string;
  readonly question: string;
  readonly unit: string | undefined;
  readonly choices: readonly string[];
}

const TEXT = String.raw`(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|` + '`[^`]*`)';
const GUESS = String.raw`null|true|false|-?[\d.]+(?:[eE][-+]?\d+)?|${TEXT}`;
const callOf = (name: string): RegExp =>
  new RegExp(
    String.raw`(\b(${name})\s*=\s*predict\(\s*)(${TEXT}(?:\s*\+\s*${TEXT})*)(\s*,\s*)(${GUESS})((?:[^()]|\([^()]*\))*\))`,
    'g',
  );

/** The predictions that a cell's source makes. */
export function predictionsIn(source: string): Prediction[] {
  return [...source.matchAll(callOf(String.raw`[\w$]+`))].map(
    ([, , name = '', question = '', , , rest = '']) => ({
      name,
      question: textsIn(question).join(''),
      unit: textsIn(/\bunit:\s*([^,}]+)/.exec(rest)?.[1] ?? '')[0],
      choices: textsIn(/\bchoices:\s*\[([^\]]*)\]/.exec(rest)?.[1] ?? ''),
    }),
  );
}

/** The names of the predictions that a cell compares with the answer. */
export const comparedIn = (source: string): string[] =>
  [...source.matchAll(/\b([\w$]+)\s*\.\s*compare\(/g)].map(([, name = '']) => name);

/** A source with the guess written into it; the same source where the prediction is not found. */
export function withGuess(source: string, name: string, guess: Guess | null): string {
  const literal = typeof guess === 'string' ? `'${guess.replace(/['\\]/g, '\\$&')}'` : String(guess);
  return source.replace(
    callOf(name),
    (_, start: string, __, question: string, comma: string, ___, rest: string) =>
      start + question + comma + literal + rest,
  );
}

const textsIn = (code: string): string[] =>
  [...code.matchAll(new RegExp(TEXT, 'g'))].map(([text]) => text.slice(1, -1).replace(/\\(.)/g, '$1'));

/** How a guess is written for people. */
export const written = (guess: Guess, unit: string | undefined): string =>
  typeof guess === 'boolean'
    ? guess
      ? 'yes'
      : 'no'
    : `${guess}${unit === undefined || typeof guess === 'string' ? '' : ` ${unit}`}`;

/** What a reader typed: a number, yes or no, or words; undefined for nothing. */
export function readGuess(text: string, choices: readonly string[]): Guess | undefined {
  const plain = text.trim();
  if (plain === '') return undefined;
  if (choices.length > 0)
    return choices.find((choice) => choice.toLowerCase() === plain.toLowerCase()) ?? plain;
  if (/^(?:yes|true)$/i.test(plain)) return true;
  if (/^(?:no|false)$/i.test(plain)) return false;
  const number = Number(plain.replace(/,/g, '').replace('−', '-').replace(/\s*%$/, ''));
  return Number.isNaN(number) ? plain : number;
}

/**
 * Puts the forms before an answer.
 *
 * @param answer - the folded outputs
 * @param predictions - what is asked
 * @param known - guesses that were made before
 * @param guessed - is told of each guess
 */
export function addGuessForms(
  answer: HTMLDetailsElement,
  predictions: readonly Prediction[],
  known: Readonly<Record<string, Guess>>,
  guessed: (prediction: Prediction, guess: Guess) => void,
): void {
  const reveal = (): void => {
    answer.open = true;
    for (const { question, unit } of predictions) {
      const guess = made[question];
      if (guess !== undefined) tellStored(answer, question, written(guess, unit));
    }
  };
  const made: Record<string, Guess> = { ...known };
  const forms = predictions.map((prediction) => {
    const { question, unit, choices } = prediction;
    const said = html('output', {});
    const field =
      choices.length > 0
        ? html(
            'select',
            { required: '' },
            html('option', { value: '' }, 'Choose …'),
            ...choices.map((each) => html('option', {}, each)),
          )
        : html('input', {
            type: 'text',
            required: '',
            inputmode: unit === undefined ? 'text' : 'decimal',
            autocomplete: 'off',
            size: 8,
          });
    const label = html('label', {}, html('span', {}, question), field);
    const form = html(
      'form',
      { class: 'guess' },
      label,
      unit === undefined ? '' : html('span', {}, unit),
      html('button', {}, 'Guess'),
      said,
    );
    const tell = (guess: Guess): void => {
      said.textContent = `Your guess: ${written(guess, unit)}.`;
    };
    const before = made[question];
    if (before !== undefined) {
      field.value = String(typeof before === 'boolean' ? written(before, unit) : before);
      tell(before);
    }
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const guess = readGuess(field.value, choices);
      if (guess === undefined) return;
      made[question] = guess;
      tell(guess);
      guessed(prediction, guess);
      if (predictions.every((each) => made[each.question] !== undefined)) reveal();
    });
    return form;
  });
  answer.before(...forms);
  if (predictions.length > 0 && predictions.every(({ question }) => made[question] !== undefined)) reveal();
}

/** The stored answer knows of no guess; now there is one. */
function tellStored(answer: HTMLElement, question: string, guess: string): void {
  for (const paragraph of answer.querySelectorAll('p')) {
    if (!paragraph.textContent?.includes(question)) continue;
    for (const node of paragraph.childNodes) {
      if (node.nodeType === Node.TEXT_NODE && node.textContent?.includes('No guess yet.'))
        node.textContent = node.textContent.replace('No guess yet.', `You guessed ${guess}.`);
    }
  }
}
