import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const page = readFileSync(path.join(ROOT, 'docs', 'sources-map.md'), 'utf8');
const NOTEBOOKS = readdirSync(path.join(ROOT, 'notebooks')).filter((name) => name.endsWith('.ipynb'));

interface Cell {
  readonly cell_type: string;
  readonly source: readonly string[];
}

function headingsOf(name: string): Set<string> {
  const { cells } = JSON.parse(readFileSync(path.join(ROOT, 'notebooks', name), 'utf8')) as { cells: Cell[] };
  const prose = cells
    .filter(({ cell_type }) => cell_type === 'markdown')
    .map(({ source }) => source.join(''));
  return new Set([...prose.join('\n').matchAll(/^##+ (.+)$/gm)].map(([, heading = '']) => heading.trim()));
}

/** The rows of the tables: what a source has, and where it is taught. */
const rows = [...page.matchAll(/^\| (.+) \| (.*) \|$/gm)]
  .map(([, there = '', here = '']) => ({ there: there.trim(), here }))
  .filter(({ there }) => there !== 'there' && !/^-+$/.test(there));
const places = [...page.matchAll(/\[(\d+) · (.+?)\]\(\.\.\/notebooks\/(.+?)\)/g)].map(
  ([, number = '', heading = '', name = '']) => ({ number: Number(number), heading, name }),
);

describe('where each source is taught', () => {
  it('has a table for each of the five sources, and no empty row', () => {
    for (const source of ['000', '001', '002', '003', '004']) expect(page).toContain(`\n## ${source}: `);
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter(({ here }) => !here.includes('](../notebooks/')).map(({ there }) => there)).toEqual(
      [],
    );
  });

  it.each(NOTEBOOKS)('names sections that exist: %s', (name) => {
    const own = places.filter((place) => place.name === name);
    const headings = headingsOf(name);
    expect(own.filter(({ number }) => number !== Number(name.slice(0, 2)))).toEqual([]);
    expect(own.map(({ heading }) => heading).filter((heading) => !headings.has(heading))).toEqual([]);
  });

  it('names no notebook that does not exist', () => {
    expect(places.length).toBeGreaterThan(rows.length);
    expect(places.map(({ name }) => name).filter((name) => !NOTEBOOKS.includes(name))).toEqual([]);
  });
});
