// Everything that is demanded of a notebook. Each check has a name and gives a list of problems; none means passed.
import fs from 'node:fs';
import path from 'node:path';
import { lintForm, lintProseNumbers, lintTags } from './lint.mjs';
import { lintOutput } from './lintOutput.mjs';
import { isSolution, PLOTLY_MIME, serializeNotebook, tagsOf, textOf } from './notebookFile.mjs';
import { cleanOutputs, compareOutputs } from './outputs.mjs';
import { agrees, findBindings } from './prose.mjs';

/**
 * @typedef {import('./notebookFile.mjs').Cell} Cell
 * @typedef {import('./notebookFile.mjs').Notebook} Notebook
 * @typedef {import('./notebookFile.mjs').Output} Output
 * @typedef {import('./notebookFile.mjs').DisplayOutput} DisplayOutput
 * @typedef {import('./runNotebook.mjs').RunResult} RunResult
 * @typedef {{ file: string, notebook: Notebook, run: RunResult, fresh: Map<number, Output[]> }} Subject a notebook, its
 *   run, and the cleaned outputs of that run by cell
 */

const LARGEST = 500_000;

/** @param {Subject} subject */
export const checkForm = ({ file, notebook }) => [...lintForm(file, notebook), ...lintTags(notebook)];

/** @param {Subject} subject */
export const checkTypes = ({ run }) =>
  run.cells.flatMap(({ index, typeErrors }) => typeErrors.map((error) => `cell ${index}, ${error}`));

/** @param {Subject} subject @returns {string[]} */
export function checkRuns({ notebook, run }) {
  const problems = [...run.uncaught];
  for (const { index, ok, typeErrors, outputs } of run.cells) {
    const cell = notebook.cells[index];
    const expected = !(cell && tagsOf(cell).includes('raises-exception'));
    if (ok === expected || typeErrors.length > 0) continue;
    const said = outputs
      .map((output) => (output.output_type === 'stream' ? textOf(output.text) : ''))
      .join('');
    const what = expected
      ? `fails: ${said.slice(-1500)}${hintOn(said)}`
      : 'runs, but is tagged raises-exception';
    problems.push(`cell ${index} ${what}`);
  }
  const cells = notebook.cells.filter(({ cell_type }) => cell_type === 'code').length;
  if (problems.length === 0 && run.cells.length < cells)
    problems.push(`stops after ${run.cells.length} of ${cells} cells`);
  return problems;
}

/** What tslab does not say by itself. @param {string} said */
function hintOn(said) {
  const [, name] = /ReferenceError: (\w+) is not defined/.exec(said) ?? [];
  return name
    ? `\nIn a short { ${name} }, tslab finds no variable of an earlier cell: write { ${name}: ${name} }.`
    : '';
}

/** @param {Subject} subject @returns {string[]} */
export function checkOutputs({ notebook, fresh }) {
  const problems = [];
  for (const [index, outputs] of fresh) {
    const cell = notebook.cells[index];
    const found = cell && compareOutputs(outputs, cell.outputs ?? [], cell);
    if (found !== undefined) problems.push(`cell ${index}: ${found}`);
  }
  return problems;
}

/**
 * A cell that is run again, as readers do, shows the same again.
 * @param {Subject} subject
 */
export function checkTwice({ notebook, run, fresh }) {
  return run.cells.flatMap(({ index, again }) => {
    const [cell, first] = [notebook.cells[index], fresh.get(index)];
    if (!again || !cell || !first) return [];
    if (!again.ok) return [`cell ${index}: cannot be run a second time`];
    const found = compareOutputs(cleanOutputs(again.outputs, cell), first, cell);
    return found === undefined ? [] : [`cell ${index}: shows something else the second time: ${found}`];
  });
}

/** The expressions of a notebook's prose, in order. @param {Notebook} notebook */
export function bindingsOf({ cells }) {
  return cells.flatMap((cell, index) =>
    cell.cell_type === 'markdown'
      ? findBindings(textOf(cell.source)).map((binding) => ({ ...binding, index }))
      : [],
  );
}

/** @param {Subject} subject @returns {string[]} */
export function checkNumbers({ notebook, run }) {
  const problems = lintProseNumbers(notebook);
  const bindings = bindingsOf(notebook);
  if (run.values.length === 0 && bindings.length > 0)
    return [...problems, 'not computed: the notebook does not run'];
  for (const [k, { index, written, expression }] of bindings.entries()) {
    const { value, error } = run.values[k] ?? {};
    if (value === undefined)
      problems.push(`cell ${index}: "${written}" is bound to ${expression}, which ${error}`);
    else if (!agrees(written, value)) {
      problems.push(`cell ${index}: the prose says ${written}, but ${expression} is ${value}`);
    }
  }
  return problems;
}

/** @param {Cell[]} cells @returns {{ index: number, output: DisplayOutput }[]} */
export function figuresOf(cells) {
  return cells.flatMap((cell, index) =>
    (cell.outputs ?? []).flatMap((output) =>
      output.output_type !== 'stream' && output.data[PLOTLY_MIME] ? [{ index, output }] : [],
    ),
  );
}

/**
 * @param {Subject} subject
 * @param {import('./pictures.mjs').Painter} [painter] plotly, where there is a Chromium
 */
export async function checkFigures({ notebook }, painter) {
  const problems = [];
  for (const { index, output } of figuresOf(notebook.cells)) {
    const figure = /** @type {any} */ (output.data[PLOTLY_MIME]);
    if (!output.data['image/png']) problems.push(`cell ${index}: a figure without its picture`);
    if (!figure.layout?.meta?.alt) problems.push(`cell ${index}: a figure without alternative text`);
    const invalid = (await painter?.validate(figure)) ?? [];
    problems.push(...invalid.map((problem) => `cell ${index}: ${problem}`));
  }
  return problems;
}

/**
 * The exercises that a notebook has shown: title and state.
 * @param {Notebook} notebook
 * @returns {{ title: string, state: string }[]}
 */
function exercisesOf({ cells }) {
  return cells.flatMap(({ outputs = [] }) =>
    outputs.flatMap((output) => {
      const carry = /** @type {any} */ (
        output.output_type === 'stream' ? undefined : output.metadata?.['carry']
      );
      return carry?.exercise ? [{ title: String(carry.exercise), state: String(carry.state) }] : [];
    }),
  );
}

/** @param {Subject} subject @returns {string[]} */
export function checkExercises({ file, notebook }) {
  const expected = isSolution(file) ? 'right' : 'not done yet';
  const found = exercisesOf(notebook);
  const problems = found
    .filter(({ state }) => state !== expected)
    .map(({ title, state }) => `"${title}" is ${state}, expected ${expected}`);
  return [...problems, ...compareWithQuestions(file, found)];
}

/** @param {string} file @param {{ title: string }[]} found @returns {string[]} */
function compareWithQuestions(file, found) {
  const questions = path.join(path.dirname(file), '..', path.basename(file));
  if (!isSolution(file)) return [];
  if (!fs.existsSync(questions)) return ['a solution without its notebook'];
  const asked = new Set(
    exercisesOf(JSON.parse(fs.readFileSync(questions, 'utf8'))).map(({ title }) => title),
  );
  const solved = new Set(found.map(({ title }) => title));
  return [
    ...[...asked].filter((title) => !solved.has(title)).map((title) => `"${title}" is not solved`),
    ...[...solved].filter((title) => !asked.has(title)).map((title) => `"${title}" is not in the notebook`),
  ];
}

/** @param {Subject} subject @param {string} root @returns {string[]} */
export function checkFile({ file, notebook }, root) {
  const text = fs.readFileSync(file, 'utf8');
  const problems = [];
  if (Buffer.byteLength(text) > LARGEST)
    problems.push(`${Buffer.byteLength(text)} bytes, expected under ${LARGEST}`);
  if (text !== serializeNotebook(notebook)) problems.push('not in the committed form (run --write)');
  for (const [index, cell] of notebook.cells.entries()) {
    for (const output of cell.outputs ?? []) {
      problems.push(...lintOutput(output, root).map((problem) => `cell ${index}: ${problem}`));
    }
  }
  return problems;
}
