// Under which licenses stands what the site carries of others: the list is docs/licenses.md, the texts are in the packages.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** @typedef {{ name: string, license: string }} Listed */

/** What is copied into the site, or made smaller by a way of our own, and so seen by no bundler. */
export const COPIED = [
  'katex',
  'plotly.js-dist',
  'typescript',
  ...['tfjs', 'tfjs-backend-wasm'].map((name) => `@tensorflow/${name}`),
  // Inside of TensorFlow.js's own bundle.
  ...['core', 'layers', 'converter', 'data', 'backend-cpu', 'backend-webgl'].map(
    (name) => `@tensorflow/tfjs-${name}`,
  ),
  ...['core-js', 'long', 'regenerator-runtime', 'seedrandom'],
];

/** The packages of the list, in its order. @param {string} root the project's folder @returns {Listed[]} */
export const listedPackages = (root) =>
  fs
    .readFileSync(path.join(root, 'docs/licenses.md'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      const [, names, license = ''] = /^\| (`[^|]+`) +\| ([\w. -]+?) +\|/.exec(line) ?? [];
      return [...(names ?? '').matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({ name, license }));
    });

/**
 * The packages of which something is in a script of the site, as its bundler sees it.
 * @param {string} root
 * @returns {Promise<string[]>}
 */
export async function bundledPackages(root) {
  const folders = ['docs/assets', 'docs/live', 'docs/playground'];
  const scripts = folders.flatMap((folder) =>
    fs
      .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /(?<!\.d)\.ts$/.test(name))
      .map((name) => path.join(root, folder, name)),
  );
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: scripts,
    outdir: 'nowhere',
    bundle: true,
    write: false,
    metafile: true,
    logLevel: 'error',
    // The compiler is large, and known: it is among what is copied. The library is ours.
    external: ['node:*', 'worker:*', 'typescript', 'carry', 'carry/*'],
    define: { CARRY_TYPES: '[]' },
  });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? packageOf(file) : [])),
  );
  return [...new Set(used)].sort();
}

/** The package to which a file belongs. @param {string} file @returns {string[]} */
const packageOf = (file) => file.match(/(?<=node_modules\/)(?:@[^/]+\/)?[^/]+(?=\/(?!.*node_modules))/) ?? [];

/**
 * The license of a package, as it gives it: a file, or the end of its README, or, for Apache's, which is everywhere the
 * same, its name.
 * @param {string} root @param {Listed} listed
 */
function textOf(root, { name, license }) {
  const folder = path.join(root, 'node_modules', name);
  const file = fs.readdirSync(folder).find((each) => /^(?:licen[cs]e|copying)/i.test(each));
  if (file) return fs.readFileSync(path.join(folder, file), 'utf8').trim();
  const readme = fs.readFileSync(path.join(folder, 'README.md'), 'utf8');
  const [, text] = /^LICENSE.*\n-+\n([\s\S]+)$/m.exec(readme) ?? [];
  if (text !== undefined) return text.trim();
  if (license.startsWith('Apache-2.0'))
    return 'Apache License, Version 2.0: its text stands below, with typescript.';
  throw new Error(`the package ${name} holds no text of its license`);
}

/** Every text, for the site. @param {string} root */
export function licenseTexts(root) {
  return listedPackages(root)
    .map((listed) => {
      const { version } = JSON.parse(
        fs.readFileSync(path.join(root, 'node_modules', listed.name, 'package.json'), 'utf8'),
      );
      return `${listed.name} ${version} (${listed.license})\n\n${textOf(root, listed)}\n`;
    })
    .join(`\n${'='.repeat(80)}\n\n`);
}
