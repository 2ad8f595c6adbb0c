import fs from 'node:fs';
import path from 'node:path';
import { afterAll } from 'vitest';
import { serializeNotebook, type Cell, type Output } from '../../scripts/notebooks/notebookFile.mjs';

export const md = (source: string): Cell => ({ cell_type: 'markdown', metadata: {}, source });
export const ts = (source: string, ...tags: string[]): Cell => ({
  cell_type: 'code',
  metadata: { tags },
  source,
  outputs: [] as Output[],
});

/** Makes a folder that is removed after the tests of the file; inside the project, where packages are found. */
export function temporaryFolder(): string {
  const parent = path.resolve(import.meta.dirname, '../../test-results');
  fs.mkdirSync(parent, { recursive: true });
  const folder = fs.mkdtempSync(path.join(parent, 'notebooks-'));
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a notebook in the committed form and returns its path. */
export function writeCells(folder: string, name: string, cells: Cell[]): string {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, serializeNotebook({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  return file;
}
