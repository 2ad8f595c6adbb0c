import { exp } from './elementary';

/** Products are computed in blocks of at most so many rows, columns and terms: they fit in a near cache. */
const BLOCK = 256;
/** From so many multiplications on, copying the blocks costs less than it saves. */
const WORTHWHILE = 2048;
/** From so many numbers on, so is copying them for an activation. */
const MANY = 2;
/** So many numbers find room in a part of the memory. */
export const MOST = BLOCK * BLOCK;

/** Where, in simd.wat, the blocks of a, b and the sums lie in the module's memory, in numbers; 4 rows to spare. */
const [A, B, SUMS] = [0, 1, 2].map((n) => n * BLOCK * (BLOCK + 4)) as [number, number, number];

/** simd.wat, assembled, in hexadecimal digits: test/lib/core/simd.test.ts compares. */
export const SIMD = `
0061736d0100000001160360037f7f7f017f60037f7f7f0060057f7f7f7f7f00030403000102050301001906d3010a7b
00fd0cfe822b654715f73ffe822b654715f73f0b7b00fd0c00000000442ed63f00000000442ed63f0b7b00fd0c0000e0
fe422ee63f0000e0fe422ee63f0b7b00fd0c763c7935ef39ea3d763c7935ef39ea3d0b7b00fd0c000000000000303e00
0000000000303e0b7b00fd0c000000000000008000000000000000800b7b00fd0cff03000000003043ff030000000030
430b7b00fd0c000000000000e03f000000000000e03f0b7b00fd0c000000000000f03f000000000000f03f0b7b00fd0c
000000000000004000000000000000400b072104066d656d6f72790200077369676d6f696400000474616e6800010372
756e00020a970d03c00302017f0a7b2000200241086c6a210303402000fd000400fded01fd0c0000000000e085c00000
000000e085c0fdf701210520042005fd0c00000000002886400000000000288640fd4cfd5021042005fdec0121062300
2005fdf20120052305fd4e2307fd50fdf001fd7a20062301fd49fd4f2107200520072302fdf201fdf101210820072303
fdf201210920082009fdf101210a200a200afdf201210bfd0cf16bd2c541bdbbbef16bd2c541bdbbbe200bfd0cd0a4be
726937663ed0a4be726937663efdf201fdf001210cfd0c2cde25af6a56113f2cde25af6a56113f200b200cfdf201fdf0
01210cfd0c93bdbe166cc166bf93bdbe166cc166bf200b200cfdf201fdf001210cfd0c3e5555555555c53f3e55555555
55c53f200b200cfdf201fdf001210c200a200b200cfdf201fdf101210c23082009200a200cfdf2012309200cfdf101fd
f301fdf1012008fdf101fdf10120072306fdf0014134fdcb01fdf201210d23082005fdf001200d20062304fd49fd5221
0dfd0c6957148b0abf05406957148b0abf0540200d20052308fd47fd52210d200123082308200dfdf001fdf301fd0b04
00200141106a2101200041106a22002003490d000b2004fd530bde0502017f117b2000200241086c6a210303402000fd
00040021042004fdec01210520052308fd49210620052005fdf00120062305fd4efd51210723002007fdf20120072305
fd4e2307fd50fdf001fd7a2007fdec012301fd49fd4f2108200720082302fdf201fdf101210b20082303fdf201210c20
0b200cfdf101210d200b200dfdf101200cfdf101210e2307200dfdf201210f200d200ffdf2012110fd0c3952e686cacf
d03e3952e686cacfd03e2010fd0c2dc3096eb7fd8abe2dc3096eb7fd8abefdf201fdf0012111fd0cb7dbaa9e19ce14bf
b7dbaa9e19ce14bf20102011fdf201fdf0012111fd0c8555fe19a0015a3f8555fe19a0015a3f20102011fdf201fdf001
2111fd0cf41011111111a1bff41011111111a1bf20102011fdf201fdf0012111230820102011fdf201fdf0012111fd0c
000000000000084000000000000008402011200ffdf201fdf1012112201020112012fdf101fd0c000000000000184000
00000000001840200d2012fdf201fdf101fdf301fdf2012111200d2011200efdf101fdf201200efdf1012010fdf10121
1323062008fdf0014134fdcb01210923062008fdf1014134fdcb01210a2009200d2013fdf101fdf20123082009fdf101
fdf101211220092308200afdf1012013200dfdf101fdf101fdf201201220082309fd4afd5221122009200d2013200afd
f001fdf1012308fdf001fdf20120122008fd0c00000000000034400000000000003440fd4cfd52211220092308201320
0dfdf101fdf101fdf2012308fdf10120122008fd0c00000000000000c000000000000000c0fd4b2008fd0c0000000000
004c400000000000004c40fd4afd50fd5221122012fded0123092006fd5220122309fdf001fdf3012114201423082014
fdf1012006fd522114230820142005fd0c00000000000036400000000000003640fd4cfd5221142005201420052304fd
49fd5221142001201420042305fd4efd50fd0b0400200141106a2101200041106a22002003490d000b0bf20302077f0b
7b200241086c21080340410021060340418080c100200520086c200641086c6a6a210b200bfd000400210c200bfd0004
10210d200b20086a210b200bfd000400210e200bfd000410210f200b20086a210b200bfd0004002110200bfd00041021
11200b20086a210b200bfd0004002112200bfd0004102113200520036c21094180c020200641086c6a210a4100210703
40200afd0004002114200afd00041021152009210b200bfd0a03002116200c20162014fdf201fdf001210c200d201620
15fdf201fdf001210d200b20036a210b200bfd0a03002116200e20162014fdf201fdf001210e200f20162015fdf201fd
f001210f200b20036a210b200bfd0a03002116201020162014fdf201fdf0012110201120162015fdf201fdf001211120
0b20036a210b200bfd0a03002116201220162014fdf201fdf0012112201320162015fdf201fdf0012113200920046a21
09200a20086a210a200741016a210720072001480d000b418080c100200520086c200641086c6a6a210b200b200cfd0b
0400200b200dfd0b0410200b20086a210b200b200efd0b0400200b200ffd0b0410200b20086a210b200b2010fd0b0400
200b2011fd0b0410200b20086a210b200b2012fd0b0400200b2013fd0b0410200641046a210620062002480d000b2005
41046a210520052000480d000b0b`;

/** What of WebAssembly is needed: the compiler's libraries have it for browsers only. */
interface WebAssemblyApi {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

interface Kernel {
  /** sums[m, n] += a·b for blocks in the memory; a step in i moves `ai` bytes in a, a step in k `ak` bytes. */
  readonly run: (m: number, k: number, n: number, ai: number, ak: number) => void;
  /** σ of `count` numbers, from one byte on into the bytes from another on; 1 where a number is far below 0. */
  readonly sigmoid: (from: number, to: number, count: number) => number;
  /** tanh, likewise. */
  readonly tanh: (from: number, to: number, count: number) => void;
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

/** An activation for so many numbers of a row; 'linear' leaves them as they are. */
export interface Run {
  readonly activation: 'linear' | 'sigmoid' | 'tanh';
  readonly count: number;
}

/**
 * h = g(a) two numbers at a time, where each row of a has runs of numbers with a g of their own: the gates of a cell
 * side by side. Each number is, to the last bit, what `exp` and `tanh` of elementary.ts make of it.
 *
 * @param runs - the runs of a row, from left to right
 * @param a - rows
 * @param h - as long as a, overwritten; may be a itself; where a run is linear it stays as it is
 * @returns false, with nothing done, where there are few numbers or the machine has no such instructions
 * @example
 * import { activateVectorInPlace } from 'carry';
 * const h = new Float64Array(64);
 * activateVectorInPlace([{ activation: 'sigmoid', count: 64 }], new Float64Array(64), h) ? h[63] : 0.5; // → 0.5
 */
export function activateVectorInPlace(runs: readonly Run[], a: Float64Array, h: Float64Array): boolean {
  let width = 0;
  for (let n = 0; n < runs.length; n++) width += runs[n]!.count; // the `!` of this function: inside the lengths
  const room = runs.length === 1 ? MOST : width * Math.floor(MOST / width);
  if (a.length < MANY || room === 0) return false;
  if (kernel === 'untried') kernel = createKernel();
  if (kernel === undefined) return false;
  for (let start = 0; start < a.length; start += room) {
    const length = Math.min(room, a.length - start);
    if (length === a.length) kernel.a.set(a);
    else for (let i = 0; i < length; i++) kernel.a[i] = a[start + i]!;
    for (let at = 0; at < length;) {
      for (let n = 0; n < runs.length; n++) {
        const { activation, count } = runs[n]!;
        activateRun(kernel, activation, at, Math.min(count, length - at));
        at += count;
      }
    }
    for (let i = 0; i < length; i++) h[start + i] = kernel.b[i]!;
  }
  return true;
}

/** b[i] = g(a[i]) for `count` numbers in the memory; if they are odd, one more of b is overwritten. */
function activateRun(
  { a, b, sigmoid, tanh }: Kernel,
  activation: Run['activation'],
  at: number,
  count: number,
): void {
  const [from, to] = [8 * (A + at), 8 * (B + at)];
  if (activation === 'tanh') {
    tanh(from, to, count);
  } else if (activation === 'linear') {
    for (let i = at; i < at + count; i++) b[i] = a[i]!; // inside both, here and below
  } else if (sigmoid(from, to, count) !== 0) {
    for (let i = at; i < at + count; i++) if (a[i]! <= -709) b[i] = 1 / (1 + exp(-a[i]!));
  }
}

function createKernel(): Kernel | undefined {
  const { WebAssembly: api } = globalThis as { WebAssembly?: WebAssemblyApi };
  const bytes = Uint8Array.from(SIMD.match(/[0-9a-f]{2}/g) ?? [], (digits) => parseInt(digits, 16));
  if (!api?.validate(bytes)) return undefined;
  const { memory, ...functions } = new api.Instance(new api.Module(bytes)).exports as Kernel & {
    memory: { readonly buffer: ArrayBuffer };
  };
  const window = (start: number): Float64Array =>
    new Float64Array(memory.buffer, 8 * start, BLOCK * (BLOCK + 4));
  return { ...functions, a: window(A), b: window(B), sums: window(SUMS) };
}
