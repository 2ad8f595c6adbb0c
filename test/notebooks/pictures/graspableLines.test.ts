import { describe, expect, it } from 'vitest';
import { graspableLines } from '../../../notebooks/pictures/graspableLines';

describe('graspableLines(picture)', () => {
  const functions = [
    { name: 'AND', outputs: [0, 0, 0, 1] as const },
    { name: 'XOR', outputs: [0, 1, 1, 0] as const },
  ];
  const { data, layout } = graspableLines({ title: 'Lines', alt: 'Two squares.', functions });
  const shapes = layout['shapes'] as { editable: boolean; x0: number; x1: number }[];

  it('gives each function a line that may be edited, across its own square', () => {
    expect(shapes.map(({ editable }) => editable)).toEqual([true, true]);
    const ones = data[1]?.['x'] as number[]; // (1, 1) of AND, (0, 1) and (1, 0) of XOR
    expect(ones).toHaveLength(3);
    expect(ones.map((x) => shapes.findIndex(({ x0, x1 }) => x0 < x && x < x1))).toEqual([0, 1, 1]);
  });

  it('marks every corner once', () => {
    expect(data.flatMap(({ x }) => x as number[])).toHaveLength(8);
  });

  it('leaves dragging to the lines', () => {
    expect(layout['dragmode']).toBe(false);
  });
});
