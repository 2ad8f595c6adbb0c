import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { places } from '../../scripts/setup/places.mjs';
import { ANYWHERE, FLOORS, type Sources, violations } from './floors';

const src = path.join(places().library, 'src');

const beside = ['checks', 'pictures'].flatMap((name) => {
  const folder = path.join(places().root, 'notebooks', name);
  return fs.readdirSync(folder).map((file) => path.join(folder, file));
});

const library: Sources = new Map(
  fs
    .readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => [file.split(path.sep).join('/'), fs.readFileSync(path.join(src, file), 'utf8')]),
);

describe('lib/src', () => {
  it('imports only downwards, in no circle, and needs no Node up to the floor of the proofs', () => {
    expect(library.size).toBeGreaterThan(10);
    expect(violations(library)).toEqual([]);
  });

  it('has no folder without a floor', () => {
    const folders = new Set(
      [...library.keys()].filter((file) => file.includes('/')).map((file) => file.split('/')[0]),
    );
    expect([...folders].filter((folder) => !(String(folder) in FLOORS))).toEqual([]);
    expect(ANYWHERE.filter((folder) => !(folder in FLOORS))).toEqual([]);
  });

  it('the index names what it passes on, and does nothing else', () => {
    const index = ts.createSourceFile('index.ts', library.get('index.ts') ?? '', ts.ScriptTarget.ES2022);
    const isNamed = (node: ts.Statement) =>
      ts.isExportDeclaration(node) &&
      node.moduleSpecifier &&
      node.exportClause &&
      ts.isNamedExports(node.exportClause);
    expect(index.statements.length).toBeGreaterThan(50);
    expect(index.statements.filter((node) => !isNamed(node))).toEqual([]);
  });
});

describe('notebooks/checks and notebooks/pictures', () => {
  it('take of the library what its door offers, and nothing else', () => {
    expect(beside.length).toBeGreaterThan(10);
    const imports = beside.flatMap((file) =>
      ts
        .preProcessFile(fs.readFileSync(file, 'utf8'), true, true)
        .importedFiles.map(({ fileName }) => `${path.basename(file)}: ${fileName}`),
    );
    expect(imports.filter((line) => !/: (carry|\.\/\w+)$/.test(line))).toEqual([]);
  });
});

describe('violations(sources)', () => {
  const found = (sources: Record<string, string>) => violations(new Map(Object.entries(sources)));

  it('is content with a house in order', () => {
    const house = {
      'index.ts': "export * from './core/a'; export * from './notebook';",
      'core/a.ts': 'export const a = { process: 1 }.process;',
      'neural/b.ts': "import { a } from '../core/a'; // import fs from 'node:fs'\nexport const b = a;",
      'core/d.ts': "if (typeof setImmediate === 'function') setImmediate(() => 0);",
      'neural/c.ts': "import { b } from './b'; export const c = b;",
      'notebook/index.ts': "import fs from 'node:fs'; export const d = [fs, process];",
    };
    expect(found(house)).toEqual([]);
  });

  it.each([
    ['core/a.ts', "import { b } from '../neural/b';", 'core/a.ts (floor 0): imports neural/b.ts (floor 1)'],
    [
      'tasks/a.ts',
      "import type { b } from '../neural/b';",
      'tasks/a.ts (floor 1): imports neural/b.ts (floor 1)',
    ],
    ['core/a.ts', "export * from '../index';", 'core/a.ts: imports the index'],
    ['core/a.ts', "import './gone';", 'core/a.ts: ./gone is not in the library'],
    ['proof/a.ts', "import fs from 'fs';", 'proof/a.ts: imports fs, a module of Node'],
    ['proof/a.ts', "const x = await import('node:fs');", 'proof/a.ts: imports node:fs, a module of Node'],
    ['training/a.ts', "import x from 'piscina';", 'training/a.ts: imports piscina, a package'],
    ['training/a.ts', 'if (process.env.X) x();', 'training/a.ts: uses process, which only Node has'],
    ['tasks/a.ts', "const x = require('y');", 'tasks/a.ts: uses require, which only Node has'],
    ['attic/a.ts', "import '../core/c';", 'attic/a.ts: the folder attic has no floor'],
  ])('finds in %s: %s', (file, source, sentence) => {
    expect(found({ 'index.ts': '', 'neural/b.ts': '', 'core/c.ts': '', [file]: source })).toContain(sentence);
  });

  it('finds a circle', () => {
    const round = {
      'core/a.ts': "import './b';",
      'core/b.ts': "import './c';",
      'core/c.ts': "import './a';",
    };
    expect(found(round)).toEqual(['circle: core/a.ts → core/b.ts → core/c.ts → core/a.ts']);
  });
});
