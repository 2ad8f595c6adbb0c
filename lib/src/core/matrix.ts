import { addMatMulInPlace } from './product';
import { checkArray, checkInteger, checkList, checkNumber, checkObject, formatShape, sizeOf } from './shape';

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
  checkList('matrix', 'rows', rows);
  rows.forEach((row, i) => checkList('matrix', `row ${i}`, row));
  const columns = rows[0]?.length ?? 0;
  const data = new Float64Array(sizeOf('matrix', [rows.length, columns]));
  rows.forEach((row, i) => {
    checkInteger('matrix', `the length of row ${i}`, row.length, columns, columns);
    row.forEach((value, j) => {
      data[i * columns + j] = checkNumber('matrix', `row ${i}, column ${j}`, value);
    });
  });
  return { rows: rows.length, columns, data };
}

/**
 * The rows of a matrix as plain lists, for printing.
 *
 * @param m - a matrix
 * @returns fresh lists
 * @throws RangeError when the matrix holds another number of numbers or NaN
 * @example
 * import { matrix, toRows } from 'carry';
 * toRows(matrix([[1, 2], [3, 4]])); // → [[1,2],[3,4]]
 */
export function toRows(m: Matrix): number[][] {
  checkMatrix('toRows', 'm', m);
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
 * import { matMul, matrix } from 'carry';
 * const { rows, columns, data } = matMul(matrix([[1, 2]]), matrix([[3], [4]]));
 * [rows, columns, data[0]]; // → [1, 1, 11]
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

/**
 * Checks that a value is a matrix with as many finite numbers as rows times columns.
 *
 * @param where - the function that asks
 * @param name - the argument's name
 * @param m - the value to check
 * @param shape - rows and columns that it must have; any if left out
 * @throws TypeError when it is no matrix, RangeError when its sizes or numbers are wrong
 * @example
 * import { checkMatrix, matrix } from 'carry';
 * checkMatrix('cook', 'dish', matrix([[1, 0, 0]]), [1, 3]);
 */
export function checkMatrix(where: string, name: string, m: Matrix, shape?: readonly [number, number]): void {
  checkObject(where, name, m);
  checkInteger(where, `${name}.rows`, m.rows, shape?.[0], shape?.[0]);
  checkInteger(where, `${name}.columns`, m.columns, shape?.[1], shape?.[1]);
  checkArray(where, `${name}.data`, m.data, [m.rows, m.columns]);
}
