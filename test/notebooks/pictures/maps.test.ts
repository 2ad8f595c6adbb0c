import { describe, expect, it } from 'vitest';
import { boxPlane, lossMap } from '../../../notebooks/pictures';

const heading = { title: 'A picture', alt: 'A picture.' };

describe('boxPlane(plane)', () => {
  it('draws each box as a closed line, boxes below points, in the colors of their groups', () => {
    const plane = boxPlane({
      ...heading,
      ...{ x: { label: 'x' }, y: { label: 'y' } },
      boxGroups: [{ name: 'b', boxes: [{ x: [0, 1], y: [2, 3] }] }],
      groups: [{ name: 'p', x: [0.5], y: [2.5] }],
    });
    expect(plane.data[0]).toMatchObject({
      x: [0, 1, 1, 0, 0, null],
      y: [2, 2, 3, 3, 2, null],
      fill: 'toself',
    });
    expect(plane.data[1]).toMatchObject({ x: [0.5], y: [2.5] });
  });
});

describe('lossMap(map)', () => {
  const axes = { x: { label: 'w', range: [-1, 1] }, y: { label: 'b', range: [-1, 3] } } as const;

  it('has the logarithm of the loss at each place, and the paths above it', () => {
    const paths = [{ name: 'SGD', x: [1, 0.5], y: [1, 0.25] }];
    const { data } = lossMap({ ...heading, ...axes, loss: (w, b) => 1 + w * w + 9 * b * b, paths });
    const rows = data[0]?.['z'] as Float32Array[];
    expect(rows[0]?.[0]).toBeCloseTo(Math.log10(11)); // w = −1, b = −1
    expect(rows.at(-1)?.at(-1)).toBeCloseTo(Math.log10(83)); // w = 1, b = 3
    expect(Array.from(data[1]?.['y'] as Float32Array)).toEqual([1, 0.25]);
  });

  it('counts a loss of 0 as the bottom, and throws where the loss is not finite, naming the place', () => {
    const bottom = lossMap({ ...heading, ...axes, loss: () => 0, paths: [] });
    expect((bottom.data[0]?.['z'] as Float32Array[])[0]?.[0]).toBeCloseTo(-4);
    expect(() => lossMap({ ...heading, ...axes, loss: Math.sqrt, paths: [] })).toThrow(
      'the loss at (-1, -1) is NaN',
    );
  });
});
