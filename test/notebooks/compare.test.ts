import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packArrays } from '../../lib/src/notebook/packing';
import { compareText, compareValues, unpack } from '../../scripts/notebooks/compare.mjs';

describe('compareText(now, before, tolerance)', () => {
  it('is content with any text and itself', () => {
    fc.assert(fc.property(fc.string(), (text) => compareText(text, text) === undefined));
  });

  it.each([
    ['loss 0.1234567891', 'loss 0.1234567892'],
    ['[ 1e-12, 3.0 ]', '[ 2e-12, 3 ]'],
    ['-0.5', '-0.50000001'],
  ])('%s is as good as %s', (now, before) => expect(compareText(now, before)).toBeUndefined());

  it.each([
    ['loss 0.123', 'loss 0.124'],
    ['loss 0.5', 'Loss 0.5'],
    ['0.5', '-0.5'],
    ['01010001', '01010101'],
    ['10000000001', '10000000000'],
    ['a 1', 'a 1 2'],
    ['0.5', 'NaN'],
    ['one\ntwo', 'one'],
    ['', 'one'],
  ])('%j is not %j', (now, before) => {
    expect(compareText(now, before)).toBeTypeOf('string');
    expect(compareText(before, now)).toBeTypeOf('string');
  });

  it('takes another tolerance', () => {
    expect(compareText('0.5', '0.6', 0.2)).toBeUndefined();
    expect(compareText('0.5', '0.6', 0.1)).toBe('0.5, committed 0.6, in "0.5"');
  });

  it('says which line differs', () => {
    expect(compareText('one\ntwo\nthree', 'one\n2\nthree')).toBe('"two", committed "2"');
  });
});

describe('compareValues(now, before, tolerance)', () => {
  const figure = { data: [{ y: [1, 2.5], name: 'a' }], layout: { title: { text: 'T' } } };

  it('is content within the tolerance', () => {
    expect(compareValues({ ...figure, data: [{ y: [1, 2.5 + 1e-9], name: 'a' }] }, figure)).toBeUndefined();
  });

  it.each([
    [{ ...figure, data: [{ y: [1, 2.6], name: 'a' }] }, 'figure.data.0.y.1: 2.6, committed 2.5'],
    [{ ...figure, data: [{ y: [1], name: 'a' }] }, 'figure.data.0.y: { 0 }, committed { 0,1 }'],
    [{ ...figure, data: [{ y: [1, 2.5], name: 'b' }] }, 'figure.data.0.name: "b", committed "a"'],
    [{ ...figure, data: [{ y: [1, null], name: 'a' }] }, 'figure.data.0.y.1: null, committed 2.5'],
    [{ data: figure.data }, 'figure: { data }, committed { data,layout }'],
  ])('names the place of a difference', (now, problem) => expect(compareValues(now, figure)).toBe(problem));

  it('looks into packed arrays', () => {
    const pack = (...numbers: number[]) => packArrays({ y: new Float64Array(numbers) });
    expect(compareValues(pack(1, 2), pack(1, 2 + 1e-9))).toBeUndefined();
    expect(compareValues(pack(1, 2), pack(1, 2.1))).toBe('figure.y.1: 2, committed 2.1');
    expect(compareValues(pack(1, 2), { y: [1, 2] })).toBeUndefined();
  });
});

describe('unpack(value)', () => {
  it('leaves what is not packed alone', () => {
    expect(unpack({ dtype: 'f9', bdata: 'AQI=' })).toEqual({ dtype: 'f9', bdata: 'AQI=' });
    expect(unpack([1])).toEqual([1]);
  });
});
