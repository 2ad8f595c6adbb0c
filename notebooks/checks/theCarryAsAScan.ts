import { exerciseOnFunction, exerciseOnNumber, notDoneYet, right, wrong, type Exercise } from 'carry';

/** What notebook 14 asks of earlier ones. */
export const remember = [
  {
    question: 'c with f = 1, i = 1, g = −1 and a cell of 4',
    answer: 3,
    see: 'notebook 12: c = f·cPrev + i·g',
  },
  { question: 'The carry out of 0 + 1 with a carry in', answer: 1, see: 'notebook 7: 0 + 1 + 1 is 10' },
  { question: 'States of the smallest adding machine', answer: 2, see: 'notebook 9: carry and no carry' },
];

/** Exercise 1 of notebook 14: rounds of a scan. */
export const millionRounds = exerciseOnNumber({
  title: 'A million columns',
  difficulty: 1,
  minutes: 2,
  solution: 20,
  mistakes: [
    { answer: 1_000_000, hint: 'This is one column after the other.' },
    { answer: 19, hint: '2¹⁹ is 524,288: not quite across.' },
    { answer: 6, hint: 'This is the logarithm to the base 10. Each round doubles the reach.' },
  ],
  hints: [
    'How many columns does each one know after 1, 2, 3 rounds?',
    'The reach doubles in each round.',
    'The smallest r with 2ʳ ≥ 1,000,000.',
  ],
  remark: 'A thousand times as many columns as before, and only twice the rounds.',
});

/** Exercise 2 of notebook 14: the gates of a borrow. */
export const borrowGates = exerciseOnFunction({
  title: 'Subtraction',
  difficulty: 2,
  minutes: 8,
  axes: [['p', 'g']],
  solution: (x: number, y: number): number[] => [x === y ? 1 : 0, x < y ? 1 : 0],
  inputs: [
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 1],
  ],
  mistakes: [
    {
      answer: (x: number, y: number) => [x === y ? 0 : 1, x === 1 && y === 1 ? 1 : 0],
      hint: 'These are the gates of addition.',
    },
    {
      answer: (x: number, y: number) => [x === y ? 1 : 0, x > y ? 1 : 0],
      hint: 'This is y − x: 0 − 1 must borrow, 1 − 0 need not.',
    },
    {
      answer: (x: number, y: number) => [x === y ? 0 : 1, x < y ? 1 : 0],
      hint: 'Where the bits differ, the column decides by itself. Where does what comes in go on?',
    },
  ],
  hints: [
    'Go through the four columns with a borrow coming in, and without.',
    '0 − 1 borrows whatever came in; 1 − 0 never does.',
    'g is 1 for (0, 1) alone; p is 1 where both bits are the same.',
  ],
  remark: 'Subtraction scans as addition does; the same ten rounds for a thousand columns.',
});

type Join = (earlier: string, later: string) => string;

const LENGTHS = [1, 2, 3, 4, 7, 8, 13, 64, 100];

/** Exercise 3 of notebook 14: a scan with fewer than 2T joins. */
export const thriftyScan: Exercise<(items: string[], join: Join) => string[]> = {
  title: 'Fewer joins',
  difficulty: 3,
  minutes: 15,
  hints: [
    'A list of one item is its own scan. For more, make the list of joined pairs and scan that.',
    'The scan of the pairs is the answer at the places 1, 3, 5 … What is missing at 2, 4, 6 …?',
    'At an even place t > 0: join(the answer at t − 1, items[t]). At odd places: the scan of the pairs.',
  ],
  check(answer) {
    for (const T of LENGTHS) {
      const items = Array.from({ length: T }, (_, t) => String.fromCharCode(97 + (t % 26)));
      const expected = items.map((_, t) => items.slice(0, t + 1).join(''));
      let joins = 0;
      const found = answer(items.slice(), (earlier, later) => {
        joins++;
        return earlier + later;
      });
      if (!Array.isArray(found)) return notDoneYet;
      if (found.length !== T) return wrong(`For ${T} items it returns ${found.length}.`);
      const at = found.findIndex((text, t) => text !== expected[t]);
      if (at >= 0) {
        const sorted = [...(found[at] ?? '')].sort().join('') === [...(expected[at] ?? '')].sort().join('');
        if (sorted) return wrong(`At place ${at} the order is ${found[at]}: earlier comes first.`);
        return wrong(`At place ${at} of ${T} items it has ${found[at]}, not ${expected[at]}.`);
      }
      if (joins >= 2 * T)
        return wrong(`Right, but ${joins} joins for ${T} items: expected less than ${2 * T}.`);
    }
    return right('Twice as many rounds as ours, and a fraction of the work: Brent and Kung’s adder.');
  },
};

/** The adder by hand with gate logits of ±5, on column sums. */
function softBits(sums: readonly number[]): number[] {
  const leak = 1 / (1 + Math.exp(5));
  let c = 0;
  return sums.map((s) => {
    const bit = s === 1 ? Number(5 - 10 * c > 0) : Number(-5 + 10 * c > 0);
    const u = s === 1 ? 1 - leak : leak;
    c = u * c + (1 - u) * (s === 2 ? 1 : 0);
    return bit;
  });
}

/** The bits of a sum, from the sums of its columns. */
function rightBits(sums: readonly number[]): number[] {
  let carry = 0;
  return sums.map((s) => {
    const total = s + carry;
    carry = Number(total > 1);
    return total % 2;
  });
}

/** Exercise 4 of notebook 14: a sum that a leaking adder gets wrong. */
export const breaking: Exercise<number[]> = {
  title: 'A leak found',
  difficulty: 2,
  minutes: 8,
  hints: [
    'What did the adder with ±20 fail on, in the end?',
    'σ(−5) is about 0.0067. How many columns until less than half of a carry is left?',
    'A 2, then a good hundred 1s: (1 − 0.0067)ᵏ is below ½ from k = 104 on.',
  ],
  check(answer) {
    if (answer.length > 200) return wrong(`${answer.length} columns, expected at most 200.`);
    const strange = answer.find((s) => s !== 0 && s !== 1 && s !== 2);
    if (strange !== undefined) return wrong(`${strange} is not the sum of two bits.`);
    const bits = softBits(answer);
    const at = rightBits(answer).findIndex((bit, t) => bit !== bits[t]);
    if (at < 0) return wrong('It adds this rightly.');
    return right(`Column ${at} is wrong. Random sums of 200 columns would hardly ever have shown it.`);
  },
};

/** Exercise 5 of notebook 14: memory after training on sixteen columns. */
export const heldAfter16 = exerciseOnNumber({
  title: 'Memories as long as they were asked for',
  difficulty: 2,
  minutes: 15,
  solution: 17,
  mistakes: [
    { answer: 10, hint: 'This is what 8 columns give. Pass 16 to trainAdder.' },
    { answer: 11, hint: 'This is what 8 columns give. Pass 16 to trainAdder.' },
    { answer: 15, hint: 'This is the second seed. Take the middle one of the three in order of size.' },
  ],
  hints: [
    'trainAdder takes the number of columns as its second argument.',
    'For the seeds 1, 2, 3: held(trainAdder(seed, 16)).',
    'Sort the three and take the middle one.',
  ],
  remark: 'Twice the columns, and the memory is about as long as the training: no longer than it has to be.',
});
