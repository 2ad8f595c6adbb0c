// Compiles lib/src into lib/dist, and against the result the checks and pictures that stand beside the notebooks, which
// notebooks import as carry/exercises and carry/pictures. The new folder replaces the old one only when the compiler is content,
// so that a broken edit never takes away the library that the notebooks are using.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { libraryFingerprint, stampOf } from './setup/library.mjs';
import { places } from './setup/places.mjs';

// `npm install` by hand builds the library, so that `import 'carry'` works in any editor. In a set-up, building is a step of
// its own, with a sentence for its failure; and without the compiler (--omit=dev) there is nothing to build with.
const byNpm = process.argv.includes('--by-npm');
const { root, library, libraryStamp } = places();
const dist = path.dirname(libraryStamp);
const fresh = path.join(library, `dist.${process.pid}`);
// By its path: node_modules/.bin/tsc is the older compiler that tslab brings along.
const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
if (byNpm && (process.env['CARRY_SET_UP'] || !fs.existsSync(tsc))) process.exit();

// Taken first: an edit made while the compiler runs must not count as built.
const sources = libraryFingerprint(root);
const compiled = compile('-p', 'lib', '--outDir', fresh) && compileBesideNotebooks();
if (compiled) {
  for (const part of ['.', 'checks', 'pictures']) refuseDefaultImport(path.join(fresh, part, 'index.d.ts'));
  fs.writeFileSync(path.join(fresh, path.basename(libraryStamp)), stampOf(sources, fresh));
  fs.rmSync(dist, { recursive: true, force: true });
  fs.renameSync(fresh, dist);
} else {
  fs.rmSync(fresh, { recursive: true, force: true });
  process.exitCode = 1;
}

/** @param {string[]} options @returns {boolean} whether the compiler is content */
function compile(...options) {
  const { status } = spawnSync(process.execPath, [tsc, ...options], { cwd: root, stdio: 'inherit' });
  return status === 0;
}

/** There `carry` is the library that has just been built, and not the one that it is to replace. */
function compileBesideNotebooks() {
  const sources = ['checks', 'pictures']
    .map((name) => path.join(root, 'notebooks', name))
    .filter((folder) => fs.existsSync(folder));
  if (sources.length === 0) return true;
  const config = path.join(fresh, 'tsconfig.json');
  const compilerOptions = {
    rootDir: path.join(root, 'notebooks'),
    outDir: '.',
    paths: { carry: ['./index.d.ts'] },
  };
  fs.writeFileSync(
    config,
    JSON.stringify({ extends: '../tsconfig.json', compilerOptions, include: sources, exclude: [] }),
  );
  const content = compile('-p', config, '--outDir', fresh);
  fs.rmSync(config);
  return content;
}

/**
 * Without it the compiler takes `import carry from 'carry'` for the whole module, as it is with other packages, and the
 * value is undefined. The compiled JavaScript has this mark already.
 * @param {string} types
 */
function refuseDefaultImport(types) {
  if (fs.existsSync(types)) fs.appendFileSync(types, 'export declare const __esModule: true;\n');
}
