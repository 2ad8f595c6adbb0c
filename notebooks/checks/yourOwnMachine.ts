import {
  additionMachine,
  type Certificate,
  type Certification,
  checkCertificate,
  checkMachine,
  compareMachines,
  comparisonMachine,
  type Exercise,
  exerciseOnChoice,
  exerciseOnNumber,
  type MealyMachine,
  minimizeMachine,
  notDoneYet,
  parityMachine,
  right,
  subtractionMachine,
  timesThreeMachine,
  wrong,
} from 'carry';

/** A wrong machine that people write, with its hint. */
interface Mistake {
  readonly machine: MealyMachine;
  readonly hint: string;
}

/** An exercise whose answer is a machine: any that does the same on all sequences is right. */
function exerciseOnMachine(
  title: string,
  solution: MealyMachine,
  mistakes: readonly Mistake[],
  remark: string,
): Exercise<MealyMachine | undefined> {
  return {
    title,
    check(answer) {
      if (answer === undefined) return notDoneYet;
      checkMachine(answer);
      const wanted = JSON.stringify(solution.inputs);
      if (JSON.stringify(answer.inputs) !== wanted)
        return wrong(`The inputs should be ${wanted}, in this order.`);
      const known = mistakes.find(({ machine }) => compareMachines(answer, machine).equal);
      if (known) return wrong(known.hint);
      const difference = compareMachines(answer, solution);
      if (difference.equal) return right(remark);
      const word = difference.inputs.map((input) => (solution.inputs[input] ?? []).join('')).join(', ');
      return wrong(
        `After ${word} it says ${difference.outputs[0]}, and should say ${difference.outputs[1]}.`,
      );
    },
  };
}

const ONE_BIT = [[0], [1]];
const oneBit = (next: number[][], output: number[][]): MealyMachine => {
  return { name: 'every second 1', states: next.length, inputs: ONE_BIT, start: 0, next, output };
};
const TOGGLE = [[0, 1], [1, 0]]; // prettier-ignore

/** Exercise 1 of notebook 10: a machine for every second 1. */
export const everySecond = exerciseOnMachine(
  'Every second 1',
  oneBit(TOGGLE, [[0, 0], [0, 1]]), // prettier-ignore
  [
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
  'Two states, as for parity: only the outputs differ.',
);

/** Exercise 2 of notebook 10: the carries of times five. */
export const timesFiveStates = exerciseOnNumber({
  title: 'Times five',
  solution: 5,
  mistakes: [
    { answer: 3, hint: 'That is times three. How large can the carry get in 5·1 + carry?' },
    { answer: 4, hint: 'The largest carry is 4, and 0 is a carry, too.' },
    { answer: 2, hint: 'The carry is not only 0 or 1: 5·1 is binary 101, so that 2 is carried at once.' },
    { answer: 6, hint: 'Is a carry of 5 reached? (5 + 4) / 2 is 4 and a half: 4 is the largest.' },
  ],
  hints: ['The carry c becomes ⌊(5·bit + c)/2⌋. Begin with 0 and collect what can come.'],
  remark: 'Carries 0 to 4. In general times n needs n of them.',
});

/** Exercise 3 of notebook 10: what no finite machine does. */
export const impossible = exerciseOnChoice({
  title: 'Not with a finite memory',
  solution: ['multiplying', 'multiplication', 'multiply'],
  others: {
    adding: 'Adding needs one bit of memory, the carry: the whole course is about it.',
    comparing: 'Comparing needs to remember one thing: who was larger in the columns so far.',
  },
  remark:
    'The column t of a product depends on all bits up to t, and the sum that is carried grows without end. So no ' +
    'network of fixed size and precision multiplies numbers of every length in one pass.',
});

const TWO_BITS = [[0, 0], [0, 1], [1, 0], [1, 1]]; // prettier-ignore
const twoBits = (next: number[][], output: number[][]): MealyMachine => {
  return { name: 'all equal', states: next.length, inputs: TWO_BITS, start: 0, next, output };
};

/** Exercise 4 of notebook 10: a machine that says whether all columns so far were equal. */
export const allEqual = exerciseOnMachine(
  'All equal so far',
  twoBits([[0, 1, 1, 0], [1, 1, 1, 1]], [[1, 0, 0, 1], [0, 0, 0, 0]]), // prettier-ignore
  [
    {
      machine: twoBits([[0, 0, 0, 0]], [[1, 0, 0, 1]]),
      hint: 'This forgives: it looks at the present column only. After one difference it must stay at 0.',
    },
    {
      machine: twoBits([[0, 1, 1, 0], [0, 1, 1, 0]], [[1, 1, 1, 1], [0, 0, 0, 0]]), // prettier-ignore
      hint: 'This answers one column late, and forgives: state 1 must not lead back.',
    },
    {
      machine: twoBits([[0, 1, 1, 0], [1, 1, 1, 1]], [[1, 1, 1, 1], [0, 0, 0, 0]]), // prettier-ignore
      hint: 'This answers one column late: in the column that differs it should say 0 already.',
    },
  ],
  'A state that is never left again is called a trap.',
);

const PROVED = [additionMachine, subtractionMachine, comparisonMachine, timesThreeMachine, parityMachine];

/** Exercise 5 of notebook 10: a proof for a task that the notebook has not proved. */
export const ownProof: Exercise<Certificate | Certification | undefined> = {
  title: 'A proof of your own',
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
