// Compares what a notebook shows now with what is committed: text to the letter, numbers within a tolerance.

/** Numbers may differ by this much, relative to their size; a cell tagged `tolerance=1e-3` says otherwise. */
export const TOLERANCE = 1e-6;
/** Below this, numbers are the noise of rounding and count as equal. */
const NOISE = 1e-9;

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g;
const WHOLE = /^[-+]?\d+$/;

/** @param {number} a @param {number} b @param {number} tolerance */
export function close(a, b, tolerance) {
  return (
    Object.is(a, b) || Math.abs(a - b) <= Math.max(NOISE, tolerance * Math.max(Math.abs(a), Math.abs(b)))
  );
}

/**
 * Whole numbers are compared as text: they are counts, or bits, and `01010001` is not nearly `01010101`.
 * @param {string} now
 * @param {string} before
 * @param {number} [tolerance]
 * @returns {string | undefined} undefined where they agree, else the first difference
 */
export function compareText(now, before, tolerance = TOLERANCE) {
  const [newWords, oldWords] = [now.split(NUMBER), before.split(NUMBER)];
  const [newNumbers, oldNumbers] = [now.match(NUMBER) ?? [], before.match(NUMBER) ?? []];
  for (const [index, word] of newWords.entries()) {
    if (word !== oldWords[index]) return difference(now, before);
    const [a, b] = [newNumbers[index], oldNumbers[index]];
    if (a === b) continue;
    if (a === undefined || b === undefined || (WHOLE.test(a) && WHOLE.test(b)))
      return difference(now, before);
    if (!close(Number(a), Number(b), tolerance)) return `${a}, committed ${b}, in ${lineWith(now, a)}`;
  }
  return newWords.length === oldWords.length ? undefined : difference(now, before);
}

/**
 * Compares two values as JSON has them: the same shape, texts as `compareText`, numbers within the tolerance, packed
 * arrays by the numbers in them.
 * @param {unknown} now
 * @param {unknown} before
 * @param {number} [tolerance]
 * @param {string} [where]
 * @returns {string | undefined}
 */
export function compareValues(now, before, tolerance = TOLERANCE, where = 'figure') {
  if (typeof now === 'number' && typeof before === 'number') {
    return close(now, before, tolerance) ? undefined : `${where}: ${now}, committed ${before}`;
  }
  if (typeof now === 'string' && typeof before === 'string') {
    const found = compareText(now, before, tolerance);
    return found && `${where}: ${found}`;
  }
  const [a, b] = [unpack(now), unpack(before)];
  if (a === b) return undefined;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    return `${where}: ${JSON.stringify(a)}, committed ${JSON.stringify(b)}`;
  }
  const [keys, oldKeys] = [Object.keys(a).sort(), Object.keys(b).sort()];
  if (keys.join() !== oldKeys.join()) {
    const [now, before] = [keys, oldKeys].map((list) =>
      list.length > 12 ? `${list.length} items` : `{ ${list} }`,
    );
    return `${where}: ${now}, committed ${before}`;
  }
  for (const key of Object.keys(a)) {
    const found = compareValues(Reflect.get(a, key), Reflect.get(b, key), tolerance, `${where}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The typed arrays behind plotly's dtypes. */
const ARRAYS = {
  f8: Float64Array,
  f4: Float32Array,
  i4: Int32Array,
  u4: Uint32Array,
  i2: Int16Array,
  u2: Uint16Array,
  i1: Int8Array,
  u1: Uint8Array,
  u1c: Uint8ClampedArray,
};

/**
 * Turns plotly's packed arrays back into numbers; leaves everything else as it is.
 * @param {unknown} value
 * @returns {unknown}
 */
export function unpack(value) {
  if (typeof value !== 'object' || value === null || !('bdata' in value) || !('dtype' in value)) return value;
  const Kind = ARRAYS[/** @type {keyof typeof ARRAYS} */ (value.dtype)];
  if (!Kind || typeof value.bdata !== 'string') return value;
  const bytes = Uint8Array.from(Buffer.from(value.bdata, 'base64'));
  const numbers = Array.from(new Kind(bytes.buffer));
  return 'shape' in value ? { shape: value.shape, numbers } : numbers;
}

/** @param {string} now @param {string} before */
function difference(now, before) {
  const [lines, oldLines] = [now.split('\n'), before.split('\n')];
  const at = lines.findIndex((line, index) => line !== oldLines[index]);
  const show = (/** @type {string | undefined} */ line) =>
    line === undefined ? 'nothing' : JSON.stringify(line.slice(0, 160));
  return `${show(lines[at])}, committed ${show(oldLines[at === -1 ? lines.length : at])}`;
}

/** @param {string} text @param {string} part */
function lineWith(text, part) {
  return JSON.stringify(
    text
      .split('\n')
      .find((line) => line.includes(part))
      ?.slice(0, 120) ?? part,
  );
}
