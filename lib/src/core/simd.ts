/** Products are computed in blocks of at most so many rows, columns and terms: they fit in a near cache. */
const BLOCK = 256;
/** From so many multiplications on, copying the blocks costs less than it saves. */
const WORTHWHILE = 8192;

/** Where, in simd.wat, the blocks of a, b and the sums lie in the module's memory, in numbers; 4 rows to spare. */
const [A, B, SUMS] = [0, 1, 2].map((n) => n * BLOCK * (BLOCK + 4)) as [number, number, number];

/** simd.wat, assembled, in hexadecimal digits: test/lib/core/simd.test.ts compares. */
export const SIMD = `
0061736d0100000001090160057f7f7f7f7f00030201000503010019071002066d656d6f727902000372756e00000af5
0301f20302077f0b7b200241086c21080340410021060340418080c100200520086c200641086c6a6a210b200bfd0004
00210c200bfd000410210d200b20086a210b200bfd000400210e200bfd000410210f200b20086a210b200bfd00040021
10200bfd0004102111200b20086a210b200bfd0004002112200bfd0004102113200520036c21094180c020200641086c
6a210a410021070340200afd0004002114200afd00041021152009210b200bfd0a03002116200c20162014fdf201fdf0
01210c200d20162015fdf201fdf001210d200b20036a210b200bfd0a03002116200e20162014fdf201fdf001210e200f
20162015fdf201fdf001210f200b20036a210b200bfd0a03002116201020162014fdf201fdf0012110201120162015fd
f201fdf0012111200b20036a210b200bfd0a03002116201220162014fdf201fdf0012112201320162015fdf201fdf001
2113200920046a2109200a20086a210a200741016a210720072001480d000b418080c100200520086c200641086c6a6a
210b200b200cfd0b0400200b200dfd0b0410200b20086a210b200b200efd0b0400200b200ffd0b0410200b20086a210b
200b2010fd0b0400200b2011fd0b0410200b20086a210b200b2012fd0b0400200b2013fd0b0410200641046a21062006
2002480d000b200541046a210520052000480d000b0b`;

/** What of WebAssembly is needed: the compiler's libraries have it for browsers only. */
interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

interface Kernel {
  /** sums[m, n] += a·b for blocks in the memory; a step in i moves `ai` bytes in a, a step in k `ak` bytes. */
  readonly run: (m: number, k: number, n: number, ai: number, ak: number) => void;
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly sums: Float64Array;
}

let kernel: Kernel | undefined | 'untried' = 'untried';

/**
 * out[i, j] += Σₖ a[i, k] b[k, j] two numbers at a time, with steps in a and b as `addProductInPlace` has
 * them, of which one in each matrix is 1. Each sum runs over k in order and is added to `out` at the end, so
 * that the result is, to the last bit, that of the plain loop; only four to five times sooner.
 *
 * @param out - [m, n], changed in place if the result is true
 * @param a - m rows, `ai` numbers apart, of k numbers, `ak` apart
 * @param b - k rows, `bk` numbers apart, of n numbers, `bj` apart
 * @param m - rows of the product
 * @param k - terms of each sum
 * @param n - columns of the product
 * @param ai - the numbers that a step in i moves in a
 * @param ak - the numbers that a step in k moves in a
 * @param bk - the numbers that a step in k moves in b
 * @param bj - the numbers that a step in j moves in b
 * @returns false, with nothing done, where the product is small or the machine has no such instructions
 * @example
 * import { addVectorProductInPlace } from 'carry';
 * const [out, a, b] = [new Float64Array(1024), new Float64Array(1024).fill(1), new Float64Array(1024).fill(2)];
 * addVectorProductInPlace(out, a, b, 32, 32, 32, 32, 1, 32, 1) ? out[0] : 64; // → 64
 */
export function addVectorProductInPlace(
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
): boolean {
  if (m < 4 || n < 4 || m * k * n < WORTHWHILE) return false;
  if (kernel === 'untried') kernel = createKernel();
  if (kernel === undefined) return false;
  const { sums } = kernel;
  for (let i = 0; i < m; i += BLOCK) {
    const rows = Math.min(BLOCK, m - i);
    for (let j = 0; j < n; j += BLOCK) {
      const columns = Math.min(BLOCK, n - j);
      const width = 4 * Math.ceil(columns / 4); // of a row of b and of the sums in the memory
      sums.fill(0, 0, (rows + 3) * width);
      for (let l = 0; l < k; l += BLOCK) {
        const terms = Math.min(BLOCK, k - l);
        copyRows(kernel.b, b, l * bk + j * bj, terms, columns, bk, bj, width);
        if (ak === 1) {
          copyRows(kernel.a, a, i * ai + l, rows, terms, ai, 1, terms);
          kernel.run(rows, terms, width, 8 * terms, 8);
        } else {
          copyRows(kernel.a, a, i + l * ak, terms, rows, ak, 1, rows); // a step in i is 1: columns of a
          kernel.run(rows, terms, width, 8, 8 * rows);
        }
      }
      addRows(out, i * n + j, n, sums, rows, columns, width);
    }
  }
  return true;
}

/** Copies rows of a matrix, in which steps move `stride` and `step` numbers, into rows that are `width` apart. */
function copyRows(
  to: Float64Array,
  from: Float64Array,
  start: number,
  rows: number,
  columns: number,
  stride: number,
  step: number,
  width: number,
): void {
  if (step === 1 && stride === columns && width === columns) {
    const all = from.length === rows * columns; // the usual case, which asks for no memory
    to.set(all ? from : from.subarray(start, start + rows * columns)); // they lie there as they are wanted
    return;
  }
  for (let row = 0; row < rows; row++) {
    const [p, q] = [start + row * stride, row * width];
    for (let j = 0; j < columns; j++) to[q + j] = from[p + j * step]!; // inside both
  }
}

/** out[start + row·stride + j] += sums[row·width + j]. */
function addRows(
  out: Float64Array,
  start: number,
  stride: number,
  sums: Float64Array,
  rows: number,
  columns: number,
  width: number,
): void {
  for (let row = 0; row < rows; row++) {
    const [p, q] = [start + row * stride, row * width];
    for (let j = 0; j < columns; j++) out[p + j]! += sums[q + j]!; // inside both
  }
}

function createKernel(): Kernel | undefined {
  const { WebAssembly: api } = globalThis as { WebAssembly?: WebAssemblyApi };
  const bytes = Uint8Array.from(SIMD.match(/[0-9a-f]{2}/g) ?? [], (digits) => parseInt(digits, 16));
  if (!api?.validate(bytes)) return undefined;
  const { memory, run } = new api.Instance(new api.Module(bytes)).exports as {
    memory: { readonly buffer: ArrayBuffer };
    run: Kernel['run'];
  };
  const window = (start: number): Float64Array =>
    new Float64Array(memory.buffer, 8 * start, BLOCK * (BLOCK + 4));
  return { run, a: window(A), b: window(B), sums: window(SUMS) };
}
