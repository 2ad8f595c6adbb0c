import { formatShape, sizeOf, type Shape } from './shape';

/** A matrix, row-major: the element in row i and column j is `data[i * columns + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/**
 * Makes a matrix from rows of numbers.
 *
 * @param rows - at least one row, all of one positive length, of finite numbers
 * @returns a fresh matrix
 * @throws RangeError when there is no row, a row has another length, or a number is not finite
 * @example
 * import { matrix } from 'carry';
 * matrix([[1, 2], [3, 4]]).data[2]; // → 3
 */
export function matrix(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const data = new Float64Array(sizeOf('matrix', [rows.length, columns]));
  rows.forEach((row, i) => {
    if (row.length !== columns) {
      throw new RangeError(`matrix: row ${i} has ${row.length} numbers, expected ${columns} as in row 0`);
    }
    row.forEach((value, j) => {
      if (!Number.isFinite(value)) {
        throw new RangeError(`matrix: row ${i}, column ${j} is ${value}, expected a finite number`);
      }
      data[i * columns + j] = value;
    });
  });
  return { rows: rows.length, columns, data };
}

/**
 * The rows of a matrix as plain lists, for printing.
 *
 * @param m - a matrix
 * @returns fresh lists
 * @example
 * import { matrix, toRows } from 'carry';
 * toRows(matrix([[1, 2], [3, 4]])); // → [[1,2],[3,4]]
 */
export function toRows(m: Matrix): number[][] {
  return Array.from({ length: m.rows }, (_, i) =>
    Array.from(m.data.subarray(i * m.columns, (i + 1) * m.columns)),
  );
}

/**
 * The product of two matrices: (a·b)ᵢⱼ = Σₖ aᵢₖ bₖⱼ.
 *
 * @param a - [m, k]
 * @param b - [k, n]
 * @returns a fresh matrix [m, n]
 * @throws RangeError when the inner sizes differ
 * @example
 * import { matMul, matrix, toRows } from 'carry';
 * toRows(matMul(matrix([[1, 2]]), matrix([[3], [4]]))); // → [[11]]
 */
export function matMul(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows) {
    const shapes: [Shape, Shape] = [
      [a.rows, a.columns],
      [b.rows, b.columns],
    ];
    throw new RangeError(
      `matMul: ${formatShape(shapes[0])} · ${formatShape(shapes[1])}: inner sizes ${a.columns} and ${b.rows} differ`,
    );
  }
  const data = new Float64Array(a.rows * b.columns);
  addMatMulInPlace(data, a.data, b.data, a.rows, a.columns, b.columns);
  return { rows: a.rows, columns: b.columns, data };
}

/**
 * The matrix with its rows as columns: (aᵀ)ᵢⱼ = aⱼᵢ.
 *
 * @param a - [m, n]
 * @returns a fresh matrix [n, m]
 * @example
 * import { matrix, toRows, transpose } from 'carry';
 * toRows(transpose(matrix([[1, 2]]))); // → [[1],[2]]
 */
export function transpose(a: Matrix): Matrix {
  const data = a.data.map((_, index) => {
    const [row, column] = [index % a.rows, Math.floor(index / a.rows)];
    return a.data[row * a.columns + column] as number; // row and column are inside a
  });
  return { rows: a.columns, columns: a.rows, data };
}

/**
 * out += a·b. A hot path: the lengths of the buffers are the caller's promise and not checked.
 *
 * @param out - [m, n], changed in place
 * @param a - [m, k]
 * @param b - [k, n]
 * @param m - rows of a
 * @param k - columns of a
 * @param n - columns of b
 * @example
 * import { addMatMulInPlace } from 'carry';
 * const out = Float64Array.of(100);
 * addMatMulInPlace(out, Float64Array.of(1, 2), Float64Array.of(3, 4), 1, 2, 1);
 * out[0]; // → 111
 */
export function addMatMulInPlace(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
): void {
  addProductInPlace(out, a, b, m, k, n, k, 1, n, 1);
}

/**
 * out += aᵀ·b, without making the transpose: what a gradient of a weight is, dW = xᵀ·da.
 *
 * @param out - [m, n], changed in place
 * @param a - [k, m]
 * @param b - [k, n]
 * @param m - columns of a
 * @param k - rows of a and of b
 * @param n - columns of b
 * @example
 * import { addTransposedMatMulInPlace } from 'carry';
 * const dW = new Float64Array(2);
 * addTransposedMatMulInPlace(dW, Float64Array.of(1, 2), Float64Array.of(10), 2, 1, 1);
 * Array.from(dW); // → [10,20]
 */
export function addTransposedMatMulInPlace(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
): void {
  addProductInPlace(out, a, b, m, k, n, 1, m, n, 1);
}

/**
 * out += a·bᵀ, without making the transpose: what a gradient of an input is, dx = da·Wᵀ.
 *
 * @param out - [m, n], changed in place
 * @param a - [m, k]
 * @param b - [n, k]
 * @param m - rows of a
 * @param k - columns of a and of b
 * @param n - rows of b
 * @example
 * import { addMatMulTransposedInPlace } from 'carry';
 * const dx = new Float64Array(2);
 * addMatMulTransposedInPlace(dx, Float64Array.of(10), Float64Array.of(1, 2), 1, 1, 2);
 * Array.from(dx); // → [10,20]
 */
export function addMatMulTransposedInPlace(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
): void {
  addProductInPlace(out, a, b, m, k, n, k, 1, 1, k);
}

/**
 * out[i, j] += Σₖ a[i, k] b[k, j], where a step in i moves `ai` numbers in a, a step in k moves `ak` in a
 * and `bk` in b, and a step in j moves `bj` in b: one loop serves a·b, aᵀ·b and a·bᵀ. Two rows and four
 * columns are summed side by side, because eight sums in registers keep the processor busy where one sum
 * would wait for memory. Each sum runs over k in order and is added to `out` at the end, so that the
 * result of a row does not depend, to the last bit, on the rows beside it.
 */
function addProductInPlace(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
  ai: number,
  ak: number,
  bk: number,
  bj: number,
): void {
  // The `!` of this function: every index is inside the sizes that the caller gave.
  const [b1, b2, b3] = [bj, 2 * bj, 3 * bj];
  let i = 0;
  for (; i + 1 < m; i += 2) {
    let j = 0;
    for (; j + 3 < n; j += 4) {
      // prettier-ignore
      let s00 = 0, s01 = 0, s02 = 0, s03 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0;
      for (let l = 0, p = i * ai, q = j * bj; l < k; l++, p += ak, q += bk) {
        const x0 = a[p]!;
        const x1 = a[p + ai]!;
        s00 += x0 * b[q]!;
        s01 += x0 * b[q + b1]!;
        s02 += x0 * b[q + b2]!;
        s03 += x0 * b[q + b3]!;
        s10 += x1 * b[q]!;
        s11 += x1 * b[q + b1]!;
        s12 += x1 * b[q + b2]!;
        s13 += x1 * b[q + b3]!;
      }
      addFour(out, i * n + j, s00, s01, s02, s03);
      addFour(out, (i + 1) * n + j, s10, s11, s12, s13);
    }
    for (; j < n; j++) {
      out[i * n + j]! += dot(a, i * ai, ak, b, j * bj, bk, k);
      out[(i + 1) * n + j]! += dot(a, (i + 1) * ai, ak, b, j * bj, bk, k);
    }
  }
  if (i < m) addLastRow(out, a, b, i, k, n, ai, ak, bk, bj);
}

/** The same for one row that has no partner: four columns side by side. */
function addLastRow(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  i: number,
  k: number,
  n: number,
  ai: number,
  ak: number,
  bk: number,
  bj: number,
): void {
  let j = 0;
  for (; j + 3 < n; j += 4) {
    // prettier-ignore
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0;
    for (let l = 0, p = i * ai, q = j * bj; l < k; l++, p += ak, q += bk) {
      const x = a[p]!;
      s0 += x * b[q]!;
      s1 += x * b[q + bj]!;
      s2 += x * b[q + 2 * bj]!;
      s3 += x * b[q + 3 * bj]!;
    }
    addFour(out, i * n + j, s0, s1, s2, s3);
  }
  for (; j < n; j++) out[i * n + j]! += dot(a, i * ai, ak, b, j * bj, bk, k);
}

function addFour(out: Float64Array, at: number, s0: number, s1: number, s2: number, s3: number): void {
  out[at]! += s0;
  out[at + 1]! += s1;
  out[at + 2]! += s2;
  out[at + 3]! += s3;
}

/** Σₖ a[p + k·ak] b[q + k·bk]. */
function dot(
  a: Float64Array,
  p: number,
  ak: number,
  b: Float64Array,
  q: number,
  bk: number,
  k: number,
): number {
  let sum = 0;
  for (let l = 0; l < k; l++, p += ak, q += bk) sum += a[p]! * b[q]!;
  return sum;
}
