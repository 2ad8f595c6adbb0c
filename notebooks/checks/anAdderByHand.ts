import { type Exercise, exerciseOnFunction, right, sigmoid, wrong } from 'carry';

/** Pairs of numbers below 128 whose sum is 128 or more, and all pairs. */
const [CARRIED, PAIRS] = [8128, 16_384];

/** Exercise 1 of notebook 05: the best first answer when the most significant bit comes first. */
export const bestShare: Exercise<number> = {
  title: 'From the other end',
  check(answer) {
    const share = answer > 1 && answer <= 100 ? answer / 100 : answer; // percent is fine, too
    const near = (value: number): boolean => Math.abs(share - value) < 5e-4;
    if (answer === PAIRS - CARRIED) return wrong('That is how many; the share is this divided by 16,384.');
    if (answer === CARRIED) {
      return wrong(
        'So many sums carry out. Which answer is right more often, and for which share of the sums?',
      );
    }
    if (near(1 - CARRIED / PAIRS)) {
      return right(
        '8,256 of 16,384: hardly more than a coin. The order of the bits makes the task possible.',
      );
    }
    if (near(CARRIED / PAIRS)) {
      return wrong(
        'That is the share of sums with a carry, so of the answer 1. Which answer is right more often?',
      );
    }
    if (near(0.5))
      return wrong('Nearly, but the two answers are not quite equally frequent. Count the sums below 128.');
    if (near(1))
      return wrong('It has seen no bit of the seven columns yet: it must give every sum the same answer.');
    if (near(0.75))
      return wrong('That would be for one column below. Here are seven, so count sums from 0 to 254.');
    return wrong(
      'It must give every sum the same answer. Count the sums of two numbers below 128 that are below 128.',
    );
  },
};

/** Exercise 2 of notebook 05: the slope at the output's pre-activation, which source 003 takes at ŷ. */
export const dzOf = exerciseOnFunction({
  title: 'The slope at the output',
  solution: (y: number, s: number) => (y - s) * y * (1 - y),
  inputs: [
    [0.9, 1],
    [0.2, 1],
    [0.7, 0],
    [0.5, 0],
  ],
  mistakes: [
    {
      answer: (y: number, s: number) => (y - s) * sigmoid(y) * (1 - sigmoid(y)),
      hint: 'This is the bug itself: it puts y through the sigmoid once more. The slope belongs at z, and y = σ(z).',
    },
    {
      answer: (y: number, s: number) => (s - y) * y * (1 - y),
      hint: 'The sign is that of 001, which adds its update. Ours is the slope of the loss: y − s.',
    },
    {
      answer: (y: number, s: number) => y - s,
      hint: 'This is dy. On its way to z it passes the sigmoid: multiply by its slope.',
    },
    {
      answer: (y: number, s: number) => (y - s) * (1 - y * y),
      hint: '1 − y² is the slope of tanh. The output here is a sigmoid.',
    },
    {
      answer: (y: number, s: number) => ((y - s) ** 2 / 2) * y * (1 - y),
      hint: 'This multiplies by the loss, not by its slope: ½u² has the slope u.',
    },
  ],
  hints: ['dz = dy times the slope of the sigmoid, written with y: σ′ = y(1 − y).'],
  remark: 'σ′ is taken at z; written with y = σ(z) it is y(1 − y), which 003 may well have meant.',
});

type Unit = [h: number[], y: number[], s: number[], w_h: number, w_y: number];

/** The slope of the loss with respect to w_h, and the ways in which it goes wrong. */
const slopeBy =
  ({ forward = false, now = false, alone = false, flipped = false, flat = false } = {}) =>
  (...[h, y, s, w_h, w_y]: Unit): number => {
    let [slope, daOther] = [0, 0];
    for (let n = 0; n < h.length; n++) {
      const t = forward ? n : h.length - 1 - n;
      const [h_t = NaN, y_t = NaN, s_t = NaN] = [h[t], y[t], s[t]];
      const dz = (flipped ? s_t - y_t : y_t - s_t) * y_t * (1 - y_t);
      const da = (dz * w_y + (alone ? 0 : daOther * w_h)) * (flat ? 1 : h_t * (1 - h_t));
      slope += (now ? h_t : (h[t - 1] ?? 0)) * da;
      daOther = da;
    }
    return slope;
  };

/** Exercise 3 of notebook 05: backpropagation through time for one hidden unit. */
export const slopeOfW_h = exerciseOnFunction({
  title: 'Back through time',
  solution: slopeBy(),
  inputs: [
    [[0.6, 0.3, 0.8], [0.7, 0.4, 0.6], [1, 0, 0], 2, -1.5],
    [[0.2, 0.9], [0.5, 0.1], [0, 1], -1, 3],
    [[0.5], [0.5], [1], 1, 1],
  ] as Unit[],
  tolerance: 1e-9,
  mistakes: [
    {
      answer: slopeBy({ forward: true, now: true }),
      hint: 'These are both bugs as they stand. Which comes first: what happens later, or what caused it?',
    },
    {
      answer: slopeBy({ now: true }),
      hint: 'The direction is right now. But w_h multiplies h[t − 1] on the way into step t, not h[t].',
    },
    {
      answer: slopeBy({ forward: true }),
      hint: 'h[t − 1] is right now. But step t is to blame for what comes after it: start at the last step.',
    },
    {
      answer: slopeBy({ alone: true }),
      hint: 'Nothing comes back from step t + 1. Add its da times w_h to what comes from the output.',
    },
    {
      answer: slopeBy({ flipped: true }),
      hint: 'Each sign is turned: this is the way uphill. The slope of the loss has y − s.',
    },
    {
      answer: slopeBy({ flat: true }),
      hint: 'The slope of the hidden sigmoid is missing: h(1 − h).',
    },
  ],
  hints: [
    'Run t from the last step to the first; da needs da of step t + 1; dw_h adds h[t − 1]·da, with h[−1] = 0.',
  ],
  remark: 'The δ of 001 has t + 1, too: gradients come from the future, states from the past.',
});

type Bits = number[];
const valueOf = (bits: Bits): number => bits.reduce((sum, bit, t) => sum + bit * 2 ** t, 0);
const bitsOf = (value: number, T: number): Bits =>
  Array.from({ length: T }, (_, t) => Math.floor(value / 2 ** t) % 2);

/** Exercise 4 of notebook 05: the targets of subtraction. */
export const differenceBits = exerciseOnFunction({
  title: 'Subtract',
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
    'Column by column: d = a − b − borrow; the digit is d mod 2, and the next column lends 1 where d < 0.',
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
