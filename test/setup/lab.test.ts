// What is left when `npm start` is killed: nothing. Seen with a real Python and a JupyterLab of five lines.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findMaker } from '../../scripts/setup/python.mjs';

const LAB = path.resolve(import.meta.dirname, '../../scripts/setup/lab.py');
const JUPYTERLAB = `import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: (print("ended", flush=True), sys.exit(0)))
print("serves", *sys.argv[1:], flush=True)
while True:
    time.sleep(0.05)
`;

let folder = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-lab-'));
  fs.mkdirSync(path.join(folder, 'jupyterlab'));
  fs.writeFileSync(path.join(folder, 'jupyterlab/__main__.py'), JUPYTERLAB);
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

it('JupyterLab is asked to end when whoever started it was killed', async () => {
  // Between the test and JupyterLab stands the one that is killed; what JupyterLab prints comes to the test.
  const starter = `const { spawn } = require('node:child_process');
    spawn(process.argv[1], process.argv.slice(2), { stdio: ['pipe', 'inherit', 'inherit'], detached: true });`;
  const { command } = findMaker();
  const middle = spawn(process.execPath, ['-e', starter, command, LAB, '--ServerApp.ip=127.0.0.1'], {
    env: { ...process.env, PYTHONPATH: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const closed = new Promise((resolve) => middle.stdout.on('close', resolve));
  const serving = new Promise((resolve) =>
    middle.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (/^serves.*\n/.test(printed)) resolve(undefined);
    }),
  );
  middle.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  await serving;
  middle.kill('SIGKILL');
  // Its output closes when the last process that holds it is gone.
  await closed;
  expect(printed).toBe('serves --ServerApp.ip=127.0.0.1\nended\n');
});
