// Copies of the notebooks for the browser to run: JupyterLab saves what it runs, and the committed files must not change.
import fs from 'node:fs';
import path from 'node:path';
import { nameOf, serializeNotebook, type Cell } from '../../../scripts/notebooks/notebookFile.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../..');
/** Inside the project, where packages are found, and as deep as the notebooks, where `../data` is found. */
const COPIES = path.join(ROOT, 'test-results', 'lab');

/** Where screenshots go. */
export const SCREENSHOTS = path.join(ROOT, 'test-results', 'screenshots');

/** Makes the folder anew, with a link to the data of the course. */
export function prepareCopies(): void {
  fs.rmSync(COPIES, { recursive: true, force: true });
  fs.mkdirSync(path.join(COPIES, 'notebooks', 'solutions'), { recursive: true });
  fs.symlinkSync(path.join(ROOT, 'data'), path.join(COPIES, 'data'), 'junction');
  fs.rmSync(SCREENSHOTS, { recursive: true, force: true });
  fs.mkdirSync(SCREENSHOTS, { recursive: true });
}

/** A copy: its path for JupyterLab, and the file. */
export interface Copy {
  readonly path: string;
  readonly file: string;
}

const copyOf = (name: string): Copy => {
  const file = path.join(COPIES, 'notebooks', `${name}.ipynb`);
  return { file, path: path.relative(ROOT, file).replaceAll(path.sep, '/') };
};

/** Copies a notebook of the course. */
export function copyNotebook(source: string): Copy {
  const copy = copyOf(nameOf(source));
  fs.copyFileSync(source, copy.file);
  return copy;
}

/** Writes a notebook made of the given cells. */
export function writeCopy(name: string, cells: Cell[]): Copy {
  const copy = copyOf(name);
  fs.writeFileSync(copy.file, serializeNotebook({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
  return copy;
}
