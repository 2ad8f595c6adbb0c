import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packArrays } from '../../../lib/src/notebook/packing';
import { unpack } from '../../../scripts/notebooks/compare.mjs';

describe('packArrays(value)', () => {
  it('packs a Uint8Array as plotly does, by hand', () => {
    expect(packArrays(new Uint8Array([1, 2]))).toEqual({ dtype: 'u1', bdata: 'AQI=' });
  });

  it('loses no bit of any Float64Array', () => {
    fc.assert(
      fc.property(fc.float64Array(), (array) => {
        expect(unpack(packArrays(array))).toEqual(Array.from(array));
      }),
    );
  });

  it('packs a view into the middle of a buffer, not the whole buffer', () => {
    expect(packArrays(new Uint8Array([9, 1, 2, 9]).subarray(1, 3))).toEqual({ dtype: 'u1', bdata: 'AQI=' });
  });

  it('packs equally long typed rows as one table', () => {
    const rows = [new Float64Array([1, 2, 3]), new Float64Array([4, 5, 6])];
    expect(packArrays(rows)).toMatchObject({ dtype: 'f8', shape: '2, 3' });
    expect(unpack(packArrays(rows))).toEqual({ shape: '2, 3', numbers: [1, 2, 3, 4, 5, 6] });
  });

  it('keeps rows of different lengths or kinds apart', () => {
    expect(packArrays([new Uint8Array([1]), new Uint8Array([1, 2])])).toHaveLength(2);
    expect(packArrays([new Uint8Array([1]), new Int8Array([1])])).toHaveLength(2);
  });

  it('makes gaps of NaN and infinity, and leaves the rest as it is', () => {
    expect(packArrays({ y: [1, NaN, Infinity], name: 'a', n: null })).toEqual({
      y: [1, null, null],
      name: 'a',
      n: null,
    });
  });

  it('changes nothing of its argument', () => {
    const trace = { x: new Float64Array([1]), nested: [{ y: [NaN] }] };
    packArrays(trace);
    expect(trace).toEqual({ x: new Float64Array([1]), nested: [{ y: [NaN] }] });
  });
});
