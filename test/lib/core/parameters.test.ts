import { describe, expect, it } from 'vitest';
import {
  checkParameters,
  countParameters,
  createParameters,
  type Shapes,
} from '../../../lib/src/core/parameters';
import { fc } from '../../helpers/fastCheck';

const shapes = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 3 }),
  fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
  { minKeys: 1 },
);

describe('createParameters', () => {
  it('createParameters(shapes) lays the weights one after the other, without gap or overlap', () => {
    fc.assert(
      fc.property(shapes, (shapes) => {
        const { flat, views } = createParameters(shapes);
        flat.forEach((_, i) => (flat[i] = i));
        expect(Object.keys(shapes).flatMap((name) => Array.from(views[name] ?? []))).toEqual(
          Array.from(flat),
        );
        expect(flat.length).toBe(countParameters(shapes));
        Object.keys(shapes).forEach((name) => views[name]?.fill(-1));
        expect(flat.every((value) => value === -1)).toBe(true);
      }),
    );
  });

  it('createParameters(shapes, flat) puts its windows on the caller’s buffer', () => {
    const flat = Float64Array.of(1, 2, 3);
    const { views, flat: same } = createParameters({ W: [2], b: [1] }, flat);
    expect(same).toBe(flat);
    views.b[0] = 9;
    expect(Array.from(flat)).toEqual([1, 2, 9]);
  });

  it('refuses a buffer of another length and shapes that are none', () => {
    const message = /^createParameters: flat .* 9 .*W \[2,3\], b \[3\]$/;
    for (const length of [0, 8, 10]) {
      expect(() => createParameters({ W: [2, 3], b: [3] }, new Float64Array(length))).toThrow(message);
    }
    const [short, other] = [new Float64Array(2), new Float32Array(3) as never];
    expect(() => createParameters({ b: [3] }, short)).toThrow('flat has 2 numbers, expected');
    expect(() => createParameters({ b: [3] }, other)).toThrow('flat has another type, expected');
    expect(() => createParameters({ W: [2, 0] })).toThrow('a size of [2,0] is 0');
    expect(() => createParameters({ W: [2 ** 30, 2] })).toThrow('the number of elements of');
  });

  it('a name like __proto__ is a name', () => {
    const hostile = JSON.parse('{"__proto__": [2], "constructor": [1]}') as Shapes;
    const { flat, views } = createParameters(hostile);
    expect(flat.length).toBe(3);
    expect(Object.getPrototypeOf(views)).toBe(Object.prototype);
    expect(Object.getOwnPropertyDescriptor(views, '__proto__')?.value.length).toBe(2);
  });
});

describe('countParameters', () => {
  it('countParameters(shapes) sums the products of the sizes', () => {
    expect(countParameters({})).toBe(0);
    expect(countParameters({ W_xh: [1, 64], W_hh: [64, 64], b_h: [64] })).toBe(4224);
    expect(() => countParameters({ W: [1.5] })).toThrow('countParameters: a size of [1.5] is 1.5');
  });
});

describe('checkParameters', () => {
  it('checkParameters(where, name, parameters, shapes) takes the same shapes and such as are equal, and no others', () => {
    const shapes = { W: [2, 3], b: [3] } as const;
    const parameters = createParameters(shapes);
    const check = (wanted: Shapes) => () => checkParameters('f', 'weights', parameters, wanted);
    expect(check(shapes)).not.toThrow();
    expect(check({ W: [2, 3], b: [3] })).not.toThrow();
    expect(check({ W: [3, 2], b: [3] })).toThrow('f: weights are W [2,3], b [3], expected W [3,2], b [3]');
    expect(check({ W: [2, 3] })).toThrow(RangeError);
    // Their own shapes are taken without being written out: it is asked at each step.
    const unwritable = new Proxy(shapes, { ownKeys: () => expect.fail('were written out') });
    expect(() =>
      checkParameters('f', 'weights', { ...parameters, shapes: unwritable }, unwritable),
    ).not.toThrow();
  });
});
