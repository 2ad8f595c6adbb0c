// A step is done when its stamp says so. The stamp holds a hash of all that the step depends on and is
// written last, whole or not at all: a step killed half-way has no stamp and is done again.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * @param {unknown[]} parts anything that JSON can write
 * @returns {string} 64 hexadecimal digits
 */
export function fingerprint(...parts) {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/**
 * The names and contents of files and of all files in folders.
 * @param {string} root names are taken relative to it, so that moving the project changes nothing
 * @param {string[]} entries files or folders; one that does not exist counts as absent
 * @returns {string[][]} [name, hash] pairs in the order of names
 */
export function contents(root, entries) {
  return entries
    .flatMap((entry) => filesIn(path.join(root, entry)))
    .sort()
    .map((file) => [path.relative(root, file).split(path.sep).join('/'), hashOf(file)]);
}

/** @param {string} file */
const hashOf = (file) => createHash('sha256').update(fs.readFileSync(file)).digest('hex');

/** @param {string} entry @returns {string[]} */
function filesIn(entry) {
  const kind = fs.statSync(entry, { throwIfNoEntry: false });
  if (!kind) return [];
  if (!kind.isDirectory()) return [entry];
  return fs.readdirSync(entry).flatMap((name) => filesIn(path.join(entry, name)));
}

/**
 * @param {string} file
 * @returns {string | undefined} the text, or undefined if there is no such file
 */
export function readIfThere(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * Writes a file so that it is never seen half-written.
 * @param {string} file its folder is made if need be
 * @param {string} text
 */
export function writeWhole(file, text) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const fresh = `${file}.${process.pid}.new`;
  fs.writeFileSync(fresh, text);
  fs.renameSync(fresh, file);
}
