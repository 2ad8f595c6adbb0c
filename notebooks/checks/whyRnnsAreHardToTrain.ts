import { exerciseOnChoice, exerciseOnFunction, exerciseOnNumber } from 'carry';

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
    { answer: 22, hint: '0.9²² is just below one tenth. A hundredth is a tenth of a tenth.' },
    { answer: 10, hint: 'After 10 steps 0.9¹⁰ = 0.35 is left: a tenth of what is *left* goes each time.' },
  ],
  hints: ['Solve 0.9ᵏ = 0.01 with logarithms, and round up.'],
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
  hints: ['Multiply every number by min(1, most / norm).'],
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
    { answer: [520, 530], hint: 'The second bias vector, too, has a number for each of the four sets: 4·H.' },
    { answer: [560, 520], hint: 'The other way round: first with one bias vector, then with two.' },
    { answer: [390, 420], hint: 'Three gates and the candidate g make four sets of weights.' },
  ],
  hints: ['Four times D·H + H·H + H, with D = 2 and H = 10; a second bias adds 4·H.'],
  remark: 'With the read-out of 11 numbers these are the 531 and 571 of source 000.',
});

/** Exercise 4 of notebook 07: what LSTMs do to vanishing gradients. */
export const doTheySolveIt = exerciseOnChoice({
  title: 'Solved?',
  solution: ['only mitigate', 'mitigate', 'mitigates', 'only mitigates', 'they only mitigate it'],
  others: {
    yes: 'Forget gates are below 1, and a product of many of them still goes to 0. Look at 0.98⁵⁰ above.',
    'no effect': 'They have one: at a delay of 20 the LSTM with open gates learned from every seed.',
    no: 'True, they do not solve it. But have they no effect, or do they only mitigate it?',
  },
  remark: 'The road along c multiplies by gates only; how far it leads depends on how near to 1 they are.',
});

type GruUnit = [x: number, hPrev: number, z: number, r: number, w_xn: number, w_hn: number, b_n: number];

/** The candidate of a GRU with one unit. */
const candidate = (...[x, hPrev, , r, w_xn, w_hn, b_n]: GruUnit): number =>
  Math.tanh(x * w_xn + r * hPrev * w_hn + b_n);

/** Exercise 5 of notebook 07: one step of a GRU with one unit. */
export const gruStep = exerciseOnFunction({
  title: 'A step of a GRU',
  solution: (...u: GruUnit) => u[2] * u[1] + (1 - u[2]) * candidate(...u),
  inputs: [
    [1, 0.3, 1, 0.5, 2, -1, 0.1],
    [1, 0.3, 0, 0.5, 2, -1, 0.1],
    [-0.5, 0.8, 0.25, 0, 1, 3, 0.2],
    [0.4, -0.6, 0.7, 1, -1.5, 0.5, -0.3],
  ] as GruUnit[],
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (...u: GruUnit) => (1 - u[2]) * u[1] + u[2] * candidate(...u),
      hint: 'This is the other convention: here z = 1 would replace the state.',
    },
    {
      answer: (...u: GruUnit) => u[2] * u[1] + candidate(...u),
      hint: 'What is kept and what is new must share: the shares add up to 1.',
    },
    {
      answer: candidate,
      hint: 'This is the candidate n. The new state mixes it with the old one: z⊙hPrev + (1 − z)⊙n.',
    },
    {
      answer: (...u: GruUnit) => u[2] * u[1],
      hint: 'The candidate is missing: (1 − z) of it comes in.',
    },
    {
      answer: (x: number, hPrev: number, z: number, _r: number, w_xn: number, w_hn: number, b_n: number) =>
        z * hPrev + (1 - z) * Math.tanh(x * w_xn + hPrev * w_hn + b_n),
      hint: 'The reset gate does nothing here. It multiplies hPrev before the candidate looks at it.',
    },
    {
      answer: (x: number, hPrev: number, z: number, r: number, w_xn: number, w_hn: number, b_n: number) =>
        z * hPrev + (1 - z) * Math.tanh(r * (x * w_xn + hPrev * w_hn + b_n)),
      hint: 'The reset gate multiplies only what comes from hPrev, not the input and the bias.',
    },
    {
      answer: (x: number, hPrev: number, z: number, r: number, w_xn: number, w_hn: number, b_n: number) =>
        z * hPrev + (1 - z) * (x * w_xn + r * hPrev * w_hn + b_n),
      hint: 'The candidate goes through tanh, or the state would grow without end.',
    },
  ],
  hints: ['Check the ends: z = 1 gives hPrev; z = 0 gives n = tanh(x·w_xn + (r·hPrev)·w_hn + b_n).'],
  remark: 'With one unit, before and after the product are the same; with two they no longer are.',
});
