import { formatShape } from './shape';
import { addVectorProductInPlace } from './simd';

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
    if (this.turned) return this.turned;
    this.turned = new Matrix(this.data, this.columns, this.rows, this.columnStep, this.rowStep);
    this.turned.turned = this; // (Aᵀ)ᵀ = A
    return this.turned;
  }
}

/**
 * out += a·b: outᵢⱼ += Σₖ aᵢₖ bₖⱼ. A gradient of a weight is `addProduct(dW, x.T, da)`, one of an input
 * `addProduct(dx, da, W.T)`. Each sum runs over k in order, starts at 0 and is added to `out` at the end: what comes out
 * for a row does not depend, to the last bit, on the rows beside it.
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
  if (addVectorProductInPlace(out, a, b)) return; // the same, two numbers at a time
  if (out.columns === 1 && out.rows > 1) return addProduct(out.T, b.T, a.T); // a column, on its side
  for (let i = 0; i < out.rows; i++) addRow(out, a, b, i);
}

/** Row i of a product. Eight sums side by side keep a processor busy where one would wait for the sum before. */
function addRow({ data: out, columns: n, rowStep }: Matrix, a: Matrix, b: Matrix, i: number): void {
  const { data: as, columns: k, columnStep: ak } = a;
  const { data: bs, rowStep: bk, columnStep: bj } = b;
  const [p, o] = [i * a.rowStep, i * rowStep]; // the `!` below: all are inside the sizes
  let j = 0;
  for (; j + 7 < n; j += 8) {
    // prettier-ignore
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    for (let l = 0, x = p, y = j * bj; l < k; l++, x += ak, y += bk) {
      const value = as[x]!;
      s0 += value * bs[y]!;
      s1 += value * bs[y + bj]!;
      s2 += value * bs[y + 2 * bj]!;
      s3 += value * bs[y + 3 * bj]!;
      s4 += value * bs[y + 4 * bj]!;
      s5 += value * bs[y + 5 * bj]!;
      s6 += value * bs[y + 6 * bj]!;
      s7 += value * bs[y + 7 * bj]!;
    }
    const at = o + j;
    out[at]! += s0;
    out[at + 1]! += s1;
    out[at + 2]! += s2;
    out[at + 3]! += s3;
    out[at + 4]! += s4;
    out[at + 5]! += s5;
    out[at + 6]! += s6;
    out[at + 7]! += s7;
  }
  for (; j < n; j++) {
    let s = 0;
    for (let l = 0, x = p, y = j * bj; l < k; l++, x += ak, y += bk) s += as[x]! * bs[y]!;
    out[o + j]! += s;
  }
}
