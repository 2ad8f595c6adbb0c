import {
  createRng,
  exerciseOnFunction,
  exerciseOnNumber,
  right,
  sigmoid,
  uniform,
  wrong,
  type Exercise,
  type RecallQuestion,
} from 'carry';

/** Notebook 07: three questions on earlier notebooks. */
export const earlier: RecallQuestion[] = [
  { question: 'y = σ(a): dy/da at y = 0.8', answer: 0.16, see: 'notebook 1, σ′ = σ(1 − σ)' },
  { question: '3 inputs, 5 hidden units: numbers in W_hh', answer: 25, see: 'notebook 6' },
  { question: 'what comes back to h from two places, 2 and −5', answer: -3, see: 'notebook 4: paths add' },
];

/** Exercise 1: how many steps contribute to dW_hh. */
export const terms = exerciseOnNumber({
  title: 'Terms of a gradient',
  difficulty: 1,
  minutes: 3,
  solution: 7,
  mistakes: [
    { answer: 8, hint: 'One of the eight states that go into W_hh is zero. Which?' },
    { answer: 6, hint: 'Which state goes into W_hh at the first step, and which at the last?' },
    { answer: 256, hint: 'That is how many numbers W_hh has. The question is about steps.' },
  ],
  hints: [
    'Look at the sum for dW_hh: which state stands in the term of step t?',
    'Write the terms of t = 0 and of t = 7. Is one of them always zero?',
    'The term of step t is h[t − 1]ᵀ·da[t], and h[−1] is zero.',
  ],
  remark:
    'At the first step the state is zero, so W_hh has no part in it. (Where the carries go makes no difference.)',
});

type Unit = [h: number[], y: number[], target: number[], w_h: number, w_y: number];

/** The slope of the loss with respect to w_h, and the ways in which it goes wrong. */
const slopeBy =
  ({ forward = false, now = false, alone = false, flipped = false, flat = false } = {}) =>
  (...[h, y, target, w_h, w_y]: Unit): number => {
    let [slope, daOther] = [0, 0];
    for (let n = 0; n < h.length; n++) {
      const t = forward ? n : h.length - 1 - n;
      const [h_t = NaN, y_t = NaN, target_t = NaN] = [h[t], y[t], target[t]];
      const dz = (flipped ? target_t - y_t : y_t - target_t) * y_t * (1 - y_t);
      const da = (dz * w_y + (alone ? 0 : daOther * w_h)) * (flat ? 1 : h_t * (1 - h_t));
      slope += (now ? h_t : (h[t - 1] ?? 0)) * da;
      daOther = da;
    }
    return slope;
  };

/** Exercise 2: backpropagation through time for one hidden unit. */
export const slopeOfW_h = exerciseOnFunction({
  title: 'Back through time',
  difficulty: 2,
  minutes: 12,
  solution: slopeBy(),
  inputs: [
    [[0.6, 0.3, 0.8], [0.7, 0.4, 0.6], [1, 0, 0], 2, -1.5],
    [[0.2, 0.9], [0.5, 0.1], [0, 1], -1, 3],
    [[0.5], [0.5], [1], 1, 1],
  ] as Unit[],
  beginnings: {
    of: 'steps',
    take: (count, h, y, target, w_h, w_y): Unit | undefined =>
      count < h.length ? [h.slice(0, count), y.slice(0, count), target.slice(0, count), w_h, w_y] : undefined,
  },
  tolerance: 1e-9,
  mistakes: [
    {
      answer: slopeBy({ forward: true, now: true }),
      hint: 'This is the listing as it stands. Which comes first: what happens later, or what caused it?',
    },
    {
      answer: slopeBy({ now: true }),
      hint: 'The direction is right now. But w_h multiplies h[t − 1] on the way into step t, not h[t].',
    },
    {
      answer: slopeBy({ forward: true }),
      hint: 'h[t − 1] is right now. But step t answers for what comes after it: start at the last step.',
    },
    {
      answer: slopeBy({ alone: true }),
      hint: 'Nothing comes back from step t + 1. Its da has to go through w_h into step t.',
    },
    {
      answer: slopeBy({ flipped: true }),
      hint: 'Each sign is turned: this is the way uphill. The slope of the loss has y − target.',
    },
    { answer: slopeBy({ flat: true }), hint: 'The slope of the hidden sigmoid is missing.' },
  ],
  hints: [
    'Compare with `backward` in the notebook, line by line: in which direction does t run there?',
    'At the end of each round, da becomes the da of the next step. And which state does w_h multiply?',
    't runs from the last step to 0; da = (dz·w_y + daNext·w_h)·h[t]·(1 − h[t]); dw_h adds h[t − 1]·da, with h[−1] = 0.',
  ],
  remark: 'The δ of 001 has t + 1, too: gradients come from the future, states from the past.',
});

type Bits = number[];
const valueOf = (bits: Bits): number => bits.reduce((sum, bit, t) => sum + bit * 2 ** t, 0);
const bitsOf = (value: number, T: number): Bits =>
  Array.from({ length: T }, (_, t) => Math.floor(value / 2 ** t) % 2);

/** Exercise 3: the targets of subtraction. */
export const differenceBits = exerciseOnFunction({
  title: 'Subtract',
  difficulty: 2,
  minutes: 10,
  axes: ['column'],
  solution: (a: Bits, b: Bits) => bitsOf(valueOf(a) - valueOf(b), a.length),
  inputs: [
    [bitsOf(107, 8), bitsOf(54, 8)],
    [bitsOf(128, 8), bitsOf(1, 8)],
    [bitsOf(5, 3), bitsOf(5, 3)],
    [bitsOf(200, 9), bitsOf(73, 9)],
    [bitsOf(1, 1), bitsOf(0, 1)],
  ],
  mistakes: [
    {
      answer: (a: Bits, b: Bits) => a.map((bit, t) => bit ^ (b[t] ?? 0)),
      hint: 'This forgets to borrow: 0 − 1 gives the digit 1 and takes 1 from the next column.',
    },
    {
      answer: (a: Bits, b: Bits) => a.map((bit, t) => bit - (b[t] ?? 0)),
      hint: 'A digit cannot be −1: where it would be, add 2 and borrow 1 from the next column.',
    },
    {
      answer: (a: Bits, b: Bits) => bitsOf(valueOf(a) + valueOf(b), a.length),
      hint: 'That is the sum.',
    },
    {
      answer: (a: Bits, b: Bits) => bitsOf(valueOf(a) - valueOf(b), a.length).reverse(),
      hint: 'The most significant bit comes first here. Turn the list round.',
    },
    {
      answer: withoutChain,
      hint: 'Your borrow does not travel on: 0 − 0 − 1 must borrow again. Try 128 − 1.',
    },
  ],
  hints: [
    'Go through the columns as in the first table of the notebook, with one variable that goes from column to column.',
    'What is in a column: a bit, minus a bit, minus what was borrowed. When must it borrow, and which digit remains?',
    'd = a[t] − b[t] − borrow; the digit is (d + 2) % 2; the next borrow is 1 where d < 0, else 0.',
  ],
  remark: 'One bit of memory again, called borrow: to a network it is the same task.',
});

/** Subtraction in which a borrow is not handed on through a column of equal bits. */
function withoutChain(a: Bits, b: Bits): Bits {
  let borrow = 0;
  return a.map((bit, t) => {
    const difference = bit - (b[t] ?? 0);
    const digit = (((difference - borrow) % 2) + 2) % 2;
    borrow = difference < 0 ? 1 : 0;
    return digit;
  });
}

/** The slopes of the loss with respect to a one-unit network's input weights, with or without the part from t + 1. */
function inputSlopes(columns: readonly (readonly number[])[], forgets: boolean): number[] {
  const rng = createRng(1);
  const [w1, w2, u, b, v, c] = Array.from({ length: 6 }, () => uniform(rng, -2, 2)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  let [h, carry] = [0, 0];
  const steps = columns.map(([p = 0, q = 0]) => {
    h = sigmoid(w1 * p + w2 * q + u * h + b);
    const y = sigmoid(v * h + c);
    const target = (p + q + carry) % 2;
    carry = p + q + carry >= 2 ? 1 : 0;
    return { p, q, h, dz: (y - target) * y * (1 - y) };
  });
  const slopes = [0, 0, 0];
  let daNext = 0;
  for (const { p, q, h, dz } of steps.reverse()) {
    const da = (dz * v + (forgets ? 0 : daNext * u)) * h * (1 - h);
    [p, q, 1].forEach((input, i) => (slopes[i] = (slopes[i] ?? 0) + input * da));
    daNext = da;
  }
  return slopes;
}

/** Exercise 4: an input on which a backward pass that forgets the next step passes every test. */
export const blindInput: Exercise<readonly (readonly number[])[]> = {
  title: 'Where the judge is blind',
  difficulty: 2,
  minutes: 8,
  hints: [
    'The forgotten term brings something from one step to another. When is there nothing to bring?',
    'After the last step nothing follows. For how many of the steps is that so?',
    'A sequence of one column has no next step.',
  ],
  check(answer) {
    const isColumn = (column: readonly number[]): boolean =>
      column.length === 2 && column.every((bit) => bit === 0 || bit === 1);
    if (!answer.every(isColumn)) return wrong('Each column should be two bits, such as [0, 1].');
    const [whole, without] = [inputSlopes(answer, false), inputSlopes(answer, true)];
    const apart = Math.max(...whole.map((slope, i) => Math.abs(slope - (without[i] ?? NaN))));
    if (apart > 1e-12)
      return wrong(
        `With these ${answer.length} columns a network with random weights shows a difference of ${apart.toPrecision(2)}.`,
      );
    return right('A check is as good as its inputs: always test sequences of several steps.');
  },
};

/** Exercise 5: the published run with other seeds. */
export const seedsRight = exerciseOnNumber({
  title: 'Five other seeds',
  difficulty: 2,
  minutes: 10,
  solution: 5,
  mistakes: [
    {
      answer: 0,
      hint: 'Did you ask for `sumAccuracy === 1` on `everything`, after training and not before?',
    },
    { answer: 4, hint: 'Did you begin with seed 1, and train each network for 10,000 samples?' },
    { answer: 6, hint: 'Only seeds 1 to 5: seed 0 is the published one.' },
  ],
  hints: [
    'Write a loop over the seeds; `createRun(seed)` gives you a fresh model and its options.',
    'Inside the loop: await train(model, { ...options, steps: 10_000 }), then evaluate(model, everything).',
    'Count the seeds whose evaluate(model, everything).sumAccuracy is 1.',
  ],
  remark:
    'All five. By Wilson’s interval (notebook 8), five of five mean a chance of 57 % or more: still not "always".',
});
