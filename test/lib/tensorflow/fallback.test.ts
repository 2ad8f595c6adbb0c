// The backend in processes of their own, on machines that have more or less of TensorFlow installed.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BACKENDS } from '../../helpers/tensorflow';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-tensorflow-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const library = path.join(folder, 'carry.js');
buildSync({
  entryPoints: [path.join(ROOT, 'lib/src/index.ts')],
  outfile: library,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  packages: 'external',
  logLevel: 'silent',
});

/** A machine with the library and these packages, each as it is here or with this source. */
function machineWith(packages: Readonly<Record<string, 'installed' | { readonly source: string }>>): string {
  const machine = fs.mkdtempSync(path.join(folder, 'machine-'));
  for (const [name, content] of Object.entries(packages)) {
    const place = path.join(machine, 'node_modules', '@tensorflow', name);
    fs.mkdirSync(path.dirname(place), { recursive: true });
    if (content === 'installed') fs.symlinkSync(path.join(ROOT, 'node_modules/@tensorflow', name), place);
    else {
      fs.mkdirSync(place);
      fs.writeFileSync(path.join(place, 'index.js'), content.source);
    }
  }
  fs.copyFileSync(library, path.join(machine, 'carry.js'));
  return machine;
}

function run(machine: string, program: string, env: Record<string, string> = {}) {
  const file = path.join(machine, 'program.cjs');
  fs.writeFileSync(file, `const carry = require('./carry.js');\n(async () => {${program}})();`);
  const clean = { ...process.env, CARRY_BACKEND: '', ...env };
  const { stdout, stderr, status } = spawnSync(process.execPath, [file], {
    encoding: 'utf8',
    env: clean,
    timeout: 280_000,
    killSignal: 'SIGKILL',
  });
  return { stdout, stderr, status };
}

const COMPUTE = `
  const tf = await carry.loadTensorFlow();
  console.log(tf.ones([2, 3]).matMul(tf.ones([3, 2])).sum().arraySync());`;

const plain = { tfjs: 'installed', 'tfjs-backend-wasm': 'installed' } as const;

/** A machine without the native binding, or with this in its place. */
const withBinding = (source?: string) =>
  machineWith({ ...plain, ...(source === undefined ? {} : { 'tfjs-node': { source } }) });
const without = withBinding();
const lines = (machine: string, platform = 'linux', arch = 'x64', backend?: string) => ({
  ...{ machine, platform, arch, backend },
});

/** What is printed on machines that all have the same TensorFlow.js, which one process loads for them all. */
let printed: Readonly<Record<string, string>> = {};
beforeAll(() => {
  const cases = {
    missing: lines(without),
    'win32 x64': lines(without, 'win32'),
    'darwin arm64': lines(without, 'darwin', 'arm64'),
    'darwin x64': lines(without, 'darwin'),
    browser: lines(without, 'browser', ''),
    bare: lines(
      withBinding(
        "throw new Error('The Node.js native addon module (tfjs_binding.node) can not be found at path: x')",
      ),
    ),
    broken: lines(withBinding("throw new Error('libtensorflow.so.2: file too short')")),
    asked: lines(without, 'linux', 'x64', 'native'),
  };
  const program = `
    const said = {};
    for (const [name, { machine, platform, arch, backend }] of Object.entries(${JSON.stringify(cases)})) {
      for (const [key, value] of Object.entries({ platform, arch })) Object.defineProperty(process, key, { value });
      said[name] = '';
      console.log = (line) => (said[name] += line + '\\n');
      try {
        const tf = await require(machine + '/carry.js').loadTensorFlow(backend === undefined ? {} : { backend });
        console.log(tf.ones([2, 3]).matMul(tf.ones([3, 2])).sum().arraySync());
      } catch (error) { console.log(error.message); }
    }
    process.stdout.write(JSON.stringify(said));`;
  const { stdout, stderr } = run(without, program);
  expect(stderr).toBe('');
  printed = JSON.parse(stdout);
});

describe('loadTensorFlow() where', () => {
  it('the native binding is missing: WebAssembly, and how to get the binding', () => {
    expect(printed['missing']).toBe(
      'TensorFlow.js 4.22.0 computes with WebAssembly (wasm): the native binding is not installed ' +
        '(docs/troubleshooting.md says how it is got).\n12\n',
    );
  });

  it.each([
    ['win32 x64', ', and there is no ready one for Windows on x64.'],
    ['darwin arm64', ', and there is no ready one for macOS on arm64.'],
    ['darwin x64', ' (docs/troubleshooting.md says how it is got).'],
    ['browser', '.'],
  ])('the system is %s: WebAssembly, and no way that leads nowhere', (system, cure) => {
    expect(printed[system]).toContain(`(wasm): the native binding is not installed${cure}\n12`);
  });

  it('the package is there without its binding: the same', () => {
    expect(printed['bare']).toContain(
      '(wasm): the native binding is not installed (docs/troubleshooting.md says how it is got).\n12\n',
    );
  });

  it('the binding does not load: WebAssembly, and why', () => {
    expect(printed['broken']).toContain(
      '(wasm): native does not load (docs/troubleshooting.md says how it is got), libtensorflow.so.2: file too short.\n12\n',
    );
  });

  it('WebAssembly is missing too: plain JavaScript', () => {
    const { stdout, stderr } = run(machineWith({ tfjs: 'installed' }), COMPUTE);
    expect(stdout).toMatch(
      /computes in plain JavaScript \(cpu\): the native binding .*; wasm is not installed\.\n12\n$/,
    );
    expect(stderr).toBe('');
  });

  it('what was asked for is missing: an error, and no other backend', () => {
    expect(printed['asked']).toBe(
      'loadTensorFlow: the native binding is not installed (docs/troubleshooting.md says how it is got)\n',
    );
  });

  it.each(BACKENDS)('%s is asked for: nothing but our line is printed', (backend) => {
    const { stdout, stderr } = run(ROOT_MACHINE, COMPUTE, { CARRY_BACKEND: backend });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^TensorFlow\.js [^\n]*: CARRY_BACKEND asks for it\.\n12\n$/);
  });
});

const native = BACKENDS.includes('native') ? { 'tfjs-node': 'installed' as const } : {};
const ROOT_MACHINE = machineWith({ ...plain, ...native });

describe("import 'carry'", () => {
  it('loads no TensorFlow, so that it needs none and takes well under a second', () => {
    const program =
      "console.log(Object.keys(require.cache).filter((file) => file.includes('@tensorflow')).length);";
    expect(run(ROOT_MACHINE, program).stdout).toBe('0\n');
    expect(run(machineWith({}), 'console.log(carry.countParameters({ W: [2, 3] }));').stdout).toBe('6\n');
  });
});
