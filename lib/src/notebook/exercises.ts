import { escapeHtml, showText } from './kernel';

/** What a check says of an answer. */
export type Verdict =
  | { readonly state: 'not done yet' }
  | { readonly state: 'wrong'; readonly hint: string }
  | { readonly state: 'right'; readonly remark: string };

/** What a reader is told of an exercise before it is begun, and while it is wrong. */
export interface ExerciseHelp {
  /** 1: remember and apply; 2: put two ideas together; 3: find something of your own. */
  readonly difficulty?: 1 | 2 | 3;
  /** How long it takes somebody who has read the notebook. */
  readonly minutes?: number;
  /** Steps of help, usually three: where to look, how to begin, the formula. Each wrong try shows one more. */
  readonly hints?: readonly string[];
}

/** A question that checks its own answers. */
export interface Exercise<Answer> extends ExerciseHelp {
  readonly title: string;
  /** Judges an answer; may throw, which counts as a wrong answer. */
  check(answer: Answer): Verdict;
}

/** The verdict on an answer that has not been begun. */
export const notDoneYet: Verdict = { state: 'not done yet' };

/**
 * The verdict on a wrong answer, with a hint that fits the mistake.
 *
 * @param hint - one sentence that leads on
 * @returns a fresh verdict
 * @example
 * import { wrong } from 'carry';
 * wrong('Count again.'); // → {"state":"wrong","hint":"Count again."}
 */
export const wrong = (hint: string): Verdict => ({ state: 'wrong', hint });

/**
 * The verdict on a right answer, with a remark that adds something.
 *
 * @param remark - one sentence that goes beyond the answer
 * @returns a fresh verdict
 * @example
 * import { right } from 'carry';
 * right('In binary: 10.').state; // → "right"
 */
export const right = (remark: string): Verdict => ({ state: 'right', remark });

/**
 * Judges an answer and shows the verdict under the cell: ☐ not done yet, ✗ with a hint, or ✓ with a remark. What is
 * wrong with this very answer comes first; behind it stand as many of the exercise's hints as there were wrong tries.
 * It never throws, so that one unfinished answer does not stop the notebook.
 *
 * @param exercise - the question
 * @param answer - the reader's answer: a value or a function
 *
 * @example
 * import { checkExercise, exerciseOnNumber } from 'carry';
 * const sum = exerciseOnNumber({ title: 'One plus one', solution: 2, remark: 'In binary: 10.' });
 * checkExercise(sum, 2);
 */
export function checkExercise<Answer>(exercise: Exercise<Answer>, answer: Answer): void {
  const verdict = judge(exercise, answer);
  const { mark, word } = SAYINGS[verdict.state];
  const said = verdict.state === 'wrong' ? verdict.hint : verdict.state === 'right' ? verdict.remark : '';
  const title = `${exercise.title}${effortOf(exercise)}`;
  const headline = `${mark} ${title}${/[.?!]$/.test(title) ? '' : ':'} ${word}`;
  const hints = verdict.state === 'wrong' ? nextHints(exercise) : [];
  const items = hints.map((hint) => `<li>${escapeHtml(hint)}</li>`).join('');
  const html =
    `<p><strong>${escapeHtml(headline)}.</strong>${said && ` ${escapeHtml(said)}`}</p>` +
    (items && `<p>Hints:</p><ol>${items}</ol>`);
  const lines = hints.map((hint, n) => `  Hint ${n + 1} of ${exercise.hints?.length}: ${hint}`);
  const text = [`${headline}${said && `. ${said}`}`, ...lines].join('\n');
  showText(html, text, { carry: { exercise: exercise.title, state: verdict.state } });
}

/** `(●●○, 15 minutes)`, as far as the exercise says it. */
function effortOf({ difficulty, minutes }: ExerciseHelp): string {
  const dots = difficulty ? ['●'.repeat(difficulty) + '○'.repeat(3 - difficulty)] : [];
  const effort = [...dots, ...(minutes ? [`${minutes} minutes`] : [])].join(', ');
  return effort && ` (${effort})`;
}

/** How often each exercise has been answered wrongly since the notebook was started. */
const wrongTries = new WeakMap<object, number>();

function nextHints<Answer>(exercise: Exercise<Answer>): readonly string[] {
  const tries = (wrongTries.get(exercise) ?? 0) + 1;
  wrongTries.set(exercise, tries);
  return (exercise.hints ?? []).slice(0, tries);
}

const SAYINGS = {
  'not done yet': { mark: '☐', word: 'not done yet' },
  wrong: { mark: '✗', word: 'not right yet' },
  right: { mark: '✓', word: 'right' },
};

/**
 * Judges an answer without showing anything: what is empty, NaN, or throws "not done" is not done yet; what throws
 * anything else is wrong, with the error as the hint.
 *
 * @param exercise - the question
 * @param answer - the reader's answer
 * @returns the verdict
 *
 * @example
 * import { exerciseOnNumber, judge } from 'carry';
 * const sum = exerciseOnNumber({ title: 'One plus one', solution: 2, remark: 'In binary: 10.' });
 * judge(sum, NaN).state; // → "not done yet"
 * judge(sum, 3).state; // → "wrong"
 */
export function judge<Answer>(exercise: Exercise<Answer>, answer: Answer): Verdict {
  if (isBlank(answer)) return notDoneYet;
  try {
    return exercise.check(answer);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return /not done/i.test(message) ? notDoneYet : wrong(`It stops with an error: ${message}`);
  }
}

/**
 * Tells whether a value is what a stub gives: undefined, null, NaN, an empty text, or nothing but such values.
 *
 * @param value - any value
 * @returns true for a blank; a function is never blank
 *
 * @example
 * import { isBlank } from 'carry';
 * isBlank([NaN, NaN]); // → true
 * isBlank([NaN, 0]); // → false
 */
export const isBlank = (value: unknown): boolean => blankWithin(value, []);

/** `around`: the lists and objects that the value lies in; one that lies in itself holds nothing new. */
function blankWithin(value: unknown, around: readonly unknown[]): boolean {
  const inside = (item: unknown): boolean => blankWithin(item, [...around, value]);
  if (around.includes(value)) return true;
  if (value === undefined || value === null || Number.isNaN(value)) return true;
  if (typeof value === 'string') return value.trim() === '';
  if (Array.isArray(value)) return value.every(inside);
  if (ArrayBuffer.isView(value)) return [...(value as unknown as Iterable<unknown>)].every(inside);
  const plain = typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;
  return plain && Object.values(value).every(inside);
}
