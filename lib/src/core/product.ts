import { addVectorProductInPlace } from './vectorProduct';

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
 * and `bk` in b, and a step in j moves `bj` in b: one loop nest serves a·b, aᵀ·b and a·bᵀ. It takes two rows
 * at a time, since eight sums side by side keep a processor busy where one sum would wait for memory.
 *
 * Each sum runs over k in order, starts at 0 and is added to `out` at the end, whichever loop computes it:
 * what comes out for a row does not depend, to the last bit, on the rows beside it.
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
  if (addVectorProductInPlace(out, a, b, m, k, n, ai, ak, bk, bj)) return;
  if (n === 1 && m > 1) return addProductInPlace(out, b, a, 1, k, m, bj, bk, ak, ai); // a column, on its side
  let i = 0;
  for (; i + 1 < m; i += 2) addTwoRows(out, a, b, i * n, i * ai, k, n, ai, ak, bk, bj);
  if (i < m) addOneRow(out, a, b, i * n, i * ai, k, n, ak, bk, bj);
}

// The `!` of the two functions below: every index is inside the sizes that the caller gave.

/** Two rows of a product, from out[o] and a[p] on: four columns of both side by side, then single columns. */
function addTwoRows(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  o: number,
  p: number,
  k: number,
  n: number,
  ai: number,
  ak: number,
  bk: number,
  bj: number,
): void {
  const [b1, b2, b3] = [bj, 2 * bj, 3 * bj];
  let j = 0;
  for (; j + 3 < n; j += 4) {
    // prettier-ignore
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0, r0 = 0, r1 = 0, r2 = 0, r3 = 0;
    for (let l = 0, x = p, y = j * bj; l < k; l++, x += ak, y += bk) {
      const first = a[x]!;
      const second = a[x + ai]!;
      s0 += first * b[y]!;
      s1 += first * b[y + b1]!;
      s2 += first * b[y + b2]!;
      s3 += first * b[y + b3]!;
      r0 += second * b[y]!;
      r1 += second * b[y + b1]!;
      r2 += second * b[y + b2]!;
      r3 += second * b[y + b3]!;
    }
    const at = o + j;
    out[at]! += s0;
    out[at + 1]! += s1;
    out[at + 2]! += s2;
    out[at + 3]! += s3;
    out[at + n]! += r0;
    out[at + n + 1]! += r1;
    out[at + n + 2]! += r2;
    out[at + n + 3]! += r3;
  }
  for (; j < n; j++) {
    let s = 0;
    let r = 0;
    for (let l = 0, x = p, y = j * bj; l < k; l++, x += ak, y += bk) {
      s += a[x]! * b[y]!;
      r += a[x + ai]! * b[y]!;
    }
    out[o + j]! += s;
    out[o + n + j]! += r;
  }
}

/** One row of a product, from out[o] and a[p] on: eight columns side by side, then four, then single ones. */
function addOneRow(
  out: Float64Array,
  a: Float64Array,
  b: Float64Array,
  o: number,
  p: number,
  k: number,
  n: number,
  ak: number,
  bk: number,
  bj: number,
): void {
  const [b1, b2, b3, b4, b5, b6, b7] = [bj, 2 * bj, 3 * bj, 4 * bj, 5 * bj, 6 * bj, 7 * bj];
  let j = 0;
  for (; j + 7 < n; j += 8) {
    // prettier-ignore
    let s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    for (let l = 0, x = p, y = j * bj; l < k; l++, x += ak, y += bk) {
      const value = a[x]!;
      s0 += value * b[y]!;
      s1 += value * b[y + b1]!;
      s2 += value * b[y + b2]!;
      s3 += value * b[y + b3]!;
      s4 += value * b[y + b4]!;
      s5 += value * b[y + b5]!;
      s6 += value * b[y + b6]!;
      s7 += value * b[y + b7]!;
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
    for (let l = 0, x = p, y = j * bj; l < k; l++, x += ak, y += bk) s += a[x]! * b[y]!;
    out[o + j]! += s;
  }
}
