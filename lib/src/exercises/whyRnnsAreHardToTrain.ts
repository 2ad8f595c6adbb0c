import { exerciseOnChoice, exerciseOnFunction, exerciseOnNumber } from '../notebook/exerciseKinds';

/** Exercise 1 of notebook 07: the first k with 0.9ᵏ below one hundredth. */
export const stepsToHundredth = exerciseOnNumber({
  title: 'Fading by tenths',
  solution: 44,
  mistakes: [
    { answer: 43, hint: '0.9⁴³ is still 0.0108. One more step.' },
    {
      answer: Math.log(0.01) / Math.log(0.9),
      hint: 'Right so far; but steps are whole. Which is the first one below?',
    },
    {
      answer: 100,
      hint: 'Each step takes a tenth of what is left, which is much faster than a hundred steps.',
    },
    { answer: 10, hint: 'After 10 steps 0.9¹⁰ = 0.35 is left: a tenth of what is *left* goes each time.' },
  ],
  hint: 'Solve 0.9ᵏ = 0.01 with logarithms, and round up.',
  remark: 'ln 0.01 / ln 0.9 = 43.7. With u = 0.5 it would be 7.',
});

const norm = (gradient: readonly number[]): number => Math.hypot(...gradient);

/** Exercise 2 of notebook 07: clipping a gradient to a norm. */
export const clip = exerciseOnFunction({
  title: 'Clipping',
  solution: (gradient: number[], most: number) => gradient.map((g) => g * Math.min(1, most / norm(gradient))),
  inputs: [
    [[30, -40], 5],
    [[0.3, 0.4], 5],
    [[1, 2, 2], 3],
    [[-6, 8], 1],
  ],
  mistakes: [
    {
      answer: (gradient: number[], most: number) => gradient.map((g) => Math.max(-most, Math.min(most, g))),
      hint: 'This clips each number by itself, and so turns the gradient into another direction. Scale all alike.',
    },
    {
      answer: (gradient: number[], most: number) => gradient.map((g) => (g * most) / norm(gradient)),
      hint: 'This also lengthens short gradients. Leave those below the limit as they are.',
    },
    {
      answer: (gradient: number[], most: number) =>
        gradient.map((g) => g * Math.min(1, most / gradient.reduce((sum, v) => sum + v * v, 0))),
      hint: 'The norm is the root of the sum of squares; the root is missing.',
    },
    {
      answer: (gradient: number[], most: number) =>
        gradient.map((g) => g * Math.min(1, most / gradient.reduce((sum, v) => sum + Math.abs(v), 0))),
      hint: 'This divides by the sum of sizes. The norm is the root of the sum of squares.',
    },
  ],
  hint: 'Multiply every number by min(1, most / norm).',
  remark: 'The direction stays, only the length changes.',
});

/** Exercise 3 of notebook 07: the weights of an LSTM with one and with two bias vectors. */
export const lstmCounts = exerciseOnNumber({
  title: 'Counting an LSTM',
  solution: [520, 560],
  mistakes: [
    { answer: [130, 140], hint: 'These are the weights of one gate. There are four sets.' },
    { answer: [520, 1040], hint: 'Only the biases double, not all weights.' },
    { answer: [480, 520], hint: 'These are none and one bias vector.' },
    { answer: [390, 420], hint: 'Three gates and the candidate g make four sets of weights.' },
  ],
  hint: 'Four times D·H + H·H + H, with D = 2 and H = 10; a second bias adds 4·H.',
  remark: 'With the read-out of 11 numbers these are the 531 and 571 of source 000.',
});

/** Exercise 4 of notebook 07: what LSTMs do to vanishing gradients. */
export const doTheySolveIt = exerciseOnChoice({
  title: 'Solved?',
  solution: ['only mitigate', 'mitigate', 'they only mitigate it'],
  others: {
    yes: 'Forget gates are below 1, and a product of many of them still goes to 0. Look at 0.98⁵⁰ above.',
    'no effect': 'They have one: at a delay of 40 only an LSTM, with its gates open, still learned.',
  },
  remark: 'The road along c multiplies by gates only; how far it leads depends on how near to 1 they are.',
});

/** Exercise 5 of notebook 07: the mixing of the GRU. */
export const gruMix = exerciseOnFunction({
  title: 'The GRU’s mixture',
  solution: (z: number, hPrev: number, candidate: number) => z * hPrev + (1 - z) * candidate,
  inputs: [
    [1, 0.3, -0.8],
    [0, 0.3, -0.8],
    [0.25, 1, -1],
  ],
  mistakes: [
    {
      answer: (z: number, hPrev: number, candidate: number) => (1 - z) * hPrev + z * candidate,
      hint: 'This is the other convention: here z = 1 would replace the state.',
    },
    {
      answer: (z: number, hPrev: number, candidate: number) => z * hPrev + candidate,
      hint: 'What is kept and what is new must share: the shares add up to 1.',
    },
    {
      answer: (z: number, hPrev: number) => z * hPrev,
      hint: 'The candidate is missing: (1 − z) of it comes in.',
    },
  ],
  hint: 'Check the two ends: z = 1 gives hPrev, z = 0 gives the candidate.',
  remark: 'Both conventions train equally well; mixing them up while copying weights does not.',
});
