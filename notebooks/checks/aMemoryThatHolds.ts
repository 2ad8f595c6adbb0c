import {
  exerciseOnFunction,
  exerciseOnNumber,
  right,
  sigmoid,
  wrong,
  type Exercise,
  type RecallQuestion,
} from 'carry';

/** Notebook 08: three questions on earlier notebooks. */
export const earlier: RecallQuestion[] = [
  { question: 'dh: one part from the output, the other from step t + …', answer: 1, see: 'notebook 7' },
  { question: 'the digit of a column with 0, 1 and a carry', answer: 0, see: 'notebook 7, the table' },
  { question: 'the slope of tanh where tanh is 0.8', answer: 0.36, see: 'notebook 1, tanh′ = 1 − tanh²' },
];

/** Exercise 1: what a saturated unit lets through. */
export const factor = exerciseOnNumber({
  title: 'A saturated unit',
  difficulty: 1,
  minutes: 3,
  solution: 1 - 0.99 ** 2,
  tolerance: 0.01,
  mistakes: [
    { answer: 0.99 * 0.01, hint: 'h(1 − h) is the slope of the sigmoid. This unit has tanh.' },
    { answer: 0.99, hint: 'That is the state itself. Which slope has tanh there?' },
    { answer: 1 - Math.tanh(0.99) ** 2, hint: '0.99 is the value of tanh already; do not apply it again.' },
  ],
  hints: [
    'Going backward through an activation means to multiply by its slope.',
    'The slope of tanh can be written with its value h.',
    '1 − h².',
  ],
  remark: 'About one fiftieth. After three such steps a hundred-thousandth remains.',
});

type Bits = number[];

/** The longest run of columns with exactly one 1 and a carry coming in, and the ways in which it goes wrong. */
const longestBy =
  ({ anyBit = false, fresh = false } = {}) =>
  (a: Bits, b: Bits): number => {
    let [longest, current, carry] = [0, 0, 0];
    a.forEach((bit, t) => {
      const ones = bit + (b[t] ?? 0);
      const counts = fresh ? carry === 1 : ones === 1 && (anyBit || carry === 1);
      current = counts ? current + 1 : 0;
      longest = Math.max(longest, current);
      carry = ones + carry >= 2 ? 1 : 0;
    });
    return longest;
  };

/** Exercise 2: how long a carry is merely handed on. */
export const longestCarried = exerciseOnFunction({
  title: 'A carry handed on',
  difficulty: 2,
  minutes: 10,
  solution: longestBy(),
  inputs: [
    [[1, 1, 1, 1, 1], [1, 0, 0, 0, 0]],
    [[0, 1, 0, 1, 1, 0, 1, 0], [1, 0, 1, 0, 1, 1, 0, 0]],
    [[1, 1, 1, 0, 1, 1, 0, 0], [1, 0, 1, 1, 0, 0, 1, 0]],
    [[0, 0], [0, 0]],
  ] as [Bits, Bits][], // prettier-ignore
  beginnings: {
    of: 'columns',
    take: (count, a, b): [Bits, Bits] | undefined =>
      count < a.length ? [a.slice(0, count), b.slice(0, count)] : undefined,
  },
  mistakes: [
    {
      answer: longestBy({ anyBit: true }),
      hint: 'This is longestStretch: it also counts columns into which no carry comes.',
    },
    {
      answer: longestBy({ fresh: true }),
      hint: 'This counts every column with a carry coming in, also `1 + 1`, which makes a carry of its own.',
    },
    {
      answer: (a: Bits, b: Bits) => longestBy()([...a].reverse(), [...b].reverse()),
      hint: 'Begin with the lowest bit, the first of each list.',
    },
  ],
  hints: [
    'Walk through the columns as an adder does, and keep the carry from column to column.',
    'Keep three variables: the carry, the length of the present stretch, and the longest so far.',
    'If a[t] + b[t] is 1 and the carry is 1, the stretch grows by 1; otherwise it becomes 0. Then work out the new carry.',
  ],
  remark: 'About half as long as longestStretch on random numbers: half of the stretches hand on no carry.',
});

const held = (u: number, b: number): number => {
  let h = 1;
  for (let step = 0; step < 1000; step++) {
    h = sigmoid(u * h + b);
    if (h <= 0.5) return step;
  }
  return 1000;
};

/** Exercise 3: the smallest memory. */
export const stepsHeld = exerciseOnFunction({
  title: 'The smallest memory',
  difficulty: 2,
  minutes: 10,
  solution: held,
  inputs: [
    [10, -5],
    [0, -1],
    [6, -4],
    [5, -3],
    [4.5, -2.4],
    [20, -10],
    [1, -0.55],
  ],
  mistakes: [
    {
      answer: (u: number, b: number) => Math.min(1000, held(u, b) + 1),
      hint: 'One too many: the step at which h falls to ½ or below is not held any more.',
    },
    {
      answer: (u: number, b: number) => (sigmoid(u + b) > 0.5 ? 1000 : 0),
      hint: 'This looks at the first step only. The state creeps: go on with the new h.',
    },
    {
      answer: (u: number, b: number) => Math.max(0, held(u, b) - 1),
      hint: 'One too few: also the last step with h above ½ counts.',
    },
  ],
  hints: [
    'A loop of at most 1,000 rounds in which h becomes σ(u·h + b).',
    'Leave the loop as soon as h is no longer above ½; how many steps were good until then?',
    'for (let step = 0; step < 1000; step++) { h = sigmoid(u·h + b); if (h <= 0.5) return step; } return 1000;',
  ],
  remark: 'Where the curve σ(u·h + b) crosses the diagonal above ½, it holds for ever.',
});

/** Exercise 4: a unit that leaks slowly. */
export const leakyUnit: Exercise<readonly number[]> = {
  title: 'A slow leak',
  difficulty: 3,
  minutes: 15,
  hints: [
    'Start with a unit that holds, such as u = 10, b = −5, and make b smaller, little by little.',
    'Draw σ(u·h + b) against h. It holds as long as the curve touches the diagonal above ½; look for b where it just does not.',
    'With u = 10, search b between −6.9 and −6.8 with your stepsHeld.',
  ],
  check(answer) {
    const [u = NaN, b = NaN] = answer;
    if (answer.length !== 2 || !Number.isFinite(u) || !Number.isFinite(b))
      return wrong('Two numbers are asked for: u and b.');
    const lostAt = held(u, b) + 1;
    if (lostAt > 1000) return wrong('This unit holds for 1,000 steps: no leak.');
    if (lostAt <= 8) return wrong(`It is lost at step ${lostAt}: the eight-bit test sees that.`);
    if (lostAt < 30 || lostAt > 300)
      return wrong(`It is lost at step ${lostAt}; wanted is one from 30 to 300.`);
    return right(
      `Lost at step ${lostAt}: the curve comes close to the diagonal, and the state creeps through.`,
    );
  },
};

/** Exercise 5: shorter training sums. */
export const shortTraining = exerciseOnNumber({
  title: 'Shorter training sums',
  difficulty: 2,
  minutes: 12,
  solution: 0,
  mistakes: [
    { answer: 5, hint: 'Both values have to hold. What does columnsHandedOn(model, 1) say?' },
    { answer: 4, hint: 'Is the new sampler used? Options are spread first: { ...options, sample, steps }.' },
    { answer: 1, hint: 'The samplers have the seeds 100 to 104, the networks 0 to 4.' },
  ],
  hints: [
    'Write a loop over the seeds 0 to 4, with createPublished(seed).',
    'train(model, { ...options, sample: …, steps: 20_000 }), then columnsHandedOn for 0 and for 1.',
    'Count the seeds where both are 1,000.',
  ],
  remark:
    'None: a carry is held for 5 to 13 columns, its absence for 1,000, although all five-bit sums are right. Five seeds cannot say more than "mostly".',
});
