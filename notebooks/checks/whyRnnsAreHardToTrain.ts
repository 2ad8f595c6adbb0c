import { exerciseOnFunction, exerciseOnNumber, isBlank, right, wrong } from 'carry';
import type { Exercise, RecallQuestion } from 'carry';

/** The questions that open notebook 11. */
export const questions: readonly RecallQuestion[] = [
  { question: 'The largest slope of tanh', answer: 1, see: 'notebook 1, activations' },
  {
    question: 'The gradients of the steps are',
    answer: ['added', 'added up', 'add', 'add them', 'add them up', 'summed', 'sum', 'summed up'],
    see: 'notebook 6, backpropagation through time',
  },
  { question: 'A gradient of zero changes', answer: 'nothing', see: 'notebook 3' },
];

/** Exercise 1 of notebook 11: the first k with 0.9ᵏ below one hundredth. */
export const stepsToHundredth = exerciseOnNumber({
  title: 'Fading by tenths',
  difficulty: 1,
  minutes: 3,
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
  hints: [
    'After k steps 0.9ᵏ of the gradient is left.',
    'You may try: multiply by 0.9 until you are below 0.01, and count.',
    'Solve 0.9ᵏ = 0.01 with logarithms, and round up.',
  ],
  remark: 'ln 0.01 / ln 0.9 = 43.7. With w = 0.5 it would be 7.',
});

type Clip = (gradients: number[][], most: number) => number[][];

const normOf = (gradients: readonly number[][]): number => Math.hypot(...gradients.flat());
const scaled = (gradients: readonly number[][], factor: number): number[][] =>
  gradients.map((gradient) => gradient.map((g) => g * factor));

/** Exercise 2 of notebook 11: clipping all gradients of a network by one norm. */
export const clipTogether = exerciseOnFunction<Parameters<Clip>, number[][]>({
  title: 'Clip a whole network',
  difficulty: 2,
  minutes: 8,
  axes: ['list', 'place'],
  solution: (gradients, most) => scaled(gradients, Math.min(1, most / normOf(gradients))),
  inputs: [
    [[[30], [-40]], 5],
    [[[0.3, 0.4], [0.1]], 5],
    [[[1, 2], [2], [4, 0]], 3],
    [
      [
        [-6, 8],
        [3, 4],
      ],
      6,
    ],
  ],
  mistakes: [
    {
      answer: (gradients, most) =>
        gradients.map((gradient) => gradient.map((g) => Math.max(-most, Math.min(most, g)))),
      hint: 'This clips each number by itself, and so turns the gradient into another direction. Scale all alike.',
    },
    {
      answer: (gradients, most) =>
        gradients.map((gradient) => {
          const factor = Math.min(1, most / Math.hypot(...gradient));
          return gradient.map((g) => g * factor);
        }),
      hint: 'This clips each list by its own norm. The lists belong to one gradient: one norm, one factor.',
    },
    {
      answer: (gradients, most) => scaled(gradients, most / normOf(gradients)),
      hint: 'This also lengthens short gradients. Leave those below the limit as they are.',
    },
    {
      answer: (gradients, most) => scaled(gradients, Math.min(1, most / normOf(gradients) ** 2)),
      hint: 'The norm is the root of the sum of squares; the root is missing.',
    },
  ],
  hints: [
    'First the length of the whole gradient: every number of every list counts.',
    'Then one factor: 1 if the gradient is short enough, less if it is not.',
    'factor = min(1, most / √(Σ g²)), the sum over all lists; multiply every number by it.',
  ],
  remark: 'The direction stays, only the length changes.',
});

/** The squared singular values of a 2×2 matrix, the larger first. */
function squaredStretches(W: readonly (readonly number[])[]): [number, number] {
  const [[a = NaN, b = NaN] = [], [c = NaN, d = NaN] = []] = W;
  const half = (a * a + b * b + c * c + d * d) / 2;
  const product = a * d - b * c;
  const root = Math.sqrt(Math.max(0, half * half - product * product));
  return [half + root, half - root];
}

/** Exercise 3 of notebook 11: both singular values of a 2×2 matrix. */
export const singularValues = exerciseOnFunction<[W: number[][]], number[]>({
  title: 'Both singular values',
  difficulty: 2,
  minutes: 12,
  solution: (W) => squaredStretches(W).map(Math.sqrt),
  inputs: [
    [[[3, 0], [0, 2]]], // prettier-ignore
    [[[0, 0.9], [-0.9, 0]]], // prettier-ignore
    [[[0.9, 10], [0, 0.9]]], // prettier-ignore
    [[[1, 2], [3, 4]]], // prettier-ignore
  ],
  tolerance: 1e-6,
  mistakes: [
    {
      answer: (W) => squaredStretches(W),
      hint: 'These are the squares. The singular values are their roots.',
    },
    {
      answer: (W) => squaredStretches(W).map(Math.sqrt).reverse(),
      hint: 'The other way round: the largest first.',
    },
    {
      answer: ([[a = NaN, b = NaN] = [], [c = NaN, d = NaN] = []]) => {
        const root = Math.sqrt(((a + d) / 2) ** 2 - (a * d - b * c));
        return [(a + d) / 2 + root, (a + d) / 2 - root];
      },
      hint: 'These are the eigenvalues of W itself. Take those of M = W·Wᵀ.',
    },
  ],
  hints: [
    'Compute M = W·Wᵀ first: four sums of products.',
    'M is symmetric: m₀₀ = a² + b², m₁₁ = c² + d², and det M = (ad − bc)².',
    'p = (m₀₀ + m₁₁)/2 ± √(((m₀₀ + m₁₁)/2)² − det M), and then the roots of both.',
  ],
  remark:
    'For the shear they are 10.08 and 0.08: one direction is stretched tenfold, another nearly vanishes.',
});

/** How far powers of [[p, q], [0, p]] stretch a vector at least: the corner of the k-th power is k·q·pᵏ⁻¹. */
function longestStretch(p: number, q: number): number {
  let most = 0;
  for (let k = 1; k <= 100_000; k++) most = Math.max(most, k * Math.abs(q) * Math.abs(p) ** (k - 1));
  return most;
}

/** Exercise 4 of notebook 11: a matrix with a spectral radius below 1 whose powers stretch a thousandfold. */
export const thousandfold: Exercise<readonly number[]> = {
  title: 'Break it: a thousandfold',
  difficulty: 2,
  minutes: 8,
  hints: [
    'Compute the second and the third power by hand: what stands in the corner?',
    'The corner of the k-th power grows with k at first, and the nearer p is to 1, the longer.',
    'That corner is k·q·pᵏ⁻¹, largest near k = 1/(1 − p), where it is about q/(e·(1 − p)). With q = 10, p must be above 0.9963.',
  ],
  check(answer) {
    if (isBlank(answer)) return { state: 'not done yet' };
    const [p = NaN, q = NaN] = answer;
    if (!Number.isFinite(p) || !Number.isFinite(q)) return wrong('Give two numbers, [p, q].');
    if (Math.abs(p) >= 1) return wrong(`The spectral radius is |p| = ${Math.abs(p)}; it must be below 1.`);
    if (Math.abs(q) > 10) return wrong(`q is ${q}; it must lie between −10 and 10.`);
    const most = longestStretch(p, q);
    if (most <= 1000)
      return wrong(`The corner of the powers reaches ${most.toPrecision(3)}, not a thousand.`);
    return right(`Its powers reach ${most.toPrecision(3)}, and then go to zero all the same.`);
  },
};
