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

/** simd.wat, assembled, in base64: test/lib/core/simd.test.ts compares. */
export const SIMD = `
AGFzbQEAAAABFgNgA39/fwF/YAN/f38AYAV/f39/fwADBAMAAQIFAwEAGQbTAQp7AP0M/oIrZUcV9z/+gitlRxX3Pwt7AP0MAAAAAEQu1j8A
AAAARC7WPwt7AP0MAADg/kIu5j8AAOD+Qi7mPwt7AP0Mdjx5Ne856j12PHk17znqPQt7AP0MAAAAAAAAMD4AAAAAAAAwPgt7AP0MAAAAAAAA
AIAAAAAAAAAAgAt7AP0M/wMAAAAAMEP/AwAAAAAwQwt7AP0MAAAAAAAA4D8AAAAAAADgPwt7AP0MAAAAAAAA8D8AAAAAAADwPwt7AP0MAAAA
AAAAAEAAAAAAAAAAQAsHIQQGbWVtb3J5AgAHc2lnbW9pZAAABHRhbmgAAQNydW4AAgqXDQPAAwIBfwp7IAAgAkEIbGohAwNAIAD9AAQA/e0B
/QwAAAAAAOCFwAAAAAAA4IXA/fcBIQUgBCAF/QwAAAAAACiGQAAAAAAAKIZA/Uz9UCEEIAX97AEhBiMAIAX98gEgBSMF/U4jB/1Q/fAB/Xog
BiMB/Un9TyEHIAUgByMC/fIB/fEBIQggByMD/fIBIQkgCCAJ/fEBIQogCiAK/fIBIQv9DPFr0sVBvbu+8WvSxUG9u74gC/0M0KS+cmk3Zj7Q
pL5yaTdmPv3yAf3wASEM/Qws3iWvalYRPyzeJa9qVhE/IAsgDP3yAf3wASEM/QyTvb4WbMFmv5O9vhZswWa/IAsgDP3yAf3wASEM/Qw+VVVV
VVXFPz5VVVVVVcU/IAsgDP3yAf3wASEMIAogCyAM/fIB/fEBIQwjCCAJIAogDP3yASMJIAz98QH98wH98QEgCP3xAf3xASAHIwb98AFBNP3L
Af3yASENIwggBf3wASANIAYjBP1J/VIhDf0MaVcUiwq/BUBpVxSLCr8FQCANIAUjCP1H/VIhDSABIwgjCCAN/fAB/fMB/QsEACABQRBqIQEg
AEEQaiIAIANJDQALIAT9UwveBQIBfxF7IAAgAkEIbGohAwNAIAD9AAQAIQQgBP3sASEFIAUjCP1JIQYgBSAF/fABIAYjBf1O/VEhByMAIAf9
8gEgByMF/U4jB/1Q/fAB/XogB/3sASMB/Un9TyEIIAcgCCMC/fIB/fEBIQsgCCMD/fIBIQwgCyAM/fEBIQ0gCyAN/fEBIAz98QEhDiMHIA39
8gEhDyANIA/98gEhEP0MOVLmhsrP0D45UuaGys/QPiAQ/Qwtwwlut/2Kvi3DCW63/Yq+/fIB/fABIRH9DLfbqp4ZzhS/t9uqnhnOFL8gECAR
/fIB/fABIRH9DIVV/hmgAVo/hVX+GaABWj8gECAR/fIB/fABIRH9DPQQEREREaG/9BARERERob8gECAR/fIB/fABIREjCCAQIBH98gH98AEh
Ef0MAAAAAAAACEAAAAAAAAAIQCARIA/98gH98QEhEiAQIBEgEv3xAf0MAAAAAAAAGEAAAAAAAAAYQCANIBL98gH98QH98wH98gEhESANIBEg
Dv3xAf3yASAO/fEBIBD98QEhEyMGIAj98AFBNP3LASEJIwYgCP3xAUE0/csBIQogCSANIBP98QH98gEjCCAJ/fEB/fEBIRIgCSMIIAr98QEg
EyAN/fEB/fEB/fIBIBIgCCMJ/Ur9UiESIAkgDSATIAr98AH98QEjCP3wAf3yASASIAj9DAAAAAAAADRAAAAAAAAANED9TP1SIRIgCSMIIBMg
Df3xAf3xAf3yASMI/fEBIBIgCP0MAAAAAAAAAMAAAAAAAAAAwP1LIAj9DAAAAAAAAExAAAAAAAAATED9Sv1Q/VIhEiAS/e0BIwkgBv1SIBIj
Cf3wAf3zASEUIBQjCCAU/fEBIAb9UiEUIwggFCAF/QwAAAAAAAA2QAAAAAAAADZA/Uz9UiEUIAUgFCAFIwT9Sf1SIRQgASAUIAQjBf1O/VD9
CwQAIAFBEGohASAAQRBqIgAgA0kNAAsL8gMCB38LeyACQQhsIQgDQEEAIQYDQEGAgMEAIAUgCGwgBkEIbGpqIQsgC/0ABAAhDCAL/QAEECEN
IAsgCGohCyAL/QAEACEOIAv9AAQQIQ8gCyAIaiELIAv9AAQAIRAgC/0ABBAhESALIAhqIQsgC/0ABAAhEiAL/QAEECETIAUgA2whCUGAwCAg
BkEIbGohCkEAIQcDQCAK/QAEACEUIAr9AAQQIRUgCSELIAv9CgMAIRYgDCAWIBT98gH98AEhDCANIBYgFf3yAf3wASENIAsgA2ohCyAL/QoD
ACEWIA4gFiAU/fIB/fABIQ4gDyAWIBX98gH98AEhDyALIANqIQsgC/0KAwAhFiAQIBYgFP3yAf3wASEQIBEgFiAV/fIB/fABIREgCyADaiEL
IAv9CgMAIRYgEiAWIBT98gH98AEhEiATIBYgFf3yAf3wASETIAkgBGohCSAKIAhqIQogB0EBaiEHIAcgAUgNAAtBgIDBACAFIAhsIAZBCGxq
aiELIAsgDP0LBAAgCyAN/QsEECALIAhqIQsgCyAO/QsEACALIA/9CwQQIAsgCGohCyALIBD9CwQAIAsgEf0LBBAgCyAIaiELIAsgEv0LBAAg
CyAT/QsEECAGQQRqIQYgBiACSA0ACyAFQQRqIQUgBSAASA0ACws=`;

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

/** A matrix: its numbers, and how many numbers a step to the next row and to the next column moves. */
interface Strided {
  readonly data: Float64Array;
  readonly rows: number;
  readonly columns: number;
  readonly rowStep: number;
  readonly columnStep: number;
}

/**
 * out += a·b two numbers at a time, for matrices in each of which one step is 1. Each sum runs over k in order and is
 * added to `out` at the end, so that the result is, to the last bit, that of the plain loop; only four to five times
 * sooner.
 *
 * @param out - [m, n], changed in place if the result is true
 * @param a - [m, k]
 * @param b - [k, n]
 * @returns false, with nothing done, where the product is small or the machine has no such instructions
 */
export function addVectorProductInPlace(out: Strided, a: Strided, b: Strided): boolean {
  const { rows: m, columns: n } = out;
  const k = a.columns;
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
        copyRows(kernel.b, b, l, j, terms, columns, width);
        if (a.columnStep === 1) {
          copyRows(kernel.a, a, i, l, rows, terms, terms);
          kernel.run(rows, terms, width, 8 * terms, 8);
        } else {
          copyRows(kernel.a, turned(a), l, i, terms, rows, rows); // a step in i is 1: columns of a
          kernel.run(rows, terms, width, 8, 8 * rows);
        }
      }
      addRows(out, i, j, sums, rows, columns, width);
    }
  }
  return true;
}

/** The transpose. */
const turned = ({ data, rows, columns, rowStep, columnStep }: Strided): Strided => {
  return { data, rows: columns, columns: rows, rowStep: columnStep, columnStep: rowStep };
};

/** Copies a part of a matrix, from row i and column j on, into rows that are `width` apart. */
function copyRows(
  to: Float64Array,
  { data, rowStep, columnStep }: Strided,
  i: number,
  j: number,
  rows: number,
  columns: number,
  width: number,
): void {
  const start = i * rowStep + j * columnStep;
  if (columnStep === 1 && rowStep === columns && width === columns) {
    const all = data.length === rows * columns; // the usual case, which asks for no memory
    to.set(all ? data : data.subarray(start, start + rows * columns)); // they lie there as they are wanted
    return;
  }
  for (let row = 0; row < rows; row++) {
    const [p, q] = [start + row * rowStep, row * width];
    for (let l = 0; l < columns; l++) to[q + l] = data[p + l * columnStep]!; // inside both
  }
}

/** Adds rows of sums, which are `width` apart, to a part of a matrix from row i and column j on. */
function addRows(
  { data, rowStep }: Strided,
  i: number,
  j: number,
  sums: Float64Array,
  rows: number,
  columns: number,
  width: number,
): void {
  for (let row = 0; row < rows; row++) {
    const [p, q] = [(i + row) * rowStep + j, row * width];
    for (let l = 0; l < columns; l++) data[p + l]! += sums[q + l]!; // inside both
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
  const bytes = Uint8Array.from(atob(SIMD), (byte) => byte.charCodeAt(0));
  if (!api?.validate(bytes)) return undefined;
  const { memory, ...functions } = new api.Instance(new api.Module(bytes)).exports as Kernel & {
    memory: { readonly buffer: ArrayBuffer };
  };
  const window = (start: number): Float64Array =>
    new Float64Array(memory.buffer, 8 * start, BLOCK * (BLOCK + 4));
  return { ...functions, a: window(A), b: window(B), sums: window(SUMS) };
}
