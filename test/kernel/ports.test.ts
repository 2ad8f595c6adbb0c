// A kernel that cannot have one of its ports ends, so that Jupyter starts it again.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { within } from '../../scripts/notebooks/within.mjs';

const KERNEL = path.resolve(import.meta.dirname, '../../scripts/kernel/tslab.mjs');
const CHANNELS = ['shell', 'iopub', 'stdin', 'control', 'hb'] as const;

let folder = '';
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-ports-'))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Somebody who listens on a port that was free. */
async function listener(): Promise<net.Server> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

it.each(['shell', 'iopub', 'control'] as const)('ends when its %s port is taken', async (taken) => {
  const listeners = await Promise.all(CHANNELS.map(listener));
  const ports = listeners.map((server) => (server.address() as AddressInfo).port);
  const others = listeners.filter((_, n) => CHANNELS[n] !== taken);
  await Promise.all(others.map((server) => once(server.close(), 'close')));
  const connection = Object.fromEntries(CHANNELS.map((channel, n) => [`${channel}_port`, ports[n]]));
  const file = path.join(folder, 'connection.json');
  fs.writeFileSync(file, JSON.stringify({ ...connection, transport: 'tcp', ip: '127.0.0.1', key: 'k' }));

  const kernel = spawn(process.execPath, [KERNEL, `--config-path=${file}`], { cwd: folder });
  let said = '';
  kernel.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  try {
    const [code] = await within(once(kernel, 'close'), 'the end of the kernel', 120_000);
    expect(said).toMatch(/The kernel cannot listen on the ports that Jupyter gave it: .*in use/);
    expect(code).toBe(1);
  } finally {
    kernel.kill('SIGKILL');
    listeners.forEach((server) => server.close());
  }
});
