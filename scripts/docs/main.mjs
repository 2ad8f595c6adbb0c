// What `npm run docs` does: the npm packages where they are missing, the site, its checks, and on request a server.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { diagnoseError } from '../setup/diagnose.mjs';
import { explain, failures } from '../setup/failures.mjs';
import { withLock } from '../setup/lock.mjs';
import { installPackages } from '../setup/packages.mjs';
import { places as placesIn } from '../setup/places.mjs';
import { requirePort } from '../setup/port.mjs';
import { interruptSignal } from '../setup/signals.mjs';

const HELP = `npm run docs [-- OPTIONS]

Builds the course as a site into docs/site, which opens from a file or any host, and checks it.

  --serve    then shows it on 127.0.0.1
  --port N   on this port
  --out DIR  builds into another folder
  --help     prints this`;

/** @typedef {import('./checks.mjs').Check} Check */

/**
 * @param {string[]} args what follows `npm run docs --`
 * @returns {Promise<number>} the exit code
 */
export async function main(args) {
  const places = placesIn();
  const say = (/** @type {string} */ line) => console.log(line);
  try {
    const { serve: wanted, port, out, help } = readOptions(args, path.join(places.root, 'docs/site'));
    if (help) {
      say(HELP);
      return 0;
    }
    const interrupt = interruptSignal();
    if (port > 0) await requirePort(port);
    await withLock(places.lock, (lock) => installPackages({ places, lock, say, interrupt }), { interrupt });
    const code = report(await build(places.root, out, interrupt));
    if (wanted && !interrupt.aborted) await show(out, port, interrupt);
    return code;
  } catch (error) {
    console.error(explain(diagnoseError(error, places.root)));
    say('0 passed, 1 failed');
    return 1;
  }
}

/** @param {string[]} args @param {string} site where the site lies if nothing else is said */
function readOptions(args, site) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        serve: { type: 'boolean', default: false },
        port: { type: 'string', default: '0' },
        out: { type: 'string', default: site },
        help: { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 0 || port > 65535)
      throw new Error(`--port takes a number from 1 to 65535, not "${values.port}".`);
    return { ...values, port, out: path.resolve(values.out) };
  } catch (error) {
    throw failures.badOption(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} root @param {string} out @param {AbortSignal} interrupt @returns {Promise<Check[]>} */
async function build(root, out, interrupt) {
  try {
    // Read only now: before, the packages that it needs may not have been there.
    const { ensureLibrary } = await import('../setup/library.mjs');
    await ensureLibrary((line) => console.log(line), interrupt); // the checker of the live pages knows its types
    const { buildAndStamp } = await import('./builtSite.mjs');
    return await buildAndStamp(root, out);
  } catch (error) {
    const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return [{ name: 'the site could not be built', problems: [problem] }];
  }
}

/** @param {Check[]} checks @returns {number} the exit code */
function report(checks) {
  const failed = checks.filter(({ problems }) => problems.length > 0);
  for (const { name, problems } of failed) {
    console.log(`✗ ${name}`);
    for (const problem of problems.slice(0, 20)) console.log(`    ${problem}`);
    if (problems.length > 20) console.log(`    and ${problems.length - 20} more`);
  }
  console.log(`${checks.length - failed.length} passed, ${failed.length} failed`);
  return failed.length > 0 ? 1 : 0;
}

/** Shows the site until it is interrupted. @param {string} out @param {number} port @param {AbortSignal} interrupt */
async function show(out, port, interrupt) {
  const { serve } = await import('./serve.mjs'); // only now: it needs a package
  const { address, close } = await serve(out, port);
  console.log(`The site: ${address} (Ctrl+C ends it)`);
  await new Promise((resolve) => interrupt.addEventListener('abort', resolve, { once: true }));
  await close();
}
