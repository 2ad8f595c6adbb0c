import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import * as carry from '../../lib/src/index';
import { root, runExample } from '../helpers/examples';

const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
const contributing = fs.readFileSync(path.join(root, 'CONTRIBUTING.md'), 'utf8');
const scripts = Object.keys(JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).scripts);

describe('README and CONTRIBUTING', () => {
  it.each([
    ['README', readme],
    ['CONTRIBUTING', contributing],
  ])('%s names only commands that exist', (_, text) => {
    const named = [...text.matchAll(/npm (?:run )?([a-z]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(1);
    const known = [...scripts, 'ci', 'install']; // two are npm's own
    expect(named.filter((name) => !known.includes(name ?? ''))).toEqual([]);
  });

  it.each([
    ['README', readme],
    ['CONTRIBUTING', contributing],
  ])('%s links only to files that exist', (_, text) => {
    const targets = [...text.matchAll(/\]\((?!https?:|\.\.\/\.\.\/)([^)#]+)/g)].map(
      ([, target]) => target ?? '',
    );
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((target) => !fs.existsSync(path.join(root, target)))).toEqual([]);
  });

  it('README’s badges are those of workflows that exist', () => {
    const named = [...readme.matchAll(/\.\.\/\.\.\/actions\/workflows\/([\w.]+)/g)].map(([, name]) => name);
    expect([...new Set(named)]).toEqual(['ci.yml', 'nightly.yml']);
    for (const name of named)
      expect(fs.existsSync(path.join(root, '.github/workflows', name ?? ''))).toBe(true);
  });

  it('README lists every notebook', () => {
    const notebooks = fs.readdirSync(path.join(root, 'notebooks')).filter((name) => name.endsWith('.ipynb'));
    expect(notebooks.filter((name) => !readme.includes(`(notebooks/${name})`))).toEqual([]);
  });

  it('README’s ten lines of the library train an adder that is right', async () => {
    const [, code = ''] = /```ts\n([^]*?)```/.exec(readme) ?? [];
    const outcomes = await runExample(code, { carry });
    expect(outcomes.map(({ actual, expected }) => [`${String(actual)}n`, expected])).toEqual([
      ['161n', '161n'],
    ]);
  });

  it('every package that is installed has a reason in CONTRIBUTING', () => {
    const { dependencies, optionalDependencies, devDependencies } = JSON.parse(
      fs.readFileSync(path.join(root, 'package.json'), 'utf8'),
    );
    const packages = Object.keys({ ...dependencies, ...optionalDependencies, ...devDependencies });
    const ours = ['carry', '@types/node'];
    expect(packages.filter((name) => !ours.includes(name) && !contributing.includes(`\`${name}\``))).toEqual(
      [],
    );
  });
});
