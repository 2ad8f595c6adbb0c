import { exerciseOnFunction, exerciseOnNumber, isBlank, right, sigmoid, wrong } from 'carry';
import type { Exercise, RecallQuestion } from 'carry';

/** The questions that open notebook 12. */
export const questions: readonly RecallQuestion[] = [
  { question: 'The largest slope of σ', answer: 0.25, see: 'notebook 1, activations' },
  { question: 'Spectral radius 0.9: must it get shorter?', answer: 'no', see: 'notebook 11, the shear' },
  {
    question: 'Clipping helps against gradients that',
    answer: ['explode', 'exploding'],
    see: 'notebook 11, clipping',
  },
];

/** Exercise 1 of notebook 12: the weights of an LSTM with one and with two bias vectors. */
export const lstmCounts = exerciseOnNumber({
  title: 'Counting an LSTM',
  difficulty: 1,
  minutes: 4,
  solution: [520, 560],
  mistakes: [
    { answer: [130, 140], hint: 'These are the weights of one gate. There are four sets.' },
    { answer: [520, 1040], hint: 'Only the biases double, not all weights.' },
    { answer: [480, 520], hint: 'These are none and one bias vector.' },
    { answer: [520, 530], hint: 'The second bias vector, too, has a number for each of the four sets: 4·H.' },
    { answer: [560, 520], hint: 'The other way round: first with one bias vector, then with two.' },
    { answer: [390, 420], hint: 'Three gates and the candidate g make four sets of weights.' },
  ],
  hints: [
    'Count one gate first: what does it read, and how many units does it have?',
    'One gate: D·H for the input, H·H for the state, H for the bias. There are four such sets.',
    'Four times D·H + H·H + H, with D = 2 and H = 10; a second bias adds 4·H.',
  ],
  remark: 'With the read-out of 11 numbers these are the 531 and 571 of source 000.',
});

type Lstm = [
  x: number[],
  hPrev: number[],
  cPrev: number[],
  W_xh: number[][],
  W_hh: number[][],
  b_h: number[],
];
type State = [h: number[], c: number[]];

/** Where the four groups lie, and what happens to them: the ways in which a step goes wrong. */
interface Slips {
  readonly order?: readonly [i: number, f: number, g: number, o: number];
  readonly candidate?: (a: number) => number;
  readonly show?: (c: number) => number;
  readonly keep?: (f: number, i: number) => number;
  readonly recurrent?: number;
}

function lstmStepWith([x, hPrev, cPrev, W_xh, W_hh, b_h]: Lstm, slips: Slips = {}): State {
  const { order = [0, 1, 2, 3], candidate = Math.tanh, show = Math.tanh, keep = (f) => f } = slips;
  const { recurrent = 1 } = slips;
  const H = hPrev.length;
  const a = (group: number, j: number): number => {
    const column = group * H + j;
    const fromInput = x.reduce((sum, value, d) => sum + value * (W_xh[d]?.[column] ?? NaN), 0);
    const fromState = hPrev.reduce((sum, value, k) => sum + value * (W_hh[k]?.[column] ?? NaN), 0);
    return fromInput + recurrent * fromState + (b_h[column] ?? NaN);
  };
  const c = cPrev.map((old, j) => {
    const [i, f] = [sigmoid(a(order[0], j)), sigmoid(a(order[1], j))];
    return keep(f, i) * old + i * candidate(a(order[2], j));
  });
  return [c.map((value, j) => sigmoid(a(order[3], j)) * show(value)), c];
}

/** Weights that are all different, without chance. */
const weights = (rows: number, columns: number, phase: number): number[][] =>
  Array.from({ length: rows }, (_, n) =>
    Array.from({ length: columns }, (__, j) => Math.sin(phase + 1.7 * n + 0.9 * j)),
  );

/** Exercise 2 of notebook 12: a whole step of an LSTM. */
export const lstmStep = exerciseOnFunction<Lstm, State>({
  title: 'Write an LSTM step',
  difficulty: 2,
  minutes: 15,
  axes: [['h', 'c'], 'unit'],
  solution: (...given) => lstmStepWith(given),
  inputs: [
    [[1, 0], [0.3, -0.2], [0.5, -1], weights(2, 8, 1), weights(2, 8, 2), weights(1, 8, 3).flat()],
    [[0.5, -1], [0.1, 0.4], [2, 0.7], weights(2, 8, 4), weights(2, 8, 5), weights(1, 8, 6).flat()],
    [[1], [0, 0, 0], [0, 0, 0], weights(1, 12, 7), weights(3, 12, 8), weights(1, 12, 9).flat()],
  ],
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (...given) => [...lstmStepWith(given)].reverse() as State,
      hint: 'The right numbers, but in the order [c, h]. Return [h, c].',
    },
    {
      answer: (...given) => lstmStepWith(given, { order: [1, 0, 2, 3] }),
      hint: 'The gates i and f are exchanged: the columns lie in the order i, f, g, o.',
    },
    {
      answer: (...given) => lstmStepWith(given, { order: [0, 1, 3, 2] }),
      hint: 'g and o are exchanged: the columns lie in the order i, f, g, o.',
    },
    {
      answer: (...given) => lstmStepWith(given, { candidate: sigmoid }),
      hint: 'The candidate g is no gate: it goes through tanh, so that it can be negative.',
    },
    {
      answer: (...given) => lstmStepWith(given, { show: (c) => c }),
      hint: 'The cell is right. What is shown is o ⊙ tanh(c), not o ⊙ c.',
    },
    {
      answer: (...given) => lstmStepWith(given, { keep: (_, i) => 1 - i }),
      hint: 'This keeps 1 − i of the old cell, as a GRU would. An LSTM has a forget gate of its own.',
    },
    {
      answer: (...given) => lstmStepWith(given, { recurrent: 0 }),
      hint: 'hPrev is not read: the gates see x·W_xh and hPrev·W_hh.',
    },
  ],
  hints: [
    'Begin with a, all 4·H pre-activations at once; then cut it into four groups of H.',
    'Three groups go through σ, one through tanh. The cell is what is kept plus what is let in.',
    'a = x·W_xh + hPrev·W_hh + b_h; i, f, o = σ, g = tanh; c = f ⊙ cPrev + i ⊙ g; h = o ⊙ tanh(c).',
  ],
  remark: 'From memory: the cell of 1997, with the forget gate of 2000.',
});

type Mix = [dh: number[], u: number[], n: number[], hPrev: number[]];

/** `each` gives [da_u, da_n, dhPrev] of one unit. */
const mixWith =
  (each: (dh: number, u: number, n: number, hPrev: number) => [number, number, number]) =>
  (...[dh, u, n, hPrev]: Mix): number[][] => {
    const units = dh.map((d, j) => each(d, u[j] ?? NaN, n[j] ?? NaN, hPrev[j] ?? NaN));
    return [0, 1, 2].map((k) => units.map((unit) => unit[k] ?? NaN));
  };

/** Exercise 3 of notebook 12: back through h = u ⊙ hPrev + (1 − u) ⊙ n. */
export const mixBack = exerciseOnFunction<Mix, number[][]>({
  title: 'Back through a mixture',
  difficulty: 2,
  minutes: 12,
  axes: [['da_u', 'da_n', 'dhPrev'], 'unit'],
  solution: mixWith((dh, u, n, hPrev) => [
    dh * (hPrev - n) * u * (1 - u),
    dh * (1 - u) * (1 - n * n),
    dh * u,
  ]),
  inputs: [
    [
      [1, -2],
      [0.25, 0.8],
      [0.5, -0.3],
      [0.9, 0.1],
    ],
    [[0.7], [0.5], [-0.9], [0.4]],
  ],
  tolerance: 1e-9,
  mistakes: [
    {
      answer: mixWith((dh, u, n, hPrev) => [dh * (hPrev - n), dh * (1 - u), dh * u]),
      hint: 'These are du and dn. The slopes of σ and tanh are missing: da_u and da_n are wanted.',
    },
    {
      answer: mixWith((dh, u, n, hPrev) => [dh * hPrev * u * (1 - u), dh * (1 - u) * (1 - n * n), dh * u]),
      hint: 'u stands twice in the formula: it multiplies hPrev, and 1 − u multiplies n.',
    },
    {
      answer: mixWith((dh, u, n, hPrev) => [
        dh * (n - hPrev) * u * (1 - u),
        dh * (1 - u) * (1 - n * n),
        dh * u,
      ]),
      hint: 'The sign of da_u: more u means more of hPrev and less of n.',
    },
    {
      answer: mixWith((dh, u, n, hPrev) => [
        dh * (hPrev - n) * u * (1 - u),
        dh * u * (1 - n * n),
        dh * (1 - u),
      ]),
      hint: 'u and 1 − u are exchanged: here u keeps the old state.',
    },
  ],
  hints: [
    'Three derivatives of one sum of products: with respect to u, to n and to hPrev.',
    '∂h/∂u = hPrev − n, ∂h/∂n = 1 − u, ∂h/∂hPrev = u. Then the slopes of σ and tanh.',
    'da_u = dh ⊙ (hPrev − n) ⊙ u(1 − u), da_n = dh ⊙ (1 − u) ⊙ (1 − n²), dhPrev = dh ⊙ u.',
  ],
  remark: 'dhPrev = dh ⊙ u: the gradient path of a GRU is its update gate.',
});

/** A state, reset gates and a matrix of two units. */
export interface TwoUnits {
  readonly hPrev: readonly number[];
  readonly r: readonly number[];
  readonly W_hn: readonly (readonly number[])[];
}

/** Exercise 4 of notebook 12: two units for which the place of the reset matters much. */
export const farApart: Exercise<TwoUnits> = {
  title: 'Break it: before is not after',
  difficulty: 3,
  minutes: 10,
  hints: [
    'Write both products for the first unit: (r₀h₀)w₀₀ + (r₁h₁)w₁₀, and r₀(h₀w₀₀ + h₁w₁₀).',
    'They differ by (r₁ − r₀)·h₁·w₁₀: only what crosses from one unit to the other counts.',
    'r = [1, 0] makes the first unit differ by h₁·w₁₀ and the second by h₀·w₀₁: take all of them as large ' +
      'as they may be.',
  ],
  check({ hPrev, r, W_hn }) {
    if (isBlank([hPrev, r, W_hn])) return { state: 'not done yet' };
    const [[a = NaN, b = NaN] = [], [c = NaN, d = NaN] = []] = W_hn;
    const [[h0 = NaN, h1 = NaN], [r0 = NaN, r1 = NaN]] = [hPrev, r];
    const within = (values: number[], low: number, high: number): boolean =>
      values.every((value) => value >= low && value <= high);
    if (!within([h0, h1], -1, 1)) return wrong('hPrev: two numbers from −1 to 1.');
    if (!within([r0, r1], 0, 1)) return wrong('r: two numbers from 0 to 1.');
    if (!within([a, b, c, d], -2, 2)) return wrong('W_hn: two rows of two numbers from −2 to 2.');
    const before = [r0 * h0 * a + r1 * h1 * c, r0 * h0 * b + r1 * h1 * d];
    const after = [r0 * (h0 * a + h1 * c), r1 * (h0 * b + h1 * d)];
    const apart = before.reduce((sum, value, j) => sum + Math.abs(value - (after[j] ?? NaN)), 0);
    if (apart < 3) return wrong(`The two units together differ by ${apart.toFixed(3)}, and 3 is asked for.`);
    return right(`Together they differ by ${apart.toFixed(2)}; 4 is the most.`);
  },
};
