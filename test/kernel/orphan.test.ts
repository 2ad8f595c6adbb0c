// A kernel whose Jupyter was killed ends by itself, even while a cell computes.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, it } from 'vitest';

const KERNEL = path.resolve(import.meta.dirname, '../../scripts/kernel/control.mjs');

let folder = '';
let kernelId = 0;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-orphan-'))));
afterEach(() => {
  if (kernelId > 0) process.kill(kernelId, 'SIGKILL'); // or it would be busy for ever
  fs.rmSync(folder, { recursive: true, force: true });
});

it('ends when its parent is gone, though its main thread is busy for ever', async () => {
  const connection = { transport: 'ipc', ip: path.join(folder, 'control'), control_port: 1, key: '' };
  // The kernel's control thread, and beside it, once it listens, a main thread that never rests.
  const kernel = `const { Worker } = require('node:worker_threads');
    new Worker(${JSON.stringify(KERNEL)}, { workerData: ${JSON.stringify(connection)} });
    setInterval(() => {
      if (!require('node:fs').existsSync(${JSON.stringify(`${connection.ip}:1`)})) return;
      console.log('on ' + process.pid);
      for (;;);
    }, 20);`;
  const jupyter = `require('node:child_process').spawn(process.execPath, ['-e', process.argv[1]],
    { stdio: 'inherit', env: { ...process.env, JPY_PARENT_PID: String(process.pid) } });`;
  const parent = spawn(process.execPath, ['-e', jupyter, kernel], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = new Promise((resolve) => parent.stdout.on('close', resolve));
  kernelId = await new Promise<number>((resolve) => {
    let printed = '';
    parent.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      const [, found] = /^on (\d+)\n/.exec(printed) ?? [];
      if (found !== undefined) resolve(Number(found));
    });
  });
  parent.kill('SIGKILL');
  await closed; // the kernel has held the other end
  kernelId = 0;
});
