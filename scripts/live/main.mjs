// What `npm run live` does: every cell of every notebook, in the browser's kernel, compared with what is committed by
// the rules of `npm run notebooks`. It takes some minutes: for the night, and before a release.
import path from 'node:path';
import { builtSite } from '../docs/builtSite.mjs';
import { findNotebooks, nameOf, readNotebook, tagsOf } from '../notebooks/notebookFile.mjs';
import { cleanOutputs, compareOutputs } from '../notebooks/outputs.mjs';
import { openReport } from '../notebooks/report.mjs';
import { ensureLibrary } from '../setup/library.mjs';
import { openHarness, runCells } from './harness.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** @param {string[]} args notebooks; none: all @returns {Promise<number>} the exit code */
export async function main(args) {
  await ensureLibrary((line) => console.log(line), new AbortController().signal); // Ctrl+C ends all of it
  const files = args.length > 0 ? args.map((file) => path.resolve(file)) : findNotebooks(ROOT);
  const report = openReport(files.map(nameOf));
  const harness = await openHarness(ROOT, await builtSite(ROOT));
  try {
    for (const file of files) await examine(harness, file, report);
  } finally {
    await harness.close();
  }
  report.end();
  return Number(process.exitCode ?? 0);
}

/**
 * @param {import('./harness.mjs').Harness} harness
 * @param {string} file
 * @param {import('../notebooks/report.mjs').Report} report
 */
async function examine(harness, file, report) {
  const name = nameOf(file);
  const notebook = readNotebook(file);
  /** @type {string[]} */
  const problems = [];
  let milliseconds = 0;
  let cells = 0;
  try {
    await runCells(harness, ROOT, notebook, (index, run) => {
      report.running(name, index);
      cells++;
      milliseconds += run.milliseconds;
      const cell = notebook.cells[index];
      if (!cell) return;
      const expected = tagsOf(cell).includes('raises-exception');
      if ((run.failure !== undefined) !== expected)
        problems.push(
          `cell ${index} ${run.failure ? `fails: ${run.failure.name}: ${run.failure.message}` : 'does not fail'}`,
        );
      const found = compareOutputs(cleanOutputs(run.outputs, cell), cell.outputs ?? [], cell);
      if (found !== undefined) problems.push(`cell ${index}: ${found}`);
    });
  } catch (error) {
    problems.push(String(error));
  }
  report.check(`${name}: ${cells} cells in the browser (${(milliseconds / 1000).toFixed(1)} s)`, problems);
}
