// The first thing that runs: is this Node new enough for the rest to be read at all?
// Written, like failures.mjs, in the syntax of Node 12.
import { explain, failures } from './failures.mjs';

/** The oldest Node on which tslab can `require` the ES modules that notebooks use. */
const FLOOR = { major: 20, minor: 19 };

/**
 * @param {string} version such as "20.19.0"
 * @returns {boolean}
 */
export function isSupportedNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > FLOOR.major || (major === FLOOR.major && minor >= FLOOR.minor);
}

/**
 * Runs the program, or says that Node is too old.
 * @param {() => Promise<{ main: (args: string[]) => Promise<number> }>} load imports the rest
 * @param {string} [lastLine] printed last if Node is too old
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
