import { describe, expect, it } from 'vitest';
import { animation } from '../../../../lib/src/notebook/figures/animation';
import { lineChart } from '../../../../lib/src/notebook/figures/lineChart';
import { sideBySide } from '../../../../lib/src/notebook/figures/sideBySide';

const chart = (title: string, names: string[]) =>
  lineChart({
    title,
    alt: title,
    x: { label: `x of ${title}` },
    y: { label: 'y', range: [0, 1] },
    series: names.map((name) => ({ name, x: [0, 1], y: [0, 1] })),
  });
const heading = { title: 'Both', alt: 'Two charts.' };

describe('sideBySide(figures, heading)', () => {
  const both = sideBySide([chart('left', ['a', 'b']), chart('right', ['b', 'c'])], heading);

  it('gives each figure axes of its own, which do not overlap', () => {
    expect(both.data.map(({ xaxis, yaxis }) => [xaxis, yaxis])).toEqual([
      ['x', 'y'],
      ['x', 'y'],
      ['x2', 'y2'],
      ['x2', 'y2'],
    ]);
    const { xaxis, xaxis2 } = both.layout as Record<string, { domain: [number, number] }>;
    expect(xaxis?.domain[0]).toBe(0);
    expect(xaxis?.domain[1]).toBeLessThan(xaxis2?.domain[0] ?? 0);
    expect(xaxis2?.domain[1]).toBeCloseTo(1);
    expect(both.layout).toMatchObject({
      xaxis: { title: { text: 'x of left' } },
      xaxis2: { title: { text: 'x of right' } },
      yaxis2: { range: [0, 1], anchor: 'x2' },
    });
  });

  it('lists a name that both have once in the legend', () => {
    expect(both.data.filter(({ name, showlegend }) => name === 'b' && showlegend !== false)).toHaveLength(1);
    expect(both.layout['showlegend']).toBe(true);
  });

  it('writes the title of each above it, and the common one on top', () => {
    const texts = (both.layout['annotations'] as { text: string }[]).map(({ text }) => text);
    expect(texts).toEqual(['left', 'right']);
    expect(both.layout['title']).toMatchObject({ text: 'Both' });
  });

  it('throws without figures and on a figure with frames', () => {
    const moving = animation([{ name: '0', figure: chart('left', ['a']) }], { alt: 'one step' });
    expect(() => sideBySide([], heading)).toThrow('sideBySide: 0 figures, expected at least 1');
    expect(() => sideBySide([chart('left', ['a']), moving], heading)).toThrow(
      'sideBySide: figure 1 has frames',
    );
  });
});
