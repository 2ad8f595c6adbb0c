import * as carry from '../../lib/src';
import {
  badCount,
  badList,
  badMatrix,
  badNotNegative,
  badNumber,
  badObject,
  badRng,
  badSize,
  target,
} from './badInput';
import { fc } from './fastCheck';

const rng = (): carry.Rng => carry.createRng(1);

/** The functions of lib/src/core and what they must refuse. */
export const targets = [
  target(
    'createRng',
    () => ({ seed: 1 }),
    ({ seed }) => carry.createRng(seed),
    {
      seed: fc.oneof(
        badCount,
        fc.constantFrom<unknown[]>(2 ** 32, [1, 2, 3], [0, 0, 0, 0], [1, 2, 3, -1], [1, 2, 3, 4, 5]),
      ),
    },
    { seed: '(seed|state)' },
  ),
  target(
    'createNumpyRng',
    () => ({ seed: 1 }),
    ({ seed }) => carry.createNumpyRng(seed),
    { seed: badCount },
  ),
  target(
    'addProduct',
    () => ({
      out: carry.matrix([[0, 0]]),
      a: carry.matrix([[1, 2]]),
      b: carry.matrix([[1, 2], [3, 4]]), // prettier-ignore
    }),
    ({ out, a, b }) => carry.addProduct(out, a, b),
    {
      a: fc.constant(carry.matrix([[1, 2, 3]])),
      b: fc.constant(carry.matrix([[1, 2]])),
      out: fc.constant(carry.matrix([[0], [0]])),
    },
    { a: 'addProduct', b: 'addProduct', out: 'addProduct' },
  ),
  target(
    'wilsonInterval',
    () => ({ successes: 3, trials: 5, z: 1.96 }),
    ({ successes, trials, z }) => carry.wilsonInterval(successes, trials, z),
    { successes: fc.oneof(badCount, fc.constant(6)), trials: badSize, z: badNotNegative },
  ),
  target(
    'uniform',
    () => ({ rng: rng(), low: 0, high: 1 }),
    ({ rng, low, high }) => carry.uniform(rng, low, high),
    {
      rng: badRng,
      low: badNumber,
      high: fc.oneof(badNumber, fc.constant(-1)),
    },
  ),
  target(
    'integer',
    () => ({ rng: rng(), low: 0, high: 9 }),
    ({ rng, low, high }) => carry.integer(rng, low, high),
    {
      rng: badRng,
      low: fc.oneof(badNumber, fc.constantFrom(0.5, 2 ** 54)),
      high: fc.oneof(badNumber, fc.constantFrom(0.5, 0, -3, 2 ** 33)),
    },
  ),
  target(
    'normal',
    () => ({ rng: rng(), mean: 0, deviation: 1 }),
    ({ rng, mean, deviation }) => carry.normal(rng, mean, deviation),
    {
      rng: badRng,
      mean: badNumber,
      deviation: badNotNegative,
    },
  ),
  target(
    'shuffleInPlace',
    () => ({ rng: rng(), list: [1, 2, 3] }),
    ({ rng, list }) => carry.shuffleInPlace(rng, list),
    {
      rng: badRng,
      list: badList,
    },
  ),
  target(
    'matrix',
    () => ({
      rows: [
        [1, 2],
        [3, 4],
      ],
    }),
    ({ rows }) => carry.matrix(rows),
    {
      rows: fc.oneof(
        badList,
        fc.constantFrom<unknown[]>([], [[]], [[1], [2, 3]], [[1], [NaN]], [[1], null], [['1']], [7]),
      ),
    },
    { rows: '(rows?|column|size)' },
  ),
  target(
    'matMul',
    () => ({ a: carry.matrix([[1, 2]]), b: carry.matrix([[3], [4]]) }),
    ({ a, b }) => carry.matMul(a, b),
    {
      a: badMatrix(1, 2),
      b: badMatrix(2, 1),
    },
  ),
  target(
    'createParameters',
    () => ({ shapes: { W: [2, 1] }, flat: new Float64Array(2) }),
    ({ shapes, flat }) => carry.createParameters(shapes, flat),
    {
      shapes: fc.oneof(badObject, badShape()),
      flat: fc.oneof(badObject, fc.constantFrom<unknown[]>(new Float64Array(3), [1, 2], new Float32Array(2))),
    },
    { shapes: '(shapes?|size|elements)' },
  ),
  target(
    'countParameters',
    () => ({ shapes: { W: [2, 1] } }),
    ({ shapes }) => carry.countParameters(shapes),
    {
      shapes: fc.oneof(badObject, badShape()),
    },
    { shapes: '(shapes?|size|elements)' },
  ),
];

function badShape(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc
      .oneof(
        badList,
        badSize.map((size) => [size, 2]),
      )
      .map((W) => ({ W })),
  );
}

const promise = "a hot path: the lengths of its buffers are the caller's promise, as its docstring says";

/** Functions that are not tried, and why. */
const everyNumber = 'has a result for every number, NaN for NaN';
export const unchecked: Readonly<Record<string, string>> = {
  Matrix: 'made in inner loops, of buffers that are made beside it; matrix() checks',
  exp: everyNumber,
  log: everyNumber,
  tanh: everyNumber,
  addMatMulInPlace: promise,
};
