// Runs one notebook in this process by the code of the kernel that JupyterLab starts, without Jupyter.
// Started by runNotebook.mjs as a fresh process in the notebook's folder; reports by messages to its parent.
import { once } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { openCompiler } from '../kernel/compiler.mjs';
import { openSession } from '../kernel/session.mjs';

const require = createRequire(import.meta.url);

/**
 * @typedef {import('./notebookFile.mjs').Cell} Cell
 * @typedef {import('./notebookFile.mjs').Output} Output
 * @typedef {{ start: { line: number, character: number }, messageText: string, code: number }} Diagnostic
 * @typedef {{ execute(source: string): Promise<boolean>, locals: Record<string, unknown> }} Executor
 * @typedef {{ data: Record<string, unknown>, metadata?: Record<string, unknown>,
 *   transient?: { display_id?: string } }} Bundle
 * @typedef {{ index: number, milliseconds: number, ok: boolean, outputs: Output[], typeErrors: string[],
 *   again?: { ok: boolean, outputs: Output[] } }} CellResult
 * @typedef {{ value?: number, error?: string }} BoundValue
 * @typedef {{ expressions: string[], twice: boolean, compiledElsewhere: boolean }} Job
 */

/** What is on its way to the cell that runs. @type {Output[]} */
let outputs = [];
/** @type {Map<string, import('./notebookFile.mjs').DisplayOutput>} */
const displays = new Map();
/** @type {string[]} */
const uncaught = [];
/** @type {Diagnostic[]} */
let diagnostics = [];

/** @param {string} name */
const writeTo = (name) => (/** @type {string | Uint8Array} */ chunk) => {
  const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
  const last = outputs.at(-1);
  if (last?.output_type === 'stream' && last.name === name) last.text += text;
  else outputs.push({ name, output_type: 'stream', text });
  return true;
};

/** @param {Bundle} bundle @param {boolean} [update] */
function display(bundle, update) {
  const id = bundle.transient?.display_id;
  const data = JSON.parse(JSON.stringify(bundle.data));
  const shown = id !== undefined && update ? displays.get(id) : undefined;
  if (shown) {
    Object.assign(shown, { data, metadata: bundle.metadata ?? {} });
    return;
  }
  /** @type {import('./notebookFile.mjs').DisplayOutput} */
  const output = { data, metadata: bundle.metadata ?? {}, output_type: 'display_data' };
  outputs.push(output);
  if (id !== undefined) displays.set(id, output);
}

/** @param {boolean} compiledElsewhere @returns {Executor} */
function startKernel(compiledElsewhere) {
  const compiler = compiledElsewhere ? compilerElsewhere() : openCompiler({ strict: true });
  const session = openSession({ compiler, onDiagnostics: (found) => diagnostics.push(...found) });
  require('tslab/dist/jupyter.js').lastWriteDisplayData = display;
  return session;
}

/**
 * The compiler that our parent has warm from the notebooks before.
 * @returns {import('../kernel/types.d.ts').CellCompiler}
 */
function compilerElsewhere() {
  const unused = () => {
    throw new Error('only cells are compiled here');
  };
  return {
    async compile(declarations, source) {
      void send({ kind: 'compile', declarations, source });
      const [{ compiled, error }] = await once(process, 'message');
      if (error !== undefined) throw new Error(error);
      return compiled;
    },
    inspect: unused,
    complete: unused,
    close: unused,
  };
}

/**
 * @param {Executor} kernel
 * @param {string} source
 */
async function execute(kernel, source) {
  diagnostics = [];
  const startedAt = performance.now();
  let ok = false;
  try {
    ok = await kernel.execute(source);
  } catch (error) {
    console.error(error);
  }
  await new Promise((resolve) => setImmediate(resolve));
  const typeErrors = diagnostics.map(
    ({ start, code, messageText }) => `${start.line + 1}:${start.character + 1} TS${code} ${messageText}`,
  );
  return { ok, milliseconds: performance.now() - startedAt, typeErrors };
}

/**
 * Evaluates the expressions that numbers in the prose are bound to. All in one cell, because a cell takes time; one by
 * one only if that cell does not compile.
 * @param {Executor} kernel
 * @param {string[]} expressions
 * @returns {Promise<BoundValue[]>}
 */
async function evaluate(kernel, expressions) {
  if (expressions.length === 0) return [];
  const source = expressions.map((expression) => `() => (${expression})`).join(',\n');
  const { ok, typeErrors } = await execute(kernel, `const boundNumbers = [${source}];`);
  if (ok) return /** @type {(() => unknown)[]} */ (kernel.locals['boundNumbers']).map(numberFrom);
  if (expressions.length === 1) return [{ error: typeErrors.join('; ') || 'does not run' }];
  const values = [];
  for (const expression of expressions) values.push(...(await evaluate(kernel, [expression])));
  return values;
}

/** @param {() => unknown} expression @returns {BoundValue} */
function numberFrom(expression) {
  try {
    const value = expression();
    if (typeof value === 'number' || typeof value === 'bigint') return { value: Number(value) };
    return { error: `is ${typeof value}, expected a number` };
  } catch (error) {
    return { error: String(error) };
  }
}

/** @param {object} message */
const send = (message) => new Promise((resolve) => process.send?.(message, resolve));

async function main() {
  const [file = '', job = ''] = process.argv.slice(2);
  const { expressions, twice, compiledElsewhere } = /** @type {Job} */ (JSON.parse(job));
  /** @type {{ cells: Cell[] }} */
  const { cells } = JSON.parse(fs.readFileSync(file, 'utf8'));
  process.stdout.write = writeTo('stdout');
  process.stderr.write = writeTo('stderr');
  process.on('uncaughtException', (error) => uncaught.push(`UncaughtException: ${error}`));
  process.on('unhandledRejection', (reason) => uncaught.push(`UnhandledPromiseRejection: ${reason}`));
  const kernel = startKernel(compiledElsewhere);
  /** @type {CellResult[]} */
  const results = [];
  for (const [index, cell] of cells.entries()) {
    if (cell.cell_type !== 'code') continue;
    await send({ kind: 'cell', index });
    outputs = [];
    const shown = outputs;
    const { ok, milliseconds, typeErrors } = await execute(kernel, [cell.source].flat().join(''));
    /** @type {CellResult} */
    const result = { index, ok, milliseconds, typeErrors, outputs: shown };
    results.push(result);
    if (twice && ok) {
      outputs = [];
      const second = outputs;
      result.again = { ok: (await execute(kernel, [cell.source].flat().join(''))).ok, outputs: second };
    }
    const expected = !cell.metadata.tags?.includes('raises-exception');
    if (ok !== expected || typeErrors.length > 0 || uncaught.length > 0) break;
  }
  const complete = results.length === cells.filter(({ cell_type }) => cell_type === 'code').length;
  outputs = [];
  const values = complete ? await evaluate(kernel, expressions) : [];
  await send({ kind: 'result', result: { cells: results, uncaught, values } });
  process.exit(0);
}

void main();
