import { exerciseOnFunction, exerciseOnNumber, isBlank, right, wilsonInterval, wrong } from 'carry';
import type { Exercise, RecallQuestion } from 'carry';

/** The questions that open notebook 16. */
export const questions: readonly RecallQuestion[] = [
  { question: 'The loss before training, to one decimal', answer: 2.3, see: 'notebook 15, cross-entropy' },
  { question: 'Half of the seeds learn: is it the setting?', answer: 'no', see: 'notebook 11' },
  { question: 'Sets of weights of a GRU', answer: 3, see: 'notebook 12, the GRU' },
];

/** Exercise 1 of notebook 16: digits whose sums fit into 64 bits with sign. */
export const safeDigits = exerciseOnNumber({
  title: 'Safe digits',
  difficulty: 1,
  minutes: 5,
  solution: 18,
  mistakes: [
    {
      answer: 19,
      hint: '2⁶³ − 1 has 19 digits and begins with 9.2; not every sum of two numbers of 19 digits is below.',
    },
    { answer: 15, hint: 'That is for doubles, which are exact to 2⁵³. 64-bit integers reach farther.' },
    { answer: 17, hint: 'Safe, but not the most: try 999…9 + 999…9 with one digit more.' },
    { answer: 9, hint: 'That is for 32 bits.' },
    { answer: 63, hint: 'These are bits. How many decimal digits do they hold?' },
  ],
  hints: [
    'What is the largest sum of two numbers of n digits?',
    'It is 2·(10ⁿ − 1), and it must not exceed 2⁶³ − 1, about 9.2·10¹⁸.',
    'Try n = 18 and n = 19 in 2·(10ⁿ − 1) ≤ 9.2·10¹⁸.',
  ],
  remark:
    'At 19 digits, 9…9 + 9…9 wraps around to +1553255926290448382: positive, and no warning. The source trains on ' +
    '49 digits, where its printed line raises an error instead.',
});

/** Exercise 2 of notebook 16: what "all of n were right" says. */
export const atLeast = exerciseOnFunction<[n: number], number>({
  title: 'What a perfect test says',
  difficulty: 2,
  minutes: 8,
  solution: (n) => 0.05 ** (1 / n),
  inputs: [[10], [200], [2000]],
  tolerance: 1e-6,
  mistakes: [
    { answer: () => 1, hint: 'A test of n sums cannot tell 1 from 0.9999.' },
    {
      answer: (n) => 0.95 ** (1 / n),
      hint: 'With this accuracy a perfect test is likely (95 %), not barely possible.',
    },
    {
      answer: (n) => 1 - 0.05 / n,
      hint: 'The chance that n sums are all right is pⁿ, and that is to be 5 %.',
    },
  ],
  hints: [
    'With a true accuracy p, how likely is it that all n sums of a test are right?',
    'pⁿ. Which p makes that 5 %?',
    'p = 0.05^(1/n).',
  ],
  remark: 'For 2,000 it is 99.85 %, nearly 1 − 3/2000: the rule of three.',
});

type Runs = readonly (readonly number[])[];

/** Exercise 3 of notebook 16: first arrival, final accuracy, and the deepest fall between. */
export const summary = exerciseOnFunction<[curve: number[], every: number], [number, number, number]>({
  title: 'Three numbers for a curve',
  difficulty: 2,
  minutes: 10,
  axes: [['the step of arrival', 'the end', 'the lowest after it']],
  beginnings: {
    of: 'tests',
    take: (count, curve, every) => (count < curve.length ? [curve.slice(0, count), every] : undefined),
  },
  solution: (curve, every) => {
    const first = curve.indexOf(1);
    return [
      first < 0 ? Infinity : (first + 1) * every,
      curve.at(-1) ?? NaN,
      Math.min(1, ...curve.slice(first < 0 ? curve.length : first)),
    ];
  },
  inputs: [
    [[0, 0.5, 1, 0.27, 1, 0.9], 10],
    [[0, 0.2, 0.4], 50],
    [[1, 1, 1], 10],
  ],
  mistakes: [
    {
      answer: (curve, every) => {
        const first = curve.indexOf(1);
        return [
          first < 0 ? Infinity : first * every,
          curve.at(-1) ?? NaN,
          Math.min(1, ...curve.slice(first < 0 ? curve.length : first)),
        ];
      },
      hint: 'The first test stands at place 0 and is made after `every` steps, not after 0.',
    },
    {
      answer: (curve, every) => {
        const first = curve.indexOf(1);
        return [
          first < 0 ? Infinity : (first + 1) * every,
          Math.max(...curve),
          Math.min(1, ...curve.slice(first < 0 ? curve.length : first)),
        ];
      },
      hint: 'The second number is the accuracy at the end, not the best on the way.',
    },
    {
      answer: (curve, every) => {
        const first = curve.indexOf(1);
        return [first < 0 ? Infinity : (first + 1) * every, curve.at(-1) ?? NaN, Math.min(...curve)];
      },
      hint: 'The third is the lowest test *after* the first arrival; before it, everything is low.',
    },
  ],
  hints: [
    'Find the place of the first 1; there may be none.',
    'Test number n (from 0) is made after (n + 1)·every steps. Without arrival the step is Infinity and the fall 1.',
    'first = curve.indexOf(1); [(first + 1)·every, curve.at(-1), min of curve.slice(first)].',
  ],
  remark: 'Report all three: the first alone is what "100 %" hides.',
});

/** Exercise 4 of notebook 16: results of two settings, of three seeds each, that mislead. */
export const misleading: Exercise<Runs> = {
  title: 'Break it: two settings, one true accuracy',
  difficulty: 2,
  minutes: 8,
  hints: [
    'Draw three numbers of right sums of 200 for A, and three for B, from the same coin.',
    'B’s worst must be above A’s best, and still within the interval of A’s pooled 600 sums.',
    'For instance A: 188, 189, 190 and B: 191, 191, 192.',
  ],
  check([a = [], b = []]) {
    if (isBlank([a, b]) || a.length + b.length === 0) return { state: 'not done yet' };
    const counts = [...a, ...b];
    if (a.length !== 3 || b.length !== 3) return wrong('Three numbers for A and three for B.');
    if (!counts.every((count) => Number.isInteger(count) && count >= 0 && count <= 200)) {
      return wrong('Each is a whole number of right sums, from 0 to 200.');
    }
    if (Math.min(...b) <= Math.max(...a)) return wrong('Every run of B must beat every run of A.');
    const pooled = (runs: readonly number[]): [number, number] =>
      wilsonInterval(
        runs.reduce((sum, count) => sum + count, 0),
        600,
      );
    const [, highA] = pooled(a);
    const [lowB] = pooled(b);
    if (lowB > highA) return wrong('These intervals do not overlap: such results would convince.');
    return right(
      `All of B beats all of A, and yet the intervals overlap (A up to ${highA.toFixed(3)}, B from ${lowB.toFixed(3)}). ` +
        'If A and B were the same, it would happen once in twenty times, whichever is ahead once in ten.',
    );
  },
};
