import {
  additionBatch,
  additionMachine,
  allPairs,
  createRng,
  evaluate,
  exerciseOnFunction,
  exerciseOnNumber,
  findCounterexample,
  notDoneYet,
  right,
  thresholdAdder,
  wrong,
  type Exercise,
  type RecallQuestion,
} from 'carry';

/** Notebook 09: three questions on earlier notebooks. */
export const earlier: RecallQuestion[] = [
  { question: 'of ten seeds, memories that hold as soon as short sums do', answer: 1, see: 'notebook 8' },
  { question: 'the digit of a column with one 1 and no carry', answer: 1, see: 'notebook 7, the table' },
  { question: 'the threshold of a unit that is on for (1, 1) only', answer: 1.5, see: 'notebook 1' },
];

/** Exercise 1: three threshold units. */
export const allOnes = exerciseOnNumber({
  title: 'Three ones',
  difficulty: 1,
  minutes: 2,
  solution: [1, 1, 1],
  mistakes: [
    { answer: [1, 1, 0], hint: 'Those are the units for two ones. There are three.' },
    {
      answer: [0, 0, 1],
      hint: 'A unit stays on above its threshold: three ones are more than ½ and 1½, too.',
    },
    { answer: [1, 0, 1], hint: 'h₂ is on where there are at least two ones.' },
  ],
  hints: [
    'How many ones are in the column, with the carry?',
    'The units are on where the number of ones exceeds ½, 1½ and 2½.',
    'n = 3 exceeds all three.',
  ],
  remark: 'So the digit is 1 − 1 + 1 = 1, and the carry is 1.',
});

const sideOf = (weights: readonly number[], point: readonly number[]): number =>
  point.reduce((sum, value, i) => sum + value * (weights[i] ?? NaN), weights.at(-1) ?? NaN);

const CORNERS = [[0, 0], [0, 1], [1, 0], [1, 1]]; // prettier-ignore
const CLOUDS = [[3, 1, 0], [2, 2, 1], [4, 0, -1], [-1, 0, 2], [0, -2, 1], [1, -1, 3]]; // prettier-ignore

/** What the perceptron of exercise 2 is tried on; `undefined` where no line separates the labels. */
const SEPARATIONS = [
  { name: 'AND', points: CORNERS, labels: [0, 0, 0, 1], possible: true },
  { name: 'OR', points: CORNERS, labels: [0, 1, 1, 1], possible: true },
  { name: 'two clouds of three numbers', points: CLOUDS, labels: [1, 1, 1, 0, 0, 0], possible: true },
  { name: 'XOR', points: CORNERS, labels: [0, 1, 1, 0], possible: false },
] as const;

type Separator = (points: number[][], labels: number[]) => readonly number[] | null;

/** Exercise 2: the perceptron as a function. */
export const separate: Exercise<Separator> = {
  title: 'A perceptron',
  difficulty: 2,
  minutes: 15,
  hints: [
    'The notebook’s `perceptron` is nearly it; the names, the bias, and when it gives up are different.',
    'Append the bias to the weights only at the end. Count the mistakes of each round; a round without any ends it.',
    'wanted = label === 1 ? 1 : −1; where wanted·(w·x + b) ≤ 0: w ← w + wanted·x, b ← b + wanted. Return [...w, b], or null after 1,000 rounds.',
  ],
  check(answer) {
    for (const { name, points, labels, possible } of SEPARATIONS) {
      const found = answer(
        points.map((point) => [...point]),
        [...labels],
      );
      if (found === undefined) return notDoneYet;
      if (!possible && found !== null) return wrong(`No line separates ${name}: it should return null.`);
      if (!possible) continue;
      if (found === null) return wrong(`${name} can be separated, and it returns null.`);
      const size = (points[0]?.length ?? 0) + 1;
      if (found.length !== size)
        return wrong(`For points of ${size - 1} numbers it should return ${size}: the weights and the bias.`);
      const bad = points.filter((point, n) => sideOf(found, point) > 0 !== (labels[n] === 1));
      if (bad.length > 0)
        return wrong(
          `For ${name}, ${bad.length} of ${points.length} points lie on the wrong side, the first of them (${bad[0]?.join(', ')}).`,
        );
    }
    return right('Rosenblatt proved that it ends whenever a separating line exists.');
  },
};

/** How many classes are left when states are divided until nothing changes; `once` stops after the outputs. */
const sizeBy =
  ({ once = false, outputsOnly = false } = {}) =>
  (next: number[][], output: number[][]): number => {
    let groups = output.map((row) => row.join());
    for (let count = new Set(groups).size; ;) {
      if (outputsOnly) return count;
      const finer = groups.map((group, s) => [group, ...(next[s] ?? []).map((to) => groups[to])].join('/'));
      const names = [...new Set(finer)];
      groups = finer.map((name) => String(names.indexOf(name)));
      if (once || names.length === count) return names.length;
      count = names.length;
    }
  };

/** Exercise 3: the size of the smallest machine. */
export const smallestSize = exerciseOnFunction({
  title: 'The smallest machine',
  difficulty: 3,
  minutes: 20,
  solution: sizeBy(),
  inputs: [
    [[[0, 0, 0, 1], [0, 1, 1, 1]], [[0, 1, 1, 0], [1, 0, 0, 1]]],
    [[[0, 3], [3, 0], [2, 1], [1, 2]], [[0, 1], [1, 0], [0, 1], [1, 0]]],
    [[[1, 1], [2, 2], [3, 3], [3, 3]], [[0, 0], [0, 0], [0, 0], [1, 1]]],
    [[[1], [2], [3], [4], [0]], [[0], [0], [0], [0], [1]]],
    [[[1, 0], [0, 1]], [[1, 1], [1, 1]]],
  ] as [number[][], number[][]][], // prettier-ignore
  mistakes: [
    {
      answer: sizeBy({ outputsOnly: true }),
      hint: 'This compares the outputs only. Two states with the same outputs may lead to different ones.',
    },
    {
      answer: sizeBy({ once: true }),
      hint: 'This refines once. A chain of four states needs three rounds: go on until the number stays the same.',
    },
    {
      answer: (next: number[][]) => next.length,
      hint: 'This counts all states, also those that no word tells apart.',
    },
  ],
  hints: [
    'Give each state a label. At first, states with the same outputs have the same label.',
    'A finer label: the old label together with the labels of all the states it leads to. Repeat.',
    'labels = output.map((row) => row.join()); then finer[s] = label of s and labels of next[s][0], next[s][1], …; stop when the number of different labels no longer grows.',
  ],
  remark: 'Moore’s algorithm (1956), which minimizeMachine uses.',
});

/** Exercise 4: a leak in the adder built by hand. */
export const leakyWeight: Exercise<number> = {
  title: 'A leak by hand',
  difficulty: 2,
  minutes: 10,
  hints: [
    'Make the weight smaller: below some value the carry does not come back to itself.',
    'With input 0 + 1 the carry goes through h ← σ(w·h − 10). Try weights between 13 and 14.',
    'Between 13.2 and 13.5 all short sums are right, and the hunt finds a mistake after 9 to 32 columns.',
  ],
  check(weight) {
    if (!Number.isFinite(weight)) return wrong('One number is asked for.');
    const adder = thresholdAdder();
    const W_hh = adder.parametersOf('cell0').views['W_hh'];
    if (W_hh) W_hh[4] = weight;
    const short = evaluate(adder, additionBatch(allPairs(7), 8)).sumAccuracy;
    if (short < 1)
      return wrong(`Only ${(100 * short).toFixed(2)} % of the sums of seven-bit numbers are right.`);
    const flaw = findCounterexample(adder, additionMachine, { rng: createRng(1) });
    if (!flaw) return wrong('The hunt finds no sum of 64 columns that is wrong.');
    return right(
      `Wrong in column ${flaw.inputs.length}. At 13.6 it holds for ever: in between, the fixed point disappears.`,
    );
  },
};

/** Exercise 5: an old probe on a network that was trained on. */
export const oldProbe = exerciseOnNumber({
  title: 'An old probe',
  difficulty: 2,
  minutes: 10,
  solution: 100,
  mistakes: [
    { answer: 1, hint: 'In percent, please.' },
    { answer: 50, hint: 'Is it the same neuron, or a fresh one? Do not train the probe again.' },
    {
      answer: 0,
      hint: 'The states must be collected after the training. Does statesOf see the new weights?',
    },
  ],
  hints: [
    'train(adder, { ...options, startStep: 20_000, steps: 40_000 }) goes on where the notebook stopped.',
    'Collect states with statesOf(randomColumns(12)), 500 times; statesOf reads the adder’s weights as they are now.',
    'Math.round(100 * rightOn(neuron, states)).',
  ],
  remark:
    'The direction has stayed. (Run the notebook again before you go on: its adder is now another network.)',
});
