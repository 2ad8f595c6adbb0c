// Examines one notebook: runs it, stores its outputs if asked, and reports every check.
import * as checks from './checks.mjs';
import { nameOf, PLOTLY_MIME, readNotebook, writeNotebook } from './notebookFile.mjs';
import { cleanOutputs, compareOutputs } from './outputs.mjs';
import { runNotebook } from './runNotebook.mjs';

/**
 * @typedef {import('./checks.mjs').Subject} Subject
 * @typedef {import('./notebookFile.mjs').Output} Output
 * @typedef {import('./pictures.mjs').Painter} Painter
 * @typedef {import('./report.mjs').Report} Report
 */

/**
 * @param {string} file the notebook, as an absolute path
 * @param {{ root: string, write: boolean, painter: Painter | undefined, report: Report,
 *   twice?: boolean, compiler?: import('node:child_process').ChildProcess, run?: typeof runNotebook }} options `root`:
 *   the project's folder; `twice`: run each cell twice in a row, as a reader does who changes a setting, and compare
 *   what it shows; `compiler`: a process of `startCompiler`
 */
export async function examine(
  file,
  { root, write, painter, report, twice = false, compiler, run = runNotebook },
) {
  const name = nameOf(file);
  /** @type {Subject | undefined} */
  let subject;
  try {
    subject = await runSubject(file, run, {
      twice,
      compiler,
      onCell: (index) => report.running(name, index),
    });
  } catch (error) {
    report.check(`${name}: runs`, [error instanceof Error ? error.message : String(error)]);
    return;
  }
  const fine = checks.checkRuns(subject).length === 0 && checks.checkTypes(subject).length === 0;
  if (write && fine) await store(subject, painter, report);
  const form = checks.checkForm(subject);
  report.check(`${name}: form`, form);
  report.check(`${name}: strict types`, checks.checkTypes(subject));
  report.check(`${name}: runs (${timesOf(subject)})`, checks.checkRuns(subject));
  if (!fine) return;
  if (twice) return report.check(`${name}: each cell twice`, checks.checkTwice(subject));
  report.check(`${name}: outputs as committed`, checks.checkOutputs(subject));
  report.check(`${name}: numbers in the prose`, checks.checkNumbers(subject));
  report.check(`${name}: figures`, await checks.checkFigures(subject, painter));
  report.check(`${name}: exercises`, checks.checkExercises(subject));
  report.check(`${name}: file`, checks.checkFile(subject, root));
}

/**
 * @param {string} file
 * @param {typeof runNotebook} run
 * @param {{ twice: boolean, compiler: import('node:child_process').ChildProcess | undefined,
 *   onCell: (index: number) => void }} options
 * @returns {Promise<Subject>}
 */
async function runSubject(file, run, options) {
  const notebook = readNotebook(file);
  const expressions = checks.bindingsOf(notebook).map(({ expression }) => expression);
  const result = await run(file, { expressions, ...options });
  /** @type {Map<number, Output[]>} */
  const fresh = new Map();
  for (const { index, outputs } of result.cells) {
    const cell = notebook.cells[index];
    if (cell) fresh.set(index, cleanOutputs(outputs, cell));
  }
  return { file, notebook, run: result, fresh };
}

/**
 * Puts the fresh outputs into the notebook and writes it. Outputs that say the same as before are kept as they are, so
 * that nothing changes where nothing has changed.
 * @param {Subject} subject
 * @param {Painter | undefined} painter
 * @param {Report} report
 */
async function store({ file, notebook, fresh }, painter, report) {
  let count = 0;
  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== 'code') continue;
    cell.execution_count = ++count;
    const outputs = fresh.get(index) ?? [];
    const same = compareOutputs(outputs, cell.outputs ?? [], cell) === undefined;
    if (!same) cell.outputs = outputs.map((output, k) => withOldPicture(output, cell.outputs?.[k], cell));
  }
  for (const { output } of checks.figuresOf(notebook.cells)) {
    if (output.data['image/png'] || !painter) continue;
    output.data['image/png'] = await painter.draw(/** @type {any} */ (output.data[PLOTLY_MIME]));
    // Saved pictures are white paper; this keeps JupyterLab from putting them on a dark ground.
    output.metadata = { ...output.metadata, 'image/png': { needs_background: 'light' } };
  }
  report.note(`${writeNotebook(file, notebook) ? 'wrote' : 'unchanged'} ${nameOf(file)}`);
}

/**
 * @param {Output} output
 * @param {Output | undefined} before
 * @param {import('./notebookFile.mjs').Cell} cell
 * @returns {Output}
 */
function withOldPicture(output, before, cell) {
  if (output.output_type === 'stream' || !before || before.output_type === 'stream') return output;
  if (compareOutputs([output], [before], cell) !== undefined) return output;
  return before;
}

/** @param {Subject} subject */
function timesOf({ run }) {
  const slowest = run.cells.reduce((a, b) => (b.milliseconds > a.milliseconds ? b : a), {
    index: -1,
    milliseconds: 0,
  });
  const seconds = (/** @type {number} */ milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;
  return `${seconds(run.milliseconds)}, slowest cell ${slowest.index}: ${seconds(slowest.milliseconds)}`;
}
