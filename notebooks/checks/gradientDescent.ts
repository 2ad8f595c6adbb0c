import {
  createRng,
  type Exercise,
  exerciseOnChoice,
  exerciseOnFunction,
  exerciseOnNumber,
  isBlank,
  notDoneYet,
  type RecallQuestion,
  right,
  type Rng,
  wrong,
} from 'carry';

/** The three questions with which notebook 03 opens. */
export const questions: readonly RecallQuestion[] = [
  { question: 'The slope of (3w − 6)² at 3', answer: 18, see: 'notebook 0, rule 3: chains' },
  { question: 'The slope of a sigmoid that answers 0.5', answer: 0.25, see: 'notebook 1, "The sigmoid"' },
  { question: 'The numbers in [9, 16, 2]', answer: 288, see: 'notebook 2, "Words: sequences of vectors"' },
];

/** Exercise 1 of notebook 03: the largest stable learning rate of 5w². */
export const borderRate = exerciseOnNumber({
  title: 'The border of stability',
  difficulty: 1,
  minutes: 3,
  solution: 0.2,
  mistakes: [
    {
      answer: 0.1,
      hint: 'This rate lands on the bottom in one step (1 − ηκ = 0). The border is where 1 − ηκ = −1.',
    },
    { answer: 0.4, hint: 'This takes 5 for the curvature. The slope of 5w² is 10w, so it changes by 10.' },
    { answer: 1, hint: 'That was the border for (w − 3)², whose curvature is 2. This bowl is steeper.' },
    { answer: 10, hint: 'This is the curvature itself.' },
  ],
  hints: [
    'By how much does the slope of 5w² change when w grows by 1?',
    'The slope is 10w, so the curvature κ is 10. For which η is the factor 1 − ηκ equal to −1?',
    '2/κ',
  ],
  remark: 'The curvature is 10, and at 2/10 the walk bounces for ever between w and −w.',
});

function fit(x: number[], target: number[], learningRate: number, steps: number, factor = 2) {
  const line = { w: 0, b: 0 };
  for (let step = 0; step < steps; step++) {
    const dy = x.map((value, n) => (factor * (value * line.w + line.b - Number(target[n]))) / x.length);
    const dw = dy.reduce((sum, d, n) => sum + d * Number(x[n]), 0);
    const db = dy.reduce((sum, d) => sum + d, 0);
    line.w -= learningRate * dw;
    line.b -= learningRate * db;
  }
  return line;
}

type Descent = [x: number[], target: number[], learningRate: number, steps: number];

/** Exercise 2 of notebook 03: a line through points, by gradient descent. */
export const fitLine = exerciseOnFunction({
  title: 'Fit a line',
  difficulty: 2,
  minutes: 15,
  solution: (x: number[], target: number[], learningRate: number, steps: number) =>
    fit(x, target, learningRate, steps),
  inputs: [
    [[1], [3], 0.25, 1],
    [[0, 1, 2], [1, 3, 5], 0.1, 1],
    [[0, 1, 2], [1, 3, 5], 0.1, 500],
    [[-1, 0, 4, 2], [2, 0, 1, 1], 0.02, 50],
  ] as Descent[],
  beginnings: {
    of: 'steps',
    take: (count, x, target, learningRate, steps): Descent | undefined =>
      count < steps ? [x, target, learningRate, count] : undefined,
  },
  tolerance: 1e-6,
  mistakes: [
    {
      answer: (x: number[], target: number[], learningRate: number, steps: number) =>
        fit(x, target, learningRate, steps, 1),
      hint: 'Each step is half as long as it should be: the slope of (y − y*)² is 2(y − y*).',
    },
    {
      answer: (x: number[], target: number[], learningRate: number, steps: number) =>
        fit(x, target, learningRate * x.length, steps),
      hint: 'This adds the slopes of all points. The loss is their mean: divide by the number of points.',
    },
    {
      answer: (x: number[], target: number[], learningRate: number, steps: number) =>
        fit(x, target, -learningRate, steps),
      hint: 'This walks uphill: subtract.',
    },
    {
      answer: (x: number[], target: number[], learningRate: number, steps: number) => ({
        ...fit(x, target, learningRate, steps),
        b: 0,
      }),
      hint: 'w is right where b does not matter; b has a slope, too, and moves in every step.',
    },
  ],
  hints: [
    'As for AND: first the slope of the loss at each prediction, then times what stands beside the parameter.',
    'At point n the slope is 2(y − y*)/N. For w multiply by x and add up; for b add up.',
    'dw = Σ 2(w·x + b − y*)·x / N and db = Σ 2(w·x + b − y*) / N, both before w and b move; then subtract η times each.',
  ],
  remark:
    'This is linear regression; a formula gives the line at once, but only for a line. Descent does not care.',
});

/** Exercise 3 of notebook 03: the batches of an epoch. */
export const batchesOf: Exercise<(N: number, batchSize: number, rng: Rng) => number[][]> = {
  title: 'An epoch of batches',
  difficulty: 2,
  minutes: 12,
  hints: [
    'First the numbers 0 to N − 1 in a list, shuffled; then cut the list into pieces.',
    'order.slice(start, start + batchSize) for start = 0, batchSize, 2·batchSize, …',
    'const order = Array.from({ length: N }, (_, n) => n); shuffleInPlace(rng, order); then push slices in a loop.',
  ],
  check(answer) {
    for (const [N, size] of [
      [10, 5],
      [100, 5],
      [7, 3],
      [4, 10],
    ] as const) {
      const batches = answer(N, size, createRng(N));
      if (isBlank(batches)) return notDoneYet;
      const what = `For ${N} samples in batches of ${size}`;
      const count = Math.ceil(N / size);
      if (batches.length !== count)
        return wrong(`${what} it makes ${batches.length} batches, expected ${count}.`);
      const sizes = batches.map((batch) => batch.length);
      const last = N - size * (count - 1);
      if (sizes.some((length, n) => length !== (n < count - 1 ? size : last))) {
        return wrong(`${what} the sizes are ${sizes.join(', ')}; only the last may be smaller.`);
      }
      const seen = batches.flat().sort((a, b) => a - b);
      if (seen.some((value, n) => value !== n)) {
        return wrong(`${what} not every sample from 0 to ${N - 1} is there exactly once.`);
      }
    }
    const one = answer(50, 7, createRng(1)).flat().join();
    if (one !== answer(50, 7, createRng(1)).flat().join())
      return wrong('The same seed gives different batches: all randomness must come from rng.');
    if (one === answer(50, 7, createRng(2)).flat().join())
      return wrong('Two seeds give the same batches: shuffle with rng.');
    return right('100 samples in batches of 5 make 20 updates an epoch; the slides count 30.');
  },
};

/** Exercise 4 of notebook 03: a start without a zigzag. */
export const luckyStart: Exercise<readonly number[]> = {
  title: 'A lucky start',
  difficulty: 2,
  minutes: 8,
  hints: [
    'What are the two factors by which a step multiplies w₁ and w₂?',
    'They are 1 − 0.079 = 0.921 and 1 − 25 · 0.079 = −0.975: which of the two weights is the slow one?',
    'Put w₂ at 0, on the bottom of the valley, and w₁ at 1.',
  ],
  check(start) {
    const [w1 = NaN, w2 = NaN] = start;
    if (![w1, w2].every((w) => Math.abs(w) <= 10))
      return wrong('Two numbers from −10 to 10 are wanted, w₁ and w₂.');
    if (Math.hypot(w1, w2) < 1) return wrong(`(${w1}, ${w2}) is nearer than 1 to the bottom.`);
    const steps = arrival(w1, w2);
    if (steps > 60) return wrong(`From (${w1}, ${w2}) it takes ${steps} steps.`);
    return right(
      `${steps} steps. A start on the bottom of the valley never zigzags; near it, the factor −0.975 rules.`,
    );
  },
};

function arrival(w1: number, w2: number): number {
  let steps = 0;
  for (let [a, b] = [w1, w2]; (a * a + 25 * b * b) / 2 >= 1e-4; steps++) {
    [a, b] = [a - 0.079 * a, b - 0.079 * 25 * b];
  }
  return steps;
}

/** Exercise 5 of notebook 03: Adam in a valley that does not lie along an axis. */
export const adamWhenTurned = exerciseOnChoice({
  title: 'Adam in a turned valley',
  difficulty: 3,
  minutes: 25,
  solution: ['slower', 'it is slower'],
  others: {
    faster:
      'On the grid of the race it takes more steps than before. Is the gradient turned as well as the start?',
    'the same':
      'That is so for plain descent and momentum, for which a direction is a direction. Adam treats each weight apart.',
  },
  hints: [
    'The slopes with respect to w₁ and w₂ follow from those with respect to p and q by the chain rule.',
    'dL/dw₁ = (p − 25q)/√2 and dL/dw₂ = (p + 25q)/√2. The start is w₁ = (p − q)/√2, w₂ = (p + q)/√2.',
    'Write an arrival() with these slopes and call tune() with it: compare the number with the 20 of the race.',
  ],
  remark:
    '36 steps against 20, on the grid of the race. Adam scales each weight by its own slopes; in a turned valley both weights see both curvatures.',
});
