// The steps of `npm run native`, and what it says of them. Whatever happens, the course goes on: without the
// binding it computes with WebAssembly.
import fs from 'node:fs';
import { diagnoseError } from '../setup/diagnose.mjs';
import { explain, Interrupted } from '../setup/failures.mjs';
import { withLock } from '../setup/lock.mjs';
import { installPackages } from '../setup/packages.mjs';
import { places as placesIn } from '../setup/places.mjs';
import { interruptSignal } from '../setup/signals.mjs';
import { installBinding, removePackage } from './binding.mjs';
import { checkMachine } from './machine.mjs';
import { nativePlaces } from './nativePlaces.mjs';
import { probe } from './probe.mjs';
import { fetchTensorFlow } from './tensorflow.mjs';

/** @typedef {import('../setup/run.mjs').Context & { native: import('./nativePlaces.mjs').NativePlaces }} NativeContext */

const HELP = `npm run native [-- --remove]

Builds the native TensorFlow binding where its download is refused: on Linux, with a C++ compiler and pip.
  --remove   takes it away again`;

const PLAN = `Building the native TensorFlow binding. This installs, inside this folder only:
  TensorFlow's libraries out of pip's tensorflow-cpu: about 275 MB to download, 860 MB on disk, in .venv-native
  the npm package @tensorflow/tfjs-node with what it needs: about 15 MB, in node_modules
  its binding, compiled here: under 1 MB, about half a minute
"npm run native -- --remove" takes all of it away again.`;

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function main(args) {
  const say = (/** @type {string} */ line) => console.log(line);
  const places = placesIn();
  const native = nativePlaces(places.root);
  if (args.some((arg) => arg !== '--remove')) {
    say(HELP);
    return args.includes('--help') ? 0 : 2;
  }
  try {
    const interrupt = interruptSignal();
    await withLock(places.lock, async (lock) => {
      const context = { places, native, lock, say, interrupt };
      if (args.includes('--remove')) remove(context);
      else await build(context);
    });
    return 0;
  } catch (error) {
    console.error(explain(diagnoseError(error, places.root)));
    if (error instanceof Interrupted) return 130;
    console.error('Without the native binding the course computes with WebAssembly: the same, more slowly.');
    return 1;
  }
}

/** @param {NativeContext} context */
async function build(context) {
  const { say } = context;
  await installPackages(context);
  const before = probe(context.places.root);
  if (before.works) return say(`The native binding works already, with TensorFlow ${before.version}.`);
  checkMachine();
  say(PLAN);
  const hadPackage = fs.existsSync(context.native.package);
  try {
    await fetchTensorFlow(context);
    await installBinding(context);
    const { works, version, reason } = probe(context.places.root);
    if (!works) throw new Error(`The binding was built, but does not load: ${reason}`);
    say(`The native binding works, with TensorFlow ${version}.`);
  } catch (error) {
    if (!hadPackage) removePackage(context);
    throw error;
  }
}

/** @param {NativeContext} context */
function remove(context) {
  removePackage(context);
  fs.rmSync(context.native.folder, { recursive: true, force: true });
  context.say('The native binding is gone: the course computes with WebAssembly.');
}
