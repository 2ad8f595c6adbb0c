import { exerciseOnChoice, exerciseOnFunction, exerciseOnNumber } from 'carry';

/** Exercise 1 of notebook 02: the largest stable learning rate of 5w². */
export const borderRate = exerciseOnNumber({
  title: 'The border of stability',
  solution: 0.2,
  mistakes: [
    {
      answer: 0.1,
      hint: 'This rate lands on the bottom in one step (1 − ηc = 0). The border is where 1 − ηc = −1.',
    },
    { answer: 0.4, hint: 'This takes 5 for the curvature. The slope of 5w² is 10w, so it changes by 10.' },
    { answer: 1, hint: 'That was the border for (w − 3)², whose curvature is 2. This bowl is steeper.' },
    { answer: 10, hint: 'This is the curvature itself. The border is 2 divided by it.' },
  ],
  hints: ['Find the curvature c, the change of the slope for each unit of w; the border is 2/c.'],
  remark: 'The curvature is 10, and 2/10 bounces for ever between w and −w.',
});

/** Exercise 2 of notebook 02: updates in one epoch of 100 samples by 5, and in five of 8000 by 4. */
export const updates = exerciseOnNumber({
  title: 'Counting updates',
  solution: [20, 10_000],
  mistakes: [
    { answer: [30, 10_000], hint: 'The second is right. For the first, 100 / 5 is not 30.' },
    { answer: [20, 2000], hint: 'The first is right. The second counts one epoch of the five.' },
    { answer: [100, 40_000], hint: 'These count samples. Each update uses a whole batch of them.' },
    { answer: [20, 40_000], hint: 'The second multiplies rows by epochs: divide by the batch size, too.' },
  ],
  hints: ['updates = ⌈samples / batch size⌉ × epochs.'],
  remark:
    'The slides count 30 for the first, a slip of arithmetic; the second is what their run really made.',
});

/** Exercise 3 of notebook 02: ln(1 + eᶻ) without overflow. */
export const softplus = exerciseOnFunction({
  title: 'A softplus that survives 1000',
  solution: (z: number) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))),
  inputs: [[0], [2], [-2], [40], [-40], [1000], [-1000]],
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (z: number) => Math.log(1 + Math.exp(z)),
      hint: 'e¹⁰⁰⁰ is still Infinity, with log1p as well. Take z out of the logarithm where it is positive.',
    },
    {
      answer: (z: number) => Math.max(z, 0),
      hint: 'This is right far from 0 and wrong near it: at 0 the value is ln 2. Add ln(1 + e^−|z|).',
    },
    {
      answer: (z: number) => Math.log1p(Math.exp(-Math.abs(z))),
      hint: 'Right for negative z. For positive z you took z out of the logarithm: add it again.',
    },
  ],
  hints: ['ln(1 + eᶻ) = z + ln(1 + e⁻ᶻ): choose the form whose exponent is negative.'],
  remark: 'max(z, 0) + ln(1 + e^−|z|): the exponent is never positive, so that it never overflows.',
});

/** Exercise 4 of notebook 02: one step of gradient descent with weight decay. */
export const decayStep = exerciseOnFunction({
  title: 'Weight decay',
  solution: (w: number, dL: number, learningRate: number, lambda: number) =>
    w - learningRate * (dL + 2 * lambda * w),
  inputs: [
    [1, 0, 0.1, 0.5],
    [2, 3, 0.01, 0.1],
    [-4, 1, 0.2, 0],
  ],
  mistakes: [
    {
      answer: (w: number, dL: number, learningRate: number) => w - learningRate * dL,
      hint: 'This forgets the price on the weight: J has λw² in it, too.',
    },
    {
      answer: (w: number, dL: number, learningRate: number, lambda: number) =>
        w - learningRate * (dL + lambda * w),
      hint: 'The slope of λw² is 2λw.',
    },
    {
      answer: (w: number, dL: number, learningRate: number, lambda: number) =>
        w - learningRate * (dL + lambda * w * w),
      hint: 'λw² is the price; a step needs its slope, 2λw.',
    },
    {
      answer: (w: number, dL: number, learningRate: number, lambda: number) =>
        w + learningRate * (dL + 2 * lambda * w),
      hint: 'This walks uphill: subtract.',
    },
  ],
  hints: ['w ← w − η (dL + the slope of λw²).'],
  remark: 'It equals w(1 − 2ηλ) − η·dL: each step first shrinks the weight a little, hence the name.',
});

/** Exercise 5 of notebook 02: what a comparison at one learning rate shows. */
export const beforeAgreeing = exerciseOnChoice({
  title: 'Does SGD not work?',
  solution: ['tune the rate', 'tune the rates', 'tune rate', 'tune the learning rate', 'try other rates'],
  others: {
    'more layers': 'That changes the task for both. What differs between the two runs beside the optimizer?',
    agree:
      'One run at one rate compares two pairs (optimizer, rate), not two optimizers. How was our race made fair?',
  },
  remark: 'Notebook 9 does it: at a learning rate of 0.1 plain SGD learns the same task to 100 %.',
});
