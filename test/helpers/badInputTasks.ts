import * as carry from '../../lib/src';
import {
  badList,
  badMatrix,
  badObject,
  badRng,
  badShare,
  badSize,
  badWhole,
  badWord,
  target,
} from './badInput';
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
    'toWhole',
    () => ({ value: 5 }),
    ({ value }) => carry.toWhole('test', 'value', value),
    {
      value: badWhole(2 ** 53 - 1).filter((value) => typeof value !== 'bigint' || value < 0n),
    },
  ),
  target(
    'allPairs',
    () => ({ bits: 2 }),
    ({ bits }) => carry.allPairs(bits),
    { bits: fc.oneof(badSize, fc.constant(11)) },
  ),
  target('splitPairs', () => ({ pairs: pairs(), testShare: 0.5, rng: rng() }), ({ pairs, testShare, rng }) => carry.splitPairs(pairs, testShare, rng), {
    pairs: fc.oneof(
      badList,
      badWhole(2 ** 53 - 1).filter((wrong) => typeof wrong !== 'bigint' || wrong < 0n).map((wrong) => [[1, 2], [0, wrong]]),
      fc.constantFrom<unknown[]>([], [[1, 2]], [[1, 2], [2, 1]]),
    ),
    testShare: fc.oneof(badShare, fc.constant(0)),
    rng: badRng,
  }), // prettier-ignore
  target(
    'additionBatch',
    () => ({ pairs: pairs(), T: 3 }),
    ({ pairs, T }) => carry.additionBatch(pairs, T),
    { pairs: badPairs, T: fc.oneof(badSize, fc.constant(1)) },
  ),
  target(
    'pairsOf',
    () => ({ batch: carry.additionBatch(pairs(), 3) as carry.Batch }),
    ({ batch }) => carry.pairsOf(batch),
    {
      batch: badObject,
      'batch.T': badSize,
      'batch.B': badSize,
      'batch.x': fc.oneof(badObject, fc.constantFrom(new Float64Array(5), new Float64Array(12).fill(0.5))),
    },
    { 'batch.x': '(x|bits)' },
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
    'createPairSampler',
    () => ({ options: { pairs: pairs(), T: 3, B: 2, rng: rng() } }),
    ({ options }) => carry.createPairSampler(options),
    {
      options: badObject,
      'options.pairs': badPairs,
      'options.T': fc.oneof(badSize, fc.constant(1)),
      'options.B': badSize,
      'options.rng': badRng,
    },
    { 'options.B': '(B|size|elements)' },
  ),
  target(
    'toDigits',
    () => ({ value: 5, T: 3 }),
    ({ value, T }) => carry.toDigits(value, T),
    { value: badWhole(999), T: badSize },
  ),
  target(
    'fromDigits',
    () => ({ digits: [0, 9] as ArrayLike<number> }),
    ({ digits }) => carry.fromDigits(digits),
    {
      digits: fc.oneof(
        badObject,
        fc.constantFrom<unknown[]>([10], [0.5], [NaN], ['1'], [0, -1], { length: 3 }),
      ),
    },
  ),
  target(
    'decimalBatch',
    () => ({ pairs: pairs(), T: 1 }),
    ({ pairs, T }) => carry.decimalBatch(pairs, T),
    {
      pairs: fc.oneof(badPairs, fc.constant([[5, 5]])),
      T: badSize,
    },
  ),
  target(
    'createDecimalSampler',
    () => ({ options: { digits: 3, B: 2, rng: rng(), style: 'assignment' as const } }),
    ({ options }) => carry.createDecimalSampler(options),
    {
      options: badObject,
      'options.digits': fc.oneof(badSize, fc.constant(19)),
      'options.B': badSize,
      'options.rng': badRng,
      'options.style': badWord,
    },
    { 'options.B': '(B|size|elements)' },
  ),
  target(
    'oneHot',
    () => ({ index: 1, size: 3 }),
    ({ index, size }) => carry.oneHot(index, size),
    { index: badWhole(2), size: badSize },
  ),
  target(
    'cookByWeather',
    () => ({ weather: carry.oneHot(0, 2) }),
    ({ weather }) => carry.cookByWeather(weather),
    { weather: badMatrix(1, 2) },
  ),
  target(
    'cookByYesterday',
    () => ({ dish: carry.oneHot(0, 3) }),
    ({ dish }) => carry.cookByYesterday(dish),
    { dish: badMatrix(1, 3) },
  ),
  target(
    'cook',
    () => ({ dish: carry.oneHot(0, 3), weather: carry.oneHot(0, 2) }),
    ({ dish, weather }) => carry.cook(dish, weather),
    {
      dish: badMatrix(1, 3),
      weather: badMatrix(1, 2),
    },
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
export const unchecked: Readonly<Record<string, string>> = {
  checkNumbers: 'is itself a check: tried through the others',
  fillSumsInPlace: "a hot path: the batch is the caller's promise, as its docstring says",
};
