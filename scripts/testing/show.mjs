import { spawn, spawnSync } from 'node:child_process';

/** What a program may still need, in milliseconds: to tidy up once it was asked to end, or to close its output. */
const GRACE = 5000;

/**
 * Runs a Node program of the course, shows what it prints, complaints included, and keeps the end of the rest. A program
 * that takes longer than it may is ended with all that it started, and so is whatever it leaves behind: nothing waits for
 * ever.
 * @param {import('./phases.mjs').Surroundings} around
 * @param {string[]} args the program's path in the course's folder, then its arguments
 * @param {NodeJS.ProcessEnv} [env] in addition to our own
 * @returns {Promise<{ status: number | null, output: string }>} status null: it was ended
 */
export function show({ places, interrupt, minutes, print }, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: places.root,
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that its workers, browsers and servers can be ended with it.
      detached: process.platform !== 'win32',
    });
    let output = '';
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
      print(chunk);
      output = (output + chunk.toString()).slice(-10_000);
    });
    child.stderr.on('data', print);

    /** @type {NodeJS.Timeout[]} */
    const timers = [];
    const soon = () => timers.push(setTimeout(() => end(child.pid, 'SIGKILL'), GRACE));
    const stop = () => {
      end(child.pid, 'SIGTERM');
      soon();
    };
    let late = false;
    const tooLate = () => {
      late = true;
      print(`\nNot done after ${minutes} minutes: ended. This counts as one failure.\n`);
      stop();
    };
    timers.push(setTimeout(tooLate, minutes * 60_000));
    interrupt.addEventListener('abort', stop);
    child.on('error', (error) => (output += error.message));
    // A server that it left behind would hold its output open, and "close" would never come.
    child.on('exit', soon);
    child.on('close', (status) => {
      for (const timer of timers) clearTimeout(timer);
      interrupt.removeEventListener('abort', stop);
      end(child.pid, 'SIGKILL');
      resolve({ status: late ? null : status, output });
    });
  });
}

/**
 * Ends a program with everything that it started.
 * @param {number | undefined} pid undefined: it could not be started
 * @param {NodeJS.Signals} signal
 */
function end(pid, signal) {
  if (pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: nothing of it is left. macOS says EPERM of a group that holds only the dead.
    if (!['ESRCH', 'EPERM'].includes(String(/** @type {NodeJS.ErrnoException} */ (error).code))) throw error;
  }
}
