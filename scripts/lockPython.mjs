// Makes scripts/setup/requirements.lock anew: what pip chooses today, on this machine, for requirements.txt.
import { execFileSync } from 'node:child_process';
import { styleText } from 'node:util';
import { places } from './setup/places.mjs';
import { readIfThere, writeWhole } from './setup/stamps.mjs';

/** @typedef {{ metadata: { name: string, version: string }, download_info: { url: string, archive_info: { hashes: { sha256: string } } } }} Chosen */

const HEADER = `# Every Python package of the environment, with the SHA-256 of the file that was tested. Made by: node scripts/lockPython.mjs
# Behind a # stand the kinds of Python and system that a file is for; a file without them is for all. Older Pythons take what
# pip finds for them.
`;

const { python, requirements, requirementsLock } = places();
const options = ['install', '--dry-run', '--ignore-installed', '-qq', '--report', '-', '-r', requirements];
const report = execFileSync(python, ['-m', 'pip', ...options], { encoding: 'utf8', maxBuffer: 2 ** 28 });
const before = (readIfThere(requirementsLock) ?? '').split('\n');
const chosen = /** @type {Chosen[]} */ (JSON.parse(report).install);
const lines = chosen.map(line).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
writeWhole(requirementsLock, `${HEADER}${lines.join('\n')}\n`);
console.log(styleText('green', `${lines.length} packages locked.`));

/** @param {Chosen} chosen */
function line({ metadata: { name, version }, download_info: { url, archive_info } }) {
  // anyio-4.15.1-py3-none-any.whl: a wheel's name ends with the Python, its binary interface and the system.
  const kind = /-([^-]+-[^-]+-[^-]+)\.whl$/.exec(url)?.[1];
  if (kind === undefined) throw new Error(`${name} came as ${url}: only wheels are locked.`);
  const tag = kind.endsWith('-none-any') ? '' : ` # ${kind}`;
  const hash = ` --hash=sha256:${archive_info.hashes.sha256}`;
  // A line that knows this file stays: it may have been given the hashes of other systems' files by hand.
  const kept = before.find((old) => old.startsWith(`${name}==${version} `) && old.includes(hash));
  return kept ?? `${name}==${version} ; python_version >= "3.11"${hash}${tag}`;
}
