// What `npm run theorem` does: certificates, Coq files, and what Coq says of them.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { explain } from '../setup/failures.mjs';
import { ensureLibrary } from '../setup/library.mjs';
import { ROOT } from '../setup/places.mjs';
import { interruptSignal } from '../setup/signals.mjs';
import { compile, compileLibrary, findCoq } from './coq.mjs';

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
    await ensureLibrary(say, interruptSignal());
    const { certify, namesOf, writeCoqFile } = await import('./certificates.mjs'); // it imports the library
    const names = namesOf(positionals);
    if (values.certify) for (const name of names) await certify(name, say);
    const files = names.map((name) => writeCoqFile(name));
    for (const file of files) say(`wrote ${path.relative(ROOT, file)}`);
    return values.write ? 0 : checkWithCoq(files, say);
  } catch (error) {
    console.error(explain(error));
    return 1;
  }
}

/**
 * @param {string[]} files
 * @param {(line: string) => void} say
 * @returns {number} the exit code
 */
function checkWithCoq(files, say) {
  const coq = findCoq();
  if (!coq) {
    say('not checked: there is no coqc here. On Debian: apt-get install coq libcoq-interval');
    return 1;
  }
  say(`${coq}: compiling the library`);
  const proofs = path.join(ROOT, 'proofs');
  compileLibrary(proofs);
  const refused = files.filter((file) => {
    const { accepted, output, seconds } = compile(proofs, file);
    const verdict = accepted ? 'proved' : 'REFUSED';
    say(`\n${path.basename(file)}: ${verdict} in ${seconds.toFixed(0)} s\n${output}`);
    return !accepted;
  });
  return refused.length === 0 ? 0 : 1;
}
