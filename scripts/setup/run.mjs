// Runs the tools that the set-up needs, quietly: what they print is shown only if they fail.
import { spawn, spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { diagnose } from './diagnose.mjs';
import { Interrupted } from './failures.mjs';

/** @typedef {import('./places.mjs').Places} Places */
/** @typedef {import('./lock.mjs').Lock} Lock */
/**
 * What every step is given.
 * @typedef {{ places: Places, lock: Lock, say: (line: string) => void, interrupt: AbortSignal }} Context
 */
/** @typedef {{ status: number | null, output: string }} Result */

/** After Ctrl+C a tool may tidy up for so many milliseconds. npm would take a minute; what it leaves is made anew. */
const GRACE = 2000;

/**
 * All spawned commands get this environment: the reader's own, less what would leak into ours.
 * @returns {NodeJS.ProcessEnv}
 */
export function cleanEnvironment() {
  const env = { ...process.env };
  for (const name of ['PYTHONHOME', 'PYTHONPATH', 'JUPYTER_PATH', 'JUPYTER_CONFIG_PATH']) delete env[name];
  return { ...env, PYTHONNOUSERSITE: '1' };
}

/**
 * A short question to a tool.
 * @param {string} command
 * @param {string[]} args
 * @returns {string | undefined} what it printed, or undefined if it is not there or failed
 */
export function ask(command, args) {
  const { status, stdout } = spawnSync(command, args, {
    encoding: 'utf8',
    env: cleanEnvironment(),
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * Runs a tool to its end.
 * @param {Context} context
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @returns {Promise<Result>} its exit status (null if it could not be started) and all that it printed
 */
export function capture({ places, lock, interrupt }, command, args, { env = {}, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    if (interrupt.aborted) return reject(new Interrupted());
    const child = spawn(command, args, {
      cwd: places.root,
      env: { ...cleanEnvironment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell,
    });
    lock.tool(child.pid);
    let output = '';
    const collect = (/** @type {Buffer} */ chunk) => (output += chunk.toString());
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    /** @type {NodeJS.Timeout | undefined} */
    let grace;
    const stop = () => {
      child.kill('SIGTERM');
      grace = setTimeout(() => child.kill('SIGKILL'), GRACE);
    };
    interrupt.addEventListener('abort', stop);
    child.on('error', (error) => (output += `${error.message}\n`));
    child.on('close', (status) => {
      clearTimeout(grace);
      interrupt.removeEventListener('abort', stop);
      lock.tool(undefined);
      if (interrupt.aborted) reject(new Interrupted());
      else resolve({ status, output });
    });
  });
}

/**
 * Runs a tool that must succeed.
 * @param {Context} context
 * @param {string} step what it does, for the sentence if it fails
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, shell?: boolean }} [options]
 * @throws SetupFailure
 */
export async function run(context, step, command, args, options) {
  const { status, output } = await capture(context, command, args, options);
  if (status !== 0) throw diagnose(step, output, context.places.root);
}

/**
 * Says what is being done, and when it is done how long it took.
 * @template T
 * @param {Context} context
 * @param {string} step
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function timed({ say }, step, work) {
  say(`${step} …`);
  const start = performance.now();
  const result = await work();
  say(`${step}: done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}
