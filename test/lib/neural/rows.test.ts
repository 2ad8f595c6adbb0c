import { describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/src/core/random';
import { createSequence } from '../../../lib/src/core/sequence';
import {
  addNoiseInPlace,
  addRowsInPlace,
  addToStep,
  checkMask,
  clearWhereMasked,
  joinPart,
  keepWhereMasked,
  splitParts,
  sumRowsInPlace,
} from '../../../lib/src/neural/rows';
import { expectClose, randomArray } from '../../helpers/arrays';
import { fc } from '../../helpers/fastCheck';

describe('addRowsInPlace and sumRowsInPlace', () => {
  it('addRowsInPlace(out, row) adds the row to each row', () => {
    const out = Float64Array.of(1, 2, 3, 4, 5, 6);
    addRowsInPlace(out, Float64Array.of(10, 20, 30));
    expect(Array.from(out)).toEqual([11, 22, 33, 14, 25, 36]);
  });

  it('sumRowsInPlace(out, rows) adds the sum of all rows: the transpose of the former', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), fc.nat(), (R, n, seed) => {
        const rng = createRng(seed);
        const [row, rows] = [randomArray(rng, n), randomArray(rng, R * n)];
        const [out, sum] = [new Float64Array(R * n), new Float64Array(n)];
        addRowsInPlace(out, row);
        sumRowsInPlace(sum, rows);
        // ⟨A row, rows⟩ = ⟨row, Aᵀ rows⟩
        const dot = (a: Float64Array, b: Float64Array) => a.reduce((s, v, i) => s + v * (b[i] as number), 0);
        expectClose([dot(out, rows)], [dot(row, sum)], 1e-14);
      }),
    );
  });
});

describe('addToStep', () => {
  it('addToStep(out, rows, t, others) is rows[t] + others', () => {
    const [out, others] = [new Float64Array(2), Float64Array.of(10, 20)];
    addToStep(out, Float64Array.of(1, 2, 3, 4, 5, 6), 2, others); // three steps of two numbers
    expect(Array.from(out)).toEqual([15, 26]);
    addToStep(others, Float64Array.of(1, 2), 0, others); // in place
    expect(Array.from(others)).toEqual([11, 22]);
  });
});

describe('the parts of a state, h and c, in rows [B, 2H]', () => {
  const rows = Float64Array.of(1, 2, 3, 10, 20, 30, 4, 5, 6, 40, 50, 60); // B = 2, H = 3
  const [h, c] = [Float64Array.of(1, 2, 3, 4, 5, 6), Float64Array.of(10, 20, 30, 40, 50, 60)];

  it('splitParts(rows, parts, H) takes them apart, into the first steps, and zeros where there are no rows', () => {
    const parts = [createSequence(2, 2, 3), createSequence(2, 2, 3)];
    for (const { all } of parts) all.fill(7);
    splitParts(rows, parts, 3);
    expect(parts.map(({ all }) => Array.from(all))).toEqual(
      [h, c].map((part) => [...part, ...Array(6).fill(7)]),
    );
    splitParts(undefined, parts, 3);
    for (const { all } of parts) expect(Array.from(all)).toEqual([...Array(6).fill(0), ...Array(6).fill(7)]);
  });

  it('joinPart(part, s, S, rows, H) puts each in its place', () => {
    const joined = new Float64Array(12);
    joinPart(c, 1, 2, joined, 3);
    expect(Array.from(joined)).toEqual([0, 0, 0, 10, 20, 30, 0, 0, 0, 40, 50, 60]);
    joinPart(h, 0, 2, joined, 3);
    expect(joined).toEqual(rows);
  });

  it('addNoiseInPlace(noise, t, H, s, S, part) adds that of one step to one part', () => {
    const noise = Float64Array.from([...rows.map(() => 1000), ...rows, ...rows.map(() => 1000)]); // three steps
    const [noisyH, noisyC] = [h.slice(), c.slice()];
    addNoiseInPlace(noise, 1, 3, 0, 2, noisyH);
    addNoiseInPlace(noise, 1, 3, 1, 2, noisyC);
    expect([noisyH, noisyC]).toEqual([h, c].map((part) => part.map((value) => 2 * value)));
  });
});

describe('masks', () => {
  const mask = Float64Array.of(1, 1, 1, 0, 0, 1); // T = 2, B = 3

  it('keepWhereMasked(mask, t, B, next, previous) puts back the rows of padding, and only those', () => {
    const next = Float64Array.of(1, 2, 3, 4, 5, 6);
    keepWhereMasked(mask, 1, 3, next, Float64Array.of(-1, -2, -3, -4, -5, -6));
    expect(Array.from(next)).toEqual([-1, -2, -3, -4, 5, 6]);
  });

  it('clearWhereMasked(mask, t, B, rows) makes the rows of padding 0, and only those', () => {
    const da = Float64Array.of(1, 2, 3, 4, 5, 6);
    clearWhereMasked(mask, 0, 3, da);
    expect(Array.from(da)).toEqual([1, 2, 3, 4, 5, 6]);
    clearWhereMasked(mask, 1, 3, da);
    expect(Array.from(da)).toEqual([0, 0, 0, 0, 5, 6]);
    const between = Float64Array.of(1, 2, 3, 4, 5, 6);
    clearWhereMasked(Float64Array.of(1, 0, 1), 0, 3, between); // padding between two rows that count
    expect(Array.from(between)).toEqual([1, 2, 0, 0, 5, 6]);
  });

  it('checkMask(where, mask, shape) accepts 0 and 1, and nothing else', () => {
    checkMask('f', mask, [2, 3]);
    expect(() => checkMask('f', mask, [3, 3])).toThrow('f: mask has 6 numbers, expected 9 for shape [3,3]');
    for (const value of [0.5, -1, 2, NaN, Infinity]) {
      const wrong = Float64Array.of(1, value);
      expect(() => checkMask('f', wrong, [1, 2])).toThrow(`f: mask[1] is ${value}, expected 0 or 1`);
    }
  });
});
