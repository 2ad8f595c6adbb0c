import { describe, expect, it } from 'vitest';
import { tanhAdder, thresholdAdder } from '../../../lib/src/proof/handBuilt';
import { additionBatch } from '../../../lib/src/tasks/addition';
import { allPairs } from '../../../lib/src/tasks/pairs';
import { addNumbers, evaluate } from '../../../lib/src/training/evaluate';

describe.each([
  ['thresholdAdder', thresholdAdder, 3],
  ['tanhAdder', tanhAdder, 2],
])('%s(steepness)', (name, build, units) => {
  it('adds every pair of 6-bit numbers, with a carry through every bit and through a thousand', () => {
    expect(evaluate(build(), additionBatch(allPairs(6), 7)).sumAccuracy).toBe(1);
    expect(addNumbers(build(), 2n ** 1000n - 1n, 1n)).toBe(2n ** 1000n);
  });

  it(`has ${units} units`, () => {
    expect(build().cells[0]?.hiddenSize).toBe(units);
  });

  it('refuses a step that is not steep', () => {
    expect(() => build(9)).toThrow(`${name}: steepness is 9, expected a finite number from 10`);
  });
});

describe('two hard thresholds on x₁ + x₂ + carry', () => {
  it('cannot tell its four values apart: no output weights give 0, 1, 0, 1', () => {
    // Two steps split the line into at most three pieces, so two of the four values get the same output; the
    // wanted outputs of neighbors differ, so whichever two are joined, one bit is wrong.
    const wanted = [0, 1, 0, 1];
    const cuts = [-1, 0, 1, 2, 3]; // a unit is on for s above its cut
    const joined = cuts.flatMap((a) =>
      cuts.map((b) => {
        const pieces = new Map<string, Set<number>>();
        wanted.forEach((bit, s) => {
          const seen = `${s > a},${s > b}`;
          pieces.set(seen, (pieces.get(seen) ?? new Set()).add(bit));
        });
        return [...pieces.values()].some((bits) => bits.size > 1);
      }),
    );
    expect(joined.every(Boolean)).toBe(true);
  });
});
