import {
  type Exercise,
  exerciseOnFunction,
  exerciseOnNumber,
  isBlank,
  notDoneYet,
  type RecallQuestion,
  right,
  wrong,
} from 'carry';

/** The three questions with which notebook 02 opens. */
export const questions: readonly RecallQuestion[] = [
  { question: 'The largest slope of the sigmoid', answer: 0.25, see: 'notebook 1, "The sigmoid"' },
  {
    question: 'The gate without a decision line',
    answer: ['XOR', 'exclusive or'],
    see: 'notebook 1, "Why XOR is out of reach"',
  },
  { question: 'The columns of [4, 3] · [3, 2]', answer: 2, see: 'notebook 0, tool 4: matrices' },
];

/** Exercise 1 of notebook 02: softmax by hand. */
export const probabilities = exerciseOnNumber({
  title: 'Softmax by hand',
  difficulty: 1,
  minutes: 4,
  solution: [1 / 8, 2 / 8, 5 / 8],
  mistakes: [
    { answer: [1, 2, 5], hint: 'These are the powers. Divide each by their sum.' },
    { answer: [0, 0.301, 0.699], hint: 'This divides the logits by their sum; softmax takes powers first.' },
  ],
  tolerance: 1e-3,
  hints: [
    'What is e to the power of ln 5?',
    'The three powers are 1, 2 and 5; what is their sum?',
    '1/8, 2/8 and 5/8.',
  ],
  remark: 'Logits are logarithms, up to a constant: softmax undoes the logarithm and makes the sum 1.',
});

const oneHotDigits = (...digits: number[]): number[][] =>
  digits.map((digit) => Array.from({ length: 10 }, (_, k) => (k === digit ? 1 : 0)));

/** Exercise 2 of notebook 02: a number from its one-hot digits. */
export const readDigits: Exercise<(rows: number[][]) => number> = {
  title: 'Read a number back',
  difficulty: 2,
  minutes: 10,
  hints: [
    'For each row: where is its 1? And what is the digit of row t worth?',
    'row.indexOf(1) is the digit, and it counts 10 ** t.',
    'Add up row.indexOf(1) * 10 ** t; throw where row.filter((value) => value === 1).length is not 1, or another value is not 0.',
  ],
  check(answer) {
    const cases: readonly (readonly [number[], number])[] = [
      [[5], 5],
      [[3, 0, 2], 203],
      [[0, 0, 7], 700],
      [[9, 9, 9, 1], 1999],
    ];
    const results = cases.map(([digits]) => answer(oneHotDigits(...digits)));
    if (isBlank(results)) return notDoneYet;
    for (const [n, [digits, value]] of cases.entries()) {
      const said = results[n];
      if (said === value) continue;
      const reversed = Number(digits.join(''));
      const hint = said === reversed ? ' The least significant digit comes first.' : '';
      return wrong(
        `For the digits ${digits.join(', ')} (the ones first) it gives ${said}, not ${value}.${hint}`,
      );
    }
    const broken: readonly (readonly [string, number[][]])[] = [
      ['a row of zeros', [Array<number>(10).fill(0)]],
      ['a row with two 1s', [[1, 1, 0, 0, 0, 0, 0, 0, 0, 0]]],
    ];
    for (const [what, rows] of broken) {
      if (!throws(() => answer(rows))) return wrong(`It accepts ${what}; it should throw an error.`);
    }
    return right('A format that is checked where it is read saves hours of looking for the error elsewhere.');
  },
};

function throws(run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch {
    return true;
  }
}

const LETTERS = 26;
const letter = (character: string): number[] =>
  Array.from({ length: LETTERS }, (_, k) => (character.charCodeAt(0) - 97 === k ? 1 : 0));
const padded = (words: string[]): number[][][] =>
  Array.from({ length: Math.max(...words.map((word) => word.length)) }, (_, t) =>
    words.map((word) => letter(word[t] ?? ' ')),
  );

/** Exercise 3 of notebook 02: words of different length as [T, B, D]. */
export const batchOf = exerciseOnFunction({
  title: 'A batch of words',
  difficulty: 2,
  minutes: 12,
  axes: ['step', 'word', 'place'],
  solution: padded,
  inputs: [[['carry', 'the', 'one']], [['a']], [['ab', 'zebra']]],
  mistakes: [
    {
      answer: (words: string[]) => words.map((word) => [...word].map(letter)),
      hint: 'This is [B, T, D], and the words still differ in length. The step comes first, and short words are filled up.',
    },
    {
      answer: (words: string[]) => {
        const T = Math.max(...words.map((word) => word.length));
        return words.map((word) => Array.from({ length: T }, (_, t) => letter(word[t] ?? ' ')));
      },
      hint: 'Filled up well, but in the order [B, T, D]. The step comes first: [T, B, D].',
    },
  ],
  hints: [
    'Two loops: over the steps outside, over the words inside.',
    'T is the largest word.length. At step t, the letter of a word is word[t], which is undefined behind its end.',
    'Array.from({ length: T }, (_, t) => words.map((word) => alphabet.map((letter) => (letter === word[t] ? 1 : 0))))',
  ],
  remark: 'All words of a batch now take their step t together: the layout in which the library computes.',
});

const exponentials = (z: readonly number[], shift: number): number[] => {
  const powers = z.map((value) => Math.exp(value - shift));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
};
const meanOf = (z: readonly number[]): number => z.reduce((sum, value) => sum + value, 0) / z.length;

/** Exercise 4 of notebook 02: softmax without overflow. */
export const safeSoftmax = exerciseOnFunction({
  title: 'A softmax that survives 1000',
  difficulty: 2,
  minutes: 10,
  axes: ['probability'],
  solution: (z: number[]) => exponentials(z, Math.max(...z)),
  inputs: [
    [[1, 2, 3]],
    [[0, 0]],
    [[1000, 1001]],
    [[-1000, -1001]],
    [[0, 3000, 3000]],
    [[2000, 0]],
    [[0, 1000]],
    [[5]],
  ],
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (z: number[]) => exponentials(z, 0),
      hint: 'This is the broken one: for [1000, 1001] it divides Infinity by Infinity.',
    },
    {
      answer: (z: number[]) => exponentials(z, meanOf(z)),
      hint: 'Subtracting the mean helps for [1000, 1001], not for [0, 3000, 3000]. What is never too large?',
    },
    {
      answer: (z: number[]) => exponentials(z, Math.min(...z)),
      hint: 'Subtracting the smallest leaves large numbers: [0, 3000, 3000] overflows.',
    },
    {
      answer: (z: number[]) => exponentials(z, z[0] ?? 0),
      hint: 'Subtracting the first fails where it is small: [0, 3000, 3000] overflows.',
    },
    {
      answer: (z: number[]) => exponentials(z, 1000),
      hint: 'A fixed number helps for some inputs only; try [-1000, -1001]. Let it depend on the inputs.',
    },
    {
      answer: (z: number[]) => z.map((value) => Math.exp(value - Math.max(...z))),
      hint: 'The powers are safe now, but they do not sum to 1: divide by their sum.',
    },
    {
      answer: (z: number[]) =>
        exponentials(
          z.map((value) => value / Math.max(...z)),
          0,
        ),
      hint: 'Dividing changes the probabilities, even for [1, 2, 3]. Only adding or subtracting leaves them alone.',
    },
  ],
  hints: [
    'Which number can you subtract from all logits so that no power can be too large?',
    'A power is at most 1 where its exponent is at most 0.',
    'Subtract Math.max(...z) from every logit; then powers, then divide by their sum.',
  ],
  remark: 'With the largest subtracted every power is at most 1, so that nothing overflows.',
});

/** Exercise 5 of notebook 02: how long a window must be to tell two tones apart. */
export const shortestWindow = exerciseOnNumber({
  title: 'Two tones, one window',
  difficulty: 2,
  minutes: 15,
  solution: 160,
  mistakes: [
    { answer: 80, hint: 'In 80 samples, 525 Hz is the strongest of all: there is a single broad peak.' },
    { answer: 320, hint: 'It shows there, but not for the first time.' },
    { answer: 40, hint: 'In 40 samples the two tones are one broad peak.' },
  ],
  hints: [
    'Make the wave from two tones of 500 and 550 Hz and cut it to each of the five lengths.',
    'strength(samples, 525) against strength(samples, 500): `strength` works for every length.',
    'The window of length n has n / 8000 seconds: look for the first one of at least 1/50 of a second.',
  ],
  remark:
    'Two tones that differ by 50 Hz drift apart by one full swing in 1/50 second: long windows hear fine differences, short ones fast changes. No window does both.',
});
