// .venv: a Python environment of our own with JupyterLab in it.
import fs from 'node:fs';
import path from 'node:path';
import { damagedPython } from './damage.mjs';
import { findMaker } from './python.mjs';
import { divide } from './locked.mjs';
import { ask, capture, run, timed } from './run.mjs';
import { failures } from './failures.mjs';
import { diagnose } from './diagnose.mjs';
import { fingerprint, readIfThere, writeWhole } from './stamps.mjs';

/** @typedef {import('./run.mjs').Context} Context */

/** The environment's stamp if it were made now: what goes into it, and the Python that it has. */
const wanted = (/** @type {Context} */ { places: { requirements, requirementsLock, python } }) =>
  fingerprint(
    fs.readFileSync(requirements, 'utf8'),
    fs.readFileSync(requirementsLock, 'utf8'),
    ask(python, ['--version']),
  );

/** @param {Context} context */
function isMade(context) {
  const stamp = readIfThere(context.places.venvStamp);
  return stamp !== undefined && stamp === wanted(context);
}

/**
 * Comes first of all steps, so that nobody waits for npm only to hear that Python is missing.
 * @param {Context} context
 */
export async function requirePython(context) {
  if (!isMade(context)) findMaker();
}

/** @param {Context} context */
export async function makeEnvironment(context) {
  const { venv, venvStamp } = context.places;
  const damaged = damagedPython(venv);
  if (damaged !== undefined) context.say(`${damaged} is missing or damaged: .venv is made anew.`);
  else if (isMade(context)) return;
  const maker = findMaker();
  await timed(context, `Making .venv (${maker.name})`, async () => {
    fs.rmSync(venv, { recursive: true, force: true });
    const { status, output } = await capture(context, maker.command, [...maker.args, venv]);
    if (/ensurepip is not available/.test(output)) throw failures.venvMissing(maker.name.slice(7));
    if (status !== 0) throw diagnose('Python environment', output, context.places.root);
  });
  await timed(context, 'Installing JupyterLab', () => pipInstall(context));
  writeWhole(venvStamp, wanted(context));
}

/**
 * Each file is checked against its hash in requirements.lock. Where the lock does not know this machine's file of some
 * packages, a second call takes these by their version, and what only this system needs.
 * @param {Context} context
 */
async function pipInstall(context) {
  const { python, requirements, requirementsLock, venv } = context.places;
  const [lockedFile, versionsFile] = [path.join(venv, 'locked.txt'), path.join(venv, 'versions.txt')];
  const { hashed, versions, whole } = divide(fs.readFileSync(requirementsLock, 'utf8'), tagsOf(python));
  fs.writeFileSync(lockedFile, hashed.join('\n'));
  fs.writeFileSync(versionsFile, versions.join('\n'));
  const args = ['-m', 'pip', 'install', '--no-input', '--prefer-binary', '--disable-pip-version-check'];
  // pip's own five retries for each package make a closed network look like a hang.
  const chosen =
    process.env['PIP_RETRIES'] || /retries=/.test(ask(python, ['-m', 'pip', 'config', 'list']) ?? '');
  const retries = chosen ? [] : ['--retries', '1'];
  // A reader's `user = true` in pip.conf cannot hold inside an environment.
  const install = (/** @type {string[]} */ ...what) =>
    run(context, 'JupyterLab', python, [...args, ...retries, ...what], { env: { PIP_USER: '0' } });
  await install('--require-hashes', '--no-deps', '-r', lockedFile);
  if (!whole) await install('-r', requirements, '-c', versionsFile);
}

/** Which kinds of file does it take? @param {string} python @returns {string[]} */
const tagsOf = (python) =>
  ask(python, ['-c', 'from pip._vendor.packaging.tags import sys_tags; print(*sys_tags())'])?.split(' ') ??
  [];
