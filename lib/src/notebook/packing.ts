/** The names that plotly gives to the number formats of typed arrays. */
const DTYPES = new Map<string, string>([
  ['Float64Array', 'f8'],
  ['Float32Array', 'f4'],
  ['Int32Array', 'i4'],
  ['Uint32Array', 'u4'],
  ['Int16Array', 'i2'],
  ['Uint16Array', 'u2'],
  ['Int8Array', 'i1'],
  ['Uint8Array', 'u1'],
  ['Uint8ClampedArray', 'u1c'],
]);

/** A typed array in plotly's own compact form. */
export interface PackedArray {
  readonly dtype: string;
  /** The array's bytes, little end first, in base64. */
  readonly bdata: string;
  /** `rows, columns` where the array is a table. */
  readonly shape?: string;
}

/**
 * Copies a figure's values so that JSON keeps them: typed arrays become plotly's `{ dtype, bdata }`, and a list of
 * equally long typed arrays becomes one table with its `shape`. Values that JSON has no word for (NaN, infinity)
 * become null, which plotly draws as a gap.
 *
 * @param value - any value made of objects, arrays, typed arrays, and plain values
 * @returns a fresh value; nothing of the argument is changed
 *
 * Source: https://plotly.com/javascript/reference/ (typed arrays)
 */
export function packArrays(value: unknown): unknown {
  if (isTyped(value)) return packed(value);
  if (Array.isArray(value)) return packTable(value) ?? value.map(packArrays);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, packArrays(item)]));
  }
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

interface Typed {
  readonly buffer: ArrayBufferLike;
  readonly byteOffset: number;
  readonly byteLength: number;
  readonly length: number;
}

function isTyped(value: unknown): value is Typed {
  return ArrayBuffer.isView(value) && DTYPES.has(value.constructor.name);
}

function packed(array: Typed): PackedArray {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  return { dtype: DTYPES.get(array.constructor.name) ?? '', bdata: base64(bytes) };
}

/** A list of typed arrays of one kind and length, as one table; undefined for any other list. */
function packTable(rows: readonly unknown[]): PackedArray | undefined {
  const first = rows[0];
  if (!isTyped(first)) return undefined;
  const alike = (row: unknown) =>
    isTyped(row) && row.length === first.length && row.constructor === first.constructor;
  if (!rows.every(alike)) return undefined;
  const bytes = new Uint8Array(rows.length * first.byteLength);
  (rows as readonly Typed[]).forEach((row, index) => {
    bytes.set(new Uint8Array(row.buffer, row.byteOffset, row.byteLength), index * first.byteLength);
  });
  return {
    dtype: DTYPES.get(first.constructor.name) ?? '',
    bdata: base64(bytes),
    shape: `${rows.length}, ${first.length}`,
  };
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
