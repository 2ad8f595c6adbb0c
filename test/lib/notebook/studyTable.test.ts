import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { dataFile } from '../../../lib/src/notebook/dataFile';
import { parseStudy, readStudy } from '../../../lib/src/notebook/studyTable';

describe('parseStudy(text)', () => {
  it('reads numbers as numbers and all else as text, and leaves comments out', () => {
    const { columns, rows } = parseStudy('# what\ncell,seed,reached\nlstm,1,never\nrnn,2,1e3\n');
    expect(columns).toEqual(['cell', 'seed', 'reached']);
    expect(rows).toEqual([
      { cell: 'lstm', seed: 1, reached: 'never' },
      { cell: 'rnn', seed: 2, reached: 1000 },
    ]);
  });

  it('reads files put one behind the other', () => {
    const file = '# what\na,b\n1,2\n';
    expect(parseStudy(file + file.replace('1,2', '3,4')).rows).toEqual([
      { a: 1, b: 2 },
      { a: 3, b: 4 },
    ]);
  });

  it('leaves a last line without its end out', () => {
    expect(parseStudy('a,b\n1,2\n3,4').rows).toHaveLength(1);
  });

  it('reads lines that end as on Windows', () => {
    expect(parseStudy('a,b\r\n1,2\r\n').rows).toEqual([{ a: 1, b: 2 }]);
  });

  it('refuses an empty text, and a row of another length', () => {
    expect(() => parseStudy('# nothing\n')).toThrow(
      'parseStudy: the text is empty, expected a line with the columns',
    );
    expect(() => parseStudy('# what\na,b\n1,2\n1,2,3\n')).toThrow(
      'parseStudy: line 4, "1,2,3", has 3 values, expected 2 for a,b',
    );
  });
});

describe('readStudy(file)', () => {
  it('reads a file', async () => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'carry-table-')), 'x.csv');
    fs.writeFileSync(file, 'a\n1\n');
    expect((await readStudy(file)).rows).toEqual([{ a: 1 }]);
    fs.rmSync(path.dirname(file), { recursive: true });
  });

  it('finds a study by its name', async () => {
    expect((await readStudy('studies/depth.csv')).columns).toContain('seed');
  });

  it('names the file, and the line, where something was lost', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-table-'));
    const file = path.join(folder, 'depth.csv');
    const whole = fs.readFileSync(dataFile('studies/depth.csv'), 'utf8').split('\n');
    const at = whole.length - 3;
    fs.writeFileSync(file, whole.with(at, whole[at]?.split(',').slice(0, 2).join(',') ?? '').join('\n'));
    await expect(readStudy(file)).rejects.toThrow(`readStudy: ${file}: parseStudy: line ${at + 1}, "`);
    fs.rmSync(folder, { recursive: true });
  });

  it('names the file when it cannot be read', async () => {
    await expect(readStudy('nowhere.csv')).rejects.toThrow(
      /^readStudy: nowhere\.csv: dataFile: no data\/nowhere\.csv in /,
    );
  });
});
