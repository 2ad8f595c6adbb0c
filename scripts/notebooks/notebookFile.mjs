// Reading, finding, and writing notebooks: the file format (nbformat 4.5) and nothing else.
import fs from 'node:fs';
import path from 'node:path';

/**
 * @typedef {{ output_type: 'stream', name: string, text: string | string[] }} StreamOutput
 * @typedef {{ output_type: 'display_data', data: Record<string, unknown>, metadata: Record<string, unknown> }} DisplayOutput
 * @typedef {StreamOutput | DisplayOutput} Output
 * @typedef {{ tags?: string[], jupyter?: { outputs_hidden?: boolean } }} CellMetadata
 * @typedef {{ cell_type: string, id?: string, metadata: CellMetadata, source: string | string[],
 *   outputs?: Output[], execution_count?: number | null }} Cell
 * @typedef {{ cells: Cell[], metadata: Record<string, unknown>, nbformat: number, nbformat_minor: number }} Notebook
 */

/** The format of a plotly figure among a cell's outputs. */
export const PLOTLY_MIME = 'application/vnd.plotly.v1+json';

const METADATA = {
  kernelspec: { display_name: 'TypeScript', language: 'typescript', name: 'tslab' },
  language_info: {
    codemirror_mode: { mode: 'typescript', name: 'javascript', typescript: true },
    file_extension: '.ts',
    mimetype: 'text/typescript',
    name: 'typescript',
    version: '3.7.2',
  },
};

/**
 * All notebooks of the course and all solutions, in order.
 * @param {string} root the project's folder
 * @returns {string[]} absolute paths
 */
export function findNotebooks(root) {
  const folders = [path.join(root, 'notebooks'), path.join(root, 'notebooks', 'solutions')];
  return folders
    .filter((folder) => fs.existsSync(folder))
    .flatMap((folder) =>
      fs
        .readdirSync(folder)
        .filter((name) => name.endsWith('.ipynb'))
        .sort()
        .map((name) => path.join(folder, name)),
    );
}

/** @param {string} file */
export const isSolution = (file) => path.basename(path.dirname(file)) === 'solutions';

/**
 * What the reports call a notebook: `05-an-adder-by-hand` or `solutions/05-an-adder-by-hand`.
 * @param {string} file
 */
export const nameOf = (file) => (isSolution(file) ? 'solutions/' : '') + path.basename(file, '.ipynb');

/**
 * @param {string} file
 * @returns {Notebook}
 */
export function readNotebook(file) {
  /** @type {Notebook} */
  let notebook;
  try {
    notebook = JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file}: not a notebook (${error instanceof Error ? error.message : error})`);
  }
  if (!Array.isArray(notebook.cells)) throw new Error(`${file}: not a notebook (it has no cells)`);
  return notebook;
}

/**
 * The form in which notebooks are committed: one spelling for everything that has several.
 * @param {Notebook} notebook
 * @returns {string}
 */
export function serializeNotebook(notebook) {
  const ids = new Set(notebook.cells.map(({ id }) => id));
  const unique = ids.size === notebook.cells.length && !ids.has(undefined);
  const cells = notebook.cells.map((cell, index) => {
    const id = unique ? cell.id : `cell-${String(index + 1).padStart(3, '0')}`;
    const metadata = metadataOf(cell);
    const source = lines(textOf(cell.source));
    if (cell.cell_type !== 'code') return { cell_type: cell.cell_type, id, metadata, source };
    const { execution_count = null, outputs = [] } = cell;
    return { cell_type: 'code', execution_count, id, metadata, outputs: outputs.map(storedOutput), source };
  });
  return `${JSON.stringify({ cells, metadata: METADATA, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

/**
 * Writes through a temporary file, so that a notebook is never half written.
 * @param {string} file
 * @param {Notebook} notebook
 * @returns {boolean} whether the file changed
 */
export function writeNotebook(file, notebook) {
  const text = serializeNotebook(notebook);
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) return false;
  const fresh = `${file}.${process.pid}.tmp`;
  fs.writeFileSync(fresh, text);
  fs.renameSync(fresh, file);
  return true;
}

/**
 * Texts are stored as one string or as a list of lines.
 * @param {unknown} text
 */
export const textOf = (text) => (Array.isArray(text) ? text.join('') : typeof text === 'string' ? text : '');

/** @param {Cell} cell */
export const tagsOf = (cell) => cell.metadata?.tags ?? [];

/**
 * A cell tagged `answer` is stored with its outputs folded away, so that a reader can guess before looking; running the
 * cell unfolds them.
 * @param {Cell} cell
 * @returns {CellMetadata}
 */
function metadataOf(cell) {
  const tags = tagsOf(cell);
  if (tags.length === 0) return {};
  return tags.includes('answer') ? { jupyter: { outputs_hidden: true }, tags } : { tags };
}

/** @param {string} text */
const lines = (text) => text.match(/[^\n]*\n|[^\n]+/g) ?? [];

/** @param {Output} output */
function storedOutput(output) {
  if (output.output_type === 'stream') {
    return { name: output.name, output_type: 'stream', text: lines(textOf(output.text)) };
  }
  const data = Object.fromEntries(
    Object.entries(output.data).map(([mime, value]) => [
      mime,
      mime.startsWith('text/') ? lines(textOf(value)) : value,
    ]),
  );
  return { data, metadata: output.metadata ?? {}, output_type: output.output_type };
}
