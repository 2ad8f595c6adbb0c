// Listing, running and verifying studies.
import fs from 'node:fs';
import path from 'node:path';
import { withLock } from '../setup/lock.mjs';
import { places as placesIn, ROOT } from '../setup/places.mjs';
import { fingerprint } from '../setup/stamps.mjs';
import { findStudy, loadStudy, studyFiles } from './catalogue.mjs';
import { startBar } from './progressBar.mjs';
import { openResults } from './resultsFile.mjs';
import { runRows } from './runRows.mjs';

/** @typedef {import('./catalogue.mjs').Row} Row */
/** @typedef {import('./catalogue.mjs').Study} Study */
/** @typedef {import('./options.mjs').Options} Options */
/** @typedef {{ say: (line: string) => void, interrupt: AbortSignal }} Surroundings */

/** @returns {Readonly<Record<string, string>>} what each record says of the programs that made it */
function versions() {
  const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'lib', 'package.json'), 'utf8'));
  return { carry: version, node: process.versions.node };
}

/** @param {Options} options @param {(line: string) => void} say */
export async function listStudies({ data, from }, say) {
  for (const file of studyFiles(from)) {
    const study = await loadStudy(file);
    const state = `${openResults(study, data).count()} of ${study.rows().length} rows`;
    say(`${study.name.padEnd(18)} ${state.padEnd(18)} ${study.title}`);
  }
  return 0;
}

/** @param {Options} options @param {Surroundings} surroundings */
export async function runStudy(options, { say, interrupt }) {
  const file = findStudy(options.name ?? '', options.from);
  const study = await loadStudy(file);
  if (options.task === 'rows') {
    study.rows().forEach((row, n) => say(`${String(n + 1).padStart(4)}  ${describe(row)}`));
    return 0;
  }
  // Two runs of one study would write to one file: the second waits.
  const lock = path.join(placesIn().state, `study-${study.name}-${fingerprint(options.data).slice(0, 8)}`);
  const work = options.task === 'verify' ? verify : run;
  return await withLock(lock, () => work(file, study, options, { say, interrupt }), {
    onWait: () => say(`Another run of ${study.name} is at work: waiting for it to end …`),
  });
}

/** @param {string} file @param {Study} study @param {Options} options @param {Surroundings} surroundings */
async function run(file, study, options, { say, interrupt }) {
  const results = openResults(study, options.data);
  const wanted = choose(study.rows(), options);
  const missing = wanted.filter((row) => results.recordOf(row) === undefined);
  say(`${study.title}: ${wanted.length - missing.length} of ${wanted.length} rows are there.`);
  const weightOf = study.weight ?? (() => 1);
  const bar = startBar({
    rows: missing.length,
    weight: missing.reduce((sum, row) => sum + weightOf(row), 0),
  });
  let failures = 0;
  await runRows(file, missing, {
    workers: options.workers,
    signal: interrupt,
    done(row, result) {
      results.append(row, result, versions());
      bar.advance(weightOf(row));
    },
    failed(row, error) {
      failures++;
      console.error(`${describe(row)}: ${error instanceof Error ? error.message : error}`);
    },
  });
  bar.end();
  results.tidy();
  const place = path.relative(process.cwd(), results.file);
  if (interrupt.aborted) say(`Stopped. What was finished is in ${place}; the same command does the rest.`);
  else say(`${results.count()} of ${study.rows().length} rows are in ${place}.`);
  if (interrupt.aborted) return 130;
  return failures === 0 ? 0 : 1;
}

/** @param {string} file @param {Study} study @param {Options} options @param {Surroundings} surroundings */
async function verify(file, study, options, { say, interrupt }) {
  const results = openResults(study, options.data);
  const known = choose(study.rows(), options).filter((row) => results.recordOf(row) !== undefined);
  let different = 0;
  await runRows(file, known, {
    workers: options.workers,
    signal: interrupt,
    done(row, result) {
      const before = results.recordOf(row) ?? {};
      const same = Object.entries(result).every(([column, value]) => before[column] === value);
      if (!same) different++;
      say(`${same ? 'the same' : 'DIFFERENT'}  ${describe({ ...row, ...result })}`);
    },
    failed(row, error) {
      different++;
      say(`FAILED  ${describe(row)}: ${error instanceof Error ? error.message : error}`);
    },
  });
  say(`${known.length - different} of ${known.length} rows gave the same numbers again.`);
  return different === 0 && !interrupt.aborted ? 0 : 1;
}

/** @param {readonly Row[]} rows @param {Options} options @returns {Row[]} */
function choose(rows, { only, share }) {
  const beyond = only.find((number) => number > rows.length);
  if (beyond !== undefined) throw new Error(`There is no row ${beyond}: the study has ${rows.length}.`);
  return rows.filter((_, n) => {
    const listed = only.length === 0 || only.includes(n + 1);
    return listed && (share === undefined || n % share.of === share.part - 1);
  });
}

/** @param {Row} row */
const describe = (row) =>
  Object.entries(row)
    .map(([column, value]) => `${column} ${value}`)
    .join(', ');
