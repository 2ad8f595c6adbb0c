// The part of plotly that the site loads: small enough, and enough for every stored figure.
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { partOfPlotly, plotlyForSite, TRACES } from '../../scripts/docs/plotly.mjs';
import { findNotebooks, PLOTLY_MIME, readNotebook } from '../../scripts/notebooks/notebookFile.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

describe('the part of plotly', () => {
  it('weighs at most 400 kB, compressed', { timeout: 300_000 }, async () => {
    const script = fs.readFileSync(await plotlyForSite(ROOT));
    expect(gzipSync(script).length).toBeLessThan(400_000);
    expect(script.length).toBeGreaterThan(500_000); // else it is no plotly
  });

  it('can draw every trace of every notebook', () => {
    const kinds = findNotebooks(ROOT).flatMap((file) =>
      readNotebook(file).cells.flatMap(({ outputs = [] }) =>
        outputs.flatMap((output) => {
          const figure = 'data' in output ? output.data?.[PLOTLY_MIME] : undefined;
          const { data = [] } = (figure ?? {}) as { data?: { type?: string }[] };
          return data.map(({ type = 'scatter' }) => type);
        }),
      ),
    );
    expect(kinds.length).toBeGreaterThan(100);
    expect([...new Set(kinds)].filter((kind) => !['scatter', ...TRACES].includes(kind))).toEqual([]);
  });

  it('says so when plotly is built in another way', async () => {
    await expect(partOfPlotly('var Plotly = 1;')).rejects.toThrow(
      'partOfPlotly: the bundle of plotly.js-dist',
    );
  });
});
