import { spawn } from 'node:child_process';

/**
 * Runs a Node program of the course, shows what it prints, and keeps the end of it.
 * @param {import('./phases.mjs').Surroundings} around
 * @param {string[]} args the program's path in the course's folder, then its arguments
 * @param {NodeJS.ProcessEnv} [env] in addition to our own
 * @returns {Promise<{ status: number | null, output: string }>}
 */
export function show({ places, interrupt }, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, {
      cwd: places.root,
      env: { ...process.env, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}), ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (/** @type {Buffer} */ chunk) => {
      process.stdout.write(chunk);
      output = (output + chunk.toString()).slice(-10_000);
    });
    const stop = () => child.kill('SIGTERM');
    interrupt.addEventListener('abort', stop);
    child.on('error', (error) => (output += error.message));
    child.on('close', (status) => {
      interrupt.removeEventListener('abort', stop);
      resolve({ status, output });
    });
  });
}
