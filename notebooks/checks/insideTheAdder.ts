import {
  type Exercise,
  exerciseOnChoice,
  exerciseOnFunction,
  exerciseOnNumber,
  isBlank,
  notDoneYet,
  right,
  sigmoid,
  wrong,
} from 'carry';

/** Picks, for each term, the end that makes it smaller (or larger). */
const sumOf = (low: number[], high: number[], w: number[], larger: boolean): number =>
  w.reduce((sum, weight, i) => sum + weight * ((weight > 0 === larger ? high[i] : low[i]) ?? NaN), 0);

/** Exercise 1 of notebook 06: the bounds of a sum. */
export const boundsOfSum = exerciseOnFunction({
  title: 'Bounds of w·h',
  solution: (low: number[], high: number[], w: number[]): number[] => [
    sumOf(low, high, w, false),
    sumOf(low, high, w, true),
  ],
  inputs: [
    [[0, 0], [1, 1], [2, -3]],
    [[-1, 0.5, 0], [1, 0.75, 0], [1, -2, 5]],
    [[0.9], [1], [-20]],
  ], // prettier-ignore
  mistakes: [
    {
      answer: (low: number[], high: number[], w: number[]): number[] =>
        [low, high].map((ends) => w.reduce((sum, weight, i) => sum + weight * (ends[i] ?? NaN), 0)),
      hint: 'This takes the lower ends for one bound and the upper ends for the other. Where a weight is negative, the upper end makes the sum smaller.',
    },
    {
      answer: (low: number[], high: number[], w: number[]): number[] => [
        sumOf(low, high, w, true),
        sumOf(low, high, w, false),
      ],
      hint: 'The right numbers the wrong way round: the smaller bound comes first.',
    },
    {
      answer: (low: number[], high: number[], w: number[]): number[] => {
        const reach = w.reduce(
          (sum, weight, i) =>
            sum + Math.abs(weight) * Math.max(Math.abs(low[i] ?? NaN), Math.abs(high[i] ?? NaN)),
          0,
        );
        return [-reach, reach];
      },
      hint: 'True, and too wide: this forgets the signs. Take for each term the end that makes it smallest.',
    },
  ],
  hints: [
    'For each term take the end of h that makes w·h smaller, and for the other bound the one that makes it larger.',
  ],
  remark: 'This and "rising functions map ends to ends" is all of interval arithmetic that a proof needs.',
});

/** Exercise 2 of notebook 06: no proof and no counterexample. */
export const verdict = exerciseOnChoice({
  title: 'No proof, no counterexample',
  solution: 'open',
  others: {
    right: 'A hunt looks at finitely many sequences. That it finds nothing proves nothing.',
    wrong:
      'Boxes are larger than what they hold. That one of them reaches over the threshold does not mean that a state in it ever occurs.',
  },
  remark:
    'Both can fail at once. Smaller boxes (a larger k) or a better hunt may settle it, and some networks stay open.',
});

/** Exercise 3 of notebook 06: how long the leaking adder holds. */
export const leak = exerciseOnNumber({
  title: 'The leak',
  solution: 14,
  mistakes: [
    {
      answer: 13,
      hint: 'That is the number of columns in which it is right, or the last one counted from 0. How long is the sequence?',
    },
    {
      answer: 8,
      hint: 'All sums of two seven-bit numbers have eight columns, and it is right on those. Hunt.',
    },
  ],
  hints: ['Build it with thresholdAdder(), set the one weight, and give it to findCounterexample.'],
  remark:
    'With 13.6 instead of 13.4 it holds for ever: between the two the state that reproduces itself disappears.',
});

/** What each box of the carry must be mapped into. */
const [NONE, SOME] = [
  [0, 0.1],
  [0.9, 1],
] as const;

/** Exercise 4 of notebook 06: a unit that is the carry. */
export const carryUnit: Exercise<readonly number[]> = {
  title: 'A unit that is the carry',
  check(answer) {
    if (isBlank(answer)) return notDoneYet;
    const [w, u, b] = answer;
    if (answer.length !== 3 || ![w, u, b].every((value) => Number.isFinite(value)))
      return wrong('Three numbers are asked for: w, u and b.');
    const [W, U, B] = [w ?? NaN, u ?? NaN, b ?? NaN];
    for (const [carry, box] of [NONE, SOME].entries()) {
      for (const bits of [0, 1, 2]) {
        const ends = box.map((h) => sigmoid(W * bits + U * h + B));
        const [low, high] = [Math.min(...ends), Math.max(...ends)];
        const next = bits + carry >= 2 ? SOME : NONE;
        if (low >= next[0] && high <= next[1]) continue;
        const [shownLow, shownHigh] = [low.toFixed(3), high.toFixed(3)];
        return wrong(
          `From carry ${carry} with x₁ + x₂ = ${bits} it ends between ${shownLow} and ${shownHigh}, and should end in [${next.join(', ')}].`,
        );
      }
    }
    return right('Two boxes that no step leaves: you have proved a carry that lasts for ever.');
  },
};
