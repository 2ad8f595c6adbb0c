import { describe, expect, it } from 'vitest';
import { growingRectangle, matrixProduct } from '../../../notebooks/pictures/toolbox';

const heading = { title: 'A picture', alt: 'A picture.' };

describe('growingRectangle(picture)', () => {
  it('draws four parts whose areas add up to the grown rectangle', () => {
    const names = ['uv', 'v·du', 'u·dv', 'du·dv'] as const;
    const { data } = growingRectangle({ ...heading, u: 4, v: 2.5, du: 0.8, dv: 0.5, names });
    const areas = data.map((part) => {
      const corners = (values: unknown) => (values as number[]).slice(0, 4);
      const extent = (values: number[]) => Math.max(...values) - Math.min(...values);
      return extent(corners(part['x'])) * extent(corners(part['y']));
    });
    expect(areas[1]).toBeCloseTo(0.8 * 2.5);
    expect(areas[2]).toBeCloseTo(4 * 0.5);
    expect(areas.reduce((sum, area) => sum + area, 0)).toBeCloseTo(4.8 * 3);
  });
});

describe('matrixProduct(picture)', () => {
  const A = [
    [1, 2, 0],
    [0, 1, 3],
  ];
  const M = [
    [1, 0],
    [2, -1],
    [0, 4],
  ];
  const textsOf = (step: { data: readonly Record<string, unknown>[] } | undefined) =>
    (step?.data ?? []).map((trace) => trace['text']);

  it('has one step for each number, and shows only those computed so far', () => {
    const { frames } = matrixProduct({ ...heading, A, M });
    expect(frames).toHaveLength(4);
    expect(textsOf(frames?.[0])).toContainEqual(['5', '·', '·', '·']);
    expect(textsOf(frames?.[3])).toContainEqual(['5', '−2', '2', '11']);
  });

  it('throws where the inner sizes differ', () => {
    expect(() => matrixProduct({ ...heading, A, M: [[1]] })).toThrow('a row of 3 numbers, expected 1');
  });
});
