// Runs rows on workers. What comes out does not depend on how many there are: rows share nothing.
import path from 'node:path';
import { Piscina } from 'piscina';

/** @typedef {import('./catalogue.mjs').Row} Row */

/**
 * @param {string} file the study
 * @param {readonly Row[]} rows
 * @param {{ workers: number, signal: AbortSignal, done: (row: Row, result: Row) => void,
 *   failed: (row: Row, error: unknown) => void }} options
 *   `done` is called once for each row that ends well, in the order in which they end
 */
export async function runRows(file, rows, { workers, signal, done, failed }) {
  const pool = new Piscina({
    filename: path.join(import.meta.dirname, 'worker.mjs'),
    minThreads: Math.min(workers, rows.length),
    maxThreads: workers,
  });
  const stop = () => void pool.destroy().catch(() => undefined);
  signal.addEventListener('abort', stop);
  try {
    const waiting = rows.values();
    const line = async () => {
      for (const row of waiting) {
        if (signal.aborted) return;
        /** @type {Row} */
        let result;
        try {
          result = await pool.run({ file, row });
        } catch (error) {
          if (!signal.aborted) failed(row, error);
          continue;
        }
        done(row, result);
      }
    };
    await Promise.all(Array.from({ length: workers }, line));
  } finally {
    signal.removeEventListener('abort', stop);
    if (!signal.aborted) await pool.destroy();
  }
}
