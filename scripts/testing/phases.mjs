// The phases of `npm test`, in the order in which they run: quick ones first.
import fs from 'node:fs';
import path from 'node:path';
import { readIfThere } from '../setup/stamps.mjs';
import { add, countsInLastLine, countsInReport, NONE, withStatus } from './counts.mjs';
import { show } from './show.mjs';
import { inTurn } from './turns.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/**
 * @typedef {{ places: import('../setup/places.mjs').Places, interrupt: AbortSignal, minutes: number,
 *   print: import('./turns.mjs').Print }} Surroundings
 */
/**
 * `reads`: it writes nothing and leaves a processor idle, so that it runs beside its neighbors of the same kind. `script`: a file without which the phase cannot run. `run` returns counts, or why it was left out.
 * `minutes`: how long each of its programs may take, several times what it takes on two cores.
 * @typedef {{ name: string, title: string, minutes: number, reads?: true, script?: string,
 *   run: (surroundings: Surroundings) => Promise<Counts | string> }} Phase
 */

/** @type {Phase[]} */
export const PHASES = [
  {
    name: 'types',
    title: 'Types',
    minutes: 10,
    reads: true,
    // By its path: node_modules/.bin/tsc is the older compiler that tslab brings along.
    run: (around) => judge(around, ['node_modules/typescript/bin/tsc', '-p', '.']),
  },
  { name: 'lint', title: 'Lint and formatting', minutes: 10, reads: true, run: lint },
  {
    name: 'unit',
    title: 'Unit and property tests',
    minutes: 25,
    run: (around) => vitest(around, ['pure', 'unit']),
  },
  ourScript('notebooks', 'Notebooks', 40, 'scripts/notebooks.mjs', ['--check']),
  ourScript('docs', 'Documentation', 10, 'scripts/docs.mjs'),
  {
    name: 'browser',
    title: 'Browser tests',
    minutes: 40,
    script: 'test/browser',
    run: (around) => browser(around),
  },
];

/** Phases that take long: by their name, or all by `npm test -- nightly`. */
export const NIGHTLY = [
  ourScript('twice', 'Each cell of each notebook, twice', 60, 'scripts/notebooks.mjs', ['--twice']),
  {
    name: 'jupyter',
    title: 'Every notebook in JupyterLab, and how soon pages answer',
    minutes: 60,
    script: 'test/browser',
    run: (/** @type {Surroundings} */ around) => browser(around, { NIGHTLY: '1' }),
  },
  ourScript('live', 'Every notebook in the live pages', 60, 'scripts/live.mjs'),
  {
    name: 'theorems',
    title: 'Every theorem, by Coq, and hostile input',
    minutes: 120,
    run: (/** @type {Surroundings} */ around) =>
      vitest(around, ['pure', 'unit'], { NIGHTLY: '1' }, [
        'test/proofs',
        'test/lib/notebook/files.test.ts',
        'test/study/study.test.ts',
        'test/study/committed.test.ts',
        'test/lib/fuzz.test.ts',
        'test/lib/neural/sequenceModel.test.ts',
        'test/lib/badInput.test.ts',
        'test/lib/proof/certify.test.ts',
        'test/lib/tensorflow/trainLayers.test.ts',
        'test/docs/playground.test.ts',
        'test/live/work.test.ts',
      ]),
  },
];

/** Trees of syntax live for a file: with room for one, a fifth of the work is saved, which is to copy them. */
const ROOM = '--max-semi-space-size=64';

/** @param {Surroundings} around @returns {Promise<Counts>} */
async function lint(around) {
  const tools = [
    ['node_modules/eslint/bin/eslint.js', '.'],
    ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  ];
  const judged = await inTurn(
    around.print,
    tools.map((args) => (print) => judge({ ...around, print }, [ROOM, ...args])),
  );
  return judged.reduce(add, NONE);
}

/** @param {Surroundings} around @param {NodeJS.ProcessEnv} [env] @returns {Promise<Counts | string>} */
async function browser(around, env = {}) {
  const { findChromium } = await import('../notebooks/chromium.mjs');
  const chromium = findChromium();
  if (!chromium) return 'left out, no Chromium was found; name one in the variable CHROMIUM';
  around.print(`with ${chromium}\n`);
  return vitest(around, ['browser'], { ...env, CHROMIUM: chromium });
}

/**
 * A tool that is content or is not.
 * @param {Surroundings} around
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
async function judge(around, args) {
  const { status } = await show(around, args);
  return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/**
 * @param {Surroundings} around
 * @param {('pure' | 'unit' | 'browser')[]} projects of test/vitest.config.ts
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string[]} [files]
 * @returns {Promise<Counts>}
 */
async function vitest(around, projects, env, files = []) {
  const report = path.join(around.places.root, 'test-results', `${projects.at(-1)}.json`);
  fs.rmSync(report, { force: true });
  const reporters = ['default', 'json', './scripts/testing/unfinished.mjs'].map(
    (name) => `--reporter=${name}`,
  );
  reporters.push(`--outputFile.json=${report}`);
  const args = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts'];
  args.push(...projects.flatMap((name) => ['--project', name]), ...reporters, ...files);
  const { status } = await show(around, args, env);
  return withStatus(countsInReport(readIfThere(report)), status);
}

/**
 * A phase that is a script of ours, whose last line says how many checks passed and failed.
 * @param {string} name
 * @param {string} title
 * @param {number} minutes
 * @param {string} script
 * @param {string[]} [args]
 * @returns {Phase}
 */
function ourScript(name, title, minutes, script, args = []) {
  return {
    name,
    title,
    minutes,
    script,
    async run(around) {
      const { status, output } = await show(around, [script, ...args]);
      return withStatus(countsInLastLine(output), status);
    },
  };
}
