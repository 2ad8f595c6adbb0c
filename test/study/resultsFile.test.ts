import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { startBar, duration } from '../../scripts/study/progressBar.mjs';
import { openResults } from '../../scripts/study/resultsFile.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-results-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const VERSIONS = { carry: '1.0.0', node: '20.0.0' };
const study = {
  name: 'squares',
  title: 'Squares',
  rows: () => [1, 2, 3].map((x) => ({ x })),
  run: ({ x }: { x?: number | string }) => ({ square: Number(x) ** 2 }),
};
const fresh = (text?: string) => {
  const data = fs.mkdtempSync(path.join(folder, 'data-'));
  if (text !== undefined) fs.writeFileSync(path.join(data, 'squares.csv'), text);
  return data;
};
const read = (data: string) => fs.readFileSync(path.join(data, 'squares.csv'), 'utf8');
const HEAD = '# Squares\n# npm run study -- squares\nx,square,carry,node\n';

describe('openResults(study, folder)', () => {
  it('appends rows as they come and puts them in order in the end', () => {
    const data = fresh();
    const results = openResults(study, data);
    results.append({ x: 3 }, { square: 9 }, VERSIONS);
    results.append({ x: 1 }, { square: 1 / 3 }, VERSIONS);
    expect(read(data)).toBe(`${HEAD}3,9,1.0.0,20.0.0\n1,0.3333333333333333,1.0.0,20.0.0\n`);
    results.tidy();
    expect(read(data)).toBe(`${HEAD}1,0.3333333333333333,1.0.0,20.0.0\n3,9,1.0.0,20.0.0\n`);
    expect(results.count()).toBe(2);
  });

  it('knows what is there, to the last bit', () => {
    const data = fresh(`${HEAD}2,0.30000000000000004,1.0.0,20.0.0\n`);
    const results = openResults(study, data);
    expect(results.recordOf({ x: 2 })?.['square']).toBe(0.1 + 0.2);
    expect(results.recordOf({ x: 1 })).toBeUndefined();
  });

  it('reads a last line without its end as none, even when it looks whole', () => {
    const data = fresh(`${HEAD}1,1,1.0.0,20.0.0\n2,4,1.0.0,20.0.`);
    const results = openResults(study, data);
    expect(results.count()).toBe(1);
    results.append({ x: 2 }, { square: 4 }, VERSIONS);
    expect(read(data)).toBe(`${HEAD}1,1,1.0.0,20.0.0\n2,4,1.0.0,20.0.0\n`);
  });

  it.each(['', '# Squ', '# Squares\n# npm run study -- squares\nx,squ'])('starts anew after %j', (text) => {
    const data = fresh(text);
    const results = openResults(study, data);
    results.append({ x: 1 }, { square: 1 }, VERSIONS);
    expect(read(data)).toBe(`${HEAD}1,1,1.0.0,20.0.0\n`);
  });

  it('reads files put one behind the other, and counts a row once', () => {
    const data = fresh(
      `${HEAD}1,1,1.0.0,20.0.0\n2,4,1.0.0,20.0.0\n${HEAD}2,4,1.0.0,20.0.0\n3,9,1.0.0,20.0.0\n`,
    );
    const results = openResults(study, data);
    expect(results.count()).toBe(3);
    results.tidy();
    expect(read(data)).toBe(`${HEAD}1,1,1.0.0,20.0.0\n2,4,1.0.0,20.0.0\n3,9,1.0.0,20.0.0\n`);
  });

  it('keeps rows that the study no longer asks for, behind the others, and does not count them', () => {
    const data = fresh(`${HEAD}7,49,1.0.0,20.0.0\n1,1,1.0.0,20.0.0\n`);
    const results = openResults(study, data);
    expect(results.count()).toBe(1);
    results.tidy();
    expect(read(data)).toBe(`${HEAD}1,1,1.0.0,20.0.0\n7,49,1.0.0,20.0.0\n`);
  });

  it('refuses a file with other columns, rows with other columns, and values with commas', () => {
    expect(() => openResults(study, fresh('y,square\n1,1\n'))).toThrow(
      /has other columns than the study: y,square/,
    );
    const results = openResults(study, fresh(`${HEAD}1,1,1.0.0,20.0.0\n`));
    expect(() => results.append({ x: 2 }, { root: 2 }, VERSIONS)).toThrow(
      /has the columns carry,node,root,x, others have/,
    );
    expect(() => results.append({ x: 2 }, { square: '4,0' }, VERSIONS)).toThrow(/"4,0", expected plain text/);
    expect(() => openResults({ ...study, rows: () => [{ x: 1 }, { x: 1 }] }, fresh())).toThrow(
      /the same row twice/,
    );
  });
});

describe('startBar(options)', () => {
  const barOn = (isTTY: boolean) => {
    let [text, time] = ['', 0];
    const stream = { isTTY, write: (more: string) => (text += more) };
    const bar = startBar({ rows: 3, weight: 10, stream, now: () => time });
    return { bar, at: (now: number) => (time = now), text: () => text };
  };

  it('draws one line again and again in a terminal, with the time that is left by weight', () => {
    const { bar, at, text } = barOn(true);
    at(4000);
    bar.advance(8);
    expect(text().split('\r').at(-1)).toContain('1 of 3 rows · 80 % · 1 s left');
    bar.end();
    expect(text().endsWith('\n')).toBe(true);
  });

  it('writes a line now and then elsewhere, and one at the end', () => {
    const { bar, at, text } = barOn(false);
    at(1000);
    bar.advance(1);
    at(40_000);
    bar.advance(1);
    bar.advance(8);
    const lines = text().trimEnd().split('\n');
    expect(lines.map((line) => line.replace(/^[█░]+ /, ''))).toEqual([
      '0 of 3 rows · 0 % · unknown left',
      '2 of 3 rows · 20 % · 3 min left',
      '3 of 3 rows · 100 % · 0 s left',
    ]);
  });
});

describe('duration(milliseconds)', () => {
  it('is written in seconds, minutes or hours', () => {
    expect([900, 89_000, 91_000, 5_000_000, 9_000_000].map(duration)).toEqual([
      '1 s',
      '89 s',
      '2 min',
      '84 min',
      '2.5 h',
    ]);
  });
});
