// The library: lib/src, and the checks and pictures beside the notebooks, compiled into lib/dist whenever its content is not what dist was made of.
import fs from 'node:fs';
import path from 'node:path';
import { diagnoseBuild } from './diagnose.mjs';
import { withLock } from './lock.mjs';
import { installPackages } from './packages.mjs';
import { places as placesIn } from './places.mjs';
import { capture, timed } from './run.mjs';
import { contents, fingerprint, readIfThere } from './stamps.mjs';

/**
 * A hash of all that lib/dist is made from; scripts/build.mjs leaves it beside the result.
 * @param {string} root
 */
export function libraryFingerprint(root) {
  const made = [
    ...['lib/src', 'notebooks/checks', 'notebooks/pictures'],
    ...['lib/tsconfig.json', 'tsconfig.json', 'scripts/build.mjs', 'node_modules/typescript/package.json'],
  ];
  return fingerprint(contents(root, made));
}

/**
 * What vouches for a built library: what it was made from, and each of its files.
 * @param {string} sources the fingerprint of the sources
 * @param {string} dist where it lies
 */
export const stampOf = (sources, dist) =>
  fingerprint(
    sources,
    contents(dist, ['.']).filter(([name]) => name !== '.carry-stamp'),
  );

/** @param {import('./run.mjs').Context} context */
export async function buildLibrary(context) {
  const { root, libraryStamp } = context.places;
  if (readIfThere(libraryStamp) === stampOf(libraryFingerprint(root), path.dirname(libraryStamp))) return;
  await timed(context, 'Building the library', async () => {
    const script = path.join(root, 'scripts', 'build.mjs');
    const { status, output } = await capture(context, process.execPath, [script]);
    if (status !== 0) throw diagnoseBuild(output, root);
  });
}

/**
 * For a command that uses the library and needs nothing else of the set-up: what it runs is what the sources say.
 * @param {(line: string) => void} say
 * @param {AbortSignal} interrupt
 */
export async function ensureLibrary(say, interrupt) {
  const places = placesIn();
  const work = async (/** @type {import('./lock.mjs').Lock} */ lock) => {
    const context = { places, lock, say, interrupt };
    // In a fresh clone there is nothing yet to compile it with.
    if (!fs.existsSync(path.join(places.modules, 'typescript'))) await installPackages(context);
    await buildLibrary(context);
  };
  await withLock(places.lock, work, { interrupt });
}
