import { checkChoice, checkInteger, checkNumber, type Shape } from '../core/shape';

/** What a file says of itself. */
export const CHECKPOINT_FORMAT = 'carry checkpoint';

/** The version that this library writes and reads. */
export const CHECKPOINT_VERSION = 2;

/** What is in a checkpoint's text, once every field has been found to be there. */
export interface CheckpointData {
  readonly format: string;
  readonly version: number;
  readonly step: number;
  /** Not looked at yet. */
  readonly model: unknown;
  readonly parameters: Readonly<Record<string, WeightData>>;
  readonly optimizer?: OptimizerData;
  readonly rng?: readonly number[];
  /** Of all other fields: see {@link checksumOf}. */
  readonly checksum: string;
}

interface WeightData {
  readonly shape: Shape;
  readonly values: readonly number[];
}

interface OptimizerData {
  /** Not looked at yet. */
  readonly config: unknown;
  readonly steps: number;
  readonly buffers: readonly (readonly number[])[];
}

const WHERE = 'parseCheckpoint';

/** Turns an unknown value into one of a type, or throws an error that names the path to it. */
type Read<Value> = (path: string, value: unknown) => Value;

/** A field of an object, and whether it may be missing. */
interface Field<Value> {
  readonly read: Read<Value>;
  readonly optional: boolean;
}

/** A field for each key: one that is added to a type and forgotten here does not compile. */
type Fields<Value> = { readonly [Key in keyof Value]-?: Field<Exclude<Value[Key], undefined>> };

const needed = <Value>(read: Read<Value>): Field<Value> => ({ read, optional: false });
const optional = <Value>(read: Read<Value>): Field<Value> => ({ read, optional: true });

const whole =
  (least = 1, most?: number): Read<number> =>
  (path, value) =>
    checkInteger(WHERE, path, value, least, most);

const number: Read<number> = (path, value) => checkNumber(WHERE, path, value);

/** For what checks itself when it is used: `checkModelConfig` and `createOptimizer` trust nothing either. */
const anything: Read<unknown> = (_path, value) => value;

const oneOf =
  <Word extends string>(...words: readonly Word[]): Read<Word> =>
  (path, value) =>
    checkChoice(WHERE, path, value, words);

const list =
  <Item>(read: Read<Item>, most = 2 ** 30): Read<Item[]> =>
  (path, value) => {
    if (!Array.isArray(value)) throw new RangeError(`${WHERE}: ${path} is ${kindOf(value)}, expected a list`);
    checkInteger(WHERE, `the length of ${path}`, value.length, 0, most);
    return value.map((item: unknown, n) => read(`${path}[${n}]`, item));
  };

/** A list of numbers, which may be long: the path is only written where it is needed. */
const numbers: Read<readonly number[]> = (path, value) => {
  if (!Array.isArray(value)) throw new RangeError(`${WHERE}: ${path} is ${kindOf(value)}, expected a list`);
  const wrong = value.findIndex((item) => !Number.isFinite(item));
  if (wrong >= 0) number(`${path}[${wrong}]`, value[wrong]);
  return value as number[];
};

/** An object with these fields and no others. `Object.fromEntries` defines, so that no setter can run. */
const object =
  <Value>(fields: Fields<Value>): Read<Value> =>
  (path, value) => {
    const known = Object.entries<Field<unknown>>(fields);
    const names = known.map(([name]) => name);
    const given = entriesOf(path, value);
    const at = (name: string): string => (path === '' ? name : `${path}.${name}`);
    const unknown = given.find(([name]) => !names.includes(name));
    if (unknown) {
      const name = at(unknown[0].slice(0, 40));
      throw new RangeError(`${WHERE}: ${name} is not known, expected only ${names.join(', ')}`);
    }
    const found = new Map(given);
    const missing = known.find(([name, { optional }]) => !optional && !found.has(name));
    if (missing) throw new RangeError(`${WHERE}: ${at(missing[0])} is missing`);
    const read = known.filter(([name]) => found.has(name));
    return Object.fromEntries(
      read.map(([name, field]) => [name, field.read(at(name), found.get(name))]),
    ) as Value; // each key of Value has been read as its type
  };

const recordOf =
  <Value>(read: Read<Value>): Read<Record<string, Value>> =>
  (path, value) =>
    Object.fromEntries(
      entriesOf(path, value).map(([name, item]) => [name, read(`${path}.${name.slice(0, 40)}`, item)]),
    );

function entriesOf(path: string, value: unknown): [string, unknown][] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value);
  throw new RangeError(`${WHERE}: ${path || 'the text'} is ${kindOf(value)}, expected an object`);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

const optimizer: Read<OptimizerData> = object<OptimizerData>({
  config: needed(anything),
  steps: needed(whole(0, Number.MAX_SAFE_INTEGER)),
  buffers: needed(list(numbers, 8)),
});

const text: Read<string> = (path, value) => {
  if (typeof value === 'string') return value;
  throw new RangeError(`${WHERE}: ${path} is ${kindOf(value)}, expected a string`);
};

const format: Read<string> = oneOf(CHECKPOINT_FORMAT);
const version: Read<number> = whole(CHECKPOINT_VERSION, CHECKPOINT_VERSION);

const checkpoint: Read<CheckpointData> = object<CheckpointData>({
  format: needed(format),
  version: needed(version),
  step: needed(whole(0, Number.MAX_SAFE_INTEGER)),
  model: needed(anything),
  parameters: needed(
    recordOf(object<WeightData>({ shape: needed(list(whole(), 8)), values: needed(numbers) })),
  ),
  optimizer: optional(optimizer),
  rng: optional(list(whole(0, 2 ** 32 - 1), 4)),
  checksum: needed(text),
});

/**
 * Reads the text of a checkpoint field by field.
 *
 * @param text - the JSON
 * @returns plain data in which every field has its type; whether the numbers fit the model is for the caller
 * @throws TypeError when the text is no text, RangeError naming the field that is wrong and what was expected
 */
export function readCheckpoint(text: string): CheckpointData {
  if (typeof text !== 'string') throw new TypeError(`${WHERE}: text is ${kindOf(text)}, expected a string`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RangeError(`${WHERE}: text is not JSON (was it cut off?): ${why}`);
  }
  // These two first: of a file of another kind or a later version, nothing else can be said.
  const found = new Map(entriesOf('', value));
  format('format', found.get('format'));
  version('version', found.get('version'));
  const data = checkpoint('', value);
  const is = checksumOf(value as Record<string, unknown>); // an object, says entriesOf
  if (is === data.checksum) return data;
  throw new RangeError(
    `${WHERE}: checksum is ${data.checksum.slice(0, 20)}, expected ${is}: the text was changed or damaged`,
  );
}

/**
 * A checksum (CRC-32) of plain data, so that one flipped bit is noticed. Blanks between the fields do not count.
 *
 * @param data - what was parsed; its own `checksum` is left out
 * @returns eight hexadecimal digits
 */
export function checksumOf(data: Readonly<Record<string, unknown>>): string {
  const text = JSON.stringify({ ...data, checksum: undefined }, (_name, value: unknown) =>
    Object.is(value, -0) ? '-0' : value,
  );
  let crc = -1;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (~crc >>> 0).toString(16).padStart(8, '0');
}
