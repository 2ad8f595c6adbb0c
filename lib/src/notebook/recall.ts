import { exerciseOnChoice, exerciseOnNumber } from './exerciseKinds';
import { checkExercise, isBlank, judge, right, wrong, type Exercise } from './exercises';

/** A short question on an earlier notebook. */
export interface RecallQuestion {
  readonly question: string;
  /** A number, or a word in all its spellings. */
  readonly answer: number | string | readonly string[];
  /** Where the answer is explained: `notebook 3`, with its section. */
  readonly see: string;
}

/**
 * Asks short questions on earlier notebooks, as each notebook does at its beginning, and shows one verdict for all:
 * which are right, and for the others where to read.
 *
 * @param questions - with their answers; usually three
 * @param answers - the reader's, in the same order; undefined for what is not answered yet
 *
 * @example
 * import { recall } from 'carry';
 * const questions = [{ question: 'Which bit is written first?', answer: ['the lowest', 'lowest'], see: 'notebook 2' }];
 * recall(questions, [undefined]);
 */
export function recall(
  questions: readonly RecallQuestion[],
  answers: readonly (number | string | undefined)[],
): void {
  checkExercise(recallExercise(questions), answers);
}

const TITLE = 'Recall';

function recallExercise(
  questions: readonly RecallQuestion[],
): Exercise<readonly (number | string | undefined)[]> {
  return {
    title: TITLE,
    check(answers) {
      const said = questions.flatMap(({ question, see, ...rest }, n) => {
        const answer = answers[n];
        const { state } = judge(exerciseFor(rest.answer), answer);
        if (state === 'right') return [];
        return [
          isBlank(answer) ? `"${question}" is open.` : `"${question}" is not ${String(answer)}: see ${see}.`,
        ];
      });
      if (said.length === 0) return right('All of it is still there.');
      return wrong(`${questions.length - said.length} of ${questions.length} right. ${said.join(' ')}`);
    },
  };
}

function exerciseFor(answer: RecallQuestion['answer']): Exercise<never> {
  const spec = { title: TITLE, remark: '' };
  const exercise =
    typeof answer === 'number'
      ? exerciseOnNumber({ ...spec, solution: answer })
      : exerciseOnChoice({ ...spec, solution: answer, others: {} });
  return exercise as Exercise<never>;
}
