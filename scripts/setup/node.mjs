// The first thing that runs: is this a Node on which the rest can be read at all?
// Written, like failures.mjs, in the syntax of Node 12.
import { explain, failures } from './failures.mjs';

/**
 * As "engines" in package.json says: from 20.19 and 22.12 tslab can `require` the ES modules that notebooks use, and our
 * tools promise to run on 20.19, 22.13 and 24.
 * @param {string} version such as "20.19.0"
 * @returns {boolean}
 */
export function isSupportedNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
}

/**
 * Runs the program, or says which Node it needs.
 * @param {() => Promise<{ main: (args: string[]) => Promise<number> }>} load imports the rest
 * @param {string} [lastLine] printed last if this Node will not do
 */
export function onSupportedNode(load, lastLine) {
  if (isSupportedNode(process.versions.node)) {
    load()
      .then((program) => program.main(process.argv.slice(2)))
      .then((code) => {
        process.exitCode = code;
      });
    return;
  }
  console.error(explain(failures.nodeTooOld(process.versions.node)));
  if (lastLine) console.log(lastLine);
  process.exitCode = 1;
}
