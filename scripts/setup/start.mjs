// What `npm start` does once it is known that this Node can read it.
import { explain, Interrupted, SetupFailure } from './failures.mjs';
import { serveLab } from './lab.mjs';
import { HELP, parseOptions } from './options.mjs';
import { places as placesIn } from './places.mjs';
import { requirePort } from './port.mjs';
import { setUp } from './setUp.mjs';
import { interruptSignal } from './signals.mjs';

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function main(args) {
  const say = (/** @type {string} */ line) => console.log(line);
  try {
    const options = parseOptions(args);
    if (options.help) {
      say(HELP);
      return 0;
    }
    const interrupt = interruptSignal();
    const places = placesIn();
    // Before the long part: a port in use should be heard of at once.
    if (options.port !== undefined) await requirePort(options.port);
    await setUp({ say, interrupt, places });
    if (options.setupOnly) {
      say('Everything is in place: "npm start" serves it.');
      return 0;
    }
    return await serveLab(places, { ...options, say, interrupt });
  } catch (error) {
    console.error(explain(error));
    if (error instanceof Interrupted) return 130;
    return error instanceof SetupFailure ? 1 : 70;
  }
}
