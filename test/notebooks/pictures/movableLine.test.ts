import { describe, expect, it } from 'vitest';
import { movableLine, type MovableLine } from '../../../notebooks/pictures/movableLine';

const picture = (over: Partial<MovableLine> = {}) =>
  movableLine({
    title: 'Move the line',
    x: { label: 'x₁' },
    y: { label: 'x₂' },
    functions: [
      { name: 'AND', outputs: [0, 0, 0, 1] },
      { name: 'XOR', outputs: [0, 1, 1, 0] },
    ],
    start: { weights: [1, -0.5], bias: -1.5 },
    alt: 'Four points and a line.',
    ...over,
  });

interface Ground {
  x: [number, number];
  y: [number, number];
  z: [[number, number], [number, number]];
  contours: { value: number };
}
interface Slider {
  active: number;
  steps: { label: string; args: [Record<string, unknown>, number[]] }[];
}

/** What the drawn ground says at a place: the interpolated height above the contour's level. */
function height({ x, y, z, contours }: Ground, at: readonly [number, number]): number {
  const [u, v] = [(at[0] - x[0]) / (x[1] - x[0]), (at[1] - y[0]) / (y[1] - y[0])];
  const [[a, b], [c, d]] = z;
  return (1 - v) * ((1 - u) * a + u * b) + v * ((1 - u) * c + u * d) - contours.value;
}

describe('movableLine(picture)', () => {
  it('colors the side where w·x + b > 0, and its line is where w·x + b = 0', () => {
    const ground = picture().data[0] as unknown as Ground;
    for (const at of [
      [0, 0],
      [1, 1],
      [-1, 2],
      [0.3, 0.7],
    ] as const) {
      expect(height(ground, at)).toBeCloseTo(at[0] - 0.5 * at[1] - 1.5, 10);
    }
  });

  it('moves by sliders that each change one attribute, so that they combine without the kernel', () => {
    const { data, layout } = picture();
    const [first, second, third] = layout['sliders'] as [Slider, Slider, Slider];
    const pick = (slider: Slider, label: string) =>
      slider.steps.find((step) => step.label === label)?.args[0];
    const moved = {
      ...(data[0] as unknown as Ground),
      x: (pick(first, '−1.25')?.['x'] as [[number, number]])[0],
      y: (pick(second, '0.75')?.['y'] as [[number, number]])[0],
      contours: { value: pick(third, '0.5')?.['contours.value'] as number },
    };
    for (const at of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      expect(height(moved, at)).toBeCloseTo(-1.25 * at[0] + 0.75 * at[1] + 0.5, 10);
    }
  });

  it('starts with the sliders at the given weights and bias', () => {
    const sliders = picture().layout['sliders'] as Slider[];
    expect(sliders.map(({ active, steps }) => steps[active]?.label)).toEqual(['1', '−0.5', '−1.5']);
  });

  it('marks the points of another function when its button is pressed', () => {
    const [menu] = picture().layout['updatemenus'] as { buttons: { label: string; args: unknown[] }[] }[];
    expect(menu?.buttons.map(({ label }) => label)).toEqual(['AND', 'XOR']);
    expect(menu?.buttons[1]?.args).toMatchObject([
      { text: [['0', '1', '1', '0']] },
      { 'annotations[0].text': 'wanted: <b>XOR</b>' },
      [2],
    ]);
  });

  it('throws without functions and for a start that no slider has', () => {
    expect(() => picture({ functions: [] })).toThrow('movableLine: 0 functions, expected at least 1');
    expect(() => picture({ start: { weights: [1, 0.3], bias: 0 } })).toThrow(
      'movableLine: w₂ is 0.3, expected a multiple of 0.25 from −1.5 to 1.5',
    );
  });
});
