import { describe, expect, it } from 'vitest';
import { neuronGraph } from '../../../notebooks/pictures/neuronGraph';

describe('neuronGraph(neuron)', () => {
  const { data, alt } = neuronGraph({ x: [1, 0], w: [1, 2], b: -1.5, activation: 'step', h: 0 });
  const texts = data.flatMap(({ text }) => (Array.isArray(text) ? (text as string[]) : []));

  it('writes inputs, weights, bias, the sum and the output', () => {
    for (const text of ['x₁ = 1', 'x₂ = 0', 'w₂ = 2', 'b = −1.5', 'a = −0.5', 'step', 'h = 0']) {
      expect(texts).toContain(text);
    }
    expect(alt).toContain('a = −0.5');
  });

  it('draws the arrow of a larger weight thicker', () => {
    const widths = data
      .filter(({ mode }) => mode === 'lines+markers')
      .map(({ line }) => (line as { width: number }).width);
    expect(widths[1]).toBeGreaterThan(widths[0] ?? NaN);
  });
});
