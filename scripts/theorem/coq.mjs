// Runs Coq's compiler.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { runTool } from './tool.mjs';

/** Where to get it. */
export const COQ_IS_MISSING =
  'there is no coqc with coq-interval here. On Debian and Ubuntu: apt-get install coq libcoq-interval';

/** So many seconds may Coq take for one file, if nobody says otherwise: forty times what the longest needs. */
const LONGEST = 3600;

/** @typedef {{ seconds?: number, interrupt?: AbortSignal }} Limits */

/**
 * What `coqc` says of itself.
 * @returns {string | undefined} nothing if it, or coq-interval, is not there
 */
export function findCoq() {
  const [version, where] = ['--version', '-where'].map((option) => {
    const { status, stdout } = spawnSync('coqc', [option], { encoding: 'utf8', timeout: 60_000 });
    return status === 0 ? (stdout.split('\n')[0] ?? '') : undefined;
  });
  if (version === undefined || where === undefined) return undefined;
  return fs.existsSync(path.join(where, 'user-contrib', 'Interval')) ? version : undefined;
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
 * @param {Limits} [limits]
 * @throws Error with what Coq says
 */
export async function compileLibrary(proofs, limits) {
  let stale = false;
  for (const file of libraryFiles(proofs)) {
    const [source, result] = [path.join(proofs, file), path.join(proofs, `${file}o`)];
    stale ||= !fs.existsSync(result) || fs.statSync(result).mtimeMs < fs.statSync(source).mtimeMs;
    if (!stale) continue;
    const { accepted, output } = await compile(proofs, source, limits);
    if (!accepted) throw new Error(`${file} does not compile:\n${output}`);
  }
}

/**
 * @param {string} proofs the folder with library/
 * @param {string} file
 * @param {Limits} [limits]
 * @returns {Promise<{ accepted: boolean, output: string, seconds: number }>}
 * @throws Error if Coq cannot be started, takes too long, or is interrupted
 */
export async function compile(proofs, file, { seconds: most = LONGEST, interrupt } = {}) {
  const begin = performance.now();
  const { status, stdout, stderr } = await runTool('coqc', ['-R', 'library', 'Carry', file], {
    ...{ seconds: most, cwd: proofs },
    ...(interrupt ? { interrupt } : {}),
  });
  return { accepted: status === 0, output: stdout + stderr, seconds: (performance.now() - begin) / 1000 };
}
