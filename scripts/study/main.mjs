// What `npm run study` does: builds the library, then lists, runs or verifies.
import { explain } from '../setup/failures.mjs';
import { ensureLibrary } from '../setup/library.mjs';
import { interruptSignal } from '../setup/signals.mjs';
import { HELP, parseOptions } from './options.mjs';

/**
 * @param {string[]} args
 * @param {(say: (line: string) => void, interrupt: AbortSignal) => Promise<void>} [build]
 * @returns {Promise<number>} the exit code
 */
export async function main(args, build = ensureLibrary) {
  const say = (/** @type {string} */ line) => console.log(line);
  /** @type {import('./options.mjs').Options} */
  let options;
  try {
    options = parseOptions(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
    return 2;
  }
  if (options.task === 'help') {
    say(HELP);
    return 0;
  }
  try {
    const interrupt = interruptSignal();
    await build(say, interrupt);
    const { listStudies, runStudy } = await import('./tasks.mjs'); // it imports the library
    return options.task === 'list'
      ? await listStudies(options, say)
      : await runStudy(options, { say, interrupt });
  } catch (error) {
    console.error(explain(error));
    return 1;
  }
}
