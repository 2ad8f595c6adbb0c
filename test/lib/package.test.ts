// The library outside of the course: packed, and installed into an empty project without any network.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { npm } from '../../scripts/setup/packages.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-package-'));
const TSC = path.join(ROOT, 'node_modules/typescript/bin/tsc');

/** Runs a tool in a folder; what it says is shown if it fails. */
function run(cwd: string, command: string, ...args: string[]): string {
  const options = { cwd, encoding: 'utf8', timeout: 280_000, shell: command.endsWith('.cmd') } as const;
  const { status, stdout, stderr } = spawnSync(command, args, options);
  expect(`${stdout}${status === 0 ? '' : stderr}`, `${command} ${args.join(' ')}`).toSatisfy(
    () => status === 0,
  );
  return stdout.trim();
}

/** Writes a program into the project and runs it. */
function runFile(name: string, source: string): string {
  fs.writeFileSync(path.join(folder, name), source);
  return run(folder, process.execPath, name);
}

beforeAll(() => {
  const [command, ...first] = npm();
  run(path.join(ROOT, 'lib'), command, ...first, 'pack', '--pack-destination', folder, '--ignore-scripts');
  const tarball = fs.readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  fs.writeFileSync(path.join(folder, 'package.json'), '{ "name": "empty", "private": true }');
  const install = ['install', `./${tarball}`, '--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  run(folder, command, ...first, ...install);
}, 200_000);
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe('the packed library, in an empty project', () => {
  it('is used by import and by require, and can be asked for its version', () => {
    const use = 'console.log(Array.from(matMul(matrix([[1, 2]]), matrix([[3], [4]])).data));';
    expect(runFile('a.mjs', `import { matMul, matrix } from 'carry'; ${use}`)).toBe('[ 11 ]');
    expect(runFile('b.cjs', `const { matMul, matrix } = require('carry'); ${use}`)).toBe('[ 11 ]');
    expect(runFile('c.cjs', `console.log(require('carry/package.json').name)`)).toBe('carry');
  });

  it('proves what it has trained nothing for: an adder made by hand', () => {
    const program = `import { additionMachine, certify, plainNetwork, thresholdAdder } from 'carry';
      console.log(certify(plainNetwork(thresholdAdder()), additionMachine).proved);`;
    expect(runFile('d.mjs', program)).toBe('true');
  });

  it('carries its license', () => {
    const license = fs.readFileSync(path.join(folder, 'node_modules/carry/LICENSE'), 'utf8');
    expect(license).toBe(fs.readFileSync(path.join(ROOT, 'LICENSE'), 'utf8'));
  });

  it('keeps its inside to itself', () => {
    const program = `import('carry/dist/core/matrix.js').catch(({ code }) => console.log(code));`;
    expect(runFile('e.mjs', program)).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  it.each([
    ['new resolution', 'nodenext', 'nodenext'],
    ['old resolution', 'commonjs', 'node10'],
  ])('brings its types along, by the %s', (_, module, moduleResolution) => {
    const good = `import { matMul, matrix, type Matrix } from 'carry';
      export const product: Matrix = matMul(matrix([[1]]), matrix([[2]]));\n`;
    fs.writeFileSync(path.join(folder, 'good.ts'), good);
    fs.writeFileSync(path.join(folder, 'bad.ts'), good.replace(': Matrix', ': number'));
    // Its functions for TensorFlow.js name types of that package, which an empty project has not: hence --skipLibCheck.
    const { stdout } = spawnSync(
      process.execPath,
      [TSC, '--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', module].concat([
        '--moduleResolution',
        moduleResolution,
        'good.ts',
        'bad.ts',
      ]),
      { cwd: folder, encoding: 'utf8', timeout: 280_000 },
    );
    // Nothing but this line, and so nothing about good.ts.
    expect(stdout).toMatch(/^bad\.ts.*Type 'Matrix' is not assignable to type 'number'\.\n$/);
  });
});
