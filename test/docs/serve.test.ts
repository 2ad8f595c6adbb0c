import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serve } from '../../scripts/docs/serve.mjs';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-serve-'));
let server: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  fs.mkdirSync(path.join(folder, 'site/course'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'secret.txt'), 'secret');
  fs.writeFileSync(path.join(folder, 'site/index.html'), 'home');
  fs.writeFileSync(path.join(folder, 'site/course/index.html'), 'course');
  fs.writeFileSync(path.join(folder, 'site/a b.html'), 'spaces');
  server = await serve(path.join(folder, 'site'));
});
afterAll(async () => {
  await server.close();
  fs.rmSync(folder, { recursive: true });
});

it.each([
  ['', 200, 'home'],
  ['course/', 200, 'course'],
  ['a%20b.html?x=1', 200, 'spaces'],
  ['nowhere.html', 404, 'There is no such page.'],
  // Not an address at all: the server that stood here before ended with it.
  ['%', 404, 'There is no such page.'],
  ['%E0%A4%A', 404, 'There is no such page.'],
  ['..%2fsecret.txt', 404, 'There is no such page.'],
  ['%2e%2e/secret.txt', 404, 'There is no such page.'],
])('GET /%s: %i', async (address, status, text) => {
  const response = await fetch(server.address + address, { signal: AbortSignal.timeout(200_000) });
  expect([response.status, await response.text()]).toEqual([status, text]);
});

it('shows what was built after it had started', async () => {
  fs.writeFileSync(path.join(folder, 'site/index.html'), 'home, built anew');
  expect(await (await fetch(server.address)).text()).toBe('home, built anew');
});

it('is not asked for before the packages are there: npm run docs installs them', () => {
  const script = path.resolve(import.meta.dirname, '../../scripts/docs/main.mjs');
  const bare = path.join(folder, 'bare/scripts');
  for (const name of ['docs', 'setup'])
    fs.cpSync(path.join(path.dirname(script), '..', name), path.join(bare, name), { recursive: true });
  const program = `import(${JSON.stringify(pathToFileURL(path.join(bare, 'docs/main.mjs')).href)}).then(({ main }) => main(['--help']))`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program], {
    encoding: 'utf8',
    timeout: 280_000,
    killSignal: 'SIGKILL',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('npm run docs');
});
