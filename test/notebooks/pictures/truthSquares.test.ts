import { describe, expect, it } from 'vitest';
import { truthSquares } from '../../../notebooks/pictures/truthSquares';

const heading = { title: 'Lines', alt: 'Squares.' };
const and = {
  name: 'AND',
  outputs: [0, 0, 0, 1] as const,
  neuron: { weights: [1, 1] as const, bias: -1.5 },
};
const xor = { name: 'XOR', outputs: [0, 1, 1, 0] as const };
const numbers = (values: unknown) => (values as (number | null)[]).filter((value) => value !== null);

describe('truthSquares(picture)', () => {
  it('marks the corners with output 1 of the first square where they are', () => {
    const [, ones] = truthSquares({ ...heading, squares: [and] }).data;
    expect([ones?.['x'], ones?.['y']]).toEqual([[1], [1]]);
  });

  it('draws the line of a neuron where w·x + b = 0, and no line without a neuron', () => {
    const lines = truthSquares({ ...heading, squares: [and, xor] }).data[2];
    const [x, y] = [numbers(lines?.['x']), numbers(lines?.['y'])];
    expect(x).toHaveLength(2);
    x.forEach((across, n) => expect(across + (y[n] ?? NaN)).toBeCloseTo(1.5));
  });

  it('draws no line where it does not meet the square, and one along an axis where a weight is 0', () => {
    const far = { ...and, neuron: { weights: [1, 1] as const, bias: -9 } };
    const upright = { ...and, neuron: { weights: [2, 0] as const, bias: -1 } };
    expect(numbers(truthSquares({ ...heading, squares: [far] }).data[2]?.['x'])).toEqual([]);
    expect(numbers(truthSquares({ ...heading, squares: [upright] }).data[2]?.['x'])).toEqual([0.5, 0.5]);
  });

  it('says which function has no line', () => {
    const { annotations } = truthSquares({ ...heading, squares: [and, xor] }).layout as {
      annotations: { text: string }[];
    };
    expect(annotations.map(({ text }) => text)).toEqual(['AND', '<b>XOR: no line</b>']);
  });
});
