import { describe, expect, it } from 'vitest';
import { createRng, integer, shuffleInPlace, uniform } from '../../../lib/src/core/random';
import {
  activationBounds,
  affineBounds,
  pointBox,
  productBounds,
  sumBounds,
  type Box,
} from '../../../lib/src/proof/interval';
import { fc } from '../../helpers/fastCheck';
import * as precise from '../../helpers/highPrecision';

/** The assumption that interval.ts and checkedStep.ts make: 4 ulps, 2⁻⁵⁰ relative. */
const ASSUMED = 2 ** -50;

/** Numbers over all sizes at which the functions are interesting. */
function samples(count: number, largest: number): number[] {
  const rng = createRng(7);
  const spread = Array.from({ length: count }, () => {
    const size = 2 ** uniform(rng, -24, Math.log2(largest));
    return rng.next() < 0.5 ? size : -size;
  });
  return [...spread, largest, -largest, 2 ** -28, 0.5, 1, Math.log(2) / 2, 1.5 * Math.log(2), 0.3465735, 22];
}

describe('highPrecision', () => {
  it('exp, tanh and sigmoid agree with published digits', () => {
    const digits = (x: bigint): string => ((x * 10n ** 50n) >> 400n).toString();
    expect(digits(precise.exp(precise.exact(1)))).toBe('271828182845904523536028747135266249775724709369995');
    expect(digits(precise.tanh(precise.exact(1)))).toBe('76159415595576488811945828260479359041276859725793');
    expect(digits(precise.sigmoid(precise.exact(1)))).toBe(
      '73105857863000487925115924182183627436514464016505',
    );
  });
});

describe('the assumption on Math', () => {
  it('Math.exp(x) is within 4 ulps for |x| ≤ 40', () => {
    for (const x of samples(3000, 40)) {
      expect(precise.relativeError(Math.exp(x), precise.exp(precise.exact(x))), `exp(${x})`).toBeLessThan(
        ASSUMED,
      );
    }
  });

  it('Math.exp(x) is within 4 ulps for x from 40 to 709, where a sigmoid is next to 0', () => {
    const rng = createRng(8); // the oracle's series still holds here: x/2⁴⁰ is below 2⁻³⁰
    for (const x of [709, ...Array.from({ length: 1000 }, () => uniform(rng, 40, 709))]) {
      const error = precise.relativeError(Math.exp(x), precise.exp(precise.exact(x)));
      expect(error, `exp(${x})`).toBeLessThan(ASSUMED);
    }
  });

  it('Math.tanh(x) is within 4 ulps for |x| ≤ 25', () => {
    for (const x of samples(3000, 25)) {
      expect(precise.relativeError(Math.tanh(x), precise.tanh(precise.exact(x))), `tanh(${x})`).toBeLessThan(
        ASSUMED,
      );
    }
  });

  it('1 / (1 + Math.exp(−x)) is within 2⁻⁴⁹ for |x| ≤ 40', () => {
    for (const x of samples(3000, 40)) {
      const computed = 1 / (1 + Math.exp(-x));
      const error = precise.relativeError(computed, precise.sigmoid(precise.exact(x)));
      expect(error, `sigmoid(${x})`).toBeLessThan(2 ** -49);
    }
  });
});

describe('activationBounds(activation, a)', () => {
  it.each(['tanh', 'sigmoid'] as const)(
    '%s: holds the true values at both ends and the computed one between',
    (name) => {
      const truth = name === 'tanh' ? precise.tanh : precise.sigmoid;
      const computed = name === 'tanh' ? Math.tanh : (a: number): number => 1 / (1 + Math.exp(-a));
      const rng = createRng(3);
      for (const start of samples(500, 20)) {
        const end = start + rng.next() ** 4;
        const { low, high } = activationBounds(name, {
          low: Float64Array.of(start),
          high: Float64Array.of(end),
        });
        expect(precise.exact(low[0]!) < truth(precise.exact(start))).toBe(true);
        expect(precise.exact(high[0]!) > truth(precise.exact(end))).toBe(true);
        const middle = computed(uniform(rng, start, end));
        expect(low[0]! <= middle && middle <= high[0]!).toBe(true);
        expect(high[0]! - low[0]!).toBeLessThan(computed(end) - computed(start) + 1e-14);
      }
    },
  );

  it('holds 0 and 1 where the sigmoid is rounded to them', () => {
    const { low, high } = activationBounds('sigmoid', {
      low: Float64Array.of(-1e6),
      high: Float64Array.of(1e6),
    });
    expect(low[0]! < 0 && high[0]! > 1).toBe(true);
  });
});

describe('affineBounds(x, W, columns)', () => {
  const size = fc.integer({ min: 1, max: 40 });
  it('holds the exact x·W, and the computed one in any order of addition', () => {
    fc.assert(
      fc.property(
        size,
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: -3, max: 9 }),
        (n, seed, scale) => {
          const rng = createRng(seed);
          const numbers = (): Float64Array =>
            Float64Array.from({ length: n }, () => uniform(rng, -1, 1) * 10 ** (rng.next() * scale));
          const [low, W] = [numbers(), numbers()];
          const high = low.map((end) => end + (rng.next() < 0.3 ? 0 : rng.next()));
          const bounds = affineBounds({ low, high }, W, 1);
          for (let trial = 0; trial < 5; trial++) {
            const x = low.map((end, i) =>
              trial === 0 ? (W[i]! > 0 ? high[i]! : end) : Math.min(high[i]!, uniform(rng, end, high[i]!)),
            );
            const order = shuffleInPlace(
              rng,
              Array.from({ length: n }, (_, i) => i),
            );
            const computed = order.reduce((sum, i) => sum + x[i]! * W[i]!, 0);
            // (a double times a double, both whole numbers of 2⁻⁴⁰⁰, as a whole number of 2⁻⁸⁰⁰)
            const sum = order.reduce((total, i) => total + precise.exact(x[i]!) * precise.exact(W[i]!), 0n);
            const [least, most] = [
              precise.exact(bounds.low[0]!) << 400n,
              precise.exact(bounds.high[0]!) << 400n,
            ];
            expect(bounds.low[0]! <= computed && computed <= bounds.high[0]!).toBe(true);
            expect(least <= sum && sum <= most).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is exact up to the slack: [0, 1]·(2, −3) + 1', () => {
    const unit = { low: Float64Array.of(0, 0, 1), high: Float64Array.of(1, 1, 1) };
    const { low, high } = affineBounds(unit, [2, -3, 1], 1);
    expect(low[0]).toBeCloseTo(-2, 13);
    expect(high[0]).toBeCloseTo(3, 13);
    expect(low[0]).toBeLessThan(-2);
    expect(high[0]).toBeGreaterThan(3);
  });
});

describe('productBounds(u, v) and sumBounds(u, v)', () => {
  it('hold every computed product and sum', () => {
    const rng = createRng(11);
    const box = (): Box => {
      const low = uniform(rng, -3, 3);
      return { low: Float64Array.of(low), high: Float64Array.of(low + integer(rng, 0, 3)) };
    };
    const inside = ({ low, high }: Box): number =>
      low[0] === high[0] ? low[0]! : uniform(rng, low[0]!, high[0]!);
    for (let trial = 0; trial < 2000; trial++) {
      const [u, v] = [box(), box()];
      const [product, sum] = [productBounds(u, v), sumBounds(u, v)];
      const [x, y] = [inside(u), inside(v)];
      expect(product.low[0]! < x * y && x * y < product.high[0]!).toBe(true);
      expect(sum.low[0]! < x + y && x + y < sum.high[0]!).toBe(true);
    }
  });

  it('by hand: [−2, 3]·[−1, 4] = [−8, 12], and 0·0 has room for underflow', () => {
    const u = { low: Float64Array.of(-2, 0), high: Float64Array.of(3, 0) };
    const v = { low: Float64Array.of(-1, 0), high: Float64Array.of(4, 0) };
    const { low, high } = productBounds(u, v);
    expect([Math.round(low[0]!), Math.round(high[0]!)]).toEqual([-8, 12]);
    expect(low[1]! < 0 && high[1]! > 0).toBe(true);
    expect(pointBox([5]).low).toEqual(pointBox([5]).high);
  });
});
