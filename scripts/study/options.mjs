// What `npm run study` can be told.
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../setup/places.mjs';

export const HELP = `npm run study -- --list | NAME [options]

Runs a study and writes data/studies/NAME.csv: one line for each row, as soon as it is done. Started again after it was
stopped, in whatever way, it does what is missing; when all is there, it has nothing to do.

  --list          the studies, and how far each has come
  --workers N     rows at the same time; one less than the processors if left out
  --row N         only row N of the list that --rows shows, counted from 1; may be given several times
  --share I/N     only every Nth row, from the Ith: the share of one machine of N
  --rows          the rows of the study, numbered, without running any
  --data FOLDER   where the results are read and written; data/studies if left out
  --from FOLDER   where the studies themselves are; scripts/studies if left out
  --verify        runs rows that are there already, and compares: the same seed must give the same numbers`;

/**
 * @typedef {object} Options
 * @property {'help' | 'list' | 'rows' | 'run' | 'verify'} task
 * @property {string | undefined} name
 * @property {number} workers
 * @property {number[]} only numbers of rows from 1; none: all
 * @property {{ part: number, of: number } | undefined} share
 * @property {string} data
 * @property {string} from
 */

/**
 * @param {string[]} args
 * @returns {Options}
 * @throws Error that says what is wrong with them
 */
export function parseOptions(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean' },
      list: { type: 'boolean' },
      rows: { type: 'boolean' },
      verify: { type: 'boolean' },
      workers: { type: 'string' },
      row: { type: 'string', multiple: true },
      share: { type: 'string' },
      data: { type: 'string' },
      from: { type: 'string' },
    },
  });
  const [name, ...others] = positionals;
  if (others.length > 0) throw new Error(`One study at a time, not ${positionals.join(' and ')}.`);
  const task = taskOf(values, name);
  return {
    task,
    name,
    workers: values.workers ? whole('--workers', values.workers) : Math.max(1, os.availableParallelism() - 1),
    only: (values.row ?? []).map((row) => whole('--row', row)),
    share: values.share === undefined ? undefined : parseShare(values.share),
    data: values.data ? path.resolve(values.data) : path.join(ROOT, 'data', 'studies'),
    from: values.from ? path.resolve(values.from) : path.join(ROOT, 'scripts', 'studies'),
  };
}

/**
 * @param {{ help?: boolean, list?: boolean, rows?: boolean, verify?: boolean }} values
 * @param {string | undefined} name
 */
function taskOf(values, name) {
  if (values.help) return 'help';
  if (values.list) return 'list';
  if (name === undefined) return 'help';
  if (values.rows) return 'rows';
  return values.verify ? 'verify' : 'run';
}

/** @param {string} option @param {string} text */
function whole(option, text) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new Error(`${option} is ${text}, expected a whole number from 1.`);
}

/** @param {string} text */
function parseShare(text) {
  const [part, of] = text.split('/').map(Number);
  if (part && of && Number.isInteger(part) && Number.isInteger(of) && part >= 1 && part <= of)
    return { part, of };
  throw new Error(`--share is ${text}, expected I/N with I from 1 to N, such as 2/5.`);
}
