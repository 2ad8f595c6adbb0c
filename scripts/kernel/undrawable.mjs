// What would be drawn as nothing, without a word.

const PLOTLY = 'application/vnd.plotly.v1+json';

/**
 * @param {Record<string, unknown>} data the formats of what is shown
 * @returns {{ data: Record<string, unknown>, complaints: string[] }} the formats with JSON texts read and typed arrays
 *   made plain, and a sentence for each value that cannot be drawn
 */
export function undrawable(data) {
  /** @type {string[]} */
  const complaints = [];
  const mended = Object.entries(data).map(([mime, value]) => {
    if (!mime.endsWith('+json')) return [mime, value];
    if (typeof value === 'string') {
      try {
        value = JSON.parse(value);
      } catch {
        complaints.push(`display: ${mime} is the text ${clip(value)}, expected an object or its JSON`);
        return [mime, value];
      }
    }
    if (mime !== PLOTLY) return [mime, value];
    const figure = /** @type {any} */ (value);
    if (!Array.isArray(figure?.data))
      complaints.push(`display: the figure's data is ${clip(figure?.data)}, expected a list of traces`);
    return [mime, plain(value, 'figure', complaints)];
  });
  return { data: Object.fromEntries(mended), complaints };
}

/**
 * @param {unknown} value
 * @param {string} place
 * @param {string[]} complaints
 * @returns {unknown}
 */
function plain(value, place, complaints) {
  if (typeof value === 'function' || typeof value === 'symbol' || typeof value === 'bigint') {
    complaints.push(`display: ${place} is a ${typeof value}, which cannot be drawn`);
    return typeof value === 'bigint' ? Number(value) : null;
  }
  if (value === null || typeof value !== 'object') return value;
  if (ArrayBuffer.isView(value) && !(value instanceof DataView))
    return Array.from(/** @type {Float64Array} */ (value));
  if (Array.isArray(value)) {
    const numbers = value.filter((each) => typeof each === 'number');
    if (numbers.length > 0 && numbers.length === value.length && !numbers.some(Number.isFinite))
      complaints.push(`display: ${place} holds no finite number: nothing of it is drawn`);
    return value.map((each, n) => plain(each, `${place}[${n}]`, complaints));
  }
  if (value instanceof Map || value instanceof Set || value instanceof Promise) {
    complaints.push(`display: ${place} is a ${value.constructor.name}, expected a list or an object`);
    return null;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, plain(each, `${place}.${key}`, complaints)]),
  );
}

/** @param {unknown} value */
const clip = (value) => (JSON.stringify(value) ?? String(value)).slice(0, 60);
