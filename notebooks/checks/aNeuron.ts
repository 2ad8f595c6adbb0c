import {
  type Exercise,
  exerciseOnChoice,
  exerciseOnFunction,
  isBlank,
  notDoneYet,
  right,
  sigmoid,
  wrong,
} from 'carry';

/** The weights and the bias of one neuron. */
export interface Neuron {
  readonly weights: readonly number[];
  readonly bias: number;
}

/** Known functions that a wrong neuron may compute instead, with the hint for each. */
type Known = Readonly<Record<string, string>>;

/** Outputs at (0,0,0), (0,0,1), (0,1,0) … (1,1,1). */
const MAJORITY = '00010111';
const INSTEAD_OF_MAJORITY: Known = {
  '00000001':
    'It fires only when all three bits are 1: AND. It should be easier to convince; raise the bias.',
  '01111111': 'It fires as soon as one bit is 1: OR. It should be harder to convince; lower the bias.',
  '11101000': 'Each answer is the wrong way round: this fires when at most one bit is 1. Change every sign.',
  '00000000':
    'It never fires. With equal positive weights, how far must the bias go below 0, and how far not?',
  '11111111': 'It always fires. The bias must be negative, so that no bit is not enough.',
};

/** Exercise 1 of notebook 01: the carry out of a column, from three bits. */
export const majority: Exercise<Neuron> = {
  title: 'Carry with a carry',
  check(neuron) {
    const places = bits(3);
    const sums = sumsOf(neuron, places);
    if (typeof sums === 'string') return wrong(sums);
    const outputs = sums.map((a) => (a > 0 ? '1' : '0')).join('');
    if (outputs === MAJORITY) {
      return right('Equal weights w and a bias between −2w and −w: one neuron is enough for the carry.');
    }
    const at = [...outputs].findIndex((output, n) => output !== MAJORITY[n]);
    const [place, a] = [places[at]?.join(', '), sums[at]];
    const happens = `At (${place}) the pre-activation is ${a}, so it gives ${outputs[at]}, not ${MAJORITY[at]}.`;
    return wrong(INSTEAD_OF_MAJORITY[outputs] ?? happens);
  },
};

/** Exercise 2 of notebook 01: what a common factor does to a sigmoid neuron. */
export const timesTen = exerciseOnChoice({
  title: 'Ten times as much',
  solution: ['stays', 'it stays', 'stays the same', 'stays where it is', 'unchanged', 'does not move'],
  others: {
    turns: 'The direction of the line depends on the ratio of the weights, and that has not changed.',
    slides: 'The line is where x·w + b = 0. Multiply this equation by 10: which points solve it now?',
    moves: 'The line is where x·w + b = 0. Multiply this equation by 10: which points solve it now?',
  },
  remark: 'The line stays, and the outputs beside it go to 0 and 1: the neuron is surer, and more saturated.',
});

/** Exercise 3 of notebook 01: where the sigmoid becomes exactly 1 in double precision. */
export const firstOne: Exercise<number> = {
  title: 'The sigmoid that is 1',
  check(a) {
    if (!Number.isInteger(a))
      return wrong(`${a} is not a whole number. (In mathematics there is none at all.)`);
    if (sigmoid(a) < 1) return wrong(`sigmoid(${a}) is ${sigmoid(a)}, still below 1. Try a larger a.`);
    if (sigmoid(a - 1) === 1)
      return wrong(`It is 1 there, but not for the first time: ${a - 1} does it, too.`);
    return right(
      'The source is right about computers: e⁻³⁷ is less than half the gap between 1 and its neighbor.',
    );
  },
};

const exponentials = (a: readonly number[], shift: number): number[] => {
  const powers = a.map((value) => Math.exp(value - shift));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
};
const meanOf = (a: readonly number[]): number => a.reduce((sum, value) => sum + value, 0) / a.length;

/** Exercise 4 of notebook 01: softmax without overflow. */
export const safeSoftmax = exerciseOnFunction({
  title: 'A softmax that survives 1000',
  solution: (a: number[]) => exponentials(a, Math.max(...a)),
  inputs: [
    [[1, 2, 3]],
    [[0, 0]],
    [[1000, 1001]],
    [[-1000, -1001]],
    [[0, 3000, 3000]],
    [[2000, 0]],
    [[0, 1000]],
    [[5]],
  ],
  tolerance: 1e-9,
  mistakes: [
    {
      answer: (a: number[]) => exponentials(a, 0),
      hint: 'This is the broken one: for [1000, 1001] it divides Infinity by Infinity. Subtract something first.',
    },
    {
      answer: (a: number[]) => exponentials(a, meanOf(a)),
      hint: 'Subtracting the mean helps for [1000, 1001], not for [0, 3000, 3000]. What is never too large?',
    },
    {
      answer: (a: number[]) => exponentials(a, Math.min(...a)),
      hint: 'Subtracting the smallest leaves large numbers: [0, 3000, 3000] overflows. Subtract another one.',
    },
    {
      answer: (a: number[]) => exponentials(a, a[0] ?? 0),
      hint: 'Subtracting the first fails where it is small: [0, 3000, 3000] overflows. Subtract another one.',
    },
    {
      answer: (a: number[]) => exponentials(a, 1000),
      hint: 'A fixed number helps for some inputs only; try [-1000, -1001]. Let it depend on the inputs.',
    },
    {
      answer: (a: number[]) => a.map((value) => Math.exp(value - Math.max(...a))),
      hint: 'The powers are safe now, but they do not sum to 1: divide by their sum.',
    },
    {
      answer: (a: number[]) =>
        exponentials(
          a.map((value) => value / Math.max(...a)),
          0,
        ),
      hint: 'Dividing changes the shares, even for [1, 2, 3]. Only adding or subtracting leaves them alone.',
    },
  ],
  hints: ['Subtract the largest input from all of them; the largest power is then e⁰ = 1.'],
  remark: 'With the largest subtracted every power is at most 1, so that nothing overflows.',
});

/** A neuron with an activation of the reader's own. */
export interface BumpNeuron extends Neuron {
  readonly g: (a: number) => number;
}

const INSTEAD_OF_XOR: Known = {
  '0001': 'That is AND: it must come down again at (1, 1).',
  '0111': 'That is OR: it must come down again at (1, 1).',
  '1001': 'That is XNOR, each answer the wrong way round. Turn g upside down.',
  '0000': 'It never passes 1/2.',
  '1111': 'It always passes 1/2.',
};

/** Exercise 5 of notebook 01: XOR by one neuron whose activation rises and falls. */
export const bump: Exercise<BumpNeuron> = {
  title: 'XOR with one neuron',
  check(neuron) {
    if (isBlank(neuron?.weights) && isBlank(neuron?.bias)) return notDoneYet;
    const sums = sumsOf(neuron, bits(2));
    if (typeof sums === 'string') return wrong(sums);
    const outputs = sums.map((a) => neuron.g(a));
    if (isBlank(outputs)) return notDoneYet;
    const nan = outputs.findIndex(Number.isNaN);
    if (nan >= 0) return wrong(`g(${sums[nan]}) is NaN. It must give a number at every corner.`);
    const answers = outputs.map((h) => (h > 0.5 ? '1' : '0')).join('');
    if (answers === '0110') {
      return right(
        'A bump does it: it is high in a strip between two parallel lines. The proof needed a rise only.',
      );
    }
    const hint =
      INSTEAD_OF_XOR[answers] ?? `At (0,0), (0,1), (1,0), (1,1) it gives ${[...answers].join(', ')}.`;
    const only = risesOnly(neuron.g)
      ? ' Your g only rises, and for such the proof holds: let it fall again.'
      : '';
    return wrong(`${hint}${only}`);
  },
};

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

/** Whether g never falls, as far as 401 places from −20 to 20 can tell. */
function risesOnly(g: (a: number) => number): boolean {
  const values = Array.from({ length: 401 }, (_, k) => g((k - 200) / 10));
  return values.every((value, k) => k === 0 || value >= Number(values[k - 1]));
}
