import {
  exerciseOnFunction,
  exerciseOnNumber,
  isBlank,
  notDoneYet,
  right,
  wrong,
  type Exercise,
} from 'carry';

/** What notebook 06 asks of earlier ones. */
export const remember = [
  {
    question: 'Which row does (0, 1, 0) pick?',
    answer: 2,
    see: 'notebook 0: a row times a matrix adds up the rows, each as often as the row says',
  },
  {
    question: 'The gradient of a weight with the slopes 2, −1 and 4',
    answer: 5,
    see: 'notebook 5, "One weight, used at every step": the slopes are added',
  },
  { question: 'Numbers in a dense layer 3 → 5', answer: 20, see: 'notebook 4, exercise 1: D·H + H' },
];

/** Exercise 1 of notebook 06: the weights of a cell with 5 units on 3 features. */
export const cellCount = exerciseOnNumber({
  title: 'Counting a cell',
  difficulty: 1,
  minutes: 2,
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
  hints: [
    'What does a unit read at each step? Two kinds of things, and it has a bias.',
    'From the inputs, from the last state, and the biases: three numbers to add.',
    'D·H + H·H + H with D = 3 and H = 5.',
  ],
  remark: 'The recurrent part, H², is what grows fastest with the width.',
});

/** Exercise 2 of notebook 06: updates in an epoch after the split. */
export const updatesPerEpoch = exerciseOnNumber({
  title: 'Batches after the split',
  difficulty: 1,
  minutes: 2,
  solution: 8,
  mistakes: [
    { answer: 10, hint: 'This counts all rows. A fifth of them is kept for validation and never trains.' },
    { answer: 8000, hint: 'These are the training rows. One update takes 1,000 of them.' },
    { answer: 2, hint: 'These are batches of validation rows, and they make no updates.' },
    { answer: 1000, hint: 'This is the size of a batch. How many of them do the training rows fill?' },
  ],
  hints: [
    'Which rows train?',
    'One batch makes one update.',
    'Training rows divided by the batch size: 8,000/1,000.',
  ],
  remark: '8,000 rows train, in 8 batches; nobody learns from the other 2,000.',
});

/** The matrices of a room-mate: dishes to nine places, three kinds of weather to nine votes. */
interface Roommate {
  W_yh: number[][];
  W_xh: number[][];
}

const DISHES = ['apple pie', 'burger', 'chicken'];
const WEATHER = ['sunny', 'rainy', 'snowy'];

/** Exercise 3 of notebook 06: a third kind of weather. */
export const snowyRoommate: Exercise<Roommate> = {
  title: 'Snow',
  difficulty: 2,
  minutes: 10,
  hints: [
    'The first six columns of W_yh are those of the notebook. Which dish comes before pie?',
    'Each row of W_yh has one 1 in each group of three; each row of W_xh has a whole group of ones.',
    'Before pie: 0 0 1. Before burger: 1 0 0. Before chicken: 0 1 0. Snowy votes 0 0 0 0 0 0 1 1 1.',
  ],
  check({ W_yh, W_xh }) {
    if (isBlank(W_yh) || isBlank(W_xh)) return notDoneYet;
    for (const [name, W] of Object.entries({ W_yh, W_xh })) {
      if (W.length !== 3 || W.some((row) => row.length !== 9))
        return wrong(`${name} is not three rows of nine numbers.`);
    }
    for (const [food, dish] of DISHES.entries()) {
      for (const [sky, weather] of WEATHER.entries()) {
        const votes = Array.from({ length: 9 }, (_, n) => (W_yh[food]?.[n] ?? NaN) + (W_xh[sky]?.[n] ?? NaN));
        const served = [0, 1, 2].filter((k) => [k, k + 3, k + 6].some((n) => (votes[n] ?? NaN) > 1.5));
        const expected = (food + [0, 1, 2][sky]!) % 3; // one dish back is two dishes on
        if (served.length === 1 && served[0] === expected) continue;
        const names = served.map((k) => DISHES[k]).join(' and ') || 'nothing';
        return wrong(`After ${dish}, when it is ${weather}, this serves ${names}.`);
      }
    }
    return right('Snow undoes rain: its matrix is the transpose, and the inverse, of the one for rain.');
  },
};

/** The slopes of h = w·x + u·hPrev + b after all of xs, with `steps` of them going back. */
function slopesOf(w: number, u: number, b: number, xs: readonly number[], dLast: number, steps = Infinity) {
  const states = [0];
  for (const x of xs) states.push(w * x + u * (states.at(-1) ?? 0) + b);
  let [dw, du, db, dh] = [0, 0, 0, dLast];
  for (let t = xs.length - 1; t >= Math.max(0, xs.length - steps); t--) {
    dw += dh * (xs[t] ?? NaN);
    du += dh * (states[t] ?? NaN);
    db += dh;
    dh *= u;
  }
  return [dw, du, db];
}

type Chain = [w: number, u: number, b: number, xs: number[], dLast: number];

/** Exercise 4 of notebook 06: backpropagation through time for one linear unit. */
export const sumSlopes = exerciseOnFunction({
  title: 'Through time',
  difficulty: 2,
  minutes: 15,
  solution: (w: number, u: number, b: number, xs: number[], dLast: number) => slopesOf(w, u, b, xs, dLast),
  inputs: [
    [0.5, 0.8, 0.1, [9, 0, 1], 2],
    [1, 1, 0, [3], -1],
    [2, -0.5, 1, [1, 2, 3, 4, 5], 0.5],
  ] as Chain[],
  axes: [['dw', 'du', 'db']],
  beginnings: {
    of: 'steps',
    take: (count, w, u, b, xs, dLast): Chain | undefined =>
      count < xs.length ? [w, u, b, xs.slice(0, count), dLast] : undefined,
  },
  mistakes: [
    {
      answer: (w: number, u: number, b: number, xs: number[], dLast: number) =>
        slopesOf(w, u, b, xs, dLast, 1),
      hint: 'This is the last step only. The weights were used at every step.',
    },
    {
      answer: (w: number, u: number, b: number, xs: number[], dLast: number) => {
        const [dw = NaN, , db = NaN] = slopesOf(w, u, b, xs, dLast);
        const [, shifted = NaN] = slopesOf(w, u, b, [...xs, 0], dLast / u);
        return [dw, shifted, db];
      },
      hint: 'du takes the state after each step. u multiplied the state before it.',
    },
    {
      answer: (_w: number, u: number, b: number, xs: number[], dLast: number) =>
        slopesOf(_w, u, b, xs, dLast).map((slope, k) => (k === 2 ? dLast * xs.length : slope)),
      hint: 'db adds the same slope at every step. It, too, is multiplied by u on each step back.',
    },
  ],
  hints: [
    'First forward, and keep all states, beginning with the 0 before the first step.',
    'Back from the last step: dh begins as dLast, and is multiplied by u at each step back.',
    'At each step t, from the last: dw += dh·xs[t]; du += dh·(the state before t); db += dh; dh *= u.',
  ],
  remark: 'These four lines in the loop, with matrices for w and u, are backpropagation through time.',
});

/** The state after reading xs. */
const stateAfter = (w: number, u: number, b: number, xs: readonly number[]): number =>
  xs.reduce((h, x) => w * x + u * h + b, 0);

/** Exercise 5 of notebook 06: right on three digits, wrong on fifty. */
export const drifting: Exercise<number[]> = {
  title: 'Weights that drift',
  difficulty: 3,
  minutes: 10,
  hints: [
    'Begin with the right weights 1, 1, 0 and change a single one by very little.',
    'An error in u or b grows with every step; over three digits there is no time for it to grow.',
    'For b = 0.03 the three digits are off by 0.09 at most. How much is it after fifty? And u = 1.003?',
  ],
  check(answer) {
    const [w = NaN, u = NaN, b = NaN] = answer;
    if (answer.length !== 3) return wrong(`${answer.length} weights, expected three: w, u, b.`);
    for (let n = 0; n < 1000; n++) {
      const xs = [n % 10, Math.floor(n / 10) % 10, Math.floor(n / 100)];
      const error = stateAfter(w, u, b, xs) - xs.reduce((sum, x) => sum + x, 0);
      if (!(Math.abs(error) <= 0.1)) return wrong(`On ${xs.join(', ')} it is off by ${error.toFixed(3)}.`);
    }
    const error = stateAfter(w, u, b, new Array<number>(50).fill(5)) - 250;
    if (Math.abs(error) <= 10) return wrong(`After fifty 5s it is off by ${error.toFixed(2)} only.`);
    return right(`Off by ${error.toFixed(1)} after fifty. No test on three digits would have told you.`);
  },
};

/** Exercise 6 of notebook 06: the sum, learned with the gradient of the last step alone. */
export const truncatedAdders = exerciseOnNumber({
  title: 'Truncating the sum',
  difficulty: 2,
  minutes: 20,
  solution: 20,
  mistakes: [
    { answer: 0, hint: 'Check that du still uses h1: u is used in the last step, too.' },
    { answer: 10, hint: 'Count again, with u = +1 at every start.' },
  ],
  hints: [
    'In addSlopes, put dh1 and dh0 to 0 and leave everything else.',
    'For each seed: w from uniform(rng, 0, Math.sqrt(3)), then trainSum(w, 1, seed) with your addSlopes.',
    'Count the runs whose losses[4] is below 0.01.',
  ],
  remark:
    'All of them: every step does the same, so the last one teaches the weights for all. In the memory task the first step has to do something else than the last.',
});
