import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Sandbox, setUpOnce, until } from './sandbox';

let sandbox: Sandbox;
afterEach(() => sandbox.dispose());
const afterSetUp = setUpOnce();

const SETUP = ['--setup-only'];
const FIRST = ['npm', 'npm done', 'venv', 'pip', 'pip done'];

/** A port that nobody listens on just now. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });

describe('npm start', () => {
  it('makes everything from nothing, and nothing twice', async () => {
    sandbox = new Sandbox();
    const first = await sandbox.run(SETUP);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(sandbox.verbs()).toEqual(FIRST);
    const made = [
      'lib/dist/index.js',
      '.venv/package.json',
      '.venv/share/jupyter/kernels/tslab/kernel.json',
      '.venv/share/jupyter/lab/settings/overrides.json',
      '.venv/share/jupyter/labextensions/carry-plotly/static/plotly.min.js',
    ];
    expect(made.filter((file) => !sandbox.has(file))).toEqual([]);

    const second = await sandbox.run(SETUP);
    expect(second).toMatchObject({ code: 0, stdout: expect.not.stringContaining('…') });
    expect(sandbox.verbs()).toEqual(FIRST);
    expect(fs.readdirSync(path.join(sandbox.root, '.setup'))).toEqual([]); // the lock is gone
  });

  it('does again only the step whose sources changed', async () => {
    sandbox = afterSetUp();
    sandbox.write('lib/src/index.ts', 'export const two: number = 2;\n');
    const built = await sandbox.run(SETUP);
    expect(built.stdout).toContain('Building the library: done');
    expect(sandbox.read('lib/dist/index.js')).toContain('two');
    expect(sandbox.verbs()).toEqual(FIRST);

    sandbox.write('requirements.txt', 'jupyterlab==0.0.0\n');
    await sandbox.run(SETUP);
    expect(sandbox.verbs()).toEqual([...FIRST, 'venv', 'pip', 'pip done']);

    sandbox.write('scripts/setup/requirements.lock', 'anyio==4.15.1 --hash=sha256:e3b0\n');
    await sandbox.run(SETUP);
    expect(sandbox.verbs().slice(-3)).toEqual(['venv', 'pip', 'pip done']);

    sandbox.write('package-lock.json', '{ "packages": { "": {} } }');
    await sandbox.run(SETUP);
    expect(sandbox.verbs().slice(-2)).toEqual(['npm', 'npm done']);
  });

  it('finds a damaged file in lib/dist, node_modules and .venv, says which, and makes that step anew', async () => {
    sandbox = afterSetUp();
    const site = '.venv/lib/python3.12/site-packages';
    const listed = () => {
      sandbox.write(`${site}/tornado/web.py`, 'five\n');
      const record = 'tornado/web.py,sha256=x,5\r\ntornado/__pycache__/web.pyc,,\r\n';
      sandbox.write(`${site}/tornado-6.5.dist-info/RECORD`, record);
    };
    listed();
    expect((await sandbox.run(SETUP)).stdout).not.toContain('…');

    sandbox.write('lib/dist/index.js', '');
    expect((await sandbox.run(SETUP)).stdout).toContain('Building the library: done');
    expect(sandbox.read('lib/dist/index.js')).toContain('one');

    sandbox.write('node_modules/plotly.js-dist/plotly.js', '');
    const packages = await sandbox.run(SETUP);
    expect(packages.stdout).toContain('node_modules/plotly.js-dist/plotly.js is missing or damaged');
    expect(sandbox.read('node_modules/plotly.js-dist/plotly.js')).not.toBe('');

    sandbox.remove(`${site}/tornado/web.py`);
    const python = await sandbox.run(SETUP);
    expect(python.stdout).toContain(`${site}/tornado/web.py is missing or damaged: .venv is made anew.`);
    expect(sandbox.verbs().slice(-3)).toEqual(['venv', 'pip', 'pip done']);
    expect((await sandbox.run(SETUP)).stdout).not.toContain('…');
  });

  it('makes .venv anew when its Python is another one, or gone', async () => {
    sandbox = afterSetUp();
    await sandbox.run(SETUP, { FAKE_VERSION: '3.13.0' });
    expect(sandbox.verbs()).toEqual([...FIRST, ...FIRST.slice(2)]);
    // A system that was upgraded has taken away what this link led to.
    sandbox.remove('.venv/bin/python');
    fs.symlinkSync('/nowhere/python3', path.join(sandbox.root, '.venv/bin/python'));
    expect(await sandbox.run(SETUP, { FAKE_VERSION: '3.13.0' })).toMatchObject({ code: 0, stderr: '' });
    expect(sandbox.verbs()).toEqual([...FIRST, ...FIRST.slice(2), ...FIRST.slice(2)]);
  });

  it("takes each Python package by its hash where the lock knows this machine's file, and the others by version", async () => {
    sandbox = new Sandbox();
    const lock = [
      '# A comment.',
      'anyio==4.15.1 ; python_version >= "3.11" --hash=sha256:6152',
      'cffi==2.1.1 ; python_version >= "3.11" --hash=sha256:34e2 # cp311-cp311-manylinux2014_x86_64.manylinux_2_17_x86_64',
      '',
    ];
    sandbox.write('scripts/setup/requirements.lock', lock.join('\n'));
    await sandbox.run(SETUP, { FAKE_TAGS: 'cp311-abi3-win_amd64 py3-none-any' });
    const pip = () => sandbox.calls().filter((call) => call.startsWith('pip install'));
    expect(pip()).toEqual([
      expect.stringMatching(/ --require-hashes --no-deps -r \S+locked\.txt$/),
      expect.stringMatching(/ -r \S+requirements\.txt -c \S+versions\.txt$/),
    ]);
    expect(sandbox.read('.venv/locked.txt')).toBe(lock[1]);
    expect(sandbox.read('.venv/versions.txt')).toBe(
      'anyio==4.15.1 ; python_version >= "3.11"\ncffi==2.1.1 ; python_version >= "3.11"',
    );

    sandbox.write('.venv/.carry-stamp', 'another');
    await sandbox.run(SETUP, { FAKE_TAGS: 'cp311-cp311-manylinux_2_17_x86_64 py3-none-any' });
    expect(sandbox.read('.venv/locked.txt')).toBe(`${lock[1]}\n${lock[2]}`);
    expect(pip()).toHaveLength(3); // all are hashed: one call
  });

  it('keeps node_modules that npm itself has finished', async () => {
    sandbox = afterSetUp();
    fs.rmSync(path.join(sandbox.root, 'node_modules/.carry-stamp'));
    sandbox.write('node_modules/.package-lock.json', '{ "packages": {} }');
    await sandbox.run(SETUP);
    expect(sandbox.verbs()).toEqual(FIRST);
  });

  it('serves from a path with spaces and accents, behind a token, until a signal', async () => {
    sandbox = new Sandbox("l'été à Zürich (copie) 日本");
    const port = await freePort();
    const env = { JUPYTER_PATH: '/elsewhere', PYTHONPATH: '/elsewhere', JUPYTER_TOKEN: 'sesame' };
    const running = sandbox.start(['--no-browser', '--port', String(port)], env);
    await running.printed('Ctrl+C ends it.');
    const address = `http://127.0.0.1:${port}/lab/tree/notebooks/00-break-the-adder.ipynb`;
    expect((await fetch(address)).status).toBe(403);
    expect((await fetch(address, { headers: { authorization: 'token sesame' } })).status).toBe(200);

    running.child.kill('SIGINT');
    const { code, stdout } = await running.ended;
    expect(code).toBe(0);
    expect(stdout).toContain(`${address}?token=sesame`);
    expect(sandbox.calls().at(-1)).toBe('jupyterlab ended');

    const [call = '', environment = ''] = sandbox.calls().slice(-3);
    expect(call).toContain('--no-browser');
    expect(call).toContain(`--ServerApp.root_dir=${sandbox.root}`);
    expect(call.includes('--allow-root')).toBe(process.getuid?.() === 0);
    const seen = JSON.parse(environment.replace('environment ', ''));
    expect(seen).not.toHaveProperty('JUPYTER_PATH');
    expect(seen).not.toHaveProperty('PYTHONPATH');
    expect(seen).toMatchObject({ JUPYTER_PREFER_ENV_PATH: '1', PYTHONNOUSERSITE: '1' });
    expect(seen.JUPYTER_CONFIG_DIR).toContain(sandbox.root);
  });

  it('finds its way after the folder was moved', async () => {
    sandbox = afterSetUp();
    const moved = path.join(sandbox.home, 'moved');
    fs.renameSync(sandbox.root, moved);
    Object.assign(sandbox, { root: moved });
    await sandbox.run(SETUP);
    expect(sandbox.verbs()).toEqual(FIRST);
    const kernel = JSON.parse(sandbox.read('.venv/share/jupyter/kernels/tslab/kernel.json'));
    expect(kernel.argv[2]).toBe(path.join(moved, 'scripts/kernel/tslab.mjs'));
  });

  it('is not misled by what a killed JupyterLab left behind, and says which port it really took', async () => {
    sandbox = afterSetUp();
    const left = '.setup/jupyter/runtime/jpserver-1.json';
    sandbox.write(left, JSON.stringify({ port: 1, token: 'sesame' }));
    fs.utimesSync(path.join(sandbox.root, left), 1, 1);
    const blocker = net
      .createServer()
      .listen(8888, '127.0.0.1')
      .on('error', () => undefined); // in use either way
    const running = sandbox.start(['--no-browser'], { JUPYTER_TOKEN: 'sesame' });
    await running.printed('Ctrl+C ends it.');
    running.child.kill('SIGINT');
    const { stdout } = await running.ended;
    blocker.close();
    expect(stdout).toMatch(/^JupyterLab is at http:\/\/127\.0\.0\.1:(?!1\/|8888\/)\d+\//m);
  });

  it('says that it runs as root', async () => {
    sandbox = afterSetUp();
    const running = sandbox.start(['--no-browser']);
    await running.printed('Ctrl+C ends it.');
    running.child.kill('SIGTERM');
    const { stdout } = await running.ended;
    expect(stdout.includes('Running as root')).toBe(process.getuid?.() === 0);
  });
});

describe('npm start, interrupted', () => {
  it('killed while npm works: waits for the npm left behind, then installs anew', async () => {
    sandbox = new Sandbox();
    const killed = sandbox.start(SETUP, { FAKE_NPM: 'slow' });
    await until(() => sandbox.verbs().includes('npm'));
    killed.child.kill('SIGKILL');
    await killed.ended.catch(() => undefined);
    expect(sandbox.has('node_modules/.carry-stamp')).toBe(false);

    const again = sandbox.start(SETUP);
    await again.printed('waiting for it to end');
    sandbox.letGo();
    expect(await again.ended).toMatchObject({ code: 0 });
    expect(sandbox.verbs()).toEqual(['npm', 'npm done', ...FIRST]);
  });

  it('killed while pip works: makes the environment anew', async () => {
    sandbox = new Sandbox();
    const killed = sandbox.start(SETUP, { FAKE_PIP: 'slow' });
    await until(() => sandbox.verbs().includes('pip'));
    killed.child.kill('SIGKILL');
    expect(sandbox.has('.venv/bin/python')).toBe(true);
    expect(sandbox.has('.venv/.carry-stamp')).toBe(false);
    sandbox.write('.venv/half-unpacked', '');

    sandbox.letGo();
    const again = await sandbox.run(SETUP);
    expect(again.code).toBe(0);
    expect(sandbox.has('.venv/half-unpacked')).toBe(false);
    expect(sandbox.verbs()).toEqual([...FIRST, 'venv', 'pip', 'pip done']);
  });

  it('stopped by Ctrl+C: ends npm, gives back the lock, and says that nothing is broken', async () => {
    sandbox = new Sandbox();
    const running = sandbox.start(SETUP, { FAKE_NPM: 'slow' });
    await until(() => sandbox.verbs().includes('npm'));
    running.child.kill('SIGINT');
    const { code, stderr } = await running.ended;
    expect(code).toBe(130);
    expect(stderr).toBe(
      'Stopped before the end. Nothing is broken: the next start picks up where this one stopped.\n',
    );
    expect(sandbox.has('.setup/lock')).toBe(false);
    expect(sandbox.verbs()).toEqual(['npm']); // it never got to "npm done"
  });

  it('stopped by Ctrl+C while npm does not listen: ends it all the same', async () => {
    sandbox = new Sandbox();
    const running = sandbox.start(SETUP, { FAKE_NPM: 'deaf' });
    await until(() => sandbox.verbs().includes('npm'));
    running.child.kill('SIGINT');
    const { code, stderr } = await running.ended;
    expect([code, stderr]).toEqual([130, expect.stringMatching(/^Stopped before the end\./)]);
    sandbox.letGo();
    expect(await sandbox.run(SETUP)).toMatchObject({ code: 0 });
    expect(sandbox.verbs()).toEqual(['npm', 'deaf', ...FIRST]);
  });

  it('twice at once: the second waits and finds everything made', async () => {
    sandbox = new Sandbox();
    const first = sandbox.start(SETUP, { FAKE_NPM: 'slow' });
    await until(() => sandbox.verbs().includes('npm'));
    const second = sandbox.start(SETUP);
    await second.printed(`Another set-up is at work in this folder (process ${first.child.pid})`);
    sandbox.letGo();
    expect(await second.ended).toMatchObject({ code: 0, stderr: '' });
    expect(await first.ended).toMatchObject({ code: 0, stderr: '' });
    expect(sandbox.verbs()).toEqual(FIRST);
  });

  it('with a lock that a power cut left behind: takes it', async () => {
    sandbox = afterSetUp();
    sandbox.write('.setup/lock', JSON.stringify({ pid: process.pid, host: os.hostname() }));
    fs.utimesSync(path.join(sandbox.root, '.setup/lock'), 0, 0);
    expect(await sandbox.run(SETUP)).toMatchObject({ code: 0 });
  });
});
