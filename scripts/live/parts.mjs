// Writes what a notebook page loads when it is run, each part as a script that says `carryLive(name, content)`: a page
// opened from a file may load a script, but may fetch nothing.
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { exercisesOf } from '../docs/notebookPage.mjs';
import { versionOf } from '../docs/versions.mjs';
import { textOf } from '../notebooks/notebookFile.mjs';
import { bundleChecker, bundleEditor, bundleKernel } from './bundle.mjs';

/** The most that the worker may weigh, compressed, in bytes; TensorFlow.js comes apart. */
const HEAVIEST_KERNEL = 200_000;
/** Data files that are larger are no reading for a notebook. */
const LARGEST_DATA = 1_000_000;

/** @typedef {import('../notebooks/notebookFile.mjs').Notebook} Notebook */
/** @typedef {import('../docs/checks.mjs').Check} Check */

/**
 * @param {string} root the project's folder
 * @param {string} site the site's folder
 * @param {{ name: string, notebook: Notebook }[]} notebooks
 * @returns {Promise<Check[]>}
 */
export async function writeParts(root, site, notebooks) {
  const folder = path.join(site, 'assets/live');
  /** @param {string} name @param {unknown} content */
  const write = (name, content) => {
    const file = path.join(folder, `${name}.js`);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, `carryLive(${JSON.stringify(name)},${JSON.stringify(content)})`);
  };
  const kernel = await bundleKernel(root);
  write('kernel', kernel);
  for (const [name, part] of Object.entries(tensorflow(root))) write(name, part);
  for (const name of dataFiles(root)) write(name, fs.readFileSync(path.join(root, name), 'utf8'));
  const data = dataFiles(root);
  for (const { name, notebook } of notebooks)
    write(`notebooks/${name}`, { ...withoutOutputs(notebook), files: dataFilesOf(notebook, data) });
  fs.writeFileSync(path.join(folder, 'editor.js'), await bundleEditor(root));
  const { script, types, tensorflowTypes } = await bundleChecker(root);
  write('checker', script);
  write('types', types);
  write('tensorflow-types', tensorflowTypes);
  const weight = gzipSync(kernel, { level: 9 }).length;
  return [
    {
      name: 'live/kernel.js: weight',
      problems:
        weight > HEAVIEST_KERNEL
          ? [`${Math.round(weight / 1000)} kB compressed, at most ${HEAVIEST_KERNEL / 1000} are allowed`]
          : [],
    },
  ];
}

/** The scripts of TensorFlow.js, and the binary of its wasm backend. @param {string} root */
function tensorflow(root) {
  const packages = path.join(root, 'node_modules/@tensorflow');
  const read = (/** @type {string} */ file) => fs.readFileSync(path.join(packages, file));
  const withoutMap = (/** @type {Buffer} */ script) =>
    script.toString('utf8').replace(/\n\/\/# sourceMappingURL=.*\s*$/, '');
  return {
    // Where this name is not known, it is made by text that becomes code, which the page's policy forbids.
    tensorflow: { script: `var regeneratorRuntime; ${withoutMap(read('tfjs/dist/tf.min.js'))}`, data: '' },
    'tensorflow-wasm': {
      script: withoutMap(read('tfjs-backend-wasm/dist/tf-backend-wasm.min.js')),
      data: read('tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm').toString('base64'),
    },
  };
}

/** The files of `data/` that a notebook may read, by their path from the project's folder. @param {string} root */
export function dataFiles(root) {
  const folder = path.join(root, 'data');
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `data/${name.split(path.sep).join('/')}`)
    .filter((name) => /\.(?:csv|json|txt)$/.test(name))
    .filter((name) => fs.statSync(path.join(root, name)).size <= LARGEST_DATA)
    .sort();
}

/**
 * The data files that a notebook names, by file name or, among its strings, by the name without its ending.
 * @param {Notebook} notebook
 * @param {string[]} files
 */
export function dataFilesOf(notebook, files) {
  const code = notebook.cells
    .filter(({ cell_type }) => cell_type === 'code')
    .map(({ source }) => textOf(source))
    .join('\n');
  if (!/\b(?:readFile|readStudy|readData|dataFile)/.test(code)) return [];
  return files.filter((file) => {
    const base = path.posix.basename(file);
    const stem = base.replace(/\.\w+$/, '');
    // With a name that is put together, `studies/${name}.csv`, the whole folder may be meant.
    const folder = path.posix.basename(path.posix.dirname(file));
    return (
      code.includes(base) || new RegExp(`['"\`/]${stem}['"\`]`).test(code) || code.includes(`${folder}/\${`)
    );
  });
}

/** What an export needs: everything but outputs. @param {Notebook} notebook */
const withoutOutputs = (notebook) => {
  const { cells, metadata, nbformat, nbformat_minor } = notebook;
  return {
    version: versionOf(notebook),
    exercises: exercisesOf(notebook),
    cells: cells.map(({ cell_type, id, metadata: own, source }) => ({
      cell_type,
      id,
      metadata: own.tags?.length ? { tags: own.tags } : {},
      source: textOf(source),
    })),
    metadata,
    nbformat,
    nbformat_minor,
  };
};
