// The npm packages: exactly those of package-lock.json, by `npm ci`.
import fs from 'node:fs';
import path from 'node:path';
import { failures } from './failures.mjs';
import { ask, capture, timed } from './run.mjs';
import { damagedPackage, noteSizes } from './damage.mjs';
import { diagnose } from './diagnose.mjs';
import { fingerprint, readIfThere, writeWhole } from './stamps.mjs';

/** @typedef {import('./run.mjs').Context} Context */
/** @typedef {{ version?: string, link?: boolean, optional?: boolean }} Entry */

/** @param {Context} context */
export async function installPackages(context) {
  const { packageLock, packagesStamp, modules } = context.places;
  const lock = fs.readFileSync(packageLock, 'utf8');
  // Native packages differ between systems that share a folder (Windows and its Linux, for one).
  const wanted = fingerprint(lock, process.platform, process.arch);
  const damaged = damagedPackage(modules);
  if (damaged !== undefined)
    context.say(`${damaged} is missing or damaged: the npm packages are installed anew.`);
  else if (readIfThere(packagesStamp) === wanted) return;
  // Somebody may have run npm by hand. npm writes its own record of node_modules last, as we do ours.
  const installed = readIfThere(path.join(modules, '.package-lock.json'));
  const stamped = fs.existsSync(packagesStamp);
  if (damaged !== undefined || stamped || installed === undefined || !agrees(lock, installed)) {
    fs.rmSync(packagesStamp, { force: true });
    await timed(context, 'Installing the npm packages', () => npmCi(context));
  }
  noteSizes(modules);
  writeWhole(packagesStamp, wanted);
}

/**
 * Does what npm has installed agree with what the lock file asks for?
 * @param {string} lock package-lock.json
 * @param {string} installed node_modules/.package-lock.json
 * @returns {boolean}
 */
export function agrees(lock, installed) {
  /** @type {Record<string, Entry>} */
  const asked = JSON.parse(lock).packages;
  /** @type {Record<string, Entry>} */
  const there = JSON.parse(installed).packages;
  return Object.entries(asked).every(
    ([name, entry]) => name === '' || entry.optional || there[name]?.version === entry.version,
  );
}

/** @param {Context} context */
async function npmCi(context) {
  const [command, ...first] = npm();
  const shell = command === 'npm.cmd';
  const env = fewRetries([command, ...first]);
  if (env === undefined && !shell) throw failures.npmMissing();
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const { status, output } = await capture(context, command, [...first, ...args], {
    env: { ...env, CARRY_SET_UP: '1' },
    shell,
  });
  if (status !== 0) throw diagnose('npm packages', output, context.places.root);
}

/**
 * npm's own two retries wait 10 and 60 s; they are kept only if the reader chose a number.
 * @param {[string, ...string[]]} npm how it is called
 * @returns {NodeJS.ProcessEnv | undefined} what to add to its environment; undefined if it does not answer
 */
function fewRetries([command, ...first]) {
  const configured = ask(command, [...first, 'config', 'get', 'fetch-retries']);
  if (configured !== '2') return configured === undefined ? undefined : {};
  return { npm_config_fetch_retries: '1', npm_config_fetch_retry_mintimeout: '1000' };
}

/**
 * How to call npm: through the one that runs us, if any, so that its settings hold (and so that Windows,
 * where npm is a batch file, needs no shell).
 * @returns {[string, ...string[]]}
 */
export function npm() {
  const cli = process.env['npm_execpath'];
  if (cli && path.basename(cli) === 'npm-cli.js') return [process.execPath, cli];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}
