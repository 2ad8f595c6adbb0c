// The playground: TypeScript that runs the library itself in the browser, bundled into one script for each page.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** The most that the script of one page may weigh, compressed, in bytes. */
const HEAVIEST_SCRIPT = 150_000;
/** The most that the first page may load to be alive, beside what every page loads. */
const HEAVIEST_HERO = 45_000;

/** @typedef {import('./checks.mjs').Check} Check */
/** @typedef {{ name: string, title: string, summary: string, body: string }} PlaygroundPage */

/** The pages of the playground: each .html with the script of the same name. @param {string} root @returns {PlaygroundPage[]} */
export function findPlayground(root) {
  const folder = path.join(root, 'docs/playground');
  if (!fs.existsSync(folder)) return [];
  const order = ['index', 'neuron', 'optimizers', 'adder'];
  return fs
    .readdirSync(folder)
    .filter((name) => name.endsWith('.html'))
    .map((file) => {
      const body = fs.readFileSync(path.join(folder, file), 'utf8');
      const title = /<h1[^>]*>(.*?)<\/h1>/.exec(body)?.[1] ?? file;
      const summary =
        /<p class="lead">([\s\S]*?)<\/p>/
          .exec(body)?.[1]
          ?.replace(/<[^>]*>/g, '')
          .replace(/\s+/g, ' ')
          .trim() ?? '';
      return { name: path.basename(file, '.html'), title, summary, body };
    })
    .sort((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
}

/**
 * Bundles a page's script. A worker is bundled first and put into the page's script as text: a page opened from a file
 * may not load a worker from another file, but it may make one from a text that it has.
 * @param {string} entry
 * @param {boolean} [worker]
 * @returns {Promise<string>}
 */
export async function bundle(entry, worker = false) {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
    plugins: worker ? [] : [inlineWorkers],
  });
  return result.outputFiles[0]?.text ?? '';
}

/** @type {import('esbuild').Plugin} */
const inlineWorkers = {
  name: 'inline workers',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^worker:/ }, ({ path: name, resolveDir }) => ({
      path: path.resolve(resolveDir, `${name.slice('worker:'.length)}.ts`),
      namespace: 'worker',
    }));
    onLoad({ filter: /.*/, namespace: 'worker' }, async ({ path: file }) => ({
      contents: await bundle(file, true),
      loader: 'text',
    }));
  },
};

/**
 * @param {string} root
 * @param {string} site
 * @param {PlaygroundPage[]} pages
 * @returns {Promise<Check[]>} that the sources have the right types, and that no script is too heavy
 */
export async function writePlayground(root, site, pages) {
  const folder = path.join(root, 'docs/playground');
  const out = path.join(site, 'playground');
  fs.mkdirSync(out, { recursive: true });
  /** @type {Check[]} */
  const checks = [];
  for (const name of [...pages.map((page) => page.name), 'hero']) {
    const entry = path.join(folder, `${name}.ts`);
    if (!fs.existsSync(entry)) continue;
    const script = await bundle(entry);
    fs.writeFileSync(path.join(out, `${name}.js`), script);
    const weight = gzipSync(script).length;
    const most = name === 'hero' ? HEAVIEST_HERO : HEAVIEST_SCRIPT;
    const heavy =
      weight > most ? [`${Math.round(weight / 1000)} kB compressed, at most ${most / 1000} are allowed`] : [];
    checks.push({ name: `playground/${name}.js: weight`, problems: heavy });
  }
  return [...checks, checkTypes(root)];
}

/** The playground's own settings: the types of a browser, and none of Node's. @param {string} root @returns {Check} */
function checkTypes(root) {
  const settings = path.join(root, 'docs/playground/tsconfig.json');
  if (!fs.existsSync(settings)) return { name: 'playground: types', problems: [] };
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', settings], {
    cwd: root,
    encoding: 'utf8',
  });
  return { name: 'playground: types', problems: status === 0 ? [] : stdout.trim().split('\n') };
}
