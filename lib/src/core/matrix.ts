import type { Parameters } from './parameters';
import { addProduct, Matrix } from './product';
import { checkArray, checkInteger, checkList, checkNumber, checkObject, formatShape, sizeOf } from './shape';

/** Weights as matrices; a bias is a matrix of one row, and is missing where it is switched off. */
export type Weights = Readonly<Record<string, Matrix>>;

const known = new WeakMap<Parameters, Weights>();

/** The matrices on parameters, made once: a pass of one small sequence takes hardly longer than that. */
export function weightsOf(parameters: Parameters): Weights {
  const made = known.get(parameters);
  if (made) return made;
  const entries = Object.entries(parameters.shapes).map(([name, shape]): [string, Matrix] => {
    const [rows, columns] = shape.length === 2 ? shape : [1, ...shape];
    return [name, new Matrix(parameters.views[name]!, rows!, columns!)]; // a view for each shape of two sizes or one
  });
  const weights = Object.fromEntries(entries);
  known.set(parameters, weights);
  return weights;
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
  return new Matrix(data, rows.length, columns);
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
 * Array.from(matMul(matrix([[1, 2]]), matrix([[3], [4]])).data); // → [11]
 */
export function matMul(a: Matrix, b: Matrix): Matrix {
  checkMatrix('matMul', 'a', a);
  checkMatrix('matMul', 'b', b);
  if (a.columns !== b.rows) {
    const [left, right] = [formatShape([a.rows, a.columns]), formatShape([b.rows, b.columns])];
    throw new RangeError(`matMul: ${left} · ${right}: inner sizes ${a.columns} and ${b.rows} differ`);
  }
  const product = new Matrix(new Float64Array(a.rows * b.columns), a.rows, b.columns);
  addProduct(product, a, b);
  return product;
}

function checkMatrix(where: string, name: string, m: Matrix): void {
  checkObject(where, name, m);
  checkInteger(where, `${name}.rows`, m.rows);
  checkInteger(where, `${name}.columns`, m.columns);
  checkArray(where, `${name}.data`, m.data, [m.rows, m.columns]);
  checkInteger(where, `${name}.rowStep`, m.rowStep);
  checkInteger(where, `${name}.columnStep`, m.columnStep);
}
