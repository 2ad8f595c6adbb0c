import { describe, expect, it } from 'vitest';
import { assembleModule, instructions, type Code } from '../../../lib/src/core/webAssembly';
import { fc } from '../../helpers/fastCheck';

const { whole, plus, times, isLess, readPair, readTwice, writePair, addPairs, multiplyPairs, repeatWhile } =
  instructions;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly run: (...values: number[]) => void;
}

/** Assembles a program of whole numbers x and y and pairs p and q, and starts it. */
function start(
  program: (get: (name: string) => Code, set: (name: string, value: Code) => Code) => Code[],
): Exports {
  const bytes = new Uint8Array(
    assembleModule(1, ['x'], ['y'], ['p', 'q'], ({ get, set }) => program(get, set)),
  );
  expect(WebAssembly.validate(bytes)).toBe(true);
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Exports;
}

/** Writes whole numbers where floating-point ones would stand: their low 32 bits. */
const writeWhole = (address: number, value: Code): Code => [...whole(address), ...value, 0x36, 2, 0];

describe('assembleModule', () => {
  it('constants of one byte and of several come out as they went in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 30 }), (value) => {
        const { memory, run } = start(() => [writeWhole(0, whole(value))]);
        run(0);
        expect(new Int32Array(memory.buffer)[0]).toBe(value);
      }),
    );
  });

  it('plus, times, isLess and repeatWhile: 1 + 2 + … + x by a loop', () => {
    const { memory, run } = start((get, set) => [
      set('y', whole(0)),
      repeatWhile(isLess(whole(0), get('x')), [
        set('y', plus(get('y'), get('x'))),
        set('x', plus(get('x'), times(whole(1), [0x41, 0x7f]))), // 0x7f is −1
      ]),
      writeWhole(8, get('y')),
    ]);
    run(100);
    expect(new Int32Array(memory.buffer)[2]).toBe(5050);
  });

  it('pairs: two sums and two products at once', () => {
    const { memory, run } = start((get, set) => [
      set('p', readPair(get('x'), 0)),
      set('q', readTwice(plus(get('x'), whole(16)))),
      writePair(get('x'), addPairs(get('p'), get('q')), 32),
      writePair(get('x'), multiplyPairs(get('p'), get('q')), 48),
    ]);
    const numbers = new Float64Array(memory.buffer);
    numbers.set([1.5, 2.5, 10, 99], 1);
    run(8);
    expect(Array.from(numbers.slice(5, 9))).toEqual([11.5, 12.5, 15, 25]);
  });

  it('a variable that there is not is named', () => {
    expect(() => assembleModule(1, ['x'], [], [], ({ get }) => [get('z')])).toThrow(
      'assembleModule: no variable z, expected x',
    );
  });
});
