import { describe, expect, it } from 'vitest';
import { logSumExp, softmax } from '../../../lib/src/neural/softmax';
import { expectClose } from '../../helpers/arrays';
import { fc } from '../../helpers/fastCheck';
import { expectGradient } from '../../helpers/gradients';
import cases from '../../fixtures/optimizers/softmax.json';

const logits = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 12 });
const small = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 1, maxLength: 6 });

describe('softmax', () => {
  it('softmax([0, ln 3]) is [1/4, 3/4], by hand', () => {
    expectClose(softmax([0, Math.log(3)]), [0.25, 0.75], 1e-15);
  });

  it.each(cases)('logSumExp and softmax agree with PyTorch at $z', (theirs) => {
    expectClose([logSumExp(theirs.z)], [theirs.logSumExp], 1e-15);
    expectClose(softmax(theirs.z), theirs.p, 1e-15);
  });

  it('softmax(z) sums to 1 with numbers from [0, 1] for |z| ≤ 1000', () => {
    fc.assert(
      fc.property(logits, (z) => {
        const p = softmax(z);
        expect(p.every((share) => share >= 0 && share <= 1)).toBe(true);
        expectClose([p.reduce((sum, share) => sum + share, 0)], [1], 1e-14);
      }),
    );
  });

  it('softmax(z + c) is softmax(z) and logSumExp(z + c) is logSumExp(z) + c', () => {
    fc.assert(
      fc.property(logits, fc.integer({ min: -1000, max: 1000 }), (z, c) => {
        const moved = z.map((value) => value + c);
        expectClose(softmax(moved), softmax(z), 1e-11);
        expectClose([logSumExp(moved)], [logSumExp(z) + c], 1e-13);
      }),
    );
  });

  it('logSumExp(z) lies between max z and max z + ln K', () => {
    fc.assert(
      fc.property(logits, (z) => {
        const most = Math.max(...z);
        const value = logSumExp(z);
        expect(value).toBeGreaterThanOrEqual(most);
        expect(value).toBeLessThanOrEqual(most + Math.log(z.length) + 1e-9);
      }),
    );
  });

  it('the gradient of logSumExp is softmax, by finite differences', () => {
    fc.assert(
      fc.property(small, (numbers) => {
        const z = Float64Array.from(numbers);
        expectGradient(() => logSumExp(z), z, softmax(z), 'dz');
      }),
    );
  });

  it('softmax and logSumExp refuse an empty list, NaN and infinity', () => {
    expect(() => softmax([])).toThrow('softmax: no numbers, expected at least one');
    expect(() => softmax([1, NaN])).toThrow('softmax: z[1] is NaN, expected a finite number');
    expect(() => logSumExp([Infinity])).toThrow('logSumExp: z[0] is Infinity');
  });
});
