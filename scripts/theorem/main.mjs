// What `npm run theorem` does: certificates, Coq files, and what Coq says of them.
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { explain } from '../setup/failures.mjs';
import { ensureLibrary } from '../setup/library.mjs';
import { ROOT } from '../setup/places.mjs';
import { interruptSignal } from '../setup/signals.mjs';
import { compile, compileLibrary, COQ_IS_MISSING, findCoq } from './coq.mjs';

const HELP = `npm run theorem -- [NAME...] [--certify | --write]

Turns each certificate of data/certificates into a Coq file of proofs/networks, and lets Coq check it.

  NAME       a certificate, such as four-unit-adder; all of them if none is named
  --certify  train the networks again first, certify them, and write data/certificates/NAME.json
  --write    only write the Coq files; do not run Coq`;

/** @param {string[]} args @returns {Promise<number>} the exit code */
export async function main(args) {
  const say = (/** @type {string} */ line) => console.log(line);
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { help: { type: 'boolean' }, certify: { type: 'boolean' }, write: { type: 'boolean' } },
    });
    if (values.help) {
      say(HELP);
      return 0;
    }
    const interrupt = interruptSignal();
    await ensureLibrary(say, interrupt);
    const { certify, namesOf, writeCoqFile } = await import('./certificates.mjs'); // it imports the library
    const names = namesOf(positionals);
    if (values.certify) for (const name of names) await certify(name, say);
    const files = names.map((name) => writeCoqFile(name));
    for (const file of files) say(`wrote ${path.relative(ROOT, file)}`);
    return values.write ? 0 : await checkWithCoq(files, say, interrupt);
  } catch (error) {
    console.error(explain(error));
    return 1;
  }
}

/**
 * @param {string[]} files
 * @param {(line: string) => void} say
 * @param {AbortSignal} interrupt
 * @returns {Promise<number>} the exit code
 */
async function checkWithCoq(files, say, interrupt) {
  const coq = findCoq();
  if (!coq) {
    say(`not checked: ${COQ_IS_MISSING}`);
    return 1;
  }
  const proofs = path.join(ROOT, 'proofs');
  say(`${coq}: compiling the library`);
  const begin = performance.now();
  await compileLibrary(proofs, { interrupt });
  say(`compiled in ${((performance.now() - begin) / 1000).toFixed(0)} s`);
  let refused = 0;
  for (const file of files) {
    const { accepted, output, seconds } = await compile(proofs, file, { interrupt });
    const verdict = accepted ? 'proved' : 'REFUSED';
    say(`\n${path.basename(file)}: ${verdict} in ${seconds.toFixed(0)} s\n${output}`);
    if (!accepted) refused++;
  }
  return refused === 0 ? 0 : 1;
}
