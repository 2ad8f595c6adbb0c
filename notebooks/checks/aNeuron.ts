import {
  type Exercise,
  exerciseOnFunction,
  exerciseOnNumber,
  isBlank,
  notDoneYet,
  type RecallQuestion,
  right,
  wrong,
} from 'carry';

/** The three questions with which notebook 01 opens. */
export const questions: readonly RecallQuestion[] = [
  { question: 'The slope of x³ at 2', answer: 12, see: 'notebook 0, rule 1: powers' },
  { question: '(2, 1) · (3, −6)', answer: 0, see: 'notebook 0, tool 3: vectors' },
  {
    question: 'Right on 2,000 random sums: right on all?',
    answer: ['unknown', 'nobody knows', 'not known'],
    see: 'notebook 0, "Break it" and "Test and proof"',
  },
];

/** The weights and the bias of one neuron. */
export interface Neuron {
  readonly weights: readonly number[];
  readonly bias: number;
}

/** Known functions that a wrong neuron may compute instead, with the hint for each. */
type Known = Readonly<Record<string, string>>;

/** Exercise 1 of notebook 01: the slope of a sigmoid by its answer. */
export const slopeAtAnswer = exerciseOnNumber({
  title: 'The slope where the answer is 0.9',
  difficulty: 1,
  minutes: 2,
  solution: 0.09,
  mistakes: [
    { answer: 0.25, hint: 'This is the slope where the answer is ½, the largest there is.' },
    { answer: 0.1, hint: 'This is 1 − h, one of two factors.' },
    { answer: 0.2055, hint: 'This takes 0.9 for the pre-activation. It is the answer.' },
  ],
  tolerance: 1e-3,
  hints: [
    'The slope of the sigmoid can be computed from its output alone.',
    'The section "The sigmoid" ends with that formula: put the answer in for σ.',
    "σ' = σ(1 − σ), and σ is 0.9.",
  ],
  remark: 'No need to know a: this is why programs keep the outputs, and not the pre-activations.',
});

/** Exercise 2 of notebook 01: digit and carry of a column, from three bits. */
export const column = exerciseOnFunction({
  title: 'A column of an adder',
  difficulty: 2,
  minutes: 15,
  solution: (x: number, y: number, c: number) => ({ digit: (x + y + c) % 2, carry: x + y + c >= 2 ? 1 : 0 }),
  inputs: bits(3).map(([x = 0, y = 0, c = 0]) => [x, y, c] as [number, number, number]),
  mistakes: [
    {
      answer: (x: number, y: number, c: number) => ({
        digit: (x + y + c) % 2,
        carry: x + y + c >= 1 ? 1 : 0,
      }),
      hint: 'The digit is right. The carry comes as soon as one bit is 1: lower its bias.',
    },
    {
      answer: (x: number, y: number, c: number) => ({
        digit: x + y + c === 1 ? 1 : 0,
        carry: x + y + c >= 2 ? 1 : 0,
      }),
      hint: 'The carry is right. The digit is wrong where all three bits are 1: take less than 2 off for the carry, or more on for the bits?',
    },
    {
      answer: (x: number, y: number, c: number) => ({
        digit: x + y + c >= 1 ? 1 : 0,
        carry: x + y + c >= 2 ? 1 : 0,
      }),
      hint: 'The carry is right. The digit does not read the carry yet: it should count against it.',
    },
  ],
  hints: [
    'For the carry: with equal weights, which biases tell two or three ones from one or none?',
    'The digit is 1 for one or three ones. Count the ones, and take 2 off where the carry fires.',
    'carry = neuron([1, 1, 1], −1.5)([x, y, c]); digit = neuron([1, 1, 1, −2], −0.5)([x, y, c, carry])',
  ],
  remark:
    'Two neurons, and one of them reads the other: a layer has become useful. Notebook 7 lets this column walk.',
});

/** What the perceptron rule is tried on. */
const TARGETS: readonly (readonly [string, readonly number[]])[] = [
  ['AND', [0, 0, 0, 1]],
  ['OR', [0, 1, 1, 1]],
  ['NAND', [1, 1, 1, 0]],
  ['x₁', [0, 0, 1, 1]],
  ['never', [0, 0, 0, 0]],
];

/** Exercise 3 of notebook 01: Rosenblatt's rule. */
export const learn: Exercise<(targets: number[]) => Neuron | undefined> = {
  title: 'A neuron that learns',
  difficulty: 3,
  minutes: 20,
  hints: [
    'Two loops: rounds, and in each the four corners. Count the mistakes of a round.',
    'At a corner: answer = neuron(weights, bias)(x); error = target − answer; add error·x to the weights and error to the bias.',
    'for (let round = 0; round < 100; round++) { let mistakes = 0; corners.forEach((x, k) => { const error = targets[k] − neuron(weights, bias)(x); … }); if (mistakes === 0) return { weights, bias }; } return undefined;',
  ],
  check(answer) {
    const corners = bits(2);
    for (const [name, targets] of TARGETS) {
      const found = answer([...targets]);
      if (isBlank(found) && name === 'AND') {
        return wrong('It returns nothing for AND, which it can learn. Does it stop too early?');
      }
      if (found === undefined) return wrong(`It returns nothing for ${name}, which it can learn.`);
      const sums = sumsOf(found, corners);
      if (typeof sums === 'string') return wrong(`For ${name}: ${sums}`);
      const at = sums.findIndex((a, k) => (a > 0 ? 1 : 0) !== targets[k]);
      if (at >= 0) {
        return wrong(
          `What it returns for ${name} is wrong at (${corners[at]?.join(', ')}): stop only after a whole round without a mistake.`,
        );
      }
    }
    const forXor = answer([0, 1, 1, 0]);
    if (forXor !== undefined)
      return wrong('For XOR it returns a neuron, and there is none: return undefined.');
    return right('It finds a line wherever there is one, and this can be proved; for XOR it turns for ever.');
  },
};

/** A neuron with an activation of the reader's own. */
export interface BumpNeuron extends Neuron {
  readonly phi: (a: number) => number;
}

const INSTEAD_OF_XOR: Known = {
  '0001': 'That is AND: it must come down again at (1, 1).',
  '0111': 'That is OR: it must come down again at (1, 1).',
  '1001': 'That is XNOR, each answer the wrong way round. Turn phi upside down.',
  '0000': 'It never passes 1/2.',
  '1111': 'It always passes 1/2.',
};

/** Exercise 4 of notebook 01: XOR by one neuron whose activation rises and falls. */
export const bump: Exercise<BumpNeuron> = {
  title: 'XOR with one neuron',
  difficulty: 2,
  minutes: 10,
  hints: [
    'Which pre-activations do the four corners have with the weights 1 and 1?',
    'With the weights 1 and 1 and the bias −1 they are −1, 0, 0 and 1: the activation has to be high in the middle.',
    'weights [1, 1], bias −1, and an activation such as 1 − a².',
  ],
  check(neuron) {
    if (isBlank(neuron?.weights) && isBlank(neuron?.bias)) return notDoneYet;
    const sums = sumsOf(neuron, bits(2));
    if (typeof sums === 'string') return wrong(sums);
    const outputs = sums.map((a) => neuron.phi(a));
    if (isBlank(outputs)) return notDoneYet;
    const nan = outputs.findIndex(Number.isNaN);
    if (nan >= 0) return wrong(`phi(${sums[nan]}) is NaN. It must give a number at every corner.`);
    const answers = outputs.map((h) => (h > 0.5 ? '1' : '0')).join('');
    if (answers === '0110') {
      return right(
        'A bump does it: it is high in a strip between two parallel lines. The proof needed a rise only.',
      );
    }
    const hint =
      INSTEAD_OF_XOR[answers] ?? `At (0,0), (0,1), (1,0), (1,1) it gives ${[...answers].join(', ')}.`;
    const only = risesOnly(neuron.phi)
      ? ' Your phi only rises, and for such the proof holds: let it fall again.'
      : '';
    return wrong(`${hint}${only}`);
  },
};

/** Exercise 5 of notebook 01: how many functions of three bits have a plane. */
export const ofThreeBits = exerciseOnNumber({
  title: 'Functions of three bits',
  difficulty: 3,
  minutes: 20,
  solution: 104,
  mistakes: [
    { answer: 14, hint: 'This is the number for two bits.' },
    { answer: 102, hint: 'Two are missing: did you count the functions that are always 0 and always 1?' },
    { answer: 256, hint: 'All of them? XOR of three bits, for one, is out of reach.' },
  ],
  hints: [
    'A set of strings of eight outputs, and four loops: three weights and the bias.',
    'Whole numbers from −3 to 3 are wide enough for the weights; the bias needs halves, so that no sum is 0.',
    'Weights −2, −1, 0, 1, 2 and biases −3.5, −2.5, … 3.5 find all of them.',
  ],
  remark: 'For two, three, four bits it is 14 of 16, 104 of 256, 1,882 of 65,536: the fraction goes to 0.',
});

/** All rows of n bits, counting up. */
function bits(n: number): number[][] {
  return Array.from({ length: 2 ** n }, (_, row) =>
    Array.from({ length: n }, (_, i) => (row >> (n - 1 - i)) & 1),
  );
}

/** The pre-activations of a neuron at each place, or what is wrong with the neuron. */
function sumsOf({ weights, bias }: Neuron, places: readonly (readonly number[])[]): number[] | string {
  const count = places[0]?.length ?? 0;
  if (!Array.isArray(weights) || weights.length !== count) return `There must be ${count} weights in a list.`;
  if (![...weights, bias].every(Number.isFinite)) return 'Each weight and the bias must be a finite number.';
  return places.map((x) => x.reduce((sum, value, i) => sum + value * Number(weights[i]), bias));
}

/** Whether phi never falls, as far as 401 places from −20 to 20 can tell. */
function risesOnly(phi: (a: number) => number): boolean {
  const values = Array.from({ length: 401 }, (_, k) => phi((k - 200) / 10));
  return values.every((value, k) => k === 0 || value >= Number(values[k - 1]));
}
