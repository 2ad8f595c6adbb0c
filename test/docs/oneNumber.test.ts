import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { withCode } from '../../scripts/docs/includeCode.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const read = (name: string): string => fs.readFileSync(path.join(root, name), 'utf8');
const page = read('docs/one-number.md');

it('the code on the page is the library’s of today', () => {
  expect(withCode(page, read)).toBe(page);
});

it('each stop has at most 15 lines', () => {
  const stops = [...page.matchAll(/<!-- code: (.+?) -->[^]*?```ts\n([^]*?)\n```/g)];
  expect(stops.length).toBeGreaterThan(8);
  for (const [, place, code = ''] of stops) expect(code.split('\n').length, place).toBeLessThanOrEqual(15);
});

it('withCode takes a block to the line that closes it, or a single line, and names what is missing', () => {
  const file = 'function f() {\n  if (x) {\n    y();\n  }\n}\nconst z = 1;\n';
  const place = (words: string): string =>
    `<!-- code: a.ts: ${words} -->\n\n<!-- prettier-ignore -->\n\`\`\`ts\nold\n\`\`\``;
  expect(withCode(place('if (x)'), () => file)).toContain('```ts\nif (x) {\n  y();\n}\n```');
  expect(withCode(place('const z'), () => file)).toContain('```ts\nconst z = 1;\n```');
  expect(() => withCode(place('gone'), () => file)).toThrow('a.ts has no line with gone');
});
