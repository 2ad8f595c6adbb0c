import { exerciseOnFunction, exerciseOnNumber, right, wrong } from 'carry';
import type { Exercise, RecallQuestion } from 'carry';

/** The questions that open notebook 13. */
export const questions: readonly RecallQuestion[] = [
  { question: 'Sets of weights of an LSTM', answer: 4, see: 'notebook 12, the cell, written' },
  { question: 'Right on 1,000 random sums: proved?', answer: 'no', see: 'notebook 10' },
  { question: 'A forget gate of 1 does what?', answer: ['keep', 'keeps'], see: 'notebook 12' },
];

/** Exercise 1 of notebook 13: tensors that a function without `tidy` leaves over. */
export const leaked = exerciseOnNumber({
  title: 'Leaks',
  difficulty: 1,
  minutes: 3,
  solution: 2,
  mistakes: [
    { answer: 3, hint: 'Three tensors are made, but the last is returned, and its caller disposes of it.' },
    { answer: 1, hint: 'difference is one. What does square() make, before mean() reads it?' },
    { answer: 0, hint: 'JavaScript does not collect tensors. Which of them can nobody reach afterwards?' },
    { answer: 5, hint: 'x and y are the caller’s. Count what is made inside.' },
  ],
  hints: [
    'Every operation makes a tensor. How many operations are there?',
    'The tensors that are made inside, less the one that is handed to the caller.',
    'sub makes one, square one, mean one; mean’s is returned: 3 − 1.',
  ],
  remark: 'The difference and its square. Inside tf.tidy, both would go.',
});

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Exercise 2 of notebook 13: the loss that PyTorch computes when [L, 1] meets [L]. */
export const broadcastLoss = exerciseOnFunction({
  title: 'Spot the bug',
  difficulty: 2,
  minutes: 8,
  solution: (prediction: number[], target: number[]) =>
    mean(prediction.flatMap((p) => target.map((t) => (p - t) ** 2))),
  inputs: [
    [
      [1, 0],
      [1, 0],
    ],
    [
      [0.5, 0.5, 0.5],
      [1, 0, 1],
    ],
    [
      [0.2, 0.9, 0.4, 0.7],
      [0, 1, 1, 0],
    ],
  ],
  mistakes: [
    {
      answer: (prediction: number[], target: number[]) =>
        mean(prediction.map((p, n) => (p - (target[n] ?? NaN)) ** 2)),
      hint: 'This is the loss that was meant: each prediction with its own target. Now compare it with every target.',
    },
    {
      answer: (prediction: number[], target: number[]) =>
        prediction.flatMap((p) => target.map((t) => (p - t) ** 2)).reduce((sum, value) => sum + value, 0),
      hint: 'This is the sum of all L² squares; the loss is their mean.',
    },
    {
      answer: (prediction: number[], target: number[]) =>
        mean(prediction.map((p) => target.reduce((sum, t) => sum + (p - t) ** 2, 0))),
      hint: 'This divides by L once. There are L² squares.',
    },
    {
      answer: (prediction: number[], target: number[]) => (mean(prediction) - mean(target)) ** 2,
      hint: 'The square of a mean is not the mean of the squares: square each difference first.',
    },
  ],
  hints: [
    'How many pairs of one prediction and one target are there, if each meets each?',
    'Two loops, one inside the other, and one division at the end.',
    'For every prediction p and every target t, (p − t)²; then the mean of all L² of them.',
  ],
  remark:
    'It is least where every answer is the mean of the bits: then it is their variance, and training stalls.',
});

/** Exercise 3 of notebook 13: from sequences first to steps first. */
export const stepsFirst = exerciseOnFunction({
  title: 'Transpose',
  difficulty: 2,
  minutes: 10,
  solution: (values: number[], B: number, T: number, D: number) => transposed(values, B, T, D),
  inputs: [
    [[1, 2, 3, 4, 5, 6], 2, 3, 1],
    [[1, 2, 3, 4, 5, 6, 7, 8], 2, 2, 2],
    [Array.from({ length: 24 }, (_, n) => n), 3, 4, 2],
  ],
  mistakes: [
    {
      answer: (values: number[]) => [...values],
      hint: 'This is still [B, T, D]: the same numbers in the same order. A shape alone changes nothing.',
    },
    {
      answer: (values: number[], B: number, T: number, D: number) => transposed(values, T, B, D),
      hint: 'B and T are exchanged: this reads the input as [T, B, D].',
    },
    {
      answer: (values: number[], B: number, T: number, D: number) => transposed(values, B, T * D, 1),
      hint: 'The D numbers of one step must stay together.',
    },
  ],
  hints: [
    'Where does number d of step t of sequence b lie in the first layout? And in the second?',
    'Three loops in the order of the second layout: t, then b, then d.',
    'Number d of step t of sequence b lies at (b·T + t)·D + d, and goes to (t·B + b)·D + d.',
  ],
  remark: 'Number d of step t of sequence b moves from (b·T + t)·D + d to (t·B + b)·D + d.',
});

function transposed(values: readonly number[], B: number, T: number, D: number): number[] {
  return Array.from(values, (_, n) => {
    const [t, b, d] = [Math.floor(n / (B * D)), Math.floor(n / D) % B, n % D];
    return values[(b * T + t) * D + d] ?? NaN;
  });
}

/** Exercise 4 of notebook 13: the ends of Python's randint that mend the sampler of source 000. */
export const ends = exerciseOnFunction({
  title: 'Mend the sampler',
  difficulty: 1,
  minutes: 3,
  solution: (L: number): [number, number] => [0, 2 ** L - 1],
  inputs: [[1], [3], [8]],
  mistakes: [
    {
      answer: (L: number): [number, number] => [2 ** (L - 1) + 1, 2 ** L],
      hint: 'This is 000’s own: for L = 3 only 5, 6, 7 and 8.',
    },
    {
      answer: (L: number): [number, number] => [0, 2 ** L],
      hint: 'Python’s randint includes its upper end, and 2ᴸ has L + 1 bits.',
    },
    {
      answer: (L: number): [number, number] => [2 ** (L - 1), 2 ** L - 1],
      hint: 'These have exactly L bits: without shorter numbers there are no leading zeros.',
    },
    {
      answer: (L: number): [number, number] => [1, 2 ** L - 1],
      hint: '0 is a number of up to L bits, too, and 0 + 0 a line of the table.',
    },
  ],
  hints: [
    'Write down the numbers of up to 3 bits. Which is the smallest, which the largest?',
    'The smallest has only zeros, the largest only ones.',
    '0 and 2ᴸ − 1.',
  ],
  remark: 'For L = 3: 0 to 7, sixty-four pairs in place of sixteen.',
});

/** Exercise 5 of notebook 13: a sum that a trained network gets wrong. */
export const wrongSumOf = (
  add: (a: bigint, b: bigint) => bigint,
): Exercise<readonly [a: string, b: string]> => ({
  title: 'Break it: a wrong sum',
  difficulty: 3,
  minutes: 12,
  hints: [
    'Random sums do not help: it has passed thousands of them. What is rare among random numbers?',
    'A long carry: 2ⁿ − 1 plus 1. Let n grow; then put other columns before the ones.',
    'findCounterexample(learned, additionMachine, { rng: createRng(1), steps: 256 }) hunts for you.',
  ],
  check([a, b]) {
    if (a.trim() === '' && b.trim() === '') return { state: 'not done yet' };
    if (!/^\d+$/.test(a.trim()) || !/^\d+$/.test(b.trim()))
      return wrong('Two numbers, written in decimal digits.');
    const [one, other] = [BigInt(a), BigInt(b)];
    const answer = add(one, other);
    if (answer === one + other) return wrong(`It says ${answer}, and that is right.`);
    return right(`It says ${answer}, and the sum is ${one + other}.`);
  },
});
