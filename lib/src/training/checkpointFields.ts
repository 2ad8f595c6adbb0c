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

/**
 * Reads the text of a checkpoint field by field.
 *
 * @param text - the JSON
 * @returns plain data in which every field has its type; whether the numbers fit the model is for the caller
 * @throws TypeError when the text is no text, RangeError naming the field that is wrong and what was expected
 */
export function readCheckpoint(text: string): CheckpointData {
  if (typeof text !== 'string') throw new TypeError(`${WHERE}: text is ${kindOf(text)}, expected a string`);
  const fields = objectAt('', parsed(text));
  // These two first: of a file of another kind or a later version, nothing else can be said.
  checkChoice(WHERE, 'format', fields['format'], [CHECKPOINT_FORMAT]);
  checkInteger(WHERE, 'version', fields['version'], CHECKPOINT_VERSION, CHECKPOINT_VERSION);
  checkNames(
    '',
    fields,
    ['format', 'version', 'step', 'model', 'parameters', 'checksum'],
    ['optimizer', 'rng'],
  );
  const { step, parameters, optimizer, rng, checksum } = fields;
  checkInteger(WHERE, 'step', step, 0, Number.MAX_SAFE_INTEGER);
  for (const [name, weight] of Object.entries(objectAt('parameters', parameters))) {
    const path = `parameters.${name.slice(0, 40)}`;
    const { shape, values } = checkNames(path, objectAt(path, weight), ['shape', 'values']);
    checkWholes(`${path}.shape`, shape, 8, 1);
    checkValues(`${path}.values`, values);
  }
  if (optimizer !== undefined) {
    const { steps, buffers } = checkNames('optimizer', objectAt('optimizer', optimizer), ['config', 'steps', 'buffers']); // prettier-ignore
    checkInteger(WHERE, 'optimizer.steps', steps, 0, Number.MAX_SAFE_INTEGER);
    listAt('optimizer.buffers', buffers, 8).forEach((buffer, n) =>
      checkValues(`optimizer.buffers[${n}]`, buffer),
    );
  }
  if (rng !== undefined) checkWholes('rng', rng, 4, 0, 2 ** 32 - 1);
  if (typeof checksum !== 'string') throw new RangeError(`${WHERE}: checksum is ${kindOf(checksum)}, expected a string`); // prettier-ignore
  const wanted = checksumOf(fields);
  if (wanted === checksum) return fields as unknown as CheckpointData; // field by field, above
  throw new RangeError(
    `${WHERE}: checksum is ${checksum.slice(0, 20)}, expected ${wanted}: the text was changed or damaged`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RangeError(`${WHERE}: text is not JSON (was it cut off?): ${why}`);
  }
}

/** What JSON gives, by name. Names are looked for with `Object.entries`, and never found in a prototype. */
type Fields = Readonly<Record<string, unknown>>;

function objectAt(path: string, value: unknown): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new RangeError(`${WHERE}: ${path || 'the text'} is ${kindOf(value)}, expected an object`);
}

function checkNames(
  path: string,
  fields: Fields,
  needed: readonly string[],
  optional: readonly string[] = [],
): Fields {
  const at = (name: string): string => (path === '' ? name : `${path}.${name.slice(0, 40)}`);
  const known = [...needed, ...optional];
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`${WHERE}: ${at(unknown)} is not known, expected only ${known.join(', ')}`);
  }
  const missing = needed.find((name) => !Object.hasOwn(fields, name));
  if (missing !== undefined) throw new RangeError(`${WHERE}: ${at(missing)} is missing`);
  return fields;
}

function listAt(path: string, value: unknown, most = 2 ** 30): readonly unknown[] {
  if (!Array.isArray(value)) throw new RangeError(`${WHERE}: ${path} is ${kindOf(value)}, expected a list`);
  checkInteger(WHERE, `the length of ${path}`, value.length, 0, most);
  return value;
}

function checkWholes(path: string, value: unknown, mostItems: number, least: number, most?: number): void {
  listAt(path, value, mostItems).forEach((item, n) =>
    checkInteger(WHERE, `${path}[${n}]`, item, least, most),
  );
}

/** A list of numbers, which may be long: the path is only written where it is needed. */
function checkValues(path: string, value: unknown): void {
  const list = listAt(path, value);
  const wrong = list.findIndex((item) => !Number.isFinite(item));
  if (wrong >= 0) checkNumber(WHERE, `${path}[${wrong}]`, list[wrong]);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : `a ${typeof value}`;
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
