import { describe, expect, it } from 'vitest';
import {
  additionMachine,
  comparisonMachine,
  parityMachine,
  subtractionMachine,
  timesThreeMachine,
} from '../../../lib/src/tasks/machines';
import { fromBits, toBits } from '../../../lib/src/tasks/bits';
import { runMachine, type MealyMachine } from '../../../lib/src/tasks/mealy';
import { fc } from '../../helpers/fastCheck';

const T = 40;
const number = fc.bigInt({ min: 0n, max: 2n ** BigInt(T) - 1n });
const wrap = (value: bigint): bigint => BigInt.asUintN(T, value);

/** Runs a machine of two operands; the inputs are in the order 00, 01, 10, 11. */
function outputs(machine: MealyMachine, a: bigint, b: bigint): number[] {
  const [bitsA, bitsB] = [toBits(a, T), toBits(b, T)];
  return runMachine(
    machine,
    bitsA.map((bit, t) => 2 * bit + (bitsB[t] ?? NaN)),
  ).outputs;
}

describe('the machines, for any two numbers of 40 bits', () => {
  it('additionMachine is a + b modulo 2ᵀ', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(fromBits(outputs(additionMachine, a, b))).toBe(wrap(a + b));
      }),
    );
  });

  it('subtractionMachine is a − b modulo 2ᵀ', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(fromBits(outputs(subtractionMachine, a, b))).toBe(wrap(a - b));
      }),
    );
  });

  it('comparisonMachine says at every step whether the bits so far make a > b', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const wanted = toBits(a, T).map((_, t) => {
          const mask = 2n ** BigInt(t + 1) - 1n;
          return (a & mask) > (b & mask) ? 1 : 0;
        });
        expect(outputs(comparisonMachine, a, b)).toEqual(wanted);
      }),
    );
  });

  it('timesThreeMachine is 3·a modulo 2ᵀ', () => {
    fc.assert(
      fc.property(number, (a) => {
        expect(fromBits(runMachine(timesThreeMachine, toBits(a, T)).outputs)).toBe(wrap(3n * a));
      }),
    );
  });

  it('parityMachine says at every step whether the number of ones so far is odd', () => {
    fc.assert(
      fc.property(number, (a) => {
        let ones = 0;
        const wanted = toBits(a, T).map((bit) => (ones += bit) % 2);
        expect(runMachine(parityMachine, toBits(a, T)).outputs).toEqual(wanted);
      }),
    );
  });
});
