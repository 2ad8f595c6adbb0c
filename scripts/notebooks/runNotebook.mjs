// Runs a notebook in a process of its own, so that no notebook can lean on another.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/**
 * @typedef {import('./kernel.mjs').CellResult} CellResult
 * @typedef {import('./kernel.mjs').BoundValue} BoundValue
 * @typedef {{ cells: CellResult[], uncaught: string[], values: BoundValue[], milliseconds: number }} RunResult
 */

/** A whole notebook takes a minute at most; a cell that takes this long hangs. */
const LIMIT = 10 * 60 * 1000;

/**
 * A process that compiles the cells of one notebook after another. To load and warm the compiler takes longer than many a
 * notebook needs for all that it computes.
 */
export const startCompiler = () => fork(path.join(import.meta.dirname, 'compiler.mjs'), { execArgv: [] });

/**
 * @param {string} file the notebook, as an absolute path
 * @param {{ expressions?: string[], onCell?: (index: number) => void, limit?: number, twice?: boolean,
 *   compiler?: import('node:child_process').ChildProcess | undefined }} [options] expressions to be evaluated after the
 *   last cell; a listener that is told which cell begins; whether each cell is run twice in a row; a process of
 *   `startCompiler` that no other notebook uses meanwhile
 * @returns {Promise<RunResult>}
 * @throws when a process ends without a result, or a cell takes longer than `limit` milliseconds; the compiler is ended
 *   then, too
 */
export function runNotebook(file, { expressions = [], onCell, limit = LIMIT, twice = false, compiler } = {}) {
  const startedAt = performance.now();
  const folder = path.dirname(file);
  const job = { expressions, twice, compiledElsewhere: compiler !== undefined };
  const child = fork(path.join(import.meta.dirname, 'kernel.mjs'), [file, JSON.stringify(job)], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', TF_CPP_MIN_LOG_LEVEL: '2' },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  let lastCell = -1;
  /** @type {Omit<RunResult, 'milliseconds'> | undefined} */
  let result;
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk));
  /** @type {NodeJS.Timeout | undefined} */
  let watch;
  const handOn = (/** @type {object} */ compiled) => child.connected && child.send(compiled);
  return new Promise((resolve, reject) => {
    /** @param {string} reason */
    const fail = (reason) => {
      child.kill('SIGKILL');
      compiler?.kill('SIGKILL');
      reject(new Error(reason));
    };
    const compilerEnded = () => fail(`the compiler ended before cell ${lastCell} was compiled`);
    compiler?.on('message', handOn).once('exit', compilerEnded).send({ open: folder });
    const watchCell = () => {
      clearTimeout(watch);
      watch = setTimeout(() => fail(`cell ${lastCell} still runs after ${limit / 1000} s`), limit);
    };
    child.on('message', (/** @type {any} */ message) => {
      if (message.kind === 'compile' && compiler?.connected) compiler.send(message);
      if (message.kind === 'result') result = message.result;
      if (message.kind !== 'cell') return;
      lastCell = message.index;
      watchCell();
      onCell?.(lastCell);
    });
    // Its last messages may arrive after the news of its end, but not after the channel has closed.
    Promise.all([once(child, 'exit'), once(child, 'disconnect')]).then(([[code, signal]]) => {
      clearTimeout(watch);
      compiler?.off('message', handOn).off('exit', compilerEnded);
      if (result) return resolve({ ...result, milliseconds: performance.now() - startedAt });
      fail(`the process ended in cell ${lastCell} (${signal ?? `code ${code}`}). ${said.slice(-2000)}`);
    }, reject);
  });
}
