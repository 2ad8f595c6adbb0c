// The site in docs/site, built when anything that it is made of has changed: `npm test` builds it once, for its checks
// and for the browser's tests.
import fs from 'node:fs';
import path from 'node:path';
import { contents, fingerprint, readIfThere, writeWhole } from '../setup/stamps.mjs';
import { buildSite } from './buildSite.mjs';

/** @typedef {import('./checks.mjs').Check} Check */

/** @param {string} root */
function fingerprintOf(root) {
  const docs = fs
    .readdirSync(path.join(root, 'docs'))
    .filter((name) => name !== 'site' && name !== 'reference' && !name.startsWith('site.'));
  const made = [
    ...docs.map((name) => `docs/${name}`),
    ...[
      'notebooks',
      'lib/src',
      'data',
      'scripts/docs',
      'scripts/live',
      'scripts/notebooks',
      'scripts/jupyter',
    ],
    ...['README.md', 'CONTRIBUTING.md', 'LICENSE', 'package-lock.json', 'typedoc.json'],
    'scripts/theorem/coqText.mjs', // which the playground takes
  ];
  return fingerprint(contents(root, made));
}

/** @param {string} root */
const stampOf = (root) => path.join(root, 'node_modules/.cache/carry/site.txt');

/** @param {string} root @param {string} out @returns {Promise<Check[]>} */
export async function buildAndStamp(root, out) {
  // Taken first: an edit made while it is built must not count as built.
  const stamp = `${out}\n${fingerprintOf(root)}`;
  fs.rmSync(stampOf(root), { force: true });
  const checks = await buildSite(root, out);
  writeWhole(stampOf(root), stamp);
  return checks;
}

/** Whether docs/site is what would be built now. @param {string} root */
export function isBuilt(root) {
  const out = path.join(root, 'docs/site');
  return fs.existsSync(out) && readIfThere(stampOf(root)) === `${out}\n${fingerprintOf(root)}`;
}

/** @param {string} root the project's folder @returns {Promise<string>} the site's folder */
export async function builtSite(root) {
  const out = path.join(root, 'docs/site');
  if (!isBuilt(root)) await buildAndStamp(root, out);
  return out;
}
