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
 * @param {string} file the notebook, as an absolute path
 * @param {{ expressions?: string[], onCell?: (index: number) => void, limit?: number, twice?: boolean }}
 *   [options] expressions to be evaluated after the last cell; a listener that is told which cell begins; whether each
 *   cell is run twice in a row
 * @returns {Promise<RunResult>}
 * @throws when the process ends without a result, or a cell takes longer than `limit` milliseconds
 */
export function runNotebook(file, { expressions = [], onCell, limit = LIMIT, twice = false } = {}) {
  const startedAt = performance.now();
  const child = fork(
    path.join(import.meta.dirname, 'kernel.mjs'),
    [file, JSON.stringify(expressions), ...(twice ? ['twice'] : [])],
    {
      cwd: path.dirname(file),
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', TF_CPP_MIN_LOG_LEVEL: '2' },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  let said = '';
  let lastCell = -1;
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk));
  return new Promise((resolve, reject) => {
    /** @type {NodeJS.Timeout | undefined} */
    let watch;
    const watchCell = () => {
      clearTimeout(watch);
      watch = setTimeout(() => {
        child.kill('SIGKILL');
        reject(new Error(`cell ${lastCell} still runs after ${limit / 1000} s`));
      }, limit);
    };
    child.on('message', (/** @type {any} */ message) => {
      if (message.kind === 'cell') {
        lastCell = message.index;
        watchCell();
        onCell?.(lastCell);
      } else resolve({ ...message.result, milliseconds: performance.now() - startedAt });
    });
    /** @param {any[]} ending the exit code, or the signal that ended it */
    const ended = ([code, signal]) => {
      clearTimeout(watch);
      const how = signal ?? `code ${code}`;
      reject(new Error(`the process ended in cell ${lastCell} (${how}). ${said.slice(-2000)}`));
    };
    // Its last messages may arrive after the news of its end, but not after the channel has closed.
    Promise.all([once(child, 'exit'), once(child, 'disconnect')]).then(([exit]) => ended(exit), reject);
  });
}
