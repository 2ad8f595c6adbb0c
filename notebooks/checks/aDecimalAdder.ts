import { exerciseOnFunction, exerciseOnNumber, right, wrong } from 'carry';
import type { Exercise, RecallQuestion } from 'carry';

/** The questions that open notebook 15. */
export const questions: readonly RecallQuestion[] = [
  { question: 'The length of a one-hot vector for ten symbols', answer: 10, see: 'notebook 2' },
  { question: 'The cross-entropy of a truth of probability 1', answer: 0, see: 'notebook 3' },
  { question: 'A logit of 0 stands for', answer: 0.5, see: 'notebook 3' },
];

/** The parameters of seed 002's model; the options are the ways in which counting goes wrong. */
function count(E: number, H: number, L: number, { biases = 2, operands = 2, readOutBias = 10 } = {}): number {
  const layer = (D: number): number => D * H + H * H + biases * H;
  return 10 * E + layer(operands * E) + (L - 1) * layer(H) + 10 * H + readOutBias;
}

/** Exercise 2 of notebook 15: embedding, stacked cells and read-out. */
export const parametersOf = exerciseOnFunction({
  title: 'Count',
  difficulty: 2,
  minutes: 8,
  solution: (E: number, H: number, L: number) => count(E, H, L),
  inputs: [
    [32, 64, 2],
    [64, 64, 2],
    [8, 16, 1],
    [16, 8, 4],
  ],
  mistakes: [
    {
      answer: (E: number, H: number, L: number) => count(E, H, L, { biases: 1 }),
      hint: 'This has one bias for each unit. PyTorch has two: beside the input and beside the state.',
    },
    {
      answer: (E: number, H: number, L: number) => count(E, H, L, { operands: 1 }),
      hint: 'Two digits enter at each step: the first layer reads 2E numbers.',
    },
    {
      answer: (E: number, H: number, L: number) => count(E, H, L) - 10 * E,
      hint: 'The table of the embedding is learned, too: ten rows of E.',
    },
    {
      answer: (E: number, H: number, L: number) => count(E, H, L, { readOutBias: 0 }),
      hint: 'The read-out has ten biases.',
    },
  ],
  hints: [
    'Four parts: the table, the first layer, the other layers, the read-out.',
    'A layer that reads D numbers has D·H + H·H + 2H.',
    '10E + (2E·H + H² + 2H) + (L − 1)(2H² + 2H) + 10H + 10.',
  ],
  remark: '17,610 for the basic model, 22,026 for the advanced one.',
});

/** Exercise 1 of notebook 15: the loss of not knowing the carry. */
export const withoutCarry = exerciseOnNumber({
  title: 'Not knowing the carry',
  difficulty: 1,
  minutes: 3,
  solution: Math.LN2,
  tolerance: 5e-3,
  mistakes: [
    { answer: 1, hint: 'That is one bit. The loss takes the natural logarithm.' },
    { answer: Math.LN10, hint: 'That is the loss of knowing nothing. Here only two digits are left.' },
    { answer: 0.5, hint: 'That is the probability that the right digit gets. What is minus its logarithm?' },
    { answer: -Math.LN2, hint: 'Mind the sign: a loss is not negative.' },
  ],
  hints: [
    'Which probability does the right digit get?',
    'It gets ½; the other of the two gets the rest.',
    'The loss is −ln ½.',
  ],
  remark: 'ln 2. A curve that rests near .69 knows the columns and not yet the carry.',
});

type Lookup = [symbols: number[], de: number[][], count: number];

const zeros = (count: number, width: number): number[][] =>
  Array.from({ length: count }, () => new Array<number>(width).fill(0));

/** Exercise 3 of notebook 15: what reaches the table of an embedding. */
export const embeddingGradient = exerciseOnFunction<Lookup, number[][]>({
  title: 'The gradient of an embedding',
  difficulty: 2,
  minutes: 10,
  axes: ['symbol', 'place'],
  solution: (symbols, de, count) => {
    const table = zeros(count, de[0]?.length ?? 0);
    symbols.forEach((s, n) => de[n]?.forEach((d, k) => table[s] && (table[s][k] = (table[s][k] ?? NaN) + d)));
    return table;
  },
  inputs: [
    [[2, 0, 2], [[1, 2], [3, 4], [5, 6]], 4], // prettier-ignore
    [[1], [[-1, 0.5, 2]], 3],
    [[0, 1, 1, 1], [[1], [2], [3], [-4]], 2],
  ],
  mistakes: [
    {
      answer: (symbols, de, count) => {
        const table = zeros(count, de[0]?.length ?? 0);
        symbols.forEach((s, n) => (table[s] = [...(de[n] ?? [])]));
        return table;
      },
      hint: 'A symbol that was looked up twice learns from both: add, do not overwrite.',
    },
    {
      answer: (_, de) => de,
      hint: 'This is one row for each look-up. The table has one row for each symbol.',
    },
    {
      answer: (symbols, de, count) => {
        const table = zeros(count, de[0]?.length ?? 0);
        const times = (s: number): number => symbols.filter((other) => other === s).length;
        symbols.forEach((s, n) =>
          de[n]?.forEach((d, k) => table[s] && (table[s][k] = (table[s][k] ?? NaN) + d / times(s))),
        );
        return table;
      },
      hint: 'This takes the mean over the look-ups of a symbol. Gradients of shared weights are added.',
    },
  ],
  hints: [
    'Begin with a table of zeros: `count` rows, as wide as a row of `de`.',
    'Walk through the look-ups; number n was symbol symbols[n].',
    'dW[symbols[n]][k] += de[n][k].',
  ],
  remark:
    'The WebAssembly backend of TensorFlow.js cannot do it, and takes the product with one-hot rows instead.',
});

function softmax(logits: readonly number[], most = Math.max(...logits)): number[] {
  const powers = logits.map((z) => Math.exp(z - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

/** Exercise 4 of notebook 15: softmax minus one-hot. */
export const dCrossEntropy = exerciseOnFunction<[logits: number[], right: number], number[]>({
  title: 'The gradient of the loss',
  difficulty: 2,
  minutes: 8,
  axes: ['class'],
  solution: (logits, k) => softmax(logits).map((p, n) => p - (n === k ? 1 : 0)),
  inputs: [
    [[0, 0, 0, 0], 2],
    [[1, -2, 0.5], 0],
    [[1000, 999, -1000], 1],
  ],
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (logits, k) => softmax(logits, 0).map((p, n) => p - (n === k ? 1 : 0)),
      hint: 'Right for small logits, but e¹⁰⁰⁰ overflows. Take the largest logit out first.',
    },
    { answer: (logits) => softmax(logits), hint: 'These are the probabilities. Where is the right class?' },
    {
      answer: (logits, k) => softmax(logits).map((p, n) => (n === k ? 1 : 0) - p),
      hint: 'The sign: the gradient points uphill. Raising a wrong logit raises the loss.',
    },
  ],
  hints: [
    'Compute the ten probabilities first.',
    'Before e to the power of anything, subtract the largest logit from all: the quotients stay the same.',
    'p = exp(z − most) / Σ exp(z − most); subtract 1 from p at the right class.',
  ],
  remark: 'It sums to zero: whatever one class gains, the others lose.',
});

/** Exercise 5 of notebook 15: a decimal sum that a trained network gets wrong. */
export const wrongSumOf = (
  add: (a: bigint, b: bigint) => bigint,
): Exercise<readonly [a: string, b: string]> => ({
  title: 'Break it: a wrong sum',
  difficulty: 2,
  minutes: 8,
  hints: [
    'Long numbers have more columns that can fail. Try sixty digits.',
    'Random digits seldom pass a carry on for long. Which digits do?',
    'Columns whose digits sum to 9 pass a carry on: 999…9 + 1, 4545…5 + 5454…5.',
  ],
  check([a, b]) {
    if (a.trim() === '' && b.trim() === '') return { state: 'not done yet' };
    if (!/^\d{1,60}$/.test(a.trim()) || !/^\d{1,60}$/.test(b.trim())) {
      return wrong('Two numbers of at most 60 decimal digits each.');
    }
    const [one, other] = [BigInt(a), BigInt(b)];
    const answer = add(one, other);
    if (answer === one + other) return wrong(`It says ${answer}, and that is right.`);
    return right(`It says ${answer}, and the sum is ${one + other}.`);
  },
});
