import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { dataFile } from '../../../lib/src/notebook/dataFile';

let home = '';
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-data-'));
  fs.mkdirSync(path.join(home, 'data/studies'), { recursive: true });
  fs.mkdirSync(path.join(home, 'notebooks/mine/data'), { recursive: true });
  fs.writeFileSync(path.join(home, 'data/studies/x.csv'), 'a\n');
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(home, { recursive: true });
});
const from = (folder: string) => vi.spyOn(process, 'cwd').mockReturnValue(path.join(home, folder));

describe('dataFile(name)', () => {
  it.each(['', 'notebooks', 'notebooks/mine'])('finds a file of data/ from "%s"', (folder) => {
    from(folder);
    expect(dataFile('studies/x.csv')).toBe(path.join(home, 'data/studies/x.csv'));
  });

  it('says where it looked for a file that is not there, and refuses what is no name', () => {
    from('notebooks');
    expect(() => dataFile('studies/y.csv')).toThrow(
      `dataFile: no data/studies/y.csv in ${path.join(home, 'notebooks')} or in a folder above it`,
    );
    expect(() => dataFile('')).toThrow('dataFile: name is "", expected a file of data/');
    expect(() => dataFile(7 as never)).toThrow('dataFile: name is 7');
  });
});
