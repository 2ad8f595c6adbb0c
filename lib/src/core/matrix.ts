import type { Parameters } from './parameters';
import { addProductInPlace } from './product';
import { checkArray, checkInteger, checkList, checkNumber, checkObject, formatShape, sizeOf } from './shape';

/**
 * A matrix on a buffer of numbers. Row-major: the element in row i and column j is `data[i * columns + j]`; its
 * transpose `T` reads the same numbers the other way.
 *
 * @example
 * import { Matrix } from 'carry';
 * const a = new Matrix(Float64Array.of(1, 2, 3, 4, 5, 6), 2, 3);
 * [a.T.rows, a.T.columns]; // → [3,2]
 */
export class Matrix {
  private turned: Matrix | undefined;

  /**
   * @param data - the numbers, not copied
   * @param rows - how many rows
   * @param columns - how many columns
   * @param rowStep - how many numbers further the next row lies
   * @param columnStep - how many numbers further the next column lies
   */
  constructor(
    readonly data: Float64Array,
    readonly rows: number,
    readonly columns: number,
    readonly rowStep = columns,
    readonly columnStep = 1,
  ) {}

  /** The transpose, [columns, rows], on the same numbers: (Aᵀ)ᵢⱼ = Aⱼᵢ. */
  get T(): Matrix {
    return (this.turned ??= new Matrix(this.data, this.columns, this.rows, this.columnStep, this.rowStep));
  }
}

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
 * out += a·b. A gradient of a weight is `addProduct(dW, x.T, da)`, one of an input `addProduct(dx, da, W.T)`.
 *
 * @param out - [m, n], changed in place; no transpose
 * @param a - [m, k]
 * @param b - [k, n]
 * @throws RangeError when the sizes do not fit
 * @example
 * import { addProduct, matrix } from 'carry';
 * const [dW, x, da] = [matrix([[0], [0]]), matrix([[1, 2]]), matrix([[10]])];
 * addProduct(dW, x.T, da);
 * Array.from(dW.data); // → [10,20]
 */
export function addProduct(out: Matrix, a: Matrix, b: Matrix): void {
  if (a.columns !== b.rows || out.rows !== a.rows || out.columns !== b.columns || out.columnStep !== 1) {
    const [is, left, right] = [out, a, b].map(({ rows, columns }) => formatShape([rows, columns]));
    throw new RangeError(`addProduct: ${is} += ${left} · ${right}: the sizes do not fit`);
  }
  const { rows: m, columns: k } = a;
  addProductInPlace(
    out.data,
    a.data,
    b.data,
    m,
    k,
    b.columns,
    a.rowStep,
    a.columnStep,
    b.rowStep,
    b.columnStep,
  );
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
