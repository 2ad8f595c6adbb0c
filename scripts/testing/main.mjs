// What `npm test` does: the set-up, then every phase, whatever the ones before it found.
import fs from 'node:fs';
import path from 'node:path';
import { explain, failures } from '../setup/failures.mjs';
import { places as placesIn } from '../setup/places.mjs';
import { setUp } from '../setup/setUp.mjs';
import { interruptSignal } from '../setup/signals.mjs';
import { add, NONE, write } from './counts.mjs';
import { NIGHTLY, PHASES } from './phases.mjs';
import { inTurn } from './turns.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {import('./phases.mjs').Phase} Phase */

const namesOf = (/** @type {Phase[]} */ phases) => phases.map(({ name }) => name).join(', ');
const NAMES = `${namesOf(PHASES)}; and, by night: ${namesOf(NIGHTLY)}`;

const HELP = `npm test [-- PHASE …]

Runs all phases of the day, or those named: ${NAMES}. "nightly" runs those of the night.
A program that takes longer than its phase allows is ended and counts as a failure; on a slow machine the variable
PHASE_MINUTES allows more.`;

/**
 * @param {string[]} args names of phases; none: all
 * @returns {Promise<number>} the exit code
 */
export async function main(args) {
  const say = (/** @type {string} */ line) => console.log(line);
  if (args.includes('--help')) {
    say(HELP);
    return 0;
  }
  const interrupt = interruptSignal();
  let total = NONE;
  try {
    const phases = choosePhases(args);
    await setUp({ say, interrupt });
    total = await runPhases(phases, interrupt);
  } catch (error) {
    console.error(explain(error));
    total = add(total, { passed: 0, failed: 1 });
  }
  // Nothing executed is not a success.
  if (total.passed + total.failed === 0) total = { passed: 0, failed: 1 };
  say(`\n${write(total)}`);
  return total.failed === 0 ? 0 : 1;
}

/** @param {string[]} names */
function choosePhases(names) {
  if (names.length === 0) return PHASES;
  if (names.length === 1 && names[0] === 'nightly') return NIGHTLY;
  const all = [...PHASES, ...NIGHTLY];
  const unknown = names.find((name) => !all.some((phase) => phase.name === name));
  if (unknown !== undefined) throw failures.badOption(`There is no phase "${unknown}". There are ${NAMES}.`);
  return all.filter(({ name }) => names.includes(name));
}

/** @param {number} minutes those of the phase, unless the variable PHASE_MINUTES says otherwise */
const allowed = (minutes) => Number(process.env.PHASE_MINUTES) || minutes;

/**
 * Those that only read and follow each other are run at the same time, every other one alone.
 * @param {Phase[]} phases
 * @returns {Phase[][]}
 */
function atTheSameTime(phases) {
  /** @type {Phase[][]} */
  const groups = [];
  for (const phase of phases) {
    const group = groups.at(-1);
    if (phase.reads && group?.[0]?.reads) group.push(phase);
    else groups.push([phase]);
  }
  return groups;
}

/**
 * @param {Phase[]} phases
 * @param {AbortSignal} interrupt
 * @returns {Promise<Counts>}
 */
async function runPhases(phases, interrupt) {
  const summary = [];
  let total = NONE;
  for (const group of atTheSameTime(phases)) {
    const results = await inTurn(
      (chunk) => process.stdout.write(chunk),
      group.map((phase) => (print) => runPhase(phase, interrupt, print)),
    );
    for (const { line, counts } of results) {
      summary.push(line);
      total = add(total, counts);
    }
  }
  console.log(`\n── Summary ${'─'.repeat(63)}\n${summary.join('\n')}`);
  return total;
}

/**
 * @param {Phase} phase
 * @param {AbortSignal} interrupt
 * @param {import('./turns.mjs').Print} print
 * @returns {Promise<{ line: string, counts: Counts }>} the line of the summary
 */
async function runPhase({ name, title, minutes, script, run }, interrupt, print) {
  if (interrupt.aborted) return { line: `${name}: not run, interrupted`, counts: { passed: 0, failed: 1 } };
  const places = placesIn();
  print(`\n── ${title} ${'─'.repeat(Math.max(0, 70 - title.length))}\n`);
  const start = performance.now();
  const absent = script !== undefined && !fs.existsSync(path.join(places.root, script));
  const result = absent
    ? `left out, ${script} does not exist`
    : await run({ places, interrupt, minutes: allowed(minutes), print });
  const seconds = Math.round((performance.now() - start) / 1000);
  const left = typeof result === 'string';
  const line = `${name}: ${left ? result : `${write(result)}, in ${seconds} s`}`;
  print(`${line}\n`);
  return { line, counts: left ? NONE : result };
}
