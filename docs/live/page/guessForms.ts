// The reader commits to a guess before the answer is shown: a small form stands before an answer that is folded away.
import { html } from '../../playground/parts/elements';
import { readGuess, written, type Prediction } from './predictions';
import type { Guess } from './work';

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
