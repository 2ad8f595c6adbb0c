// Bundles what a notebook page loads when it is run: the kernel, the editor, the checker, TensorFlow.js, data files.
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

/** Where `carry/exercises` and `carry/pictures` come from, the newer place first. */
const SOURCES = {
  'carry/exercises': ['notebooks/checks/index.ts', 'lib/src/exercises/index.ts'],
  'carry/pictures': ['notebooks/pictures/index.ts'],
};

/** The types that `carry` and its companions export: a cell may import them, and nothing of them is left. @param {string} root */
function typeNames(root) {
  const names = new Set();
  for (const folder of ['lib/src', 'notebooks/checks', 'notebooks/pictures']) {
    if (!fs.existsSync(path.join(root, folder))) continue;
    for (const file of fs.readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const text = fs.readFileSync(path.join(root, folder, file), 'utf8');
      for (const [, name] of text.matchAll(/^export (?:interface|type) (\w+)/gm)) names.add(name);
    }
  }
  return [...names].sort();
}

/** The library asks Node for modules by their names; in the worker the kernel is asked. @type {import('esbuild').Plugin} */
const importsThroughKernel = {
  name: 'imports through the kernel',
  setup({ onLoad }) {
    onLoad({ filter: /tensorflow[\\/]backend\.ts$/ }, ({ path: file }) => {
      const text = fs.readFileSync(file, 'utf8');
      const contents = text.replace(/\bimport\((?:\/\*.*?\*\/)?\s*name\)/, 'globalThis.carryImport(name)');
      if (contents === text) throw new Error(`${file} loads TensorFlow.js in another way than expected`);
      return { contents, loader: 'ts' };
    });
  },
};

/** Parts of sucrase for other languages than TypeScript, for older modules, and for the checks of its options. */
const UNUSED = [
  ...['plugins/flow', 'plugins/jsx/index', 'plugins/jsx/xhtml'].map((name) => `parser/${name}`),
  ...['Flow', 'JSX', 'JestHoist', 'ReactDisplayName', 'ReactHotLoader', 'CJSImport'].map(
    (name) => `transformers/${name}Transformer`,
  ),
  ...['CJSImportProcessor', 'computeSourceMap', 'Options'],
];

/** Cells are TypeScript alone: of what they never call only the names are left. @type {import('esbuild').Plugin} */
const typescriptAlone = {
  name: 'typescript alone',
  setup({ onLoad }) {
    onLoad({ filter: /sucrase[\\/]dist[\\/]esm[\\/].*\.js$/ }, ({ path: file }) => {
      const name = file.split(path.sep).join('/').split('dist/esm/')[1]?.replace(/\.js$/, '') ?? '';
      if (!UNUSED.includes(name)) return undefined;
      const text = fs.readFileSync(file, 'utf8');
      const names = [...text.matchAll(/^\s*export (?:function|class|const) (\w+)/gm)].map(([, each]) => each);
      const contents = [
        ...names.map((each) => `export function ${each}() {}`),
        /export default/.test(text) ? 'export default class {}' : '',
      ];
      return { contents: contents.join('\n'), loader: 'js' };
    });
  },
};

/**
 * @param {string} root the project's folder
 * @returns {Promise<string>} the script of the worker
 */
export async function bundleKernel(root) {
  const live = path.join(root, 'docs/live');
  const found = Object.entries(SOURCES).map(([name, places]) => {
    const place = places.map((each) => path.join(root, each)).find((each) => fs.existsSync(each));
    return [name, place ?? path.join(live, 'kernel/empty.ts')];
  });
  const node = path.join(live, 'kernel/node');
  const result = await build({
    entryPoints: [path.join(live, 'kernel/worker.ts')],
    bundle: true,
    minify: true,
    // Names of functions and classes are what a reader sees of them in a printed value.
    keepNames: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
    define: { CARRY_TYPES: JSON.stringify(typeNames(root)) },
    alias: {
      ...Object.fromEntries(found),
      carry: path.join(root, 'lib/src/index.ts'),
      'node:fs/promises': path.join(node, 'promises.ts'),
      'node:fs': path.join(node, 'fs.ts'),
      'node:path': path.join(node, 'path.ts'),
      'node:crypto': path.join(node, 'crypto.ts'),
    },
    plugins: [importsThroughKernel, typescriptAlone],
  });
  return result.outputFiles[0]?.text ?? '';
}

/** The editor's script; it says `carryEditor = …`. @param {string} root @returns {Promise<string>} */
export const bundleEditor = (root) => bundleScript(path.join(root, 'docs/live/editor/editor.ts'));

/** @param {string} entry @returns {Promise<string>} */
export async function bundleScript(entry) {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'error',
  });
  return result.outputFiles[0]?.text ?? '';
}

/**
 * The checker's worker, and the types it knows: those of the language, of the library and of the kernel's surroundings,
 * and, apart, those of TensorFlow.js.
 * @param {string} root
 * @returns {Promise<{ script: string, types: Record<string, string>, tensorflowTypes: Record<string, string> }>}
 */
export async function bundleChecker(root) {
  const checker = path.join(root, 'docs/live/checker');
  const cached = path.join(root, 'node_modules/.cache/carry', `checker-${await fingerprintOf(checker)}.js`);
  if (!fs.existsSync(cached)) {
    // The compiler is large: it is bundled once for each version.
    const script = await bundleScript(path.join(checker, 'checker.ts'));
    fs.mkdirSync(path.dirname(cached), { recursive: true });
    fs.writeFileSync(`${cached}.${process.pid}`, script);
    fs.renameSync(`${cached}.${process.pid}`, cached);
  }
  const { default: ts } = await import('typescript');
  const language = path.dirname(ts.getDefaultLibFilePath({}));
  /** @type {Record<string, string>} */
  const types = { '/ambient.d.ts': fs.readFileSync(path.join(checker, 'ambient.d.ts.txt'), 'utf8') };
  const wanted = ['lib.es2023.d.ts'];
  for (const name of wanted) {
    const text = fs.readFileSync(path.join(language, name), 'utf8');
    types[`/lib/${name}`] = text;
    for (const [, other] of text.matchAll(/<reference lib="([^"]+)"/g)) {
      const file = `lib.${other}.d.ts`;
      if (!wanted.includes(file)) wanted.push(file);
    }
  }
  const dist = path.join(root, 'lib/dist');
  if (!fs.existsSync(path.join(dist, 'index.d.ts')))
    throw new Error('lib/dist is missing, whose types the checker needs: node scripts/build.mjs makes it');
  const declarations = [dist, path.join(root, 'lib/exercises'), path.join(root, 'lib/pictures')];
  for (const folder of declarations) {
    if (!fs.existsSync(folder)) continue;
    for (const name of fs.readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (!/\.d\.ts$|package\.json$/.test(name)) continue;
      const inside = path.relative(path.join(root, 'lib'), path.join(folder, name)).split(path.sep).join('/');
      types[`/node_modules/carry/${inside}`] = fs.readFileSync(path.join(folder, name), 'utf8');
    }
  }
  types['/node_modules/carry/package.json'] = fs.readFileSync(path.join(root, 'lib/package.json'), 'utf8');
  return { script: fs.readFileSync(cached, 'utf8'), types, tensorflowTypes: typesOfTensorFlow(ts, root) };
}

/** @param {string} folder */
async function fingerprintOf(folder) {
  const { createHash } = await import('node:crypto');
  const { version } = (await import('typescript')).default;
  const hash = createHash('sha256').update(version);
  for (const name of fs.readdirSync(folder).sort()) hash.update(fs.readFileSync(path.join(folder, name)));
  return hash.digest('hex').slice(0, 12);
}

/** Every file of types that TensorFlow.js needs. @param {typeof import('typescript')} ts @param {string} root */
function typesOfTensorFlow(ts, root) {
  const options = {
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    types: [],
    noLib: true,
  };
  const entry = path.join(root, 'node_modules/@tensorflow/tfjs/dist/index.d.ts');
  const program = ts.createProgram([entry], options);
  /** @type {Record<string, string>} */
  const types = {};
  for (const { fileName, text } of program.getSourceFiles()) {
    const [, inside] = /node_modules\/(@tensorflow\/.*)$/.exec(fileName.replaceAll('\\', '/')) ?? [];
    if (inside) types[`/node_modules/${inside}`] = text.replace(/\/\*[\s\S]*?\*\//g, '');
  }
  for (const file of Object.keys(types)) {
    const [folder = ''] = /^\/node_modules\/@tensorflow\/[^/]+/.exec(file) ?? [];
    const manifest = path.join(root, folder.slice(1), 'package.json');
    types[`${folder}/package.json`] ??= fs.readFileSync(manifest, 'utf8');
  }
  return types;
}
