// The course as a reader starts it: `npm start -- --no-browser --port N`, in a process of its own.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { within } from '../../../scripts/notebooks/within.mjs';

const ROOT = path.resolve(import.meta.dirname, '../../..');
/** A first start makes the whole environment, on a slow machine too. */
const PATIENCE = 10 * 60 * 1000;

/** A running JupyterLab. */
export interface LabServer {
  /** Where a file of the course is opened, token included. */
  notebook(file: string): string;
  /** Asks the server's own interface; gives what it answers. */
  api(method: 'GET' | 'DELETE', what: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts JupyterLab on a free port of this computer, with a token of its own. */
export async function startLab(): Promise<LabServer> {
  const port = await freePort();
  const token = randomBytes(16).toString('hex');
  // A page that has its application at hand opens the next notebook without loading JupyterLab again.
  const own = ['--', '--LabApp.expose_app_in_browser=True'];
  const child = spawn(
    process.execPath,
    ['scripts/start.mjs', '--no-browser', '--port', String(port), ...own],
    {
      cwd: ROOT,
      env: { ...process.env, JUPYTER_TOKEN: token },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  await untilServed(child);
  const base = `http://127.0.0.1:${port}`;
  return {
    notebook: (file) => `${base}/lab/tree/${file}?token=${token}`,
    async api(method, what) {
      const headers = { authorization: `token ${token}` };
      const answer = fetch(`${base}/api/${what}`, { method, headers }).then((response) => response.text());
      const text = await within(answer, `JupyterLab's answer to ${method} ${what}`);
      return text === '' ? undefined : JSON.parse(text);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      try {
        await within(ended, 'the end of npm start');
      } finally {
        child.kill('SIGKILL');
      }
    },
  };
}

async function untilServed(child: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`npm start ${why}:\n${said.slice(-4000)}`));
    const limit = setTimeout(() => {
      child.kill('SIGTERM');
      fail('did not serve in time');
    }, PATIENCE);
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes('JupyterLab is at http')) return;
      clearTimeout(limit);
      resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code) => fail(`ended with ${code}`));
  });
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no free port');
  return address.port;
}
