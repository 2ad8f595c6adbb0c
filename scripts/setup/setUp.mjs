// The steps from a fresh clone to an environment that can serve, run and test the notebooks.
import { diagnoseError } from './diagnose.mjs';
import { makeEnvironment, requirePython } from './environment.mjs';
import { writeKernel } from './kernel.mjs';
import { writeLabSettings } from './labSettings.mjs';
import { buildLibrary } from './library.mjs';
import { withLock } from './lock.mjs';
import { installPackages } from './packages.mjs';
import { places as placesIn } from './places.mjs';
import { installRenderer } from './renderer.mjs';

/** In this order: a later step uses what the earlier ones made. */
const STEPS = [
  requirePython,
  installPackages,
  buildLibrary,
  makeEnvironment,
  writeKernel,
  writeLabSettings,
  installRenderer,
];

/**
 * Makes everything that is missing or out of date, and touches nothing else.
 * @param {{ say: (line: string) => void, interrupt: AbortSignal, places?: import('./places.mjs').Places }} options
 * @throws SetupFailure if a step cannot be done, Interrupted after a signal
 */
export async function setUp({ say, interrupt, places = placesIn() }) {
  const onWait = (/** @type {number | undefined} */ pid) =>
    say(`Another set-up is at work in this folder (process ${pid ?? 'unknown'}): waiting for it to end …`);
  try {
    await withLock(
      places.lock,
      async (lock) => {
        for (const step of STEPS) await step({ places, lock, say, interrupt });
      },
      { onWait, interrupt },
    );
  } catch (error) {
    throw diagnoseError(error, places.root);
  }
}
