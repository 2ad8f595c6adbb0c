import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { places } from '../../scripts/setup/places.mjs';

const { root, requirements, constraints } = places();
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');

describe('requirements.txt', () => {
  const lines = fs
    .readFileSync(requirements, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

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

  it('is part of what is constrained, package by package', () => {
    const constrained = fs.readFileSync(constraints, 'utf8').replaceAll('_', '-').toLowerCase();
    expect(lines.filter((line) => !constrained.includes(`\n${line} ;`))).toEqual([]);
  });

  it('keeps out plotly, whose extension would replace ours', () => {
    expect(lines.filter((line) => line.startsWith('plotly'))).toEqual([]);
  });
});

describe('package.json', () => {
  const { dependencies, optionalDependencies, devDependencies, scripts } = JSON.parse(read('package.json'));

  it('pins every package exactly', () => {
    const versions = Object.entries<string>({ ...dependencies, ...optionalDependencies, ...devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('asks for the compiler that is there, and not the older one that tslab brings along', () => {
    expect(ts.version).toBe(devDependencies.typescript);
    const installed = JSON.parse(read('node_modules/typescript/package.json'));
    expect(installed.version).toBe(devDependencies.typescript);
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
