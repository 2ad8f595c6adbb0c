import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { places } from '../../scripts/setup/places.mjs';

const { root, requirements, requirementsLock, python } = places();
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');

const linesOf = (file: string) =>
  fs
    .readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
const locked = linesOf(requirementsLock);

/** Python's names of packages are the same with `_`, `.` and `-`, large and small. */
const normal = (line: string) => line.replace(/^[^=]+/, (name) => name.replace(/[-_.]+/g, '-').toLowerCase());

describe('requirements.txt', () => {
  const lines = linesOf(requirements);

  it('pins every package exactly', () => {
    expect(lines.filter((line) => !/^[a-z-]+==\d+(\.\d+)+$/.test(line))).toEqual([]);
  });

  it('names nothing that has no user, and JupyterLab', () => {
    expect(lines.map((line) => line.split('==')[0])).toEqual([
      'jupyterlab',
      'jupyter-server',
      'jupyter-client',
    ]);
  });

  it('is part of what is locked, package by package', () => {
    expect(lines.filter((line) => !locked.some((other) => normal(other).startsWith(`${line} ;`)))).toEqual(
      [],
    );
  });

  it('keeps out plotly, whose extension would replace ours', () => {
    expect(lines.filter((line) => line.startsWith('plotly'))).toEqual([]);
  });
});

describe('requirements.lock', () => {
  it('gives each package a version and the hash of its file, on one line', () => {
    const form =
      /^[\w.-]+==[\w.]+ ; python_version >= "3\.11"( --hash=sha256:[0-9a-f]{64})+( #( cp\d+-\w+-[\w.]+)+)?$/;
    expect(locked.filter((line) => !form.test(line))).toEqual([]);
    expect(locked.length).toBeGreaterThan(80);
  });

  it('names exactly the packages of the environment, if its Python is one that is locked', () => {
    const list = execFileSync(python, ['-m', 'pip', 'list', '--format=freeze'], {
      encoding: 'utf8',
      timeout: 280_000,
    });
    const installed = list.trim().split('\n').map(normal);
    const tools = /^(pip|setuptools|wheel)==/; // a fresh environment brings them along
    const version = execFileSync(python, ['--version'], { encoding: 'utf8' });
    const minor = Number(/^Python 3\.(\d+)/.exec(version)?.[1]);
    const others = /^(pywinpty|colorama|appnope)==/; // of Windows and macOS
    const theirs = installed.filter((line) => !tools.test(line) && !others.test(line));
    if (minor >= 11)
      expect(theirs.sort()).toEqual(locked.map((line) => normal(line.split(' ')[0] ?? '')).sort());
  });
});

describe('.github/workflows', () => {
  it('name every action by its commit, with the release beside it, because a tag can be moved', () => {
    const folder = path.join(root, '.github/workflows');
    const uses = fs
      .readdirSync(folder)
      .flatMap((file) => read(path.join('.github/workflows', file)).match(/uses: .*/g) ?? []);
    expect(uses.length).toBeGreaterThan(10);
    expect(uses.filter((line) => !/^uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });
});

describe('package.json', () => {
  const { dependencies, optionalDependencies, devDependencies, scripts, allowScripts } = JSON.parse(
    read('package.json'),
  );

  it('pins every package exactly', () => {
    const versions = Object.entries<string>({ ...dependencies, ...optionalDependencies, ...devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('asks for the compiler that is there, and not the older one that tslab brings along', () => {
    expect(ts.version).toBe(devDependencies.typescript);
    const installed = JSON.parse(read('node_modules/typescript/package.json'));
    expect(installed.version).toBe(devDependencies.typescript);
  });

  it('decides for each package with an install script, and for no other, whether it may run', () => {
    type Entry = { hasInstallScript?: boolean; link?: boolean };
    const locked = Object.entries<Entry>(JSON.parse(read('package-lock.json')).packages);
    const withScript = locked.filter(([place, entry]) => place !== '' && entry.hasInstallScript);
    const names = withScript.map(([place]) => place.replace(/^.*node_modules\//, ''));
    // A new one is decided by a person: npm install-scripts approve NAME, or deny, and a line in SECURITY.md.
    expect(Object.keys(allowScripts).sort()).toEqual([...new Set(names)].sort());
    const told = read('SECURITY.md').split('## Install scripts')[1]?.split('\n## ')[0];
    for (const [name, may] of Object.entries(allowScripts))
      expect(told).toMatch(new RegExp(`\\| \`${name}\` +\\| ${may ? 'yes' : 'no'} +\\|`));
  });

  it('calls no "tsc" by name: the one in node_modules/.bin may be the older one', () => {
    const sources = fs
      .readdirSync(path.join(root, 'scripts'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.mjs'))
      .map((file) => [file, read(path.join('scripts', file))] as const);
    const named = sources.filter(([, text]) => /\.bin\/tsc['"`]|npx tsc|['"`]tsc['"`](?!\))/.test(text));
    expect(named.map(([file]) => file)).toEqual([]);
    expect(Object.values<string>(scripts).filter((script) => /\btsc\b/.test(script))).toEqual([]);
  });
});
