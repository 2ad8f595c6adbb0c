/** A number, or a list of numbers nested as deep as you like. */
export type Numbers = number | ArrayLike<number> | readonly Numbers[];

/** What the items of a list are: `'step'` for step 0, step 1, and so on, or a name for each, `['h', 'c']`. */
export type AxisNames = string | readonly string[];

/** An axis for each level of nested lists, the outer first; for an object, these for each of its keys. */
export type Axes = readonly AxisNames[] | Readonly<Record<string, readonly AxisNames[]>>;

/**
 * Compares an answer with what was expected: numbers within a tolerance, lists item by item, all else exactly.
 *
 * @param answer - what was given
 * @param expected - what should have been given
 * @param tolerance - largest difference that passes, relative to |expected| (absolute where that is below 1)
 * @param secret - whether what was expected is kept to ourselves: too large or too small is all that is said
 * @param axes - what the items of lists are: with `['step', 'unit']` a place is "step 2, unit 0"
 * @returns undefined where they agree, else the first difference as half a sentence
 */
export function compareNumbers(
  answer: unknown,
  expected: unknown,
  tolerance: number,
  secret = false,
  axes: Axes = [],
): string | undefined {
  return difference(answer, expected, tolerance, 'the answer', secret ? direction : unequal, axes);
}

/** Says in what way a value is not the one that was expected. */
type Telling = (answer: unknown, expected: unknown, name: string) => string;

function difference(
  answer: unknown,
  expected: unknown,
  tolerance: number,
  name: string,
  tell: Telling,
  axes: Axes,
): string | undefined {
  if (typeof expected === 'number' || typeof expected === 'bigint') {
    return close(answer, expected, tolerance) ? undefined : tell(answer, expected, name);
  }
  if (isRecord(expected) && isRecord(answer)) {
    const [given, wanted] = [Object.keys(answer).sort(), Object.keys(expected).sort()];
    if (given.join() !== wanted.join()) return `${name} has the parts ${given}, expected ${wanted}`;
    return firstOf(wanted, (key) => {
      const inner = isRecord(axes) ? (axes[key] ?? []) : axes;
      return difference(answer[key], expected[key], tolerance, `${key} of ${name}`, tell, inner);
    });
  }
  const wanted = asList(expected);
  if (!wanted) return Object.is(answer, expected) ? undefined : tell(answer, expected, name);
  const given = asList(answer);
  if (!given) return `${name} is ${showNumbers(answer)}, expected a list of ${wanted.length}`;
  if (given.length !== wanted.length) return `${name} has ${given.length} items, expected ${wanted.length}`;
  return firstOf([...wanted.keys()], (index) => {
    const [axis, ...inner] = isRecord(axes) ? [] : axes;
    const item = placeOn(axis, index);
    const first = axis === undefined ? `item ${index}` : item;
    const place = name === 'the answer' ? first : `${name}, ${item}`;
    return difference(given[index], wanted[index], tolerance, place, tell, inner);
  });
}

const placeOn = (axis: AxisNames | undefined, index: number): string => {
  if (axis === undefined) return String(index);
  return typeof axis === 'string' ? `${axis} ${index}` : (axis[index] ?? String(index));
};

function firstOf<Key>(keys: readonly Key[], find: (key: Key) => string | undefined): string | undefined {
  for (const key of keys) {
    const found = find(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function close(answer: unknown, expected: number | bigint, tolerance: number): boolean {
  if (typeof answer !== 'number' && typeof answer !== 'bigint') return false;
  if (typeof answer === 'number' && typeof expected === 'number') {
    return (
      Object.is(answer, expected) ||
      Math.abs(answer - expected) <= tolerance * Math.max(1, Math.abs(expected))
    );
  }
  // Big integers are exact, and may be too large for a number.
  return exactly(answer) === exactly(expected);
}

const exactly = (value: number | bigint): number | bigint =>
  Number.isInteger(value) ? BigInt(value) : value;

function unequal(answer: unknown, expected: unknown, name: string): string {
  return `${name} is ${showNumbers(answer)}, expected ${showNumbers(expected)}`;
}

function direction(answer: unknown, expected: unknown, name: string): string {
  const said = `${name} is ${showNumbers(answer)}`;
  if (typeof answer !== 'number' && typeof answer !== 'bigint') return said;
  if (Number.isNaN(answer)) return said;
  return `${said}, which is too ${answer > (expected as number | bigint) ? 'large' : 'small'}`;
}

function asList(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return ArrayBuffer.isView(value) ? [...(value as unknown as Iterable<unknown>)] : undefined;
}

/** Writes a value for a sentence: numbers with six significant digits, lists in brackets, long ones cut short. */
export function showNumbers(value: unknown, depth = 0): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  const list = asList(value);
  if (list && depth > 3) return '[…]'; // a list may hold itself
  if (list) {
    const shown = list
      .slice(0, 8)
      .map((item) => showNumbers(item, depth + 1))
      .join(', ');
    return `[${shown}${list.length > 8 ? ', …' : ''}]`;
  }
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
