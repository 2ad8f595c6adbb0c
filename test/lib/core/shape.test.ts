import { describe, expect, it, vi } from 'vitest';
import {
  checkArray,
  checkBoolean,
  checkChoice,
  checkFinite,
  checkFunction,
  checkInteger,
  checkLength,
  checkList,
  checkNumber,
  checkObject,
  formatShape,
  onlyGiven,
  sizeOf,
  zeros,
} from '../../../lib/src/core/shape';
import { fc } from '../../helpers/fastCheck';

const anything = fc.anything({ withBigInt: true, withNullPrototype: true, withTypedArray: true });

/** Runs a check and gives its message, or undefined where it accepts. */
function complaint(check: () => unknown): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    expect(error instanceof RangeError || error instanceof TypeError).toBe(true);
    return (error as Error).message;
  }
}

describe('checkInteger', () => {
  it('checkInteger(where, name, value, least, most) gives the value back, ends included', () => {
    expect([
      checkInteger('f', 'n', 1),
      checkInteger('f', 'n', -2, -2, 5),
      checkInteger('f', 'n', 5, -2, 5),
    ]).toEqual([1, -2, 5]);
  });

  it.each<[unknown, string]>([
    [0, '0'],
    [1.5, '1.5'],
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [2 ** 30 + 1, '1073741825'],
    ['7', '"7"'],
    [7n, '7'],
    [null, 'null'],
    [undefined, 'undefined'],
    [[7], 'an array'],
    [{}, 'an object'],
    [() => 7, 'a function'],
    [Symbol('s'), 'Symbol(s)'],
    ['x'.repeat(1000), `"${'x'.repeat(40)}"`],
  ])('checkInteger refuses %o', (value, shown) => {
    const message = `f: n is ${shown}, expected a whole number from 1 to 1073741824`;
    expect(() => checkInteger('f', 'n', value)).toThrow(new RangeError(message));
  });
});

describe('checkNumber, checkChoice, checkBoolean', () => {
  it('checkNumber(where, name, value, least, most) accepts a finite number of the closed range', () => {
    expect([checkNumber('f', 'x', 0.5, 0.5, 1), checkNumber('f', 'x', -1e300)]).toEqual([0.5, -1e300]);
    expect(checkNumber('f', 'x', 1, 0.5, 1)).toBe(1);
    expect(() => checkNumber('f', 'x', 0.4, 0.5, 1)).toThrow(
      'f: x is 0.4, expected a finite number from 0.5 to 1',
    );
    expect(() => checkNumber('f', 'x', Infinity)).toThrow(
      new RangeError('f: x is Infinity, expected a finite number'),
    );
    expect(() => checkNumber('f', 'x', NaN, 0)).toThrow(
      'f: x is NaN, expected a finite number from 0 to Infinity',
    );
    expect(() => checkNumber('f', 'x', 4, -Infinity, 3)).toThrow(
      'f: x is 4, expected a finite number from -Infinity to 3',
    );
  });

  it('checkChoice(where, name, value, allowed) accepts the words of the list, not what every object has', () => {
    expect(checkChoice('f', 'x', 'b', ['a', 'b'])).toBe('b');
    for (const word of ['c', 'constructor', '__proto__', 'length', '0']) {
      expect(() => checkChoice('f', 'x', word, ['a', 'b'])).toThrow(
        `f: x is "${word}", expected one of a, b`,
      );
    }
  });

  it('checkBoolean(where, name, value) accepts true and false, and nothing that counts as such', () => {
    expect([checkBoolean('f', 'x', true), checkBoolean('f', 'x', false)]).toEqual([true, false]);
    for (const value of [0, 1, '', 'true', null, undefined]) {
      expect(() => checkBoolean('f', 'x', value)).toThrow('expected true or false');
    }
  });
});

describe('formatShape and sizeOf', () => {
  it('formatShape(shape) writes the sizes between brackets', () => {
    expect([formatShape([]), formatShape([2]), formatShape([2, 3, 4])]).toEqual(['[]', '[2]', '[2,3,4]']);
  });

  it('sizeOf(where, shape) is the product of the sizes; of no size it is 1', () => {
    expect([sizeOf('f', []), sizeOf('f', [7]), sizeOf('f', [2, 3, 4])]).toEqual([1, 7, 24]);
  });

  it.each<[number[], string]>([
    [[2, 0], 'f: a size of [2,0] is 0'],
    [[-1, -1], 'f: a size of [-1,-1] is -1'],
    [[0.5, 2], 'f: a size of [0.5,2] is 0.5'],
    [[NaN], 'f: a size of [NaN] is NaN'],
    [[2 ** 20, 2 ** 20], 'f: the number of elements of [1048576,1048576] is 1099511627776'],
    [[2 ** 31], 'f: a size of [2147483648] is 2147483648'],
  ])('sizeOf refuses %o', (shape, message) => {
    expect(() => sizeOf('f', shape)).toThrow(message);
  });
});

describe('checkLength, checkArray, checkFinite', () => {
  it('checkLength and checkArray accept a Float64Array of the shape’s length', () => {
    checkLength('f', 'x', Float64Array.of(1, NaN), [2, 1]);
    checkArray('f', 'x', Float64Array.of(1, 2), [1, 2]);
    expect(() => checkArray('f', 'x', Float64Array.of(1, NaN), [2])).toThrow(
      'f: x[1] is NaN, expected a finite number',
    );
    const message = 'f: x has 2 numbers, expected 3 for shape [3,1]';
    expect(() => checkLength('f', 'x', new Float64Array(2), [3, 1])).toThrow(new RangeError(message));
    const type = 'f: x is an object, expected a Float64Array [2]';
    expect(() => checkArray('f', 'x', new Float32Array(2), [2])).toThrow(new TypeError(type));
  });

  it('checkFinite(where, name, array) names the first number that is not', () => {
    checkFinite('f', 'x', [1, -1e308]);
    expect(() => checkFinite('f', 'x', [1, -Infinity, NaN])).toThrow(
      'f: x[1] is -Infinity, expected a finite number',
    );
  });
});

describe('checkObject, checkList, checkFunction, onlyGiven', () => {
  const list = [1];
  const fields = { x: 1 };
  const call = (): void => undefined;
  it.each<[string, (where: string, name: string, value: unknown) => void, unknown, string]>([
    ['checkObject', checkObject, fields, 'an object'],
    ['checkList', checkList, list, 'a list'],
    ['checkFunction', checkFunction, call, 'a function'],
  ])('%s accepts one kind of value', (_, check, good, wanted) => {
    check('f', 'x', good);
    for (const bad of [list, fields, call, null, undefined, 3, 'word'].filter((value) => value !== good)) {
      expect(() => check('f', 'x', bad)).toThrow(TypeError);
      expect(complaint(() => check('f', 'x', bad))).toMatch(new RegExp(`^f: x is .+, expected ${wanted}$`));
    }
  });

  it('onlyGiven(fields) leaves out what is undefined, and nothing else', () => {
    const given = onlyGiven({ a: undefined, b: 0, c: null });
    expect([Object.keys(given), given.b, given.c]).toEqual([['b', 'c'], 0, null]);
  });
});

describe('all checks', () => {
  it('for 10,000 values of any kind: accept what they promise, else a message with where and name', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const whole = typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 2 ** 30;
        const checks: [boolean, () => unknown][] = [
          [whole, () => checkInteger('where', 'name', value)],
          [typeof value === 'number' && Number.isFinite(value), () => checkNumber('where', 'name', value)],
          [typeof value === 'boolean', () => checkBoolean('where', 'name', value)],
          [value === 'a', () => checkChoice('where', 'name', value, ['a'])],
          [
            value instanceof Float64Array && value.length === 1 && Number.isFinite(value[0]),
            () => checkArray('where', 'name', value, [1]),
          ],
        ];
        for (const [accepts, check] of checks) {
          const message = complaint(check);
          if (accepts) expect(message).toBeUndefined();
          else expect(message).toMatch(/^where: name.* (is|has) .+, expected .+/s);
        }
      }),
      { numRuns: 10_000 },
    );
  });
});

it('zeros(where, shape) says how much was asked for where there is no such memory', () => {
  vi.stubGlobal('Float64Array', function refuse() {
    throw new RangeError('Array buffer allocation failed');
  });
  try {
    expect(() => zeros('model', [2 ** 14, 2 ** 15])).toThrow(
      'model: [16384,32768] asks for 4.29 GB, expected fewer: there is no such memory',
    );
  } finally {
    vi.unstubAllGlobals();
  }
});
