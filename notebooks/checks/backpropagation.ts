import {
  createRng,
  exerciseOnFunction,
  exerciseOnNumber,
  isBlank,
  notDoneYet,
  right,
  sigmoid,
  uniform,
  wrong,
  type Exercise,
} from 'carry';

/** What notebook 04 asks of earlier ones. */
export const remember = [
  {
    question: 'Which gate has no line?',
    answer: ['XOR', 'exclusive or'],
    see: 'notebook 1, "Why XOR is out of reach"',
  },
  {
    question: 'The slope at the logit for y = 0.8 and target 1',
    answer: -0.2,
    see: 'notebook 3: the slope of cross-entropy at the logit is prediction minus target',
  },
  {
    question: 'The change by one step for a slope of 3 at a rate of 0.1',
    answer: -0.3,
    see: 'notebook 3: a step goes against the slope',
  },
];

/** Exercise 1 of notebook 04: the weights of a network 784 → 128 → 10. */
export const pixelWeights = exerciseOnNumber({
  title: 'Counting weights',
  difficulty: 1,
  minutes: 3,
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
  hints: [
    'Count the two layers one after the other.',
    'Every hidden unit has one weight for each pixel, and one bias.',
    'A layer from D to H has D·H weights and H biases.',
  ],
  remark: 'Nearly all of them in the first layer: wide inputs are what makes networks large.',
});

/** Exercise 2 of notebook 04: the slope of the sigmoid from its output, a slip of source 003. */
export const sigmoidBackward = exerciseOnFunction({
  title: 'σ′ of what?',
  difficulty: 1,
  minutes: 4,
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
  hints: [
    'What is h already: before or after the sigmoid?',
    'Notebook 1 wrote the slope of the sigmoid in terms of its own output.',
    'σ′(a) = σ(a)(1 − σ(a)), and h is σ(a).',
  ],
  remark: 'With the bug a confident unit (h near 1) would get a slope of 0.2 where 0 is right.',
});

interface LayerGradients {
  dW: number[][];
  db: number[];
  dx: number[][];
}

const sumOver = (count: number, term: (n: number) => number): number =>
  Array.from({ length: count }, (_, n) => term(n)).reduce((sum, value) => sum + value, 0);

/** The three gradients of a layer, each from its own formula. */
function gradientsOf(
  x: number[][],
  W: number[][],
  da: number[][],
  scale: (B: number) => number = () => 1,
): LayerGradients {
  const [B, D, H] = [x.length, W.length, W[0]?.length ?? 0];
  const at = (rows: number[][], r: number, c: number): number => rows[r]?.[c] ?? NaN;
  const range = (count: number): number[] => Array.from({ length: count }, (_, n) => n);
  return {
    dW: range(D).map((i) => range(H).map((j) => scale(B) * sumOver(B, (n) => at(x, n, i) * at(da, n, j)))),
    db: range(H).map((j) => scale(B) * sumOver(B, (n) => at(da, n, j))),
    dx: range(B).map((n) => range(D).map((i) => sumOver(H, (j) => at(da, n, j) * at(W, i, j)))),
  };
}

/** Exercise 3 of notebook 04: dW, db and dx of a layer, for a batch. */
export const layerBackward = exerciseOnFunction({
  title: 'A layer’s way back',
  difficulty: 2,
  minutes: 12,
  axes: { dW: ['input', 'unit'], db: ['unit'], dx: ['sample', 'input'] },
  solution: (x: number[][], W: number[][], da: number[][]): LayerGradients => gradientsOf(x, W, da),
  // The second has as many samples as inputs and units, so that a product the wrong way round gives numbers, too.
  inputs: [
    [
      [
        [1, 2],
        [3, 4],
        [-1, 0],
      ],
      [
        [1, 0, 2],
        [-1, 5, 3],
      ],
      [
        [1, 0, -2],
        [2, 1, 0],
        [0, 3, 1],
      ],
    ],
    [
      [
        [1, 2],
        [0, -1],
      ],
      [
        [2, 1],
        [3, -1],
      ],
      [
        [1, -1],
        [4, 2],
      ],
    ],
  ],
  mistakes: [
    {
      answer: (x: number[][], W: number[][], da: number[][]) => gradientsOf(x, W, da, (B) => 1 / B),
      hint: 'This averages over the samples. The loss decides that; a layer only adds up.',
    },
    {
      answer: (x: number[][], W: number[][], da: number[][]) => ({
        ...gradientsOf(x, W, da),
        dx: da.map((row) =>
          W.map((_, i) => sumOver(row.length, (j) => (row[j] ?? NaN) * (W[j]?.[i] ?? NaN))),
        ),
      }),
      hint: 'dx goes down the columns of W. Input i collects along its own row W[i], over all units j.',
    },
    {
      answer: (x: number[][], W: number[][], da: number[][]) => ({
        ...gradientsOf(x, W, da),
        db: [...(da.at(-1) ?? [])],
      }),
      hint: 'db keeps the last sample only. The bias acts in every sample: add up.',
    },
  ],
  hints: [
    'For each of the three results ask: over which letter must be added up, n, i or j?',
    'W[i][j] acts in every sample n; x[n][i] feeds every unit j. Begin with zeros and add with +=.',
    'dW[i][j] = Σₙ x[n][i]·da[n][j], db[j] = Σₙ da[n][j], dx[n][i] = Σⱼ da[n][j]·W[i][j].',
  ],
  remark: 'dx is the gradient of the output of the layer before: this is the line that makes networks deep.',
});

const SLOPES_AT: [(w: number[]) => number, number[]][] = [
  [([a = NaN, b = NaN]) => a * a * b, [3, 2]],
  [([a = NaN, b = NaN, c = NaN]) => Math.sin(a) + Math.exp(b) * c, [0.5, -1, 4]],
  [([a = NaN]) => 7 * a - 5, [100]],
];

/** Finite differences along each weight, to one side or both. */
function differences(loss: (w: number[]) => number, w: number[], below: number, divisor: number): number[] {
  const epsilon = 1e-5;
  const moved = (k: number, by: number): number => loss(w.map((value, n) => (n === k ? value + by : value)));
  return w.map((_, k) => (moved(k, epsilon) - moved(k, -below * epsilon)) / (divisor * epsilon));
}

/** Exercise 4 of notebook 04: slopes by finite differences. */
export const measureGradient: Exercise<(loss: (w: number[]) => number, w: number[]) => number[]> = {
  title: 'A gradient check',
  difficulty: 2,
  minutes: 10,
  hints: [
    'One weight at a time: move it up, ask for the loss, move it down, ask again.',
    'Copy the list (w.slice()) before you move a weight, or put the weight back afterwards.',
    '(loss with w[k] + ε − loss with w[k] − ε) / (2ε), for each k, with ε = 1e-5.',
  ],
  check(answer) {
    for (const [loss, w] of SLOPES_AT) {
      const given = w.slice();
      const slopes = answer(loss, given);
      if (isBlank(slopes)) return notDoneYet;
      if (given.some((value, k) => value !== w[k])) return wrong('The list that was given is not as it was.');
      const expected = differences(loss, w, 1, 2);
      const differs = (other: number[], tolerance: number): boolean =>
        slopes.length !== other.length ||
        !slopes.every((slope, k) => Math.abs(slope - (other[k] ?? NaN)) <= tolerance);
      if (!differs(expected, 1e-4)) continue;
      if (!differs(differences(loss, w, 1, 1), 1e-4))
        return wrong('Twice too large: from one side to the other it is 2ε.');
      if (slopes.length !== w.length)
        return wrong(`${slopes.length} slopes for ${w.length} weights: one for each.`);
      const at = slopes.findIndex((slope, k) => !(Math.abs(slope - (expected[k] ?? NaN)) <= 1e-4));
      return wrong(`At [${w.join(', ')}], slope ${at} of [${slopes.join(', ')}] is the first that is wrong.`);
    }
    return right('A few lines without one derivation: that is why they may judge those that were derived.');
  },
};

const CORNERS = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;
const TARGETS = [0, 1, 1, 0] as const;

// The `!` of the next function: the nine weights are there, and the four targets.

/** The loss after training two tanh units on XOR as notebook 04 does: 1,500 steps at a rate of 0.5. */
export function lossAfterTraining(start: readonly number[]): number {
  const w = start.slice();
  let loss = NaN;
  for (let step = 0; step <= 1500; step++) {
    const d = new Array<number>(9).fill(0);
    loss = 0;
    for (const [n, [x1, x2]] of CORNERS.entries()) {
      const h = [0, 1].map((j) => Math.tanh(x1 * w[j]! + x2 * w[2 + j]! + w[4 + j]!));
      const z = h[0]! * w[6]! + h[1]! * w[7]! + w[8]!;
      const target = TARGETS[n]!;
      loss += (Math.log1p(Math.exp(-Math.abs(z))) + Math.max(z, 0) - target * z) / 4;
      const dz = (sigmoid(z) - target) / 4;
      d[8]! += dz;
      for (const j of [0, 1]) {
        const da = dz * w[6 + j]! * (1 - h[j]! ** 2);
        d[j]! += x1 * da;
        d[2 + j]! += x2 * da;
        d[4 + j]! += da;
        d[6 + j]! += h[j]! * dz;
      }
    }
    for (let k = 0; k < 9; k++) w[k]! -= 0.5 * d[k]!;
  }
  return loss;
}

/** Exercise 5 of notebook 04: a start from which two units do not learn XOR. */
export const badStart: Exercise<number[]> = {
  title: 'A start that fails',
  difficulty: 3,
  minutes: 15,
  hints: [
    'What happens to two hidden units that start with the same weights?',
    'Or saturate them: where tanh is flat, no gradient arrives.',
    'Give both hidden units the same two weights, the same bias and the same output weight; let these four differ.',
  ],
  check(answer) {
    if (answer.length !== 9) return wrong(`${answer.length} weights, expected nine.`);
    const outside = answer.find((w) => !(Math.abs(w) <= 3));
    if (outside !== undefined) return wrong(`${outside} is not between −3 and 3.`);
    if (answer.includes(0)) return wrong('A 0 is among them.');
    if (new Set(answer).size === 1) return wrong('They are all alike.');
    const loss = lossAfterTraining(answer);
    if (loss < 0.1) return wrong(`From there it learns XOR: the loss ends at ${loss.toFixed(4)}.`);
    return right(`The loss ends at ${loss.toFixed(3)}. Each weight by itself looks harmless.`);
  },
};

/** How many of the first 200 seeds learn XOR when weights are drawn from ±range. */
export function arrivalsFrom(range: number): number {
  const seeds = Array.from({ length: 200 }, (_, n) => n + 1);
  return seeds.filter((seed) => {
    const rng = createRng(seed);
    return lossAfterTraining(Array.from({ length: 9 }, () => uniform(rng, -range, range))) < 0.1;
  }).length;
}

/** Exercise 6 of notebook 04: the range of starting weights from which most runs arrive. */
export const bestRange = exerciseOnNumber({
  title: 'How large should weights start?',
  difficulty: 2,
  minutes: 20,
  solution: 0.3,
  mistakes: [
    { answer: 0.1, hint: 'The least of these starts nearly alike: after 1,500 steps fewer than from ±1.' },
    { answer: 1, hint: 'Better than ±3, but try both neighbors.' },
    { answer: 3, hint: 'From ±3 many units are saturated at once. Count again from smaller ranges.' },
    { answer: 10, hint: 'From ±10 nearly all units are saturated from the start.' },
  ],
  hints: [
    'Give randomNetwork the range as a third parameter.',
    'Five ranges, 200 seeds each: count with solved(learnXor(…)), and compute wilsonInterval(count, 200).',
    'Draw from uniform(rng, -range, range); it is the second of the five.',
  ],
  remark:
    'About 170 of 200, against 111 from ±1 and 57 from ±0.1. But in 6,000 steps about as many arrive from ±0.1 as from ±0.3: most of these were only slow.',
});
