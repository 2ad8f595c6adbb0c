import { exerciseOnChoice, exerciseOnFunction, exerciseOnNumber } from 'carry';

/** The parameters of seed 002's model; the options are the ways in which counting goes wrong. */
function count(E: number, H: number, L: number, { biases = 2, operands = 2, readOutBias = 10 } = {}): number {
  const layer = (D: number): number => D * H + H * H + biases * H;
  return 10 * E + layer(operands * E) + (L - 1) * layer(H) + 10 * H + readOutBias;
}

/** Exercise 1 of notebook 09: embedding, stacked cells and read-out. */
export const parametersOf = exerciseOnFunction({
  title: 'Count',
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
    'A layer that reads D numbers has D·H + H·H + 2H. Add the table of the embedding and the read-out.',
  ],
  remark: '17,610 for the basic model, 22,026 for the advanced one.',
});

/** Exercise 2 of notebook 09: the loss of not knowing the carry. */
export const withoutCarry = exerciseOnNumber({
  title: 'Measure',
  solution: Math.LN2,
  tolerance: 5e-3,
  mistakes: [
    { answer: 1, hint: 'That is one bit. The loss takes the natural logarithm.' },
    { answer: Math.LN10, hint: 'That is the loss of knowing nothing. Here only two digits are left.' },
    { answer: 0.5, hint: 'That is the share that the right digit gets. What is minus its logarithm?' },
    { answer: -Math.LN2, hint: 'Mind the sign: a loss is not negative.' },
  ],
  hints: ['The right digit gets the share ½. Take minus its natural logarithm.'],
  remark: 'ln 2. A curve that rests near .69 knows the columns and not yet the carry.',
});

/** Exercise 3 of notebook 09: the comparison in which only the gates differ. */
export const rival = exerciseOnChoice({
  title: 'Compare fairly',
  solution: 'C',
  others: {
    A: 'This is the source’s comparison: embedding, cell and number of weights change at once.',
    B: 'The embedding is the same now, but the LSTM has three times the weights. They may be what helps.',
  },
  remark:
    'With equal weights, what is left is what the gates do. (The units differ, though: nothing is ever all equal.)',
  hints: ['Answer A, B or C. What may differ besides the gates?'],
});

/** Exercise 4 of notebook 09: digits whose sums fit into 64 bits with sign. */
export const safeDigits = exerciseOnNumber({
  title: 'Spot the bug',
  solution: 18,
  mistakes: [
    {
      answer: 19,
      hint: '2⁶³ − 1 has 19 digits and begins with 9.2; not every number of 19 digits is below.',
    },
    { answer: 15, hint: 'That is for doubles, which are exact to 2⁵³. 64-bit integers reach farther.' },
    { answer: 17, hint: 'Safe, but not the most: try 999…9 + 999…9 with one digit more.' },
    { answer: 9, hint: 'That is for 32 bits.' },
    { answer: 63, hint: 'These are bits. How many decimal digits do they hold?' },
  ],
  hints: ['Find the largest n with 2·(10ⁿ − 1) below 2⁶³, about 9.2·10¹⁸.'],
  remark: 'At 19 digits sums wrap around to negative numbers. The source trains on 49.',
});
