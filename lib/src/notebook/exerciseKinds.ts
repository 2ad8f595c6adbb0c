import { notDoneYet, right, wrong, type Exercise, type ExerciseHelp, isBlank } from './exercises';
import { type Axes, compareNumbers, showNumbers, type Numbers } from './numbers';

/** What every kind of exercise has. */
interface Common extends ExerciseHelp {
  readonly title: string;
  /** Said to a right answer: one sentence that adds something. */
  readonly remark: string;
}

const helpOf = ({ difficulty, minutes, hints }: ExerciseHelp): ExerciseHelp => ({
  ...(difficulty && { difficulty }),
  ...(minutes && { minutes }),
  ...(hints && { hints }),
});

/** An exercise whose answer is a number, or a vector or matrix of numbers. */
export interface NumberExercise extends Common {
  readonly solution: Numbers;
  /** Wrong answers that people give, each with its own hint. */
  readonly mistakes?: readonly { readonly answer: Numbers; readonly hint: string }[];
  /** Largest difference that passes, relative to the solution's size (absolute below 1); 1e-6 if not given. */
  readonly tolerance?: number;
}

/**
 * Makes an exercise out of a number, or out of a vector or matrix: plain arrays, typed arrays, and nested ones pass
 * alike. The answer's numbers are compared with a tolerance, so that 1/3, .333333 and .3333334 are the same answer.
 *
 * @param spec - the solution, the known mistakes with their hints, and the tolerance
 * @returns the exercise
 *
 * @example
 * import { exerciseOnNumber, judge } from 'carry';
 * const slope = exerciseOnNumber({
 *   title: 'The slope of x² at 3', solution: 6, remark: 'It is 2x.',
 *   mistakes: [{ answer: 9, hint: 'This is the height, not the slope.' }],
 * });
 * judge(slope, 9); // → { state: 'wrong', hint: 'This is the height, not the slope.' }
 * judge(slope, 6.0000001).state; // → "right"
 */
export function exerciseOnNumber(spec: NumberExercise): Exercise<Numbers | undefined> {
  const { title, solution, mistakes = [], tolerance = 1e-6, remark } = spec;
  return {
    title,
    ...helpOf(spec),
    check(answer) {
      if (answer === undefined) return notDoneYet;
      const difference = compareNumbers(answer, solution, tolerance, true); // a hint, not the solution
      if (difference === undefined) return right(remark);
      const known = mistakes.find(
        (mistake) => compareNumbers(answer, mistake.answer, tolerance) === undefined,
      );
      return wrong(known?.hint ?? `${difference}.`);
    },
  };
}

/** An exercise whose answer is a function of the reader's. */
export interface FunctionExercise<Arguments extends readonly unknown[], Result> extends Common {
  /** A right function, which the answer must agree with. */
  readonly solution: (...given: Arguments) => Result;
  /** The arguments it is tried on; the answer gets its own copy of them. */
  readonly inputs: readonly Arguments[];
  /** Wrong functions that people write, each with its own hint; an answer that agrees with one gets that hint. */
  readonly mistakes?: readonly { readonly answer: (...given: Arguments) => Result; readonly hint: string }[];
  readonly tolerance?: number;
  /**
   * What the items of the result are, the outer list first: `['step', 'unit']` for states through time. Then a wrong
   * answer is told where it first departs from the right one, whatever hint it gets.
   */
  readonly axes?: Axes;
  /**
   * For a function that runs over time and keeps its states to itself: how to give it the beginning alone. A wrong
   * answer is told the shortest beginning from which it departs.
   */
  readonly beginnings?: Beginnings<Arguments>;
}

/** How an exercise gives a function the beginning of its inputs alone, to find where an answer first departs. */
export interface Beginnings<Arguments extends readonly unknown[]> {
  /** What is counted, such as `steps`. */
  readonly of: string;
  /** The arguments with only the first `count` of them, or undefined where there are no more. */
  readonly take: (count: number, ...given: Arguments) => Arguments | undefined;
}

/**
 * Makes an exercise out of a function: the answer is run on each of the inputs and must give what the solution gives,
 * in numbers within a tolerance, in everything else exactly. A function that gives only blanks is not done yet.
 *
 * @param spec - the solution, the inputs, the known mistakes with their hints, and the tolerance
 * @returns the exercise
 *
 * @example
 * import { exerciseOnFunction, judge } from 'carry';
 * const square = exerciseOnFunction({
 *   title: 'Square', solution: (x: number) => x * x, inputs: [[0], [3], [-2]], remark: 'A parabola.',
 *   mistakes: [{ answer: (x: number) => 2 * x, hint: 'This doubles.' }],
 * });
 * judge(square, (x) => x + x); // → { state: 'wrong', hint: 'This doubles.' }
 * judge(square, (x) => x ** 2).state; // → "right"
 */
export function exerciseOnFunction<Arguments extends readonly unknown[], Result>(
  spec: FunctionExercise<Arguments, Result>,
): Exercise<(...given: Arguments) => Result> {
  const { title, solution, inputs, mistakes = [], tolerance = 1e-6, remark, axes, beginnings } = spec;
  type Answer = (...given: Arguments) => Result;
  const run = (answer: Answer) => inputs.map((given) => answer(...copyOf(given)));
  const differs = (given: Arguments, result: Result, expected: Result): string | undefined => {
    const difference = compareNumbers(result, expected, tolerance, false, axes);
    return difference && `For (${given.map((value) => showNumbers(value)).join(', ')}): ${difference}.`;
  };
  const firstDifference = (results: readonly Result[], expected: readonly Result[]) => {
    for (const [index, given] of inputs.entries()) {
      const difference = differs(given, results[index] as Result, expected[index] as Result);
      if (difference !== undefined) return { given, difference };
    }
    return undefined;
  };
  /** Where an answer that differs for these arguments does so first. */
  function departure(answer: Answer, given: Arguments, difference: string): string {
    if (axes === undefined && beginnings === undefined) return '';
    for (let count = 1; beginnings; count++) {
      const shorter = beginnings.take(count, ...copyOf(given));
      if (shorter === undefined) break;
      const found = differs(shorter, answer(...copyOf(shorter)), solution(...copyOf(shorter)));
      if (found) return `Your run first departs with ${count} of the ${beginnings.of}. ${found}`;
    }
    return `Your run first departs here. ${difference}`;
  }
  return {
    title,
    ...helpOf(spec),
    check(answer) {
      const results = run(answer);
      if (isBlank(results)) return notDoneYet;
      const first = firstDifference(results, run(solution));
      if (first === undefined) return right(remark);
      const known = mistakes.find((mistake) => !firstDifference(results, run(mistake.answer)));
      const place = departure(answer, first.given, first.difference);
      if (place === '') return wrong(known?.hint ?? first.difference);
      return wrong([known?.hint, place].filter(Boolean).join(' '));
    },
  };
}

/** An exercise whose answer is one of several words. */
export interface ChoiceExercise extends Common {
  /** Every spelling of the right answer; capitals, spaces and punctuation do not matter. */
  readonly solution: string | readonly string[];
  /** For each other choice, why it is not the one. */
  readonly others: Readonly<Record<string, string>>;
}

/**
 * Makes an exercise out of a choice between words. Capitals, spaces and punctuation do not matter.
 *
 * @param spec - the right choice in all its spellings, and each other choice with its hint
 * @returns the exercise
 *
 * @example
 * import { exerciseOnChoice, judge } from 'carry';
 * const gate = exerciseOnChoice({
 *   title: 'Out of reach of one neuron', solution: ['XOR', 'exclusive or'], remark: 'No line separates it.',
 *   others: { AND: 'A line cuts one corner off.', OR: 'A line cuts one corner off.' },
 * });
 * judge(gate, 'xor.').state; // → "right"
 */
export function exerciseOnChoice(spec: ChoiceExercise): Exercise<string | undefined> {
  const { title, solution, others, remark } = spec;
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}+-]/gu, '');
  const spellings = [solution].flat().map(plain);
  const hints = new Map(Object.entries(others).map(([choice, why]) => [plain(choice), why]));
  const choices = [[solution].flat()[0] ?? '', ...Object.keys(others)].sort();
  return {
    title,
    ...helpOf(spec),
    check(answer) {
      if (answer === undefined) return notDoneYet;
      if (spellings.includes(plain(answer))) return right(remark);
      return wrong(hints.get(plain(answer)) ?? `Choose one of: ${choices.join(', ')}.`);
    },
  };
}

/** Copies lists and plain objects, so that an answer that writes into its arguments harms nobody; the rest is shared. */
function copyOf<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(copyOf) as Value;
  if (ArrayBuffer.isView(value)) return structuredClone(value);
  const plain =
    typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  if (!plain) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copyOf(item)])) as Value;
}
