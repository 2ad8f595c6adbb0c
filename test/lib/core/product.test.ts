import { describe, expect, it } from 'vitest';
import { addProduct, Matrix } from '../../../lib/src/core/product';
import { createRng } from '../../../lib/src/core/random';
import { addVectorProductInPlace } from '../../../lib/src/core/simd';
import { expectClose, expectSameBits, randomArray, swapAxes } from '../../helpers/arrays';
import { fc } from '../../helpers/fastCheck';

interface Sizes {
  readonly seed: number;
  readonly m: number;
  readonly k: number;
  readonly n: number;
}

function makeProblem({ seed, m, k, n }: Sizes) {
  const rng = createRng(seed);
  return { m, k, n, a: randomArray(rng, m * k), b: randomArray(rng, k * n), start: randomArray(rng, m * n) };
}
const sizesUpTo = (max: number): fc.Arbitrary<Sizes> => {
  const size = fc.integer({ min: 1, max });
  return fc.record({ seed: fc.nat(), m: size, k: size, n: size });
};
// Up to 20, so that the loops over eight and four columns and over two rows all meet with and without a rest.
const problem = sizesUpTo(20).map(makeProblem);
type Problem = ReturnType<typeof makeProblem>;

/** The sum in the order in which a person would write it. */
function plain({ k, n, a, b, start }: Problem): Float64Array {
  return start.map((value, index) => {
    const [i, j] = [Math.floor(index / n), index % n];
    let sum = 0;
    for (let l = 0; l < k; l++) sum += (a[i * k + l] as number) * (b[l * n + j] as number);
    return value + sum;
  });
}

const transposed = (array: Float64Array, rows: number): Float64Array =>
  swapAxes(array, rows, array.length / rows);

function expectAsPlain(p: Problem): void {
  const { m, k, n, a, b, start } = p;
  const expected = plain(p);
  const out = [start.slice(), start.slice(), start.slice()] as const;
  const [A, B] = [new Matrix(a, m, k), new Matrix(b, k, n)];
  addProduct(new Matrix(out[0], m, n), A, B);
  addProduct(new Matrix(out[1], m, n), new Matrix(transposed(a, m), k, m).T, B);
  addProduct(new Matrix(out[2], m, n), A, new Matrix(transposed(b, k), n, k).T);
  out.forEach((result, which) => expectSameBits(result, expected, `product ${which} of ${m}, ${k}, ${n}`));
}

describe('addProduct(out, a, b)', () => {
  it('add a·b, aᵀ·b and a·bᵀ to the last bit as one plain loop over k does', () => {
    fc.assert(fc.property(problem, expectAsPlain), { numRuns: 1000 });
  });

  it('and so they do when they are computed two numbers at a time', () => {
    fc.assert(fc.property(sizesUpTo(70).map(makeProblem), expectAsPlain), { numRuns: 100 });
  });

  it.each([
    [300, 5, 7],
    [5, 600, 6],
    [4, 9, 515],
    [257, 258, 259],
  ])('and so they do where they are computed in several blocks: %d, %d, %d', (m, k, n) => {
    expectAsPlain(makeProblem({ seed: 1, m, k, n }));
  });

  it('what comes out for a row does not depend, to the last bit, on the rows beside it', () => {
    fc.assert(
      fc.property(sizesUpTo(40).map(makeProblem), ({ m, k, n, a, b, start }) => {
        const together = start.slice();
        addProduct(new Matrix(together, m, n), new Matrix(a, m, k), new Matrix(b, k, n));
        for (let i = 0; i < m; i++) {
          const alone = start.slice(i * n, (i + 1) * n);
          addProduct(
            new Matrix(alone, 1, n),
            new Matrix(a.slice(i * k, (i + 1) * k), 1, k),
            new Matrix(b, k, n),
          );
          expectSameBits(alone, together.slice(i * n, (i + 1) * n), `row ${i}`);
        }
      }),
    );
  });

  it('leave a and b, and read no number beyond what the sizes say', () => {
    const [a, b] = [Float64Array.of(1, 2, NaN), Float64Array.of(3, 4, NaN)];
    const out = Float64Array.of(10, 77);
    addProduct(new Matrix(out, 1, 1), new Matrix(a, 1, 2), new Matrix(b, 2, 1));
    expectClose(out, [21, 77], 0);
    expect([a[0], a[1], b[0], b[1]]).toEqual([1, 2, 3, 4]);
  });
});

describe('addVectorProductInPlace', () => {
  it('computes large products here, and leaves small and narrow ones alone', () => {
    const run = (m: number, k: number, n: number): [boolean, boolean] => {
      const filled = (value: number, rows: number, columns: number) =>
        new Matrix(new Float64Array(rows * columns).fill(value), rows, columns);
      const out = filled(0, m, n);
      const done = addVectorProductInPlace(out, filled(1, m, k), filled(1, k, n));
      return [done, out.data.every((value) => value === (done ? k : 0))];
    };
    expect(run(32, 32, 32)).toEqual([true, true]);
    expect(run(200, 64, 64)).toEqual([true, true]);
    expect(run(4, 4, 4)).toEqual([false, true]);
    expect(run(1, 200, 200)).toEqual([false, true]);
    expect(run(200, 200, 1)).toEqual([false, true]);
  });

  it('what an earlier product left in its memory, NaN included, does not show', () => {
    const poison = (): Matrix => new Matrix(new Float64Array(300 * 300).fill(NaN), 300, 300);
    addVectorProductInPlace(poison(), poison(), poison());
    fc.assert(fc.property(sizesUpTo(70).map(makeProblem), expectAsPlain), { numRuns: 20 });
  });
});
