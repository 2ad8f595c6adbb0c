import { describe, expect, it } from 'vitest';
import {
  addMatMulInPlace,
  addMatMulTransposedInPlace,
  addTransposedMatMulInPlace,
} from '../../../lib/src/core/product';
import { createRng } from '../../../lib/src/core/random';
import { expectClose, expectSameBits, randomArray, swapAxes } from '../../helpers/arrays';
import { fc } from '../../helpers/fastCheck';

// Up to 20, so that the loops over eight and four columns and over two rows all meet with and without a rest.
const size = fc.integer({ min: 1, max: 20 });
const problem = fc.record({ seed: fc.nat(), m: size, k: size, n: size }).map(({ seed, m, k, n }) => {
  const rng = createRng(seed);
  return { m, k, n, a: randomArray(rng, m * k), b: randomArray(rng, k * n), start: randomArray(rng, m * n) };
});
type Problem = typeof problem extends fc.Arbitrary<infer P> ? P : never;

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

describe('addMatMulInPlace, addTransposedMatMulInPlace, addMatMulTransposedInPlace', () => {
  it('add a·b, aᵀ·b and a·bᵀ to the last bit as one plain loop over k does', () => {
    fc.assert(
      fc.property(problem, (p) => {
        const { m, k, n, a, b, start } = p;
        const expected = plain(p);
        const out = [start.slice(), start.slice(), start.slice()] as const;
        addMatMulInPlace(out[0], a, b, m, k, n);
        addTransposedMatMulInPlace(out[1], transposed(a, m), b, m, k, n);
        addMatMulTransposedInPlace(out[2], a, transposed(b, k), m, k, n);
        out.forEach((result, which) => expectSameBits(result, expected, `product ${which}`));
      }),
      { numRuns: 1000 },
    );
  });

  it('what comes out for a row does not depend, to the last bit, on the rows beside it', () => {
    fc.assert(
      fc.property(problem, ({ m, k, n, a, b, start }) => {
        const together = start.slice();
        addMatMulInPlace(together, a, b, m, k, n);
        for (let i = 0; i < m; i++) {
          const alone = start.slice(i * n, (i + 1) * n);
          addMatMulInPlace(alone, a.slice(i * k, (i + 1) * k), b, 1, k, n);
          expectSameBits(alone, together.slice(i * n, (i + 1) * n), `row ${i}`);
        }
      }),
    );
  });

  it('leave a and b, and read no number beyond what the sizes say', () => {
    const [a, b] = [Float64Array.of(1, 2, NaN), Float64Array.of(3, 4, NaN)];
    const out = Float64Array.of(10, 77);
    addMatMulInPlace(out, a, b, 1, 2, 1);
    expectClose(out, [21, 77], 0);
    expect([a[0], a[1], b[0], b[1]]).toEqual([1, 2, 3, 4]);
  });
});
