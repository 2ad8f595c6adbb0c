// What `npm run bench` does: builds the library, times every case beside its peers, and reports.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { explain } from '../setup/failures.mjs';
import { ensureLibrary } from '../setup/library.mjs';
import { interruptSignal } from '../setup/signals.mjs';
import { casesOf } from './cases.mjs';

const HELP = `npm run bench [-- OPTIONS] [NAME …]

Trains the same models from the same weights on the same data with our trainer, a C program compiled on the spot
(cc -O3, double precision), the NumPy program of seed 001 and TensorFlow.js on each backend that is there, and says
how long each takes: medians over rounds in which every peer has its turn. The number in brackets is our time over
the peer's. All compute in double precision but TensorFlow.js, which has single precision only. A peer that this machine
lacks is named as missing.

  NAME         only cases whose name begins so: rnn-adder, lstm-adder, decimal, growth …
  --rounds N   rounds that count; 7 if left out
  --quick      few steps, sizes and rounds: shows that everything runs, not how fast
  --json       prints JSON instead of a table; what is going on is told on standard error
  --help       prints this`;

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function main(args) {
  /** @type {ReturnType<typeof parse>} */
  let options;
  try {
    options = parse(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
    return 2;
  }
  if (options.help) {
    console.log(HELP);
    return 0;
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-bench-'));
  try {
    const results = await run(options, folder);
    const { tableOf } = await import('./table.mjs');
    console.log(options.json ? JSON.stringify(results, undefined, 2) : tableOf(results.cases));
    return 0;
  } catch (error) {
    console.error(explain(error));
    return 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string[]} args */
function parse(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
      rounds: { type: 'string' },
    },
  });
  const rounds = values.rounds === undefined ? (values.quick ? 1 : 7) : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) {
    throw new Error(`--rounds is ${values.rounds}, expected a whole number from 1.`);
  }
  const cases = casesOf(values.quick).filter(
    ({ name }) => positionals.length === 0 || positionals.some((start) => name.startsWith(start)),
  );
  if (cases.length === 0) throw new Error(`No case begins with ${positionals.join(' or ')}.`);
  return { ...values, rounds, cases };
}

/**
 * @param {ReturnType<typeof parse>} options
 * @param {string} folder
 */
async function run({ cases, rounds }, folder) {
  const interrupt = interruptSignal();
  const say = (/** @type {string} */ line) => console.error(line);
  await ensureLibrary(say, interrupt);
  const { measure } = await import('./measure.mjs'); // it imports the library
  const results = [];
  for (const it of cases) results.push(await measure(it, { folder, rounds, interrupt, say }));
  const processor = os.cpus()[0]?.model.trim() ?? 'unknown';
  return { processor, node: process.version, rounds, cases: results };
}
