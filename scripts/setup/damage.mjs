// Files that were there when a step was done and are now missing or cut short. A stamp cannot know of them: it vouches
// for what a step was made of, and what happens to its result later is another thing.
import fs from 'node:fs';
import path from 'node:path';
import { readIfThere, writeWhole } from './stamps.mjs';

/** The packages that run when a notebook does. tfjs-node is not among them: `.ci/native` changes it on purpose. */
const RUNNING = [
  'tslab',
  'zeromq',
  'typescript',
  'plotly.js-dist',
  '@tensorflow/tfjs',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-layers',
  '@tensorflow/tfjs-backend-cpu',
  '@tensorflow/tfjs-backend-wasm',
];

/** @param {string} modules node_modules */
const listOf = (modules) => path.join(modules, '.carry-sizes.json');

/** @param {string} file @param {number} size @returns {boolean} */
const isWhole = (file, size) => fs.statSync(file, { throwIfNoEntry: false })?.size === size;

/** Writes down how large each file of these packages is. @param {string} modules node_modules */
export function noteSizes(modules) {
  /** @type {Record<string, number>} */
  const sizes = {};
  for (const name of RUNNING) {
    const folder = path.join(modules, name);
    if (!fs.existsSync(folder)) continue;
    for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(entry.parentPath, entry.name);
      sizes[path.relative(modules, file).split(path.sep).join('/')] = fs.statSync(file).size;
    }
  }
  writeWhole(listOf(modules), JSON.stringify(sizes));
}

/**
 * @param {string} modules node_modules
 * @returns {string | undefined} the first file that is not as it was installed
 */
export function damagedPackage(modules) {
  const text = readIfThere(listOf(modules));
  if (text === undefined) return undefined;
  const sizes = /** @type {Record<string, number>} */ (JSON.parse(text));
  const found = Object.entries(sizes).find(([name, size]) => !isWhole(path.join(modules, name), size));
  return found && `node_modules/${found[0]}`;
}

/**
 * pip leaves a list of each package's files with their sizes.
 * @param {string} venv
 * @returns {string | undefined} the first file that is not as it was installed
 */
export function damagedPython(venv) {
  const roots = [path.join(venv, 'Lib'), ...pythonsOf(path.join(venv, 'lib'))];
  for (const site of roots.map((root) => path.join(root, 'site-packages'))) {
    if (!fs.existsSync(site)) continue;
    for (const name of fs.readdirSync(site)) {
      if (!name.endsWith('.dist-info')) continue;
      for (const line of (readIfThere(path.join(site, name, 'RECORD')) ?? '').split('\n')) {
        // Lines without a size are files that Python makes by itself.
        const [, file = '', size] = /^([^",]+),[^,]*,(\d+)\s*$/.exec(line) ?? [];
        if (size !== undefined && !isWhole(path.join(site, file), Number(size)))
          return path.relative(path.dirname(venv), path.join(site, file)).split(path.sep).join('/');
      }
    }
  }
  return undefined;
}

/** @param {string} lib @returns {string[]} `lib/python3.12` */
const pythonsOf = (lib) =>
  fs.existsSync(lib)
    ? fs
        .readdirSync(lib)
        .filter((name) => name.startsWith('python'))
        .map((name) => path.join(lib, name))
    : [];
