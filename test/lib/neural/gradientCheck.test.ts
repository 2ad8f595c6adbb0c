import { describe, expect, it } from 'vitest';
import { checkGradient } from '../../../lib/src/neural/gradientCheck';
import { fc } from '../../helpers/fastCheck';

describe('checkGradient', () => {
  const p = Float64Array.of(0.3, -1.7, 2.5);
  const loss = (): number => p.reduce((sum, value, i) => sum + Math.sin(value) * (i + 1), 0);
  const gradients = p.map((value, i) => Math.cos(value) * (i + 1));

  it('checkGradient(loss, p, dp) passes a right gradient with a relative error below 1e-9', () => {
    const { passed, worst } = checkGradient(loss, p, gradients);
    expect(passed).toBe(true);
    expect(worst).toBeLessThan(1e-9);
  });

  it('checkGradient names the place of any error above its tolerance', () => {
    const place = fc.integer({ min: 0, max: 2 });
    const factor = fc.oneof(
      fc.constant(-1),
      fc.constant(0),
      fc.double({ min: 1.00001, max: 3, noNaN: true }),
    );
    fc.assert(
      fc.property(place, factor, (index, scale) => {
        const wrong = gradients.map((value, i) => (i === index ? value * scale : value));
        const found = checkGradient(loss, p, wrong);
        expect(found).toMatchObject({ passed: false, index, analytic: wrong[index] });
      }),
    );
  });

  it('checkGradient puts the parameters back to the last bit, even when the loss throws', () => {
    const before = p.slice();
    checkGradient(loss, p, gradients);
    expect(p).toEqual(before);
    const failing = (): number => {
      throw new Error('no loss today');
    };
    expect(() => checkGradient(failing, p, gradients)).toThrow('no loss today');
    expect(p).toEqual(before);
  });

  it('checkGradient reads the gradients before the loss overwrites them', () => {
    const shared = gradients.slice();
    const overwriting = (): number => {
      shared.fill(9);
      return loss();
    };
    expect(checkGradient(overwriting, p, shared).passed).toBe(true);
  });

  it('checkGradient refuses lengths that differ, none at all, settings out of range and NaN', () => {
    expect(() => checkGradient(loss, p, new Float64Array(2))).toThrow(
      'checkGradient: gradients has 2 numbers, expected 3',
    );
    expect(() => checkGradient(loss, new Float64Array(0), new Float64Array(0))).toThrow(
      'checkGradient: a size of [0] is 0',
    );
    expect(() => checkGradient(loss, p, gradients, { epsilon: 0 })).toThrow('checkGradient: epsilon is 0');
    expect(() => checkGradient(() => NaN, p, gradients)).toThrow('at index 0 analytic');
  });
});
