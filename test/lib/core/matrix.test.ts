import { describe, expect, it } from 'vitest';
import { matMul, matrix, weightsOf } from '../../../lib/src/core/matrix';
import { createParameters } from '../../../lib/src/core/parameters';
import { addProduct, Matrix } from '../../../lib/src/core/product';
import { fc } from '../../helpers/fastCheck';

const size = fc.integer({ min: 1, max: 6 });
const matrixOf = (rows: number, columns: number): fc.Arbitrary<Matrix> =>
  fc
    .array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    })
    .map(matrix);
const pair = fc.tuple(size, size, size).chain(([m, k, n]) => fc.tuple(matrixOf(m, k), matrixOf(k, n)));

describe('matrix and toRows', () => {
  it('toRows(matrix(rows)) gives the rows back, and matrix(rows) is row-major', () => {
    const m = matrix([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect([m.rows, m.columns, Array.from(m.data)]).toEqual([2, 3, [1, 2, 3, 4, 5, 6]]);
    expect(toRows(m)).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
  });

  it.each<[number[][], string]>([
    [[], 'matrix: a size of [0,0] is 0'],
    [[[]], 'matrix: a size of [1,0] is 0'],
    [[[1, 2], [3]], 'matrix: the length of row 1 is 1'],
    [[[1], 'a' as never], 'matrix: row 1 is "a", expected a list'],
    [[[1], [NaN]], 'matrix: row 1, column 0 is NaN, expected a finite number'],
    [[[1, Infinity]], 'matrix: row 0, column 1 is Infinity'],
  ])('matrix(%j) is refused', (rows, message) => {
    expect(() => matrix(rows)).toThrow(message);
  });
});

it('weightsOf(parameters) are matrices on the same numbers, a bias of one row, made once', () => {
  const parameters = createParameters({ W: [2, 3], b: [3] });
  const weights = weightsOf(parameters);
  expect(Object.keys(weights)).toEqual(['W', 'b']);
  expect([weights.W!.rows, weights.W!.columns, weights.b!.rows, weights.b!.columns]).toEqual([2, 3, 1, 3]);
  expect(weights.W!.data).toBe(parameters.views.W);
  expect(weights.b!.data).toBe(parameters.views.b);
  expect(weightsOf(parameters)).toBe(weights);
});

describe('matMul', () => {
  it('matMul(a, b) sums rows against columns, by hand', () => {
    const product = matMul(matrix([[1, 2], [3, 4], [5, 6]]), matrix([[1, 0, 2], [-1, 3, 1]])); // prettier-ignore
    expect(toRows(product)).toEqual([
      [-1, 6, 4],
      [-1, 12, 10],
      [-1, 18, 16],
    ]);
  });

  it('matMul(a, b) is Σₖ aᵢₖ bₖⱼ for every size, and leaves a and b', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const [rowsA, rowsB] = [toRows(a), toRows(b)];
        const expected = rowsA.map((row) =>
          Array.from({ length: b.columns }, (_, j) =>
            row.reduce((sum, value, k) => sum + value * (rowsB[k]?.[j] as number), 0),
          ),
        );
        expect(toRows(matMul(a, b))).toEqual(expected);
        expect([toRows(a), toRows(b)]).toEqual([rowsA, rowsB]);
      }),
    );
  });

  it('matMul(a, b) refuses sizes that differ, lengths that lie and NaN', () => {
    const square = matrix([[1, 2], [3, 4]]); // prettier-ignore
    const column = matrix([[1], [2], [3]]);
    expect(() => matMul(square, column)).toThrow('matMul: [2,2] · [3,1]: inner sizes 2 and 3 differ');
    const lie = new Matrix(new Float64Array(3), 2, 2);
    expect(() => matMul(square, lie)).toThrow('matMul: b.data has 3 numbers, expected 4 for shape [2,2]');
    const broken = new Matrix(Float64Array.of(1, NaN), 1, 2);
    expect(() => matMul(broken, square)).toThrow('matMul: a.data[1] is NaN');
  });
});

describe('Matrix.T', () => {
  it('has rows where there were columns, on the same numbers, and twice it is the matrix again', () => {
    fc.assert(
      fc.property(pair, ([a]) => {
        expect(a.T.data).toBe(a.data);
        expect(toRows(a.T)).toEqual(toRows(a)[0]!.map((_, j) => toRows(a).map((row) => row[j])));
        expect(toRows(a.T.T)).toEqual(toRows(a));
      }),
    );
  });

  it('(a·b)ᵀ = bᵀ·aᵀ', () => {
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(toRows(matMul(b.T, a.T))).toEqual(toRows(matMul(a, b).T));
      }),
    );
  });
});

describe('addProduct', () => {
  const out = matrix([[1, 1], [1, 1]]); // prettier-ignore
  it('addProduct(out, a, b) refuses sizes that do not fit, and a transpose to add to', () => {
    const [column, row] = [matrix([[1], [2]]), matrix([[3, 4]])];
    expect(() => addProduct(out, row, row)).toThrow(
      'addProduct: [2,2] += [1,2] · [1,2]: the sizes do not fit',
    );
    expect(() => addProduct(out, row, column)).toThrow('[2,2] += [1,2] · [2,1]');
    for (const [a, b] of [
      [row, out],
      [out, column],
      [column, out],
    ] as const) {
      // out's rows, its columns, the inner sizes
      expect(() => addProduct(out, a, b)).toThrow('the sizes do not fit');
    }
    expect(() => addProduct(out.T, column, row)).toThrow('the sizes do not fit');
    expect(Array.from(out.data)).toEqual([1, 1, 1, 1]);
  });
});

function toRows({ data, rows, columns, rowStep, columnStep }: Matrix): number[][] {
  return Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => data[i * rowStep + j * columnStep] as number),
  );
}
