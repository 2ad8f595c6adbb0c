import {
  additionBatch,
  decide,
  type Exercise,
  exerciseOnFunction,
  exerciseOnNumber,
  fromBits,
  isBlank,
  notDoneYet,
  right,
  type SequenceModel,
  wrong,
} from 'carry';

/** Exercise 1 of notebook 00: a slope by the power rule and the chain rule. */
export const slopeAtOne = exerciseOnNumber({
  title: 'The slope of (x² + 1)³ at 1',
  difficulty: 1,
  minutes: 3,
  solution: 24,
  mistakes: [
    { answer: 8, hint: 'This is the height at 1, not the slope.' },
    { answer: 12, hint: 'This is the outer slope, 3u². The inner function has a slope, too.' },
    { answer: 2, hint: 'This is the inner slope alone.' },
    { answer: 6, hint: 'The outer slope is taken at u = x² + 1, which is 2, not at x.' },
  ],
  hints: [
    'What is the inner function, and what is its value at 1?',
    'The outer function is u³ with the slope 3u², at u = 2. The inner one is x² + 1.',
    '3u² · 2x, with u = 2 and x = 1.',
  ],
  remark: 'Outer slope 12, inner slope 2: along a chain, slopes multiply.',
});

/** Exercise 2 of notebook 00: the slope of a polynomial, coefficient by coefficient. */
export const slopeOfPolynomial = exerciseOnFunction({
  title: 'The slope of any polynomial',
  difficulty: 2,
  minutes: 10,
  solution: (coefficients: number[]) =>
    coefficients.length < 2 ? [0] : coefficients.slice(1).map((c, n) => c * (n + 1)),
  inputs: [[[7, -3, 5]], [[4]], [[0, 0, 0, 2]], [[1, 1, 1, 1, 1]], [[2, 8]]],
  axes: ['coefficient'],
  mistakes: [
    {
      answer: (coefficients: number[]) => coefficients.slice(1).map((c, n) => c * (n + 1)),
      hint: 'Nearly: the slope of a constant alone should be [0], not an empty list.',
    },
    {
      answer: (coefficients: number[]) => coefficients.map((c, n) => c * n),
      hint: 'The factors are right, but the power goes down by one: what stood at n now stands at n − 1.',
    },
    {
      answer: (coefficients: number[]) => coefficients.slice(1),
      hint: 'The powers are right; the power rule has a factor in front as well.',
    },
  ],
  hints: [
    'What does the power rule make of one term, c·xⁿ? Which place of the list does the result go to?',
    'The term at place n becomes c·n at place n − 1; the term at place 0 vanishes.',
    'coefficients.slice(1).map((c, n) => c * (n + 1)), and [0] where the list has one number.',
  ],
  remark: 'Sums add their slopes, so a polynomial can be done term by term.',
});

const measure = (f: (x: number[]) => number, x: number[]): number[] =>
  x.map((_, i) => {
    const beside = (by: number) => f(x.map((value, k) => (k === i ? value + by : value)));
    return (beside(1e-4) - beside(-1e-4)) / 2e-4;
  });

/** Exercise 3 of notebook 00: a gradient by finite differences. */
export const measuredGradient: Exercise<(f: (x: number[]) => number, x: number[]) => number[]> = {
  ...exerciseOnFunction({
    title: 'The gradient of any function',
    difficulty: 2,
    minutes: 12,
    solution: measure,
    inputs: [
      [([a = 0, b = 0]: number[]) => a ** 2 * b, [3, 2]],
      [([a = 0]: number[]) => Math.exp(a), [1]],
      [([a = 0, b = 0, c = 0]: number[]) => a * b + Math.sin(c), [1, -2, 0.5]],
      [(x: number[]) => x.reduce((sum, value) => sum + value ** 3, 0), [1, 2, 3, 4]],
    ],
    tolerance: 1e-3,
    axes: ['slope'],
    mistakes: [
      {
        answer: (f: (x: number[]) => number, x: number[]) =>
          x.map((_, i) => f(x.map((value, k) => (k === i ? value + 1e-4 : value))) - f(x)),
        hint: 'These are changes. A slope is the change divided by how far you stepped.',
      },
      {
        answer: (f: (x: number[]) => number, x: number[]) => measure(f, x).map((slope) => 2 * slope),
        hint: 'Each is twice the slope: from one side to the other you step 2ε.',
      },
    ],
    hints: [
      'One number of the gradient at a time: make a copy of x in which only this number has moved.',
      'For each i: a copy with x[i] + ε, a copy with x[i] − ε, the difference of the two values, divided by 2ε.',
      'x.map((_, i) => { const up = [...x]; up[i] += ε; const down = [...x]; down[i] −= ε; return (f(up) − f(down)) / (2ε); })',
    ],
    remark:
      'This works for every function, and asks for 2 values of f for each number: slow where there are thousands.',
  }),
};

/** A network, and a sum on which it is said to fail. */
export interface Fooling {
  readonly adder: SequenceModel;
  readonly a: number;
  readonly b: number;
}

const COLUMNS = 9;

/** Exercise 4 of notebook 00: a sum of nine columns that fools the network. */
export const fooling: Exercise<Fooling> = {
  title: 'Fool it in nine columns',
  difficulty: 2,
  minutes: 8,
  hints: [
    'The hunt found eight columns of 0 + 1. What other numbers have many of these columns?',
    'Both numbers have to be above 100 and below 256. In binary, put ones of one number over zeros of the other.',
    'Two loops over a and b from 101 to 255; in each, compare the bits of adder.forward(additionBatch([[a, b]], 9)) with a + b.',
  ],
  check({ adder, a, b }) {
    if (isBlank([a, b])) return notDoneYet;
    if (![a, b].every((value) => Number.isInteger(value) && value > 100 && value < 256)) {
      return wrong(`a is ${a} and b is ${b}; both must be whole numbers from 101 to 255.`);
    }
    const answers = decide(adder, adder.forward(additionBatch([[a, b]], COLUMNS)));
    const said = fromBits(answers);
    if (said === BigInt(a + b)) return wrong(`${a} + ${b} = ${said}: here it is right.`);
    return right(`It says ${said}. There are very few such sums among 65,536: random tests seldom meet one.`);
  },
};

/** Exercise 5 of notebook 00: which of the seeds 1 to 5 can be proved. */
export const provedSeeds = exerciseOnNumber({
  title: 'The seeds that can be proved',
  difficulty: 2,
  minutes: 10,
  solution: [5],
  mistakes: [],
  hints: [
    'A loop over the seeds 1 to 5: train, certify, and print what you get.',
    'In the loop: const model = await trainAdder(s); const { proved } = certify(plainNetwork(model), additionMachine);',
    'Print evaluate(model, test).sumAccuracy beside it, and write the seeds with a proof into the list, in order.',
  ],
  remark:
    'One training in five, here. Four units and plain training are a gamble; notebook 10 improves the odds.',
});
