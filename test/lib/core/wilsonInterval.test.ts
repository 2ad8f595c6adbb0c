import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '../../../lib/src/core/wilsonInterval';
import { expectClose } from '../../helpers/arrays';

describe('wilsonInterval', () => {
  it('gives the values of the literature', () => {
    expectClose(wilsonInterval(0, 10), [0, 0.27755], 1e-4);
    expectClose(wilsonInterval(8, 10), [0.49016, 0.94332], 1e-4);
    expectClose(wilsonInterval(2000, 2000), [0.99808, 1], 1e-4);
  });

  it('solves its own definition: at each end the share is z standard errors away', () => {
    for (const [k, n] of [
      [3, 7],
      [57, 200],
      [199, 200],
    ] as const) {
      for (const end of wilsonInterval(k, n)) {
        expect(Math.abs(k / n - end) / Math.sqrt((end * (1 - end)) / n)).toBeCloseTo(1.96, 9);
      }
    }
  });

  it('refuses more successes than trials, and no trials', () => {
    expect(() => wilsonInterval(3, 2)).toThrow('wilsonInterval: successes is 3');
    expect(() => wilsonInterval(0, 0)).toThrow('wilsonInterval: trials is 0');
  });
});
