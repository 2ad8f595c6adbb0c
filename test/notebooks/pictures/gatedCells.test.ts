import { describe, expect, it } from 'vitest';
import { gatedCell } from '../../../notebooks/pictures/gatedCells';

const textsOf = (data: readonly object[]): string[] =>
  data.flatMap((trace) => (trace as { text?: string[] }).text ?? []);

describe('gatedCell(kind)', () => {
  it.each([
    ['lstm', 5],
    ['gru', 4],
  ] as const)('builds the %s up in %i stages and begins with the first', (kind, stages) => {
    const figure = gatedCell(kind);
    expect(figure.frames?.map(({ name }) => name)).toEqual(
      Array.from({ length: stages }, (_, n) => String(n + 1)),
    );
    expect(textsOf(figure.data).some((text) => text.includes('1 ·'))).toBe(true);
  });

  it('adds f, then i and g, then o to an LSTM, and loses nothing on the way', () => {
    const gates = gatedCell('lstm').frames!.map(({ data }) =>
      textsOf(data).filter((text) => ['f', 'i', 'g', 'o'].includes(text)),
    );
    expect(gates.map((stage) => [...stage].sort().join(''))).toEqual(['', 'f', 'fgi', 'fgio', 'fgio']);
  });

  it('has r, n and u in a GRU, and no cell c', () => {
    const last = textsOf(gatedCell('gru').frames!.at(-1)!.data);
    expect(last).toEqual(expect.arrayContaining(['r', 'n', 'u']));
    expect(last.filter((text) => text.startsWith('c['))).toEqual([]);
  });
});
