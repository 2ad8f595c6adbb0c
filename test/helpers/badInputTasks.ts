import * as carry from '../../lib/src';
import { badList, badObject, badRng, badSize, badWhole, badWord, target } from './badInput';
import { fc } from './fastCheck';

const rng = (): carry.Rng => carry.createRng(1);
const parity = carry.parityMachine;
const pairs = (): [number | bigint, number | bigint][] => [[1, 2], [3n, 0]]; // prettier-ignore

/** No list of pairs of numbers below 8. */
const badPairs = fc.oneof(
  badList,
  fc.constantFrom<unknown[]>([], [null], [[1]], [[]], ['12'], [{}]),
  badWhole(7).map((wrong) => [[1, wrong]]),
  badWhole(7).map((wrong) => [[2, 2], [wrong, 1]]), // prettier-ignore
);
/** `badPairs` for one decimal column: 8 is one more than three bits hold, and a digit like any other. */
const badDigitPairs = badPairs.filter((pairs) => !/\b8n?\b/.test(fc.stringify(pairs)));
const badTable = fc.constantFrom<unknown[]>([], [[0, 1]], [[0, 1], [1]], [[0, 1], [1, 2 ** 17]], [[0, 1], [1, NaN]], [[0, 1], null], [['0', 1], [1, 0]]); // prettier-ignore

/** The functions of lib/src/tasks and what they must refuse. */
export const targets = [
  target(
    'toBits',
    () => ({ value: 5, T: 3 }),
    ({ value, T }) => carry.toBits(value, T),
    { value: badWhole(7), T: badSize },
  ),
  target(
    'fromBits',
    () => ({ bits: [0, 1] as ArrayLike<number> }),
    ({ bits }) => carry.fromBits(bits),
    {
      bits: fc.oneof(badObject, fc.constantFrom<unknown[]>([2], [0.5], [NaN], ['1'], [0, -1], { length: 3 })),
    },
  ),
  target(
    'allPairs',
    () => ({ bits: 2 }),
    ({ bits }) => carry.allPairs(bits),
    { bits: fc.oneof(badSize, fc.constant(11)) },
  ),
  target(
    'additionBatch',
    () => ({ pairs: pairs(), T: 3 }),
    ({ pairs, T }) => carry.additionBatch(pairs, T),
    { pairs: badPairs, T: fc.oneof(badSize, fc.constant(1)) },
  ),
  target(
    'createAdditionSampler',
    () => ({ options: { bits: 4, B: 2, rng: rng(), style: 'trask' as const } }),
    ({ options }) => carry.createAdditionSampler(options),
    {
      options: badObject,
      'options.bits': fc.oneof(badSize, fc.constant(31)),
      'options.B': badSize,
      'options.rng': badRng,
      'options.style': badWord,
    },
    { 'options.B': '(B|size|elements)' },
  ),
  target(
    'decimalBatch',
    () => ({ pairs: pairs(), T: 1 }),
    ({ pairs, T }) => carry.decimalBatch(pairs, T),
    {
      pairs: fc.oneof(badDigitPairs, fc.constant([[5, 5]])),
      T: badSize,
    },
  ),
  target(
    'createDecimalSampler',
    () => ({ options: { digits: 3, B: 2, rng: rng() } }),
    ({ options }) => carry.createDecimalSampler(options),
    {
      options: badObject,
      'options.digits': fc.oneof(badSize, fc.constant(100_001)),
      'options.B': badSize,
      'options.rng': badRng,
    },
    { 'options.B': '(B|size|elements)' },
  ),
  target(
    'checkMachine',
    () => ({ machine: parity }),
    ({ machine }) => carry.checkMachine(machine),
    {
      machine: badObject,
      'machine.states': badSize,
      'machine.start': badWhole(1),
      'machine.inputs': fc.oneof(
        badList,
        fc.constantFrom<unknown[]>([], [[]], [[0], [1, 2]], [[0], [NaN]], [[0], null], [['0'], [1]]),
      ),
      'machine.next': fc.oneof(badList, badTable),
      'machine.output': fc.oneof(badList, badTable),
    },
    { machine: '(machine|MealyMachine)' },
  ),
  target(
    'runMachine',
    () => ({ machine: parity, inputs: [0, 1] }),
    ({ machine, inputs }) => carry.runMachine(machine, inputs),
    {
      machine: badObject,
      inputs: fc.oneof(
        badList,
        badWhole(1).map((wrong) => [0, wrong]),
      ),
    },
  ),
  target(
    'createMealySampler',
    () => ({ options: { machine: parity, T: 3, B: 2, rng: rng() } }),
    ({ options }) => carry.createMealySampler(options),
    {
      options: badObject,
      'options.machine': badObject,
      'options.T': badSize,
      'options.B': badSize,
      'options.rng': badRng,
    },
    { 'options.B': '(B|size|elements)' },
  ),
  target(
    'mealyBatch',
    () => ({ machine: parity, rng: rng(), T: 3, B: 2 }),
    ({ machine, rng, T, B }) => carry.mealyBatch(machine, rng, T, B),
    {
      machine: badObject,
      rng: badRng,
      T: badSize,
      B: badSize,
    },
    { B: '(B|size|elements)' },
  ),
];

/** Functions that are not tried, and why. */
export const unchecked: Readonly<Record<string, string>> = {};
