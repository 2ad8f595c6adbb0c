// The version of a notebook: what its code is. Work that a reader has done in another version is told apart by it.
import { createHash } from 'node:crypto';
import { textOf } from '../notebooks/notebookFile.mjs';

/** @param {import('../notebooks/notebookFile.mjs').Notebook} notebook @returns {string} */
export function versionOf({ cells }) {
  const hash = createHash('sha256');
  for (const { cell_type, id = '', source } of cells)
    if (cell_type === 'code') hash.update(`${id}\n${textOf(source)}\n`);
  return hash.digest('hex').slice(0, 12);
}
