import {
  additionMachine,
  createStepBounds,
  exerciseOnFunction,
  exerciseOnNumber,
  isBlank,
  notDoneYet,
  plainNetwork,
  right,
  sigmoid,
  thresholdAdder,
  wrong,
  type Exercise,
  type RecallQuestion,
} from 'carry';

/** Notebook 10: three questions on earlier notebooks. */
export const earlier: RecallQuestion[] = [
  { question: 'states of the smallest machine of addition', answer: 2, see: 'notebook 9' },
  { question: 'the unit that is the carry in the adder built by hand', answer: 2, see: 'notebook 9' },
  {
    question: 'ones in a column that only hands on',
    answer: ['1', 'one'],
    see: 'notebook 8: what a random sum tests',
  },
];

/** Exercise 1: the work of a checker. */
export const stepsToCheck = exerciseOnNumber({
  title: 'The work of a checker',
  difficulty: 1,
  minutes: 2,
  solution: 596,
  mistakes: [
    { answer: 149, hint: 'From each box a step is taken with every input.' },
    { answer: 298, hint: 'How many inputs are there: two bits, or four columns?' },
    { answer: 149 * 149, hint: 'Not every box with every box: every box with every input.' },
  ],
  hints: [
    'From each box, how many steps?',
    'There are four columns: 00, 01, 10 and 11.',
    '149 boxes times 4 inputs.',
  ],
  remark: 'And as many outputs. For every length: that is the point.',
});

interface Key {
  before: number;
  inputs: number[];
}
type KeyStep = [next: number[][], k: number, key: Key, input: number];

const keyBy =
  ({ newest = false, keeps = false, stuck = false } = {}) =>
  (...[next, k, { before, inputs }, input]: KeyStep): Key => {
    const all = [...inputs, input];
    if (keeps || all.length <= k) return { before, inputs: all };
    const forgotten = (newest ? all.at(-1) : all[0]) ?? NaN;
    const moved = stuck ? before : (next[before]?.[forgotten] ?? NaN);
    return { before: moved, inputs: newest ? all.slice(0, -1) : all.slice(1) };
  };
const CARRY = [[0, 0, 0, 1], [0, 1, 1, 1]]; // prettier-ignore

/** Exercise 2: the key of the next box. */
export const nextKey = exerciseOnFunction({
  title: 'The next key',
  difficulty: 2,
  minutes: 12,
  solution: keyBy(),
  inputs: [
    [CARRY, 2, { before: 0, inputs: [] }, 3],
    [CARRY, 2, { before: 0, inputs: [3] }, 1],
    [CARRY, 2, { before: 0, inputs: [3, 1] }, 0],
    [CARRY, 2, { before: 1, inputs: [0, 2] }, 3],
    [CARRY, 0, { before: 0, inputs: [] }, 3],
    [CARRY, 1, { before: 1, inputs: [2] }, 0],
  ] as KeyStep[],
  mistakes: [
    { answer: keyBy({ keeps: true }), hint: 'The list grows without end: at most k inputs may stay.' },
    {
      answer: keyBy({ newest: true }),
      hint: 'This forgets the newest input. The oldest one, the first of the list, has to go.',
    },
    {
      answer: keyBy({ stuck: true }),
      hint: 'When an input is forgotten, the machine has read it all the same: before must move on.',
    },
  ],
  hints: [
    'First append the new input to a copy of the list.',
    'If the list is now longer than k, take its first input away; what does the machine do with it?',
    'all = [...key.inputs, input]; if all.length > k: { before: next[key.before][all[0]], inputs: all.slice(1) }, else { before: key.before, inputs: all }.',
  ],
  remark: 'With k = 0 the key is the state of the machine itself.',
});

type OneUnit = [u: number, w: number, b: number];

/** The growing interval, and the ways in which it goes wrong. */
const intervalBy =
  ({ whole = false, once = false, start = true } = {}) =>
  (...[u, w, b]: OneUnit): number[] => {
    let [low, high] = [0, 0];
    if (whole) return [0, 1];
    if (!start) [low, high] = [sigmoid(b), sigmoid(b)];
    for (let round = 0; round < (once ? 1 : 5000); round++) {
      const ends = [0, 1, 2].flatMap((n) => {
        return [u * low, u * high].map((part) => part + w * n + b);
      });
      const image = ends.map(sigmoid);
      low = Math.min(low, ...image);
      high = Math.max(high, ...image);
    }
    return [low, high];
  };

/** Exercise 3: the smallest interval that no step leaves. */
export const invariantInterval = exerciseOnFunction({
  title: 'An interval that no step leaves',
  difficulty: 3,
  minutes: 15,
  axes: [['low', 'high']],
  solution: intervalBy(),
  inputs: [
    [4, 1, -3],
    [-4, 1, 1],
    [2, -3, 1],
    [20, 20, -30],
    [0, 0, 0],
  ] as OneUnit[],
  tolerance: 1e-5,
  mistakes: [
    {
      answer: intervalBy({ once: true }),
      hint: 'Only the start was sent through the step. Go on with both ends of what you got, until nothing changes.',
    },
    {
      answer: intervalBy({ whole: true }),
      hint: 'No step leaves [0, 1], but it is not the smallest: begin with [0, 0] and let it grow.',
    },
    {
      answer: intervalBy({ start: false }),
      hint: 'The start, h = 0, must lie in the interval, too.',
    },
  ],
  hints: [
    'Like `grow`, with one box: step with every n, enlarge, repeat.',
    'For each n send both ends through σ(u·h + w·n + b). With negative u the ends change places: take the smaller and the larger.',
    'low = min(low, all six images), high = max(high, all six images), again until neither changes (or 10,000 times).',
  ],
  remark: 'This is the proof’s engine: smallest sets that hold the start and that no step leaves.',
});

interface Drawn {
  readonly carry: number;
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** Exercise 4: boxes that pass when the second check is forgotten. */
export const forgery: Exercise<readonly Drawn[] | null> = {
  title: 'A forgery',
  difficulty: 2,
  minutes: 12,
  hints: [
    'Nobody asks where the steps lead. So which boxes must there be at all?',
    'The start must lie in the first box, whose carry is 0; and without a carry this adder’s digits are right.',
    'One box is enough: carry 0, low and high both [0, 0, 0].',
  ],
  check(answer) {
    if (answer === null || isBlank(answer)) return notDoneYet;
    const adder = thresholdAdder();
    adder.parametersOf('cell0').views['W_hh']?.fill(0);
    const bounds = createStepBounds(plainNetwork(adder));
    const [first] = answer;
    if (answer.some(({ low, high }) => low.length !== 3 || high.length !== 3))
      return wrong('A box of this network has three lower and three upper ends.');
    const holdsStart = first?.low.every((end) => end <= 0) && first.high.every((end) => end >= 0);
    if (!holdsStart || first?.carry !== 0)
      return wrong('The first check fails: the start (all zeros, carry 0) must lie in the first box.');
    for (const { carry, low, high } of answer) {
      const box = { low: Float64Array.from(low), high: Float64Array.from(high) };
      for (const [input, x] of additionMachine.inputs.entries()) {
        const output = bounds.output(bounds.step(box, x));
        const digit = additionMachine.output[carry]?.[input];
        if (digit === 1 ? output.low > 0 : output.high < 0) continue;
        return wrong(
          `The margin fails: from a box with carry ${carry}, the digit after ${x.join(' + ')} is not sure.`,
        );
      }
    }
    return right(
      'Accepted by the careless checker, and 1 + 1 is wrong: without the second check there is no induction.',
    );
  },
};

/** What each box of the carry must be mapped into. */
const [NONE, SOME] = [
  [0, 0.1],
  [0.9, 1],
] as const;

/** Exercise 5: a unit that is the carry. */
export const carryUnit: Exercise<readonly number[]> = {
  title: 'A unit that is the carry',
  difficulty: 2,
  minutes: 12,
  hints: [
    'The carry is on where there are at least two ones among the two bits and the old carry: all three count alike.',
    'Choose w = u, and let b lie between one and two of them. Steep enough, the ends of the boxes do not matter.',
    'w = u = k and b = −1½·k, with a large k such as 12.',
  ],
  check(answer) {
    const [w = NaN, u = NaN, b = NaN] = answer;
    if (answer.length !== 3 || ![w, u, b].every(Number.isFinite))
      return wrong('Three numbers are asked for: w, u and b.');
    for (const [carry, box] of [NONE, SOME].entries()) {
      for (const bits of [0, 1, 2]) {
        const ends = box.map((h) => sigmoid(w * bits + u * h + b));
        const [low, high] = [Math.min(...ends), Math.max(...ends)];
        const next = bits + carry >= 2 ? SOME : NONE;
        if (low >= next[0] && high <= next[1]) continue;
        const [shownLow, shownHigh] = [low.toFixed(3), high.toFixed(3)];
        return wrong(
          `From carry ${carry} with x₁ + x₂ = ${bits} it ends between ${shownLow} and ${shownHigh}, and should end in [${next.join(', ')}].`,
        );
      }
    }
    return right('Two boxes that no step leaves: you have proved a carry that lasts for ever.');
  },
};

/** Exercise 6: the small network without remedies. */
export const plainProved = exerciseOnNumber({
  title: 'Without remedies',
  difficulty: 2,
  minutes: 12,
  solution: 4,
  mistakes: [
    { answer: 7, hint: 'That is the number with penalty and noise. Leave both out.' },
    {
      answer: 10,
      hint: 'Count proofs, not right tests: certify(plainNetwork(model), additionMachine).proved.',
    },
    { answer: 0, hint: 'Is the model’s answer still "logit", and are there still 3,000 steps?' },
  ],
  hints: [
    'Copy trainSmall and leave out the last two options, penalty and stateNoise.',
    'Loop over seeds 1 to 10 and ask certify for each.',
    'Count where certify(plainNetwork(model), additionMachine).proved is true.',
  ],
  remark: 'With both remedies it is 7 of these ten. Their intervals overlap: ten seeds cannot tell 4 from 7.',
});
