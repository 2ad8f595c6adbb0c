import { addMatMulInPlace } from './product';
import { checkArray, formatShape, sizeOf } from './shape';

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
 * @throws RangeError when the inner sizes differ, or a matrix holds another number of numbers or NaN
 * @example
 * import { matMul, matrix, toRows } from 'carry';
 * toRows(matMul(matrix([[1, 2]]), matrix([[3], [4]]))); // → [[11]]
 */
export function matMul(a: Matrix, b: Matrix): Matrix {
  checkMatrix('matMul', 'a', a);
  checkMatrix('matMul', 'b', b);
  if (a.columns !== b.rows) {
    const [left, right] = [formatShape([a.rows, a.columns]), formatShape([b.rows, b.columns])];
    throw new RangeError(`matMul: ${left} · ${right}: inner sizes ${a.columns} and ${b.rows} differ`);
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
 * @throws RangeError when the matrix holds another number of numbers or NaN
 * @example
 * import { matrix, toRows, transpose } from 'carry';
 * toRows(transpose(matrix([[1, 2]]))); // → [[1],[2]]
 */
export function transpose(a: Matrix): Matrix {
  checkMatrix('transpose', 'a', a);
  const data = a.data.map((_, index) => {
    const [row, column] = [index % a.rows, Math.floor(index / a.rows)];
    return a.data[row * a.columns + column] as number; // row and column are inside a
  });
  return { rows: a.columns, columns: a.rows, data };
}

function checkMatrix(where: string, name: string, { rows, columns, data }: Matrix): void {
  checkArray(where, `${name}.data`, data, [rows, columns]);
}
