import {
  additionMachine,
  checkCertificate,
  checkMachine,
  compareMachines,
  comparisonMachine,
  exerciseOnNumber,
  minimizeMachine,
  notDoneYet,
  parityMachine,
  right,
  subtractionMachine,
  timesThreeMachine,
  wrong,
  type Certificate,
  type Certification,
  type Exercise,
  type ExerciseHelp,
  type MealyMachine,
  type RecallQuestion,
} from 'carry';

/** Notebook 17: three questions on earlier notebooks. */
export const earlier: RecallQuestion[] = [
  {
    question: 'neither a proof nor a counterexample: right, wrong or open',
    answer: 'open',
    see: 'notebook 10',
  },
  {
    question: 'two words lead to the same state if no … tells them apart',
    answer: ['test', 'word', 'sequence', 'test word'],
    see: 'notebook 9: which machine is it?',
  },
  {
    question: 'how many checks make boxes a proof',
    answer: ['3', 'three'],
    see: 'notebook 10: three checks',
  },
];

/** A wrong machine that people write, with its hint. */
interface Mistake {
  readonly machine: MealyMachine;
  readonly hint: string;
}

/** What an exercise on a machine needs. */
interface MachineExercise extends ExerciseHelp {
  readonly title: string;
  readonly solution: MealyMachine;
  readonly mistakes: readonly Mistake[];
  readonly remark: string;
}

/** An exercise whose answer is a machine: any that does the same on all sequences is right. */
function exerciseOnMachine(spec: MachineExercise): Exercise<MealyMachine | undefined> {
  const { title, solution, mistakes, remark, ...help } = spec;
  return {
    title,
    ...help,
    check(answer) {
      if (answer === undefined) return notDoneYet;
      checkMachine(answer);
      const wanted = JSON.stringify(solution.inputs);
      if (JSON.stringify(answer.inputs) !== wanted)
        return wrong(`The inputs should be ${wanted}, in this order.`);
      const known = mistakes.find(({ machine }) => compareMachines(answer, machine).equal);
      const difference = compareMachines(answer, solution);
      if (difference.equal) return right(remark);
      const word = difference.inputs.map((input) => (solution.inputs[input] ?? []).join('')).join(', ');
      const [says, should] = difference.outputs;
      const place = `It first departs after ${word}, where it says ${says}, and should say ${should}.`;
      return wrong([known?.hint, place].filter(Boolean).join(' '));
    },
  };
}

const ONE_BIT = [[0], [1]];
const oneBit = (next: number[][], output: number[][]): MealyMachine => {
  return { name: 'one bit', states: next.length, inputs: ONE_BIT, start: 0, next, output };
};
const TOGGLE = [[0, 1], [1, 0]]; // prettier-ignore

/** Exercise 1: a machine for every second 1. */
export const everySecond = exerciseOnMachine({
  title: 'Every second 1',
  difficulty: 1,
  minutes: 6,
  solution: oneBit(TOGGLE, [[0, 0], [0, 1]]), // prettier-ignore
  mistakes: [
    {
      machine: oneBit(TOGGLE, [[0, 1], [0, 0]]), // prettier-ignore
      hint: 'This says 1 for the first, third, fifth … 1. Let the other state answer.',
    },
    {
      machine: oneBit(TOGGLE, [[0, 1], [1, 0]]), // prettier-ignore
      hint: 'This is parity: it says 1 as long as the count is odd, also when a 0 comes in.',
    },
    {
      machine: oneBit([[1, 1], [0, 0]], [[0, 0], [0, 1]]), // prettier-ignore
      hint: 'This counts all inputs. A 0 should leave the state as it is.',
    },
  ],
  hints: [
    'What must be remembered of the past? How many cases of it are there?',
    'Two states: an even or an odd number of ones so far. Only a 1 changes the state.',
    'next: [[0, 1], [1, 0]]; the output is 1 in one place only: in the odd state, for input 1.',
  ],
  remark: 'Two states, as for parity: only the outputs differ.',
});

/** Times n, lowest bit first; `most` cuts the carry off. */
function times(n: number, most = n - 1): MealyMachine {
  const states = Array.from({ length: most + 1 }, (_, carry) => carry);
  const sum = (carry: number, bit: number): number => n * bit + carry;
  return oneBit(
    states.map((carry) => [0, 1].map((bit) => Math.min(most, Math.floor(sum(carry, bit) / 2)))),
    states.map((carry) => [0, 1].map((bit) => sum(carry, bit) % 2)),
  );
}

/** Exercise 2: times five. */
export const timesFive = exerciseOnMachine({
  title: 'Times five',
  difficulty: 2,
  minutes: 12,
  solution: times(5),
  mistakes: [
    { machine: times(3), hint: 'This is times three.' },
    { machine: times(5, 3), hint: 'A carry of 4 is reached, too, and yours has no state for it.' },
    { machine: times(4), hint: 'This is times four: the bits two places further up.' },
  ],
  hints: [
    'A column holds five times the bit, and what is carried into it. What goes out, and what is carried on?',
    'With s = 5·bit + carry, the digit is s modulo 2, and the next carry is ⌊s/2⌋. Which carries can occur?',
    'Carries 0 to 4: next[carry][bit] = Math.floor((5·bit + carry)/2), output[carry][bit] = (5·bit + carry) % 2.',
  ],
  remark:
    'Five states. In general times n (odd) needs n of them: a machine can multiply by a number that it knows.',
});

const TWO_BITS = [[0, 0], [0, 1], [1, 0], [1, 1]]; // prettier-ignore
const twoBits = (next: number[][], output: number[][]): MealyMachine => {
  return { name: 'almost equal', states: next.length, inputs: TWO_BITS, start: 0, next, output };
};
const COUNT = [[0, 1, 1, 0], [1, 2, 2, 1], [2, 2, 2, 2]]; // prettier-ignore

/** Exercise 3: at most one column so far was unequal. */
export const almostEqual = exerciseOnMachine({
  title: 'At most one difference',
  difficulty: 2,
  minutes: 12,
  solution: twoBits(COUNT, [[1, 1, 1, 1], [1, 0, 0, 1], [0, 0, 0, 0]]), // prettier-ignore
  mistakes: [
    {
      machine: twoBits([[0, 1, 1, 0], [1, 1, 1, 1]], [[1, 0, 0, 1], [0, 0, 0, 0]]), // prettier-ignore
      hint: 'This allows no difference at all: one is still fine.',
    },
    {
      machine: twoBits(COUNT, [[1, 1, 1, 1], [1, 1, 1, 1], [0, 0, 0, 0]]), // prettier-ignore
      hint: 'This answers one column late: in the column of the second difference it should say 0 already.',
    },
    {
      machine: twoBits([[0, 1, 1, 0], [0, 1, 1, 0]], [[1, 1, 1, 1], [1, 0, 0, 1]]), // prettier-ignore
      hint: 'This forgives: an equal column must not undo a difference.',
    },
  ],
  hints: [
    'What must be remembered: how many differences, up to which number?',
    'Three states: none, one, more than one. The last is never left again.',
    'States 0, 1, 2 count differences; 01 and 10 lead to the next state; the output is 0 from the step into state 2 on.',
  ],
  remark: 'A state that is never left again is called a trap.',
});

const STATES = 50;
const length = (number: bigint): number => number.toString(2).length;

/** Exercise 4: a product that no machine of 50 states can write. */
export const tooMuch: Exercise<readonly bigint[] | undefined> = {
  title: 'Too much to remember',
  difficulty: 3,
  minutes: 15,
  hints: [
    'After the last 1 of both numbers only zeros come in. What can a machine of 50 states do while it reads zeros?',
    'It must come back to a state where it has been, after 50 steps at the latest, and from then on it repeats itself. So a 1 that is written later would be written again and again.',
    'Take two powers of two: 2ⁿ·2ⁿ has its only 1 at place 2n, and the last 1 is read at place n. So n must be larger than 50.',
  ],
  check(answer) {
    if (answer === undefined) return notDoneYet;
    const [a, b] = answer;
    if (answer.length !== 2 || typeof a !== 'bigint' || typeof b !== 'bigint' || a < 0n || b < 0n)
      return wrong('Two numbers that are not negative, such as [2n ** 3n, 5n].');
    if (a === 0n || b === 0n) return wrong('0 times anything is 0: one state can write that.');
    const later = length(a * b) - Math.max(length(a), length(b));
    if (later <= STATES)
      return wrong(
        `The product’s highest 1 comes ${later} steps after the last 1 that is read: ${STATES} states can count that far.`,
      );
    return right(
      `${later} steps after the last 1 a 1 is still to be written. So no finite machine multiplies, and no network of fixed size and precision.`,
    );
  },
};

/** Exercise 5: plain networks, hunted. */
export const plainRefuted = exerciseOnNumber({
  title: 'Plain networks, hunted',
  difficulty: 2,
  minutes: 12,
  solution: 9,
  mistakes: [
    {
      answer: 10,
      hint: 'The study counts ten: its hunt also begins where the proof failed. Count those that yours refutes.',
    },
    { answer: 0, hint: 'findCounterexample returns undefined where it finds nothing.' },
    { answer: 1, hint: 'That is the number that is not refuted?' },
  ],
  hints: [
    'learn(subtractionMachine, { seed, l1: 0, noise: 0 }) for each seed from 1 to 10.',
    'findCounterexample(network, subtractionMachine, { rng: createRng(1) }) for each of them.',
    'Count where the result is not undefined.',
  ],
  remark:
    'Nine; the tenth is wrong as well, says the study, whose hunt starts where the proof failed (option way).',
});

const PROVED = [additionMachine, subtractionMachine, comparisonMachine, timesThreeMachine, parityMachine];

/** Exercise 6: a proof for a task that the notebook has not proved. */
export const ownProof: Exercise<Certificate | Certification | undefined> = {
  title: 'A proof of your own',
  difficulty: 3,
  minutes: 30,
  hints: [
    'Begin with a task of two or three states, such as that of exercise 1.',
    'certify(plainNetwork(learn(yourMachine)), yourMachine). If it is not proved, hunt with findCounterexample first.',
    'Wrong networks need more steps, another seed or another remedy; open ones a larger penalty, or noise.',
  ],
  check(answer) {
    if (answer === undefined) return notDoneYet;
    if ('attempts' in answer && !answer.proved)
      return wrong(
        'certify found no proof. First let findCounterexample hunt; if it finds nothing, train longer or change the seed.',
      );
    const certificate = 'attempts' in answer ? answer.certificate : answer;
    const machine = checkMachine(certificate.machine);
    const check = checkCertificate(certificate, certificate.network, machine);
    if (!check.proved) return wrong(`The checker refuses it: ${check.reason}.`);
    const inputs = JSON.stringify(machine.inputs);
    const known = PROVED.find(
      (other) => JSON.stringify(other.inputs) === inputs && compareMachines(machine, other).equal,
    );
    if (known) return wrong(`This is ${known.name}, which the notebook has proved. Take a task of your own.`);
    if (minimizeMachine(machine).states === 1)
      return wrong('This task needs no memory: its answers depend on the present column only. Take another.');
    return right(
      `${machine.name}, for every length: ${check.boxes} boxes, margin ${check.margin.toFixed(2)}.`,
    );
  },
};
