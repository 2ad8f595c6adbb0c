import { assembleModule, instructions, type Code } from './webAssembly';

/** Products are computed in blocks of at most so many rows, columns and terms: they fit in a near cache. */
const BLOCK = 256;
/** From so many multiplications on, copying the blocks costs less than it saves. */
const WORTHWHILE = 8192;

/** Where the blocks of a, b and the sums lie in the module's memory, in numbers; 4 rows to spare. */
const [A, B, SUMS] = [0, 1, 2].map((n) => n * BLOCK * (BLOCK + 4)) as [number, number, number];
const PAGES = Math.ceil((3 * BLOCK * (BLOCK + 4) * 8) / 65536);

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
  const bytes = assembleKernel();
  if (!api?.validate(bytes)) return undefined;
  const { memory, run } = new api.Instance(new api.Module(bytes)).exports as {
    memory: { readonly buffer: ArrayBuffer };
    run: Kernel['run'];
  };
  const window = (start: number): Float64Array =>
    new Float64Array(memory.buffer, 8 * start, BLOCK * (BLOCK + 4));
  return { run, a: window(A), b: window(B), sums: window(SUMS) };
}

/**
 * The loops of `run`, in which four rows and four columns, 16 sums, are computed side by side:
 *
 *     for i = 0, 4, … below m:
 *       for j = 0, 4, … below n:
 *         s[0 … 3][0 … 3] = sums[i … i + 3][j … j + 3]
 *         for l = 0, 1, … below k:
 *           s[r][c] += a[i + r][l] · b[l][j + c] for all r and c
 *         sums[i … i + 3][j … j + 3] = s
 */
function assembleKernel(): Uint8Array {
  const { whole, plus, times, isLess, readPair, readTwice, writePair, repeatWhile } = instructions;
  const { addPairs, multiplyPairs } = instructions;
  const rows = [0, 1, 2, 3];
  const halves = [0, 1]; // four columns are two pairs
  const sums = rows.flatMap((r) => halves.map((c) => `s${r}${c}`));
  const counters = ['i', 'j', 'l', 'width', 'p', 'q', 'address'];
  const pairs = [...sums, 'b0', 'b1', 'twice'];
  return assembleModule(PAGES, ['m', 'k', 'n', 'ai', 'ak'], counters, pairs, ({ get, set }) => {
    const advance = (name: string, by: Code): Code => set(name, plus(get(name), by));
    /** Does something at each of the four rows, whose addresses are `stride` apart. */
    const forRows = (start: Code, stride: Code, body: (r: number) => Code[]): Code[] => [
      set('address', start),
      ...rows.flatMap((r) => [...body(r), ...(r < 3 ? [advance('address', stride)] : [])]),
    ];
    const sumsAt = plus(plus(whole(8 * SUMS), times(get('i'), get('width'))), times(get('j'), whole(8)));

    const addTerm = [
      ...halves.map((c) => set(`b${c}`, readPair(get('q'), 16 * c))),
      ...forRows(get('p'), get('ai'), (r) => [
        set('twice', readTwice(get('address'))),
        ...halves.map((c) => {
          const products = multiplyPairs(get('twice'), get(`b${c}`));
          return set(`s${r}${c}`, addPairs(get(`s${r}${c}`), products));
        }),
      ]),
      advance('p', get('ak')),
      advance('q', get('width')),
      advance('l', whole(1)),
    ];
    const sumSixteen = [
      ...forRows(sumsAt, get('width'), (r) =>
        halves.map((c) => set(`s${r}${c}`, readPair(get('address'), 16 * c))),
      ),
      set('p', plus(whole(8 * A), times(get('i'), get('ai')))),
      set('q', plus(whole(8 * B), times(get('j'), whole(8)))),
      set('l', whole(0)),
      repeatWhile(isLess(get('l'), get('k')), addTerm),
      ...forRows(sumsAt, get('width'), (r) =>
        halves.map((c) => writePair(get('address'), get(`s${r}${c}`), 16 * c)),
      ),
      advance('j', whole(4)),
    ];
    return [
      set('width', times(get('n'), whole(8))), // bytes in a row of b and of the sums
      set('i', whole(0)),
      repeatWhile(isLess(get('i'), get('m')), [
        set('j', whole(0)),
        repeatWhile(isLess(get('j'), get('n')), sumSixteen),
        advance('i', whole(4)),
      ]),
    ];
  });
}
