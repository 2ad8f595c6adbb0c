import { exerciseOnChoice, exerciseOnFunction, exerciseOnNumber } from 'carry';

/** Exercise 1 of notebook 04: the weights of a cell with 5 units on 3 features. */
export const cellWeights = exerciseOnNumber({
  title: 'Counting a cell',
  solution: 3 * 5 + 5 * 5 + 5,
  mistakes: [
    { answer: 40, hint: 'The biases are missing: one for each unit.' },
    { answer: 20, hint: 'This is a dense layer, 3·5 + 5. The state is fed back, too: 5·5 more.' },
    {
      answer: 15,
      hint: 'These are the weights from the input. The state comes back through weights of its own.',
    },
    { answer: 3 * 5 + 3 * 3 + 5, hint: 'The recurrent weights go from the 5 units to the 5 units.' },
  ],
  hints: ['D·H + H·H + H with D = 3 and H = 5.'],
  remark: 'The recurrent part, H², is what grows fastest with the width.',
});

/** Exercise 2 of notebook 04: the matrix of the dish before. */
export const snowMatrix = exerciseOnNumber({
  title: 'Snow',
  solution: [
    [0, 0, 1],
    [1, 0, 0],
    [0, 1, 0],
  ],
  mistakes: [
    {
      answer: [
        [0, 1, 0],
        [0, 0, 1],
        [1, 0, 0],
      ],
      hint: 'This is W_next, the dish after. (Columns and rows swapped? Each row answers for one dish of yesterday.)',
    },
    {
      answer: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
      hint: 'This serves the same dish again: sunny weather.',
    },
    {
      answer: [
        [0, 0, 1],
        [0, 1, 0],
        [1, 0, 0],
      ],
      hint: 'Burger stays burger here. After burger comes pie.',
    },
  ],
  hints: ['Row by row: before pie comes chicken, before burger comes pie, before chicken comes burger.'],
  remark: 'It is the transpose of W_next, and its inverse: rain, then snow, changes nothing.',
});

/** Exercise 3 of notebook 04: what a slip in a slide would cook. */
export const sunnyBug = exerciseOnChoice({
  title: 'The third ray',
  solution: [
    'apple pie and chicken',
    'pie and chicken',
    'apple pie + chicken',
    'chicken and apple pie',
    'chicken and pie',
  ],
  others: {
    'apple pie': 'That is what the weights 1, 0, 0 serve. The third 1 stands for a dish, too.',
    burger: 'Burger is the second place, and its weight is 0.',
    nothing: 'Two of the three weights are 1, so that two dishes get a 1.',
    chicken: 'The third 1 stands for chicken. What does the first one stand for?',
  },
  remark: 'The matrix beside it on the slide has the right column, 1, 0, 0.',
});

/** Exercise 4 of notebook 04: updates in an epoch after the split. */
export const updatesPerEpoch = exerciseOnNumber({
  title: 'Batches after the split',
  solution: 8,
  mistakes: [
    { answer: 10, hint: 'This counts all rows. A fifth of them is kept for validation and never trains.' },
    { answer: 8000, hint: 'These are the training rows. One update takes 1,000 of them.' },
    { answer: 2, hint: 'These are batches of validation rows, and they make no updates.' },
    { answer: 1000, hint: 'This is the size of a batch. How many of them do the training rows fill?' },
  ],
  hints: ['Training rows divided by the batch size.'],
  remark: '8,000 rows train, in 8 batches; nobody learns from the other 2,000.',
});

/** Exercise 5 of notebook 04: a step that respects its mask. */
export const maskedStep = exerciseOnFunction({
  title: 'A step with a mask',
  solution: (x: number, hPrev: number, mask: number, w: number, u: number, b: number) =>
    mask === 0 ? hPrev : w * x + u * hPrev + b,
  inputs: [
    [1, 2, 1, 3, 4, 5],
    [1, 2, 0, 3, 4, 5],
    [0, 7, 0, 1, 1, 1],
    [2, 0, 1, 1, -1, 0.5],
  ],
  mistakes: [
    {
      answer: (x: number, hPrev: number, _: number, w: number, u: number, b: number) => w * x + u * hPrev + b,
      hint: 'This is the broken one: it never looks at the mask.',
    },
    {
      answer: (x: number, hPrev: number, mask: number, w: number, u: number, b: number) =>
        mask * (w * x + u * hPrev + b),
      hint: 'At a padded step this forgets everything: the state becomes 0. It should stay hPrev.',
    },
    {
      answer: (x: number, hPrev: number, mask: number, w: number, u: number, b: number) =>
        w * x * mask + u * hPrev + b,
      hint: 'This hides the input, but u and b still change the state.',
    },
  ],
  hints: ['mask 0: return hPrev as it is.'],
  remark: 'So a sequence may be padded as far as you like: its state waits.',
});
