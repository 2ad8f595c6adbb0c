import { describe, expect, it } from 'vitest';
import { createRng, normal } from '../../../lib/src/core/random';
import { kMeans, meanOf, nearest } from '../../../lib/src/proof/kMeans';

describe('kMeans(points, { k, rng, restarts })', () => {
  const rng = createRng(4);
  const middles = [[0, 0], [10, 0], [0, 10], [10, 10]] as const; // prettier-ignore
  const points = Array.from({ length: 200 }, (_, n) => {
    const [x, y] = middles[n % 4]!;
    return Float64Array.of(x + 0.5 * normal(rng), y + 0.5 * normal(rng));
  });

  it('finds four heaps, from twenty different starts', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { labels, centers } = kMeans(points, { k: 4, rng: createRng(seed) });
      points.forEach((_, n) => expect(labels[n]).toBe(labels[n % 4]));
      centers.forEach((center) =>
        expect(
          nearest(
            middles.map((m) => Float64Array.from(m)),
            center,
          ).distance,
        ).toBeLessThan(0.1),
      );
    }
  });

  it('gives every point its nearest center, every center the mean of its points, and the spread', () => {
    const { centers, labels, spread } = kMeans(points, { k: 7, rng: createRng(1) });
    points.forEach((point, n) => expect(nearest(centers, point).index).toBe(labels[n]));
    centers.forEach((center, c) => {
      const mean = meanOf(points.filter((_, n) => labels[n] === c))!;
      expect(center[0]).toBeCloseTo(mean[0]!, 12);
    });
    expect(spread).toBeCloseTo(
      points.reduce((sum, point) => sum + nearest(centers, point).distance, 0),
      10,
    );
  });

  it('keeps the tightest of its starts', () => {
    const rng = createRng(3);
    const spreads = Array.from({ length: 8 }, () => kMeans(points, { k: 6, rng, restarts: 1 }).spread);
    const least = Math.min(...spreads);
    expect(spreads.at(-1)).toBeGreaterThan(least);
    expect(kMeans(points, { k: 6, rng: createRng(3), restarts: 8 }).spread).toBe(least);
  });

  it('refuses points of unequal lengths', () => {
    const unequal = [Float64Array.of(1, 2), Float64Array.of(1)];
    expect(() => kMeans(unequal, { k: 1, rng: createRng(1) })).toThrow(
      'kMeans: points[1] has 1 numbers, expected 2 as points[0]',
    );
  });

  it('takes as many groups as points, and points that are all the same', () => {
    expect(kMeans(points.slice(0, 3), { k: 3, rng: createRng(1) }).spread).toBe(0);
    const same = Array.from({ length: 5 }, () => Float64Array.of(1, 2));
    expect(kMeans(same, { k: 2, rng: createRng(1) }).spread).toBe(0);
    expect(() => kMeans(same, { k: 6, rng: createRng(1) })).toThrow(
      'kMeans: k is 6, expected a whole number from 1 to 5',
    );
  });
});
