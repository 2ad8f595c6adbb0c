// The committed results: whole, seeded often enough to show a spread, and what the program gives.
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseStudy, type StudyRow } from '../../lib/src/notebook/studyTable';
import { NIGHT } from '../helpers/night';
import { findStudy, loadStudy } from '../../scripts/study/catalogue.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const STUDIES = path.join(ROOT, 'scripts/studies');
const DATA = path.join(ROOT, 'data/studies');
const files = fs.readdirSync(DATA).filter((file) => file.endsWith('.csv'));

const rowsOf = (name: string) => parseStudy(fs.readFileSync(path.join(DATA, `${name}.csv`), 'utf8')).rows;

describe.each(files.map((file) => path.basename(file, '.csv')))('data/studies/%s.csv', (name) => {
  it('has the command, the versions, and only rows of its study, each once and in order', async () => {
    const text = fs.readFileSync(path.join(DATA, `${name}.csv`), 'utf8');
    expect(text).toContain(`\n# npm run study -- ${name}\n`);
    const study = await loadStudy(findStudy(name, STUDIES));
    const asked = study.rows().map((row) => JSON.stringify(row));
    const settings = Object.keys(study.rows()[0] ?? {});
    const found = rowsOf(name).map((row) =>
      JSON.stringify(Object.fromEntries(settings.map((key) => [key, row[key]]))),
    );
    expect(found).toEqual(asked.filter((row) => found.includes(row)));
    for (const row of rowsOf(name)) {
      expect(row['carry']).toMatch(/^\d+\.\d+\.\d+$/); // the version that made the row
      expect(row['node']).toMatch(/^\d+\.\d+\.\d+$/);
    }
  });
});

it('docs/studies.md names every study, and no other', () => {
  const lines = fs.readFileSync(path.join(ROOT, 'docs/studies.md'), 'utf8').split('\n');
  const named = lines.flatMap((line) => (/^\| `[^|]*/.exec(line)?.[0] ?? '').match(/[a-z][a-z-]*/g) ?? []);
  const studies = fs.readdirSync(STUDIES).map((file) => path.basename(file, '.mjs'));
  expect([...new Set(named)].sort()).toEqual(studies.sort());
});

describe('a row run again', () => {
  it.each([
    ['sampler', 45],
    ['recall', 0],
    ['provable-lstm', 12],
    ['initialization', 30],
    // By day one row of each study; that another gives its numbers, too, can wait.
    ...(NIGHT
      ? ([
          ['sampler', 0],
          ['initialization', 0],
        ] as const)
      : []),
  ] as const)('gives the committed numbers: %s, row %i', async (name, n) => {
    const study = await loadStudy(findStudy(name, STUDIES));
    const row = study.rows()[n] as StudyRow;
    const committed = rowsOf(name)[n];
    for (const [column, value] of Object.entries(await study.run(row))) {
      const text = committed?.[column];
      expect(String(text), column).toBe(String(Number.isFinite(Number(value)) ? Number(value) : value));
    }
  });
});
