import { describe, expect, it } from 'vitest';
import { softmax } from '../../../lib/src/neural/softmax';
import { expectClose } from '../../helpers/arrays';
import { fc } from '../../helpers/fastCheck';
import cases from '../../fixtures/optimizers/softmax.json';

const logits = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 12 });

describe('softmax', () => {
  it('softmax([0, ln 3]) is [1/4, 3/4], by hand', () => {
    expectClose(softmax([0, Math.log(3)]), [0.25, 0.75], 1e-15);
  });

  it.each(cases)('agrees with PyTorch at $z', (theirs) => {
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

  it('softmax(z + c) is softmax(z)', () => {
    fc.assert(
      fc.property(logits, fc.integer({ min: -1000, max: 1000 }), (z, c) => {
        const moved = z.map((value) => value + c);
        expectClose(softmax(moved), softmax(z), 1e-11);
      }),
    );
  });

  it('refuses an empty list, NaN and infinity', () => {
    for (const none of [[], undefined as unknown as number[]])
      expect(() => softmax(none)).toThrow('softmax: no numbers, expected at least one');
    expect(() => softmax([1, NaN])).toThrow('softmax: z[1] is NaN, expected a finite number');
    expect(() => softmax([-Infinity])).toThrow('softmax: z[0] is -Infinity');
  });
});
