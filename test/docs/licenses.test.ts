// What the site carries of others stands in docs/licenses.md, with the license that the package itself names.
import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { bundledPackages, COPIED, licenseTexts, listedPackages } from '../../scripts/docs/licenses.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const listed = listedPackages(ROOT);

it('docs/licenses.md lists every package of which the site holds something, and no other', async () => {
  const bundled = await bundledPackages(ROOT);
  expect(bundled).toContain('minisearch');
  expect(listed.map(({ name }) => name).sort()).toEqual([...new Set([...bundled, ...COPIED])].sort());
});

it.each(listed)('docs/licenses.md gives $name the license that it has: $license', ({ name, license }) => {
  const manifest = fs.readFileSync(path.join(ROOT, 'node_modules', name, 'package.json'), 'utf8');
  expect((JSON.parse(manifest) as { license: unknown }).license).toBe(license);
});

it('what the scripts of the site take out of a package by its path is among what is copied', () => {
  // These make the site, and nothing of them is in it.
  const tools = ['.cache', 'carry', 'esbuild'];
  const taken = ['docs', 'live'].flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, 'scripts', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.mjs'))
      .flatMap((name) => {
        const text = fs.readFileSync(path.join(ROOT, 'scripts', folder, name), 'utf8');
        return [...text.matchAll(/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)/g)].map(([, found = '']) => found);
      }),
  );
  const scopes = COPIED.flatMap((name) => (name.startsWith('@') ? (name.split('/')[0] ?? []) : []));
  expect(taken).toContain('katex');
  expect(taken.filter((name) => ![...tools, ...COPIED, ...scopes].includes(name))).toEqual([]);
});

it('the site holds each license in full', () => {
  const texts = licenseTexts(ROOT).split('='.repeat(80));
  expect(texts).toHaveLength(listed.length);
  for (const [index, { name, license }] of listed.entries()) {
    expect(texts[index]).toContain(`${name} `);
    expect(texts[index]).toMatch(license === 'MIT' ? /Permission is hereby granted/ : /Apache License/);
  }
});
