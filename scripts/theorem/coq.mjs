// Runs Coq's compiler.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';

/**
 * What `coqc` says of itself.
 * @returns {string | undefined} nothing if it, or coq-interval, is not there
 */
export function findCoq() {
  const { status, stdout } = spawnSync('coqc', ['--version'], { encoding: 'utf8' });
  return status === 0 ? stdout.split('\n')[0] : undefined;
}

/**
 * The files of the library, in the order in which they need each other.
 * @param {string} proofs the folder with _CoqProject
 */
export function libraryFiles(proofs) {
  const lines = fs.readFileSync(path.join(proofs, '_CoqProject'), 'utf8').split('\n');
  return lines.filter((line) => line.startsWith('library/'));
}

/**
 * Compiles what is newer than its result, or needs something that is.
 * @param {string} proofs the folder with _CoqProject; results lie beside the sources
 * @throws Error with what Coq says
 */
export function compileLibrary(proofs) {
  let stale = false;
  for (const file of libraryFiles(proofs)) {
    const [source, result] = [path.join(proofs, file), path.join(proofs, `${file}o`)];
    stale ||= !fs.existsSync(result) || fs.statSync(result).mtimeMs < fs.statSync(source).mtimeMs;
    if (!stale) continue;
    const { accepted, output } = compile(proofs, source);
    if (!accepted) throw new Error(`${file} does not compile:\n${output}`);
  }
}

/**
 * @param {string} proofs the folder with library/
 * @param {string} file
 * @returns {{ accepted: boolean, output: string, seconds: number }}
 */
export function compile(proofs, file) {
  const begin = performance.now();
  const { status, stdout, stderr, error } = spawnSync('coqc', ['-R', 'library', 'Carry', file], {
    cwd: proofs,
    encoding: 'utf8',
  });
  if (error) throw error;
  return { accepted: status === 0, output: stdout + stderr, seconds: (performance.now() - begin) / 1000 };
}
