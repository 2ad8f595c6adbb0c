// Can this machine build the binding at all? Said before anything is downloaded.
import { SetupFailure } from '../setup/failures.mjs';
import { ask } from '../setup/run.mjs';

/** The heading of docs/troubleshooting.md that tells more. */
const SECTION = 'a-step-failed';

/**
 * @param {NodeJS.Platform} [platform]
 * @param {(command: string, args: string[]) => string | undefined} [tool]
 * @throws SetupFailure when the system is not Linux, or a compiler or make is missing
 */
export function checkMachine(platform = process.platform, tool = ask) {
  if (platform !== 'linux') {
    throw new SetupFailure(
      SECTION,
      `The native binding is built here only on Linux; this is ${platform}.`,
      'Install it with "npm i --no-save @tensorflow/tfjs-node@4.22.0", where its download is allowed.',
    );
  }
  const missing = ['g++', 'make'].filter((command) => tool(command, ['--version']) === undefined);
  if (missing.length === 0) return;
  throw new SetupFailure(
    SECTION,
    `The native binding is compiled, and this machine lacks ${missing.join(' and ')}.`,
    'Install a C++ compiler and make (on Debian and Ubuntu: "apt-get install g++ make").',
  );
}

/**
 * @param {readonly string[][]} commands Pythons to try, in this order
 * @param {(command: string, args: string[]) => string | undefined} [tool]
 * @returns {string[]} the first that has pip
 * @throws SetupFailure when none has
 */
export function findPip(commands, tool = ask) {
  const found = commands.find(([first = '', ...rest]) => tool(first, [...rest, '-m', 'pip', '--version']));
  if (found) return found;
  throw new SetupFailure(
    SECTION,
    'TensorFlow is fetched with pip, and no Python with pip was found.',
    'Run "npm start -- --setup-only" first, which makes one, or install it (on Debian: "apt-get install python3-pip").',
  );
}
