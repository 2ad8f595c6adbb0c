import { exerciseOnFunction, exerciseOnNumber, sigmoid } from 'carry';

/** Exercise 1 of notebook 03: the weights of a network 784 → 128 → 10. */
export const pixelWeights = exerciseOnNumber({
  title: 'Counting weights',
  solution: 784 * 128 + 128 + 128 * 10 + 10,
  mistakes: [
    { answer: 784 * 128 + 128 * 10, hint: 'Only the products are counted. Each unit has a bias, too.' },
    { answer: 784 * 128 + 128, hint: 'This is the first layer. The second reads the 128 hidden units.' },
    { answer: 784 * 128 * 10, hint: 'Layers add up; they do not multiply.' },
    {
      answer: 784 * 10 + 10,
      hint: 'This goes from the pixels straight to the output, past the hidden layer.',
    },
  ],
  hints: ['A layer from D to H has D·H weights and H biases.'],
  remark: 'Nearly all of them in the first layer: wide inputs are what makes networks large.',
});

/** Exercise 2 of notebook 03: the chain rule through a ReLU. */
export const reluBackward = exerciseOnFunction({
  title: 'Back through a ReLU',
  solution: (h: number, dh: number) => (h > 0 ? dh : 0),
  inputs: [
    [2, 3],
    [0, 3],
    [0.5, -1],
    [0, -4],
  ],
  mistakes: [
    {
      answer: (_: number, dh: number) => Math.max(0, dh),
      hint: 'This clips the gradient. The ReLU clipped h; ask h.',
    },
    { answer: (h: number, dh: number) => h * dh, hint: 'The slope of a ReLU is 1 or 0, not h.' },
    { answer: (h: number, dh: number) => (1 - h * h) * dh, hint: 'This is the slope of tanh.' },
    {
      answer: (_: number, dh: number) => dh,
      hint: 'This is right where h > 0. What reaches a when the unit is off?',
    },
  ],
  hints: ['Where h > 0 the unit passed a on unchanged; where h = 0 it ignored it.'],
  remark: 'A unit that is off on every sample gets no gradient at all and stays off: a "dead" ReLU.',
});

/** Σ of the products of two lists. */
const dot = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, k) => sum + value * (other[k] ?? 0), 0);
const columnOf = (W: readonly (readonly number[])[], j: number): number[] => W.map((row) => row[j] ?? 0);

/** Exercise 3 of notebook 03: what a layer tells the one below, dx = da · Wᵀ. */
export const passOn = exerciseOnFunction({
  title: 'Pass it on',
  solution: (W: number[][], da: number[]) => W.map((row) => dot(row, da)),
  // As many units as inputs, so that a product the wrong way round gives a number and gets its hint.
  inputs: [
    [
      [
        [1, 2],
        [3, 5],
      ],
      [1, -2],
    ],
    [
      [
        [0, 1, 2],
        [-1, 4, 0],
        [2, 2, -3],
      ],
      [3, 0, 1],
    ],
  ],
  mistakes: [
    {
      answer: (W: number[][], da: number[]) => W.map((_, i) => dot(columnOf(W, i), da)),
      hint: 'This goes forwards, x·W. On the way back input i collects along its row W[i], not down a column.',
    },
    {
      answer: (W: number[][], da: number[]) => W.map((row, i) => dot(row, [1, 1, 1]) * (da[i] ?? 0)),
      hint: 'Each weight W[i][j] goes with the gradient of its own unit, da[j].',
    },
    {
      answer: (W: number[][], da: number[]) => W.map((row, i) => (row[i] ?? 0) * (da[i] ?? 0)),
      hint: 'This hears from one unit only. Input i feeds every unit j: add up over j.',
    },
    {
      answer: (W: number[][], da: number[]) => W.map(() => dot(da, [1, 1, 1])),
      hint: 'The gradients are added up, but each must be multiplied by the weight on its way.',
    },
  ],
  hints: ['dxᵢ = Σⱼ W[i][j] · da[j]: one sum for each input.'],
  remark: 'dx = da·Wᵀ, and it is the dh of the layer below: this is the line that makes networks deep.',
});

/** Exercise 4 of notebook 03: the slope of the sigmoid from its output, a slip of source 003. */
export const sigmoidBackward = exerciseOnFunction({
  title: 'σ′ of what?',
  solution: (h: number, dh: number) => dh * h * (1 - h),
  inputs: [
    [0.5, 8],
    [0.9, 1],
    [0.1, -2],
  ],
  mistakes: [
    {
      answer: (h: number, dh: number) => dh * sigmoid(h) * (1 - sigmoid(h)),
      hint: 'This is the bug itself: it squashes h a second time. h is σ(a) already.',
    },
    { answer: (h: number, dh: number) => dh * (1 - h * h), hint: 'This is the slope of tanh.' },
    { answer: (h: number, dh: number) => dh * (1 - h), hint: 'A factor is missing: σ′ = σ(1 − σ).' },
    {
      answer: (h: number) => h * (1 - h),
      hint: 'This is the slope alone. The chain rule multiplies it by dh.',
    },
  ],
  hints: ['σ′(a) = σ(a)(1 − σ(a)), and h is σ(a).'],
  remark: 'With the bug a confident unit (h near 1) would get a slope of 0.2 where 0 is right.',
});

/** Exercise 5 of notebook 03: gradients of several paths add up. */
export const twoPaths = exerciseOnFunction({
  title: 'Two paths',
  solution: (w: number, p: number, q: number) => 3 * p + 2 * w * q,
  inputs: [
    [1, 1, 1],
    [2, 5, -1],
    [-3, 0, 2],
  ],
  mistakes: [
    {
      answer: (w: number, p: number, q: number) => 3 * p * 2 * w * q,
      hint: 'Multiply along a path; add between paths.',
    },
    { answer: (w: number, p: number, q: number) => 3 * p + w * q, hint: 'The slope of w² is 2w.' },
    { answer: (_: number, p: number) => 3 * p, hint: 'This is the path through u. There is a second one.' },
    {
      answer: (_: number, p: number, q: number) => p + q,
      hint: 'Each path also has its own slope: du/dw and dv/dw.',
    },
  ],
  hints: ['dL/dw = p·du/dw + q·dv/dw.'],
  remark: 'This sum is the heart of recurrent networks, where one weight is used at every step.',
});
