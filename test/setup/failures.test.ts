import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { diagnose, diagnoseError } from '../../scripts/setup/diagnose.mjs';
import { explain, failures, SetupFailure } from '../../scripts/setup/failures.mjs';
import { isSupportedNode } from '../../scripts/setup/node.mjs';
import { places } from '../../scripts/setup/places.mjs';
import { Sandbox, setUpOnce, until } from './sandbox';

const SETUP = ['--setup-only'];

/** One of each, with made-up particulars. */
const ALL: SetupFailure[] = [
  failures.nodeTooOld('18.0.0'),
  failures.npmMissing(),
  failures.pythonMissing(),
  failures.pythonNamedWrongly('/nowhere'),
  failures.pythonTooOld('3.8.1'),
  failures.venvMissing('3.11.2'),
  failures.noNetwork('JupyterLab'),
  failures.otherFile('anyio==4.15.1'),
  failures.diskFull('/a/b'),
  failures.readOnly('/a/b'),
  failures.readOnlyElsewhere('npm packages', '/home/me/.npm'),
  failures.portUnusable(8888, 'is in use'),
  failures.badOption('There is no option "--x".'),
  failures.libraryBroken('detail'),
  failures.stepFailed('npm packages', 'detail'),
];

describe('failures', () => {
  it('covers every failure that there is', () => {
    expect(ALL).toHaveLength(Object.keys(failures).length);
  });

  it('each says one sentence, what to do, and where to read more', () => {
    for (const failure of ALL) {
      expect(failure.message).toMatch(/^[A-Z].*\.$/);
      expect(explain(failure).split('\n').slice(0, 3)).toEqual([
        failure.message,
        `  What to do: ${failure.remedy}`,
        `  More: docs/troubleshooting.md#${failure.section}`,
      ]);
    }
  });

  it('each has its section in docs/troubleshooting.md', () => {
    const text = fs.readFileSync(path.join(places().root, 'docs/troubleshooting.md'), 'utf8');
    const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, title = '']) => slug(title));
    expect(ALL.map(({ section }) => section).filter((section) => !headings.includes(section))).toEqual([]);
  });

  it('explain(error) shows a fault of ours with its stack', () => {
    expect(explain(new TypeError('oops'))).toContain('TypeError: oops\n    at ');
  });
});

/** A heading's anchor, as GitHub makes it. */
const slug = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

describe('diagnose(step, output, folder)', () => {
  it.each([
    ['npm error nospc ENOSPC: no space left on device, write', 'disk-full'],
    ["OSError: [Errno 28] No space left on device: '/x'", 'disk-full'],
    ['npm error network request failed, reason: getaddrinfo EAI_AGAIN x', 'no-network'],
    ['npm error code E407', 'no-network'],
    ['SSLError(SSLCertVerificationError(1, CERTIFICATE_VERIFY_FAILED))', 'no-network'],
    [
      'ConnectTimeoutError: timed out\nERROR: Could not install packages due to Permission denied',
      'no-network',
    ],
    ["npm error EACCES: permission denied, mkdir '/x'", 'read-only-folder'],
    ["ERROR: [Errno 13] Permission denied: '/home/me/.cache/x'", 'read-only-folder'],
    ['ERROR: no matching distribution', 'a-step-failed'],
    ["ModuleNotFoundError: No module named 'pip'", 'a-step-failed'],
  ])('reads %j as %s', (output, section) => {
    expect(diagnose('npm packages', output, '/x').section).toBe(section);
  });

  it('shows which address could not be reached', () => {
    const said =
      'npm error code ECONNREFUSED\nnpm error request to https://x.example/a failed, ECONNREFUSED\n';
    expect(diagnose('npm packages', said, '/x').detail).toBe(
      'npm error request to https://x.example/a failed, ECONNREFUSED',
    );
  });

  it('shows the end of a long output', () => {
    const output = Array.from({ length: 50 }, (_, index) => `line ${index + 1}`).join('\n');
    const shown = diagnose('npm packages', output, '/x').detail?.split('\n') ?? [];
    expect([shown.length, shown[0], shown.at(-1)]).toEqual([20, 'line 31', 'line 50']);
  });

  it('diagnoseError(error, folder) leaves alone what it does not know', () => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    expect(diagnoseError(full, '/x')).toMatchObject({ section: 'disk-full' });
    const other = new TypeError('x');
    expect(diagnoseError(other, '/x')).toBe(other);
  });
});

describe('isSupportedNode(version)', () => {
  it.each([
    ['18.20.8', false],
    ['20.18.3', false],
    ['20.19.0', true],
    ['21.7.3', false],
    ['22.12.0', false],
    ['22.13.0', true],
    ['23.11.0', false],
    ['24.0.0', true],
    ['26.1.0', true],
  ])('%s: %s', (version, supported) => expect(isSupportedNode(version)).toBe(supported));
});

describe('npm start, when it cannot', () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.dispose());
  const afterSetUp = setUpOnce();

  /** Where only the Python environment is missing, or was not finished. */
  function withoutEnvironment(): Sandbox {
    const made = afterSetUp();
    made.remove('.venv/.carry-stamp');
    return made;
  }

  /** Runs until it fails; checks that the reader sees a sentence and no stack trace. */
  async function failing(...parameters: Parameters<Sandbox['start']>) {
    const { code, stderr } = await sandbox.run(...parameters);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(code).toBe(1);
    const [sentence, , more = ''] = stderr.split('\n');
    return { sentence, section: more.split('#')[1], stderr };
  }

  it('Node too old: says which is needed, before anything else is read', async () => {
    sandbox = new Sandbox();
    const pretend =
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.19.1' } })";
    const node = ['--import', `data:text/javascript,${encodeURIComponent(pretend)}`];
    sandbox.write('scripts/setup/start.mjs', 'this cannot be parsed');
    const { sentence } = await failing(SETUP, {}, { node });
    expect(sentence).toBe('Node 18.19.1 will not do: the course needs Node 20.19, 22.13, 24 or newer.');
  });

  it('no npm', async () => {
    sandbox = new Sandbox();
    const { section } = await failing(SETUP, { npm_execpath: undefined });
    expect(section).toBe('npm-missing');
  });

  it('no Python', async () => {
    sandbox = new Sandbox();
    sandbox.withoutProgram('python3');
    expect((await failing(SETUP)).section).toBe('python-missing');
    expect(sandbox.calls()).toEqual([]); // said before npm's long work
  });

  it('a variable PYTHON that names none', async () => {
    sandbox = new Sandbox();
    const { section, sentence } = await failing(SETUP, { PYTHON: '/nowhere' });
    expect([section, sentence]).toEqual([
      'python-missing',
      'The variable PYTHON names /nowhere, which is not there or is no Python.',
    ]);
  });

  it('Python too old', async () => {
    sandbox = new Sandbox();
    const { sentence } = await failing(SETUP, { FAKE_VERSION: '3.8.10' });
    expect(sentence).toBe('Python 3.8.10 is too old: JupyterLab needs Python 3.10 or newer.');
  });

  it('no venv module, as on a bare Debian', async () => {
    sandbox = new Sandbox();
    const { section, stderr } = await failing(SETUP, { FAKE_VENV: 'no' });
    expect(section).toBe('no-venv-module');
    expect(stderr).toContain('apt-get install python3-venv');
  });

  it.each([
    [{ FAKE_NPM: 'offline' }, 'npm packages could not be downloaded', 'ENOTFOUND packages.example'],
    [{ FAKE_PIP: 'offline' }, 'JupyterLab could not be downloaded', 'NewConnectionError'],
  ])('no network: %j', async (env, start, detail) => {
    sandbox = new Sandbox();
    const { sentence, section, stderr } = await failing(SETUP, env);
    expect(sentence).toBe(`${start}: the network cannot be reached.`);
    expect(section).toBe('no-network');
    expect(stderr).toMatch(new RegExp(`^  \\| .*${detail}`, 'm'));
  });

  it('asks npm and pip to give up soon, unless the reader chose otherwise', async () => {
    sandbox = withoutEnvironment();
    await failing(SETUP, { FAKE_PIP: 'offline' });
    await failing(SETUP, { FAKE_PIP: 'offline', PIP_RETRIES: '7' });
    const [, quick, patient] = sandbox.calls().filter((call) => call.startsWith('pip install'));
    expect(quick).toContain('--retries 1');
    expect(patient).not.toContain('--retries');
    expect(sandbox.calls()[0]).toBe('npm ci retries=1');
  });

  it('disk full, whatever was being done: says so, and the next start does the rest', async () => {
    sandbox = new Sandbox();
    const full = `The disk that holds ${sandbox.root} is full.`;
    // Each step gets a little further than the one before.
    for (const env of [{ FAKE_NPM: 'full' }, { FAKE_TSC: 'full' }, { FAKE_PIP: 'full' }])
      expect((await failing(SETUP, env)).sentence, JSON.stringify(env)).toBe(full);
    // Files that the set-up itself writes, each refused as by a full disk.
    for (const file of [
      '.venv/.carry-stamp',
      'kernel.json',
      'overrides.json',
      'plotly.min.js',
      '/.setup/lock',
    ]) {
      const refuse = `import fs from 'node:fs';
        const write = fs.writeFileSync;
        fs.writeFileSync = (file, ...rest) => {
          if (String(file).includes(${JSON.stringify(file)}))
            throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
          return write(file, ...rest);
        };`;
      const node = ['--import', `data:text/javascript,${encodeURIComponent(refuse)}`];
      expect((await failing(SETUP, {}, { node })).sentence, file).toBe(full);
    }
    expect(await sandbox.run(SETUP)).toMatchObject({ code: 0, stderr: '' });
    expect(sandbox.has('.setup/lock')).toBe(false);
  });

  it('read-only home: nothing of ours is written there, and npm that needs it is understood', async () => {
    sandbox = new Sandbox();
    const HOME = path.join(sandbox.home, 'me');
    fs.mkdirSync(HOME, { mode: 0o555 });
    const { sentence, section } = await failing(SETUP, { HOME, FAKE_NPM: 'homeless' });
    expect([sentence, section]).toEqual([
      'This step could not write to /home/me/.npm/_cacache: npm packages.',
      'read-only-folder',
    ]);
    expect(await sandbox.run(SETUP, { HOME })).toMatchObject({ code: 0, stderr: '' });
    expect(fs.readdirSync(HOME)).toEqual([]);
  });

  it('pip that is there and broken: shows what it said, and makes the environment anew next time', async () => {
    sandbox = withoutEnvironment();
    const { sentence, stderr } = await failing(SETUP, { FAKE_PIP: 'torn' });
    expect(sentence).toBe('This step failed: JupyterLab.');
    expect(stderr).toContain("  | ModuleNotFoundError: No module named 'pip._internal'");
    expect(await sandbox.run(SETUP)).toMatchObject({ code: 0 });
    expect(sandbox.verbs().slice(-3)).toEqual(['venv', 'pip', 'pip done']);
  });

  it('a package that is not the file that was tested: names it, and makes the environment anew next time', async () => {
    sandbox = withoutEnvironment();
    const { sentence, section, stderr } = await failing(SETUP, { FAKE_PIP: 'tampered' });
    expect([sentence, section]).toEqual([
      'A Python package that was downloaded is not the file that the course was tested with.',
      'another-file-than-was-tested',
    ]);
    expect(stderr).toMatch(/^ {2}\| +anyio==4\.15\.1 from https:\/\/mirror\.example.*\n.*6152\n.*e3b0$/m);
    expect(await sandbox.run(SETUP)).toMatchObject({ code: 0, stderr: '' });
    expect(sandbox.verbs().slice(-3)).toEqual(['venv', 'pip', 'pip done']);
  });

  it('read-only folder', async () => {
    sandbox = new Sandbox();
    fs.chmodSync(sandbox.root, 0o555);
    // The superuser may write anywhere, so it sends somebody else.
    const { sentence } = await failing(SETUP, {}, process.getuid?.() === 0 ? { uid: 65534 } : {});
    expect(sentence).toBe(`The folder ${sandbox.root} cannot be written to.`);
  });

  it('port in use: says so before the long part', async () => {
    sandbox = new Sandbox();
    const server = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as net.AddressInfo;
    const { sentence } = await failing(['--port', String(port)]);
    server.close();
    expect(sentence).toBe(`Port ${port} on 127.0.0.1 is in use.`);
    expect(sandbox.calls()).toEqual([]);
  });

  it('port taken by another while the set-up works: says so', async () => {
    sandbox = withoutEnvironment();
    const free = net.createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => free.once('listening', resolve));
    const { port } = free.address() as net.AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    const running = sandbox.start(['--no-browser', '--port', String(port)], { FAKE_PIP: 'slow' });
    await until(() => sandbox.verbs().at(-1) === 'pip'); // by then the port has been looked at
    const thief = net.createServer().listen(port, '127.0.0.1');
    await new Promise((resolve) => thief.once('listening', resolve));
    sandbox.letGo();
    const { code, stderr } = await running.ended;
    thief.close();
    expect(code).toBe(1);
    expect(stderr).toContain(`Port ${port} on 127.0.0.1 is in use.\n  What to do: Choose another`);
  });

  it('unknown option', async () => {
    sandbox = new Sandbox();
    expect((await failing(['--prot', '8888'])).sentence).toMatch(/^Unknown option '--prot'/);
  });

  it('a library that does not compile: shows the errors and keeps the old build', async () => {
    sandbox = afterSetUp();
    const built = sandbox.read('lib/dist/index.js');
    sandbox.write('lib/src/index.ts', 'export const one: number = "one";\n');
    const { section, stderr } = await failing(SETUP, { FAKE_TSC: 'real' });
    expect(section).toBe('the-library-does-not-compile');
    expect(stderr).toContain('lib/src/index.ts(1,14): error TS2322');
    expect(sandbox.read('lib/dist/index.js')).toBe(built);
  });

  it('another failure of a tool: shows its last lines, and does the step again next time', async () => {
    sandbox = withoutEnvironment();
    const { sentence, stderr } = await failing(SETUP, { FAKE_PIP: 'broken' });
    expect(sentence).toBe('This step failed: JupyterLab.');
    expect(stderr).toContain('  | ERROR: this wheel is not supported on this platform');
    expect(await sandbox.run(SETUP)).toMatchObject({ code: 0 });
  });

  it('JupyterLab that does not start', async () => {
    sandbox = afterSetUp();
    const { sentence, stderr } = await failing(['--no-browser'], { FAKE_LAB: 'broken' });
    expect(sentence).toBe('ModuleNotFoundError: No module named jupyterlab'); // its own words come first
    expect(stderr).toContain('This step failed: JupyterLab starting.');
  });
});
