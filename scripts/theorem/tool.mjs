// Runs a program that may take long, and never waits for it for ever.
import { spawn } from 'node:child_process';
import process from 'node:process';

/** @typedef {{ status: number | null, stdout: string, stderr: string }} Result */

/**
 * Runs a program to its end, or for so many seconds; then it is killed, with all that it has started.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ seconds: number, cwd?: string, input?: string, interrupt?: AbortSignal }} options
 * @returns {Promise<Result>}
 * @throws Error if it cannot be started, takes longer, or is interrupted
 */
export function runTool(command, args, { seconds, cwd, input = '', interrupt }) {
  return new Promise((resolve, reject) => {
    // In a group of its own, so that what it starts can be killed with it.
    const child = spawn(command, args, { cwd, detached: process.platform !== 'win32' });
    const kill = () => {
      const { pid } = child;
      if (pid === undefined) return; // never started; and 0 would be our own group
      try {
        process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    };
    /** @param {string} [reason] why it is not waited for any longer */
    const settle = (reason) => {
      clearTimeout(timer);
      process.off('exit', kill);
      interrupt?.removeEventListener('abort', interrupted);
      if (reason === undefined) return;
      kill();
      // Something that left the group could keep these open.
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      reject(new Error(`${[command, ...args].join(' ')}: ${reason}`));
    };
    const interrupted = () => settle('interrupted');
    const timer = setTimeout(() => settle(`not finished after ${seconds} s, killed`), 1000 * seconds);
    process.once('exit', kill);
    interrupt?.addEventListener('abort', interrupted);
    const output = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output.stderr += text));
    child.stdin.on('error', () => undefined); // it ended before it had read everything: its status tells
    child.on('error', (error) => settle(error.message));
    child.on('close', (status) => {
      settle();
      resolve({ status, ...output });
    });
    child.stdin.end(input);
  });
}
