import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const data = path.resolve(import.meta.dirname, '../../data');
const files = (fs.readdirSync(data, { recursive: true }) as string[])
  .filter((file) => fs.statSync(path.join(data, file)).isFile())
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => file !== 'README.md' && !path.basename(file).startsWith('.'));

/** The first column of the tables: a file, or a folder that ends in a slash. */
const listed = [...fs.readFileSync(path.join(data, 'README.md'), 'utf8').matchAll(/^\| `([^`]+)`/gm)].map(
  ([, file = '']) => file,
);
const covers = (entry: string, file: string): boolean =>
  entry.endsWith('/') ? file.startsWith(entry) : file === entry;

describe('data/README.md', () => {
  it('lists every file of the folder', () => {
    expect(files.filter((file) => !listed.some((entry) => covers(entry, file)))).toEqual([]);
  });

  it('lists nothing that is not there', () => {
    expect(listed.filter((entry) => !files.some((file) => covers(entry, file)))).toEqual([]);
  });
});

describe('data/published', () => {
  const published = files.filter((file) => file.startsWith('published/'));
  const seedOf = (file: string): string | undefined => /^published\/seed-(\d{3})-/.exec(file)?.[1];

  it('has a file of each source, 000 to 004', () => {
    expect(new Set(published.map(seedOf))).toEqual(new Set(['000', '001', '002', '003', '004']));
  });

  it.each(published)('%s says whose figures it holds and how they were copied', (file) => {
    const { source, obtained } = JSON.parse(fs.readFileSync(path.join(data, file), 'utf8')) as {
      source: string;
      obtained: string;
    };
    expect(source.split(': ')[0]).toBe(seedOf(file));
    expect(source.length).toBeGreaterThan(20);
    expect(obtained.length).toBeGreaterThan(20);
  });
});
