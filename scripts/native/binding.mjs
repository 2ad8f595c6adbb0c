// The npm package and its binding: compiled in a folder of its own, put into place whole.
import fs from 'node:fs';
import path from 'node:path';
import { failures } from '../setup/failures.mjs';
import { run, timed } from '../setup/run.mjs';
import { fewRetries, npm } from '../setup/packages.mjs';
import { TFJS_NODE } from './nativePlaces.mjs';

/** @typedef {import('./main.mjs').NativeContext} NativeContext */

const LEFT_OUT =
  'npm left it out without a word, as it does with an optional package that it cannot fetch: check the connection.';

/** @param {NativeContext} context */
export async function installBinding(context) {
  const { native } = context;
  await installPackage(context);
  if (!fs.existsSync(native.binding)) await timed(context, 'Compiling the binding', () => compile(context));
  fs.rmSync(native.deps, { recursive: true, force: true });
  fs.symlinkSync(path.relative(native.package, native.tensorflow), native.deps);
  copyWhole(native.binding, native.installedBinding);
}

/**
 * Adds the package to node_modules and leaves everything else there, and both package files, as they are.
 * Its own install script is the one that would download.
 * @param {NativeContext} context
 */
async function installPackage(context) {
  const { package: folder } = context.native;
  const manifest = path.join(folder, 'package.json');
  if (fs.existsSync(manifest) && JSON.parse(fs.readFileSync(manifest, 'utf8')).version === TFJS_NODE) return;
  const [command, ...first] = npm();
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const args = ['install', '--no-save', '--ignore-scripts', ...quiet, `@tensorflow/tfjs-node@${TFJS_NODE}`];
  await timed(context, 'Installing the npm package', () =>
    run(context, 'npm package', command, [...first, ...args], { env: fewRetries([command, ...first]) ?? {} }),
  );
  if (!fs.existsSync(manifest)) throw failures.stepFailed('npm package', LEFT_OUT);
}

/** @param {NativeContext} context */
async function compile(context) {
  const { native } = context;
  const { workshop } = native;
  fs.rmSync(workshop, { recursive: true, force: true });
  fs.cpSync(native.package, workshop, { recursive: true, filter: (from) => !/\/(deps|lib)$/.test(from) });
  try {
    fs.symlinkSync(path.relative(workshop, native.tensorflow), path.join(workshop, 'deps'));
    const args = [native.preGyp, 'install', '--build-from-source', '--directory', workshop, ...headers()];
    await run(context, 'compiling the binding', process.execPath, args);
    copyWhole(path.join(workshop, path.relative(native.package, native.installedBinding)), native.binding);
  } finally {
    fs.rmSync(workshop, { recursive: true, force: true });
  }
}

/** Node's headers usually lie beside Node; then they need not be downloaded. */
function headers() {
  const prefix = path.resolve(fs.realpathSync(process.execPath), '../..');
  return fs.existsSync(path.join(prefix, 'include', 'node', 'node_api.h')) ? [`--nodedir=${prefix}`] : [];
}

/** @param {string} from @param {string} to */
function copyWhole(from, to) {
  fs.mkdirSync(path.dirname(to), { recursive: true });
  const fresh = `${to}.${process.pid}.new`;
  fs.copyFileSync(from, fresh);
  fs.renameSync(fresh, to);
}

/** Takes the package away, unless its binding is not one of ours. @param {NativeContext} context */
export function removePackage({ native }) {
  const downloaded = fs.existsSync(native.deps) && !fs.lstatSync(native.deps).isSymbolicLink();
  if (!downloaded) fs.rmSync(native.package, { recursive: true, force: true });
}
