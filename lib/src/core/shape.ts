/**
 * Checks of arguments. Each throws an error that names the function, the offending value and what was
 * expected, so that a mistake is met where it was made and not as a NaN three cells later.
 */

/** The sizes of an array, outermost first: `[T, B, D]` is T blocks of B rows of D numbers. */
export type Shape = readonly number[];

/** The largest number of elements that one array of the course may have (8 GiB of float64). */
const MOST_ELEMENTS = 2 ** 30;

/**
 * Writes a shape as the course's messages do.
 *
 * @param shape - the sizes, outermost first
 * @returns the sizes between brackets
 * @example
 * import { formatShape } from 'carry';
 * formatShape([2, 3]); // → "[2,3]"
 */
export function formatShape(shape: Shape): string {
  return `[${shape.map(show).join(',')}]`;
}

/** Shows a value in a message: short, and never throwing, whatever the value is. */
function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? 'an array' : 'an object';
  return typeof value === 'function' ? 'a function' : String(value);
}

/**
 * Checks that a value is a whole number in a range.
 *
 * @param where - the function that asks, as the message shall name it
 * @param name - the argument's name
 * @param value - the value to check
 * @param least - the smallest allowed value, 1 by default
 * @param most - the largest allowed value, 2³⁰ by default
 * @returns the value
 * @throws RangeError when the value is not a whole number from `least` to `most`
 * @example
 * import { checkInteger } from 'carry';
 * checkInteger('dense', 'inputSize', 3); // → 3
 */
export function checkInteger(
  where: string,
  name: string,
  value: unknown,
  least = 1,
  most = MOST_ELEMENTS,
): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(
    `${where}: ${name} is ${show(value)}, expected a whole number from ${least} to ${most}`,
  );
}

/**
 * Checks that a value is a finite number in a closed range.
 *
 * @param where - the function that asks
 * @param name - the argument's name
 * @param value - the value to check
 * @param least - the smallest allowed value, −∞ by default
 * @param most - the largest allowed value, ∞ by default
 * @returns the value
 * @throws RangeError when the value is not a finite number from `least` to `most`
 * @example
 * import { checkNumber } from 'carry';
 * checkNumber('sgd', 'learningRate', 0.1, 0); // → 0.1
 */
export function checkNumber(
  where: string,
  name: string,
  value: unknown,
  least = -Infinity,
  most = Infinity,
): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= least && value <= most) return value;
  const range =
    least === -Infinity && most === Infinity ? 'a finite number' : `a finite number from ${least} to ${most}`;
  throw new RangeError(`${where}: ${name} is ${show(value)}, expected ${range}`);
}

/**
 * Counts the elements of an array of this shape.
 *
 * @param where - the function that asks
 * @param shape - whole, positive sizes
 * @returns the product of the sizes
 * @throws RangeError when a size is not a positive whole number, or the product is above 2³⁰
 * @example
 * import { sizeOf } from 'carry';
 * sizeOf('zeros', [2, 3, 4]); // → 24
 */
export function sizeOf(where: string, shape: Shape): number {
  checkList(where, 'shape', shape);
  let size = 1;
  for (const extent of shape) size = isSize(extent) ? size * extent : NaN;
  if (isSize(size)) return size;
  // Only now, since writing a message takes longer than a small layer's whole pass.
  for (const extent of shape) checkInteger(where, `a size of ${formatShape(shape)}`, extent);
  return checkInteger(where, `the number of elements of ${formatShape(shape)}`, size);
}

/**
 * An array of zeros.
 *
 * @param where - the function that asks
 * @param shape - whole, positive sizes
 * @returns as many zeros as the shape asks for
 * @throws RangeError when a size is not a positive whole number, or they ask for more memory than there is
 * @example
 * import { zeros } from 'carry';
 * zeros('model', [2, 3]).length; // → 6
 */
export function zeros(where: string, shape: Shape): Float64Array {
  const size = sizeOf(where, shape);
  try {
    return new Float64Array(size);
  } catch {
    const gigabytes = Number(((8 * size) / 1e9).toPrecision(3));
    throw new RangeError(
      `${where}: ${formatShape(shape)} asks for ${gigabytes} GB, expected fewer: there is no such memory`,
    );
  }
}

function isSize(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= MOST_ELEMENTS;
}

/**
 * Checks that an array is a `Float64Array` with exactly the numbers that a shape asks for, all finite.
 *
 * @param where - the function that asks
 * @param name - the argument's name
 * @param array - the array to check
 * @param shape - the expected shape
 * @throws TypeError when it is not a Float64Array
 * @throws RangeError when its length is not the shape's, or it holds NaN or infinity
 * @example
 * import { checkArray } from 'carry';
 * checkArray('forward', 'x', new Float64Array(6), [1, 2, 3]);
 */
export function checkArray(where: string, name: string, array: unknown, shape: Shape): void {
  checkLength(where, name, array, shape);
  checkFinite(where, name, array as Float64Array); // says checkLength
}

/**
 * Checks that an array is a `Float64Array` with as many numbers as a shape asks for, whatever they are: what
 * a hot path can afford.
 *
 * @param where - the function that asks
 * @param name - the argument's name
 * @param array - the array to check
 * @param shape - the expected shape
 * @throws TypeError when it is not a Float64Array
 * @throws RangeError when its length is not the shape's
 * @example
 * import { checkLength } from 'carry';
 * checkLength('dense', 'y', new Float64Array(6), [3, 2]);
 */
export function checkLength(where: string, name: string, array: unknown, shape: Shape): void {
  if (!(array instanceof Float64Array)) {
    throw new TypeError(`${where}: ${name} is ${show(array)}, expected a Float64Array ${formatShape(shape)}`);
  }
  const size = sizeOf(where, shape);
  if (array.length === size) return;
  throw new RangeError(
    `${where}: ${name} has ${array.length} numbers, expected ${size} for shape ${formatShape(shape)}`,
  );
}

/**
 * Checks that every number of an array is finite.
 *
 * @param where - the function that asks
 * @param name - the argument's name
 * @param array - any list of numbers
 * @throws RangeError naming the first index that holds NaN or infinity
 * @example
 * import { checkFinite } from 'carry';
 * checkFinite('loss', 'prediction', [0.5, 1]);
 */
export function checkFinite(where: string, name: string, array: ArrayLike<number>): void {
  for (let i = 0; i < array.length; i++) {
    if (!Number.isFinite(array[i])) {
      throw new RangeError(`${where}: ${name}[${i}] is ${show(array[i])}, expected a finite number`);
    }
  }
}

/**
 * Checks that a value is one of a list of words.
 *
 * @param where - the function that asks
 * @param name - the argument's name
 * @param value - the value to check
 * @param allowed - the words it may be
 * @returns the value
 * @throws RangeError when it is none of them
 * @example
 * import { checkChoice } from 'carry';
 * checkChoice('activation', 'name', 'tanh', ['sigmoid', 'tanh']); // → "tanh"
 */
export function checkChoice<Word extends string>(
  where: string,
  name: string,
  value: unknown,
  allowed: readonly Word[],
): Word {
  const found = allowed.find((word) => word === value);
  if (found !== undefined) return found;
  throw new RangeError(`${where}: ${name} is ${show(value)}, expected one of ${allowed.join(', ')}`);
}

/**
 * Checks that a value is true or false.
 *
 * @param where - the function that asks
 * @param name - the argument's name
 * @param value - the value to check
 * @returns the value
 * @throws RangeError when it is neither
 * @example
 * import { checkBoolean } from 'carry';
 * checkBoolean('dense', 'bias', false); // → false
 */
export function checkBoolean(where: string, name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new RangeError(`${where}: ${name} is ${show(value)}, expected true or false`);
}

/**
 * Checks that a value is an object with fields, and no list.
 *
 * @param where - the function that asks
 * @param name - the argument's name
 * @param value - the value to check
 * @throws TypeError when it is none
 * @example
 * import { checkObject } from 'carry';
 * checkObject('train', 'options', { steps: 3 });
 */
export function checkObject(where: string, name: string, value: unknown): asserts value is object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return;
  throw new TypeError(`${where}: ${name} is ${show(value)}, expected an object`);
}

/**
 * Checks that a value is a list.
 *
 * @param where - the function that asks
 * @param name - the argument's name
 * @param value - the value to check
 * @throws TypeError when it is none
 * @example
 * import { checkList } from 'carry';
 * checkList('matrix', 'rows', [[1, 2]]);
 */
export function checkList(where: string, name: string, value: unknown): asserts value is readonly unknown[] {
  if (Array.isArray(value)) return;
  throw new TypeError(`${where}: ${name} is ${show(value)}, expected a list`);
}

/** A copy without the fields that are undefined. */
export function onlyGiven<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}

/** Checks that a value is a function, with a TypeError. */
export function checkFunction(where: string, name: string, value: unknown): void {
  if (typeof value === 'function') return;
  throw new TypeError(`${where}: ${name} is ${typeof value}, expected a function`);
}
