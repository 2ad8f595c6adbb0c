import { inspect } from 'node:util';
import { expect } from 'vitest';
import { fc } from './fastCheck';

/** Arguments by name, nested where an argument is an object. */
export type Args = Record<string, unknown>;

/** A public function with arguments that it takes and values that it must refuse. */
export interface Target {
  /** As index.ts exports it; a method stands behind a dot. */
  readonly name: string;
  /** Makes arguments that the function takes, afresh. */
  readonly args: () => Args;
  readonly call: (args: never) => unknown;
  /** For each argument (or `argument.field`) what it may not be. */
  readonly refuses: Readonly<Record<string, fc.Arbitrary<unknown>>>;
  /** What the message calls an argument, where it has another word than its name. */
  readonly says: Readonly<Record<string, string>>;
}

/** Ties the types of `args` and `call` together. */
export function target<A extends Args>(
  name: string,
  args: () => A,
  call: (args: A) => unknown,
  refuses: Readonly<Record<string, fc.Arbitrary<unknown>>>,
  says: Readonly<Record<string, string>> = {},
): Target {
  return { name, args, call, refuses, says };
}

const notNumber = fc.constantFrom<unknown[]>(null, '3', true, {}, [], [3], 5n, () => 3, Symbol('three'));
const notFinite = fc.constantFrom(NaN, Infinity, -Infinity);
const fraction = fc.double({ min: 0.001, max: 0.999, noNaN: true });

/** No positive whole number that an array may be large: zero, negative, broken, gigantic, or no number. */
export const badSize = fc.oneof(
  notNumber,
  notFinite,
  fraction,
  fc.integer({ min: -(2 ** 31), max: 0 }),
  fc.constantFrom(-0, 2 ** 31, 2 ** 53, 1e300, Number.MAX_VALUE, -1e300),
);

/** No whole number from 0 on. */
export const badCount = fc.oneof(notNumber, notFinite, fraction, fc.integer({ min: -(2 ** 31), max: -1 }));

/** No finite number. */
export const badNumber = fc.oneof(notNumber, notFinite);

/** No finite number above 0. */
export const badPositive = fc.oneof(badNumber, fc.double({ max: 0, noNaN: true, noDefaultInfinity: true }));

/** No finite number from 0 on. */
export const badNotNegative = fc.oneof(badNumber, fc.double({ max: -Number.MIN_VALUE, noNaN: true }));

/** No number from [0, 1). */
export const badShare = fc.oneof(
  badNumber,
  fc.double({ min: 1, noNaN: true }),
  fc.double({ max: -1e-300, noNaN: true }),
);

/** No word of any list: words that every object knows, other words, and what is no word. */
export const badWord = fc.oneof(
  fc.constantFrom<unknown[]>('__proto__', 'constructor', 'toString', 'hasOwnProperty', '', null, 7, {}, [
    'tanh',
  ]),
  fc.string({ maxLength: 3 }),
);

/** Neither true nor false. */
export const badFlag = fc.constantFrom<unknown[]>(0, 1, 'true', null, {}, []);

/** No object. */
export const badObject = fc.constantFrom<unknown[]>(null, 0, 7, 'text', true, 5n, Symbol('object'));

/** No list. */
export const badList = fc.oneof(badObject, fc.constantFrom<unknown[]>({}, { length: 2 }));

/** No function. */
export const badFunction = fc.oneof(badObject, fc.constantFrom<unknown[]>({}, []));

/** No source of chance. */
export const badRng = fc.oneof(badObject, fc.constantFrom<unknown[]>({}, { next: 3 }, Math.sin));

/** No Float64Array of `length` numbers. */
export function badLength(length: number): fc.Arbitrary<unknown> {
  const others = fc.integer({ min: 0, max: 3 * length + 3 }).filter((other) => other !== length);
  return fc.oneof(
    badObject,
    fc.constantFrom<unknown[]>({ length }, new Float32Array(length), new Array<number>(length).fill(0)),
    others.map((other) => new Float64Array(other)),
  );
}

/** No Float64Array of `length` finite numbers. */
export function badArray(length: number): fc.Arbitrary<unknown> {
  const spoiled = fc
    .tuple(fc.nat(length - 1), notFinite)
    .map(([at, value]) => new Float64Array(length).fill(value, at, at + 1));
  return fc.oneof(badLength(length), spoiled);
}

/** No matrix, or one whose numbers are not as many as rows times columns, or not finite. */
export function badMatrix(rows: number, columns: number): fc.Arbitrary<unknown> {
  return fc.oneof(
    badObject,
    fc.constantFrom<unknown[]>({}, []),
    badArray(rows * columns).map((data) => ({ rows, columns, data })),
    badSize.map((wrong) => ({ rows: wrong, columns, data: new Float64Array(rows * columns) })),
    badSize.map((wrong) => ({ rows, columns: wrong, data: new Float64Array(rows * columns) })),
  );
}

/** No whole number from 0 on that is at most `most`; bigints that are not negative are whole numbers too. */
export function badWhole(most: number): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom<unknown[]>(
      null,
      undefined,
      '3',
      true,
      {},
      [],
      -1n,
      BigInt(most) + 1n,
      2 ** 53,
      -0.5,
      most + 1,
    ),
    notFinite,
    fraction,
    fc.integer({ min: -(2 ** 31), max: -1 }),
  );
}

/** A copy of data that later changes to the original do not touch; functions and models stand for themselves. */
function snapshot(value: unknown): unknown {
  if (value instanceof Float64Array) return value.slice();
  if (Array.isArray(value)) return value.map(snapshot);
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, snapshot(item)]));
  }
  return value;
}

/** The arguments with one of them, or one of its fields, replaced. */
function spoil(args: Args, path: string, value: unknown): Args {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) return { ...args, [first]: value };
  return { ...args, [first]: spoil(args[first] as Args, rest.join('.'), value) };
}

/** An attempt on a function: which argument is bad, and how. */
export interface Attempt {
  readonly target: Target;
  readonly path: string;
  readonly value: unknown;
}

/** Any argument of any of the functions, with a value that it may not have. */
export function anyAttempt(targets: readonly Target[]): fc.Arbitrary<Attempt> {
  const all = targets.flatMap((target) =>
    Object.entries(target.refuses).map(([path, bad]) =>
      bad.map((value): Attempt => ({ target, path, value })),
    ),
  );
  return fc.oneof(...all);
}

/** Expects an error that says `function: … argument …`, and every argument to be as it was. */
export async function expectRefusal({ target, path, value }: Attempt): Promise<void> {
  const args = spoil(target.args(), path, value);
  const before = snapshot(args);
  let error: unknown;
  try {
    await target.call(args as never);
  } catch (thrown) {
    error = thrown;
  }
  const what = `${target.name} with ${path} = ${show(value)}`;
  if (!(error instanceof Error)) expect.fail(`${what} was accepted`);
  const argument = target.says[path] ?? path.split('.').at(-1) ?? '';
  // A JavaScript error of its own accord ("x is not iterable") has no function in front.
  expect(error.message, what).toMatch(/^[A-Za-z][\w.]*: /);
  expect(error.message, what).toMatch(new RegExp(`\\b${argument}\\b`));
  expect(snapshot(args), `${what} changed an argument`).toEqual(before);
}

function show(value: unknown): string {
  return inspect(value, { depth: 2, maxArrayLength: 8, breakLength: Infinity });
}
