import { addVectorProductInPlace } from './simd';

/**
 * out[i, j] += Σₖ a[i, k] b[k, j], where a step in i moves `ai` numbers in a, a step in k moves `ak` in a
 * and `bk` in b, and a step in j moves `bj` in b: one loop nest serves a·b, aᵀ·b and a·bᵀ. Eight sums side
 * by side keep a processor busy where one would wait for the sum before. See `addProduct`, which knows these steps.
 *
 * Each sum runs over k in order, starts at 0 and is added to `out` at the end, whichever loop computes it:
 * what comes out for a row does not depend, to the last bit, on the rows beside it.
 */
export function addProductInPlace(
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
  for (let i = 0; i < m; i++) addOneRow(out, a, b, i * n, i * ai, k, n, ak, bk, bj);
}

// The `!` below: every index is inside the sizes that the caller gave.

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
