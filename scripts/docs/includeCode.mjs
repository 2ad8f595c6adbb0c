// Fills a guide's code from the library's files, so that it cannot rot. A place in the page is
//   <!-- code: lib/src/neural/rnn.ts: protected step( -->
// with a fenced block below it: the lines from the first that contains these words to the one that closes it.
// To write docs/one-number.md again:  node scripts/docs/includeCode.mjs
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const PLACE = /(<!-- code: (\S+): (.+?) -->\n\n<!-- prettier-ignore -->\n)```ts\n[^]*?```/g;

/**
 * @param {string} page Markdown
 * @param {(file: string) => string} read gives a file's text
 * @returns {string} the page with the code of today
 */
export const withCode = (page, read) =>
  page.replace(
    PLACE,
    (_, head, file, words) => `${head}\`\`\`ts\n${excerpt(read(file), file, words)}\n\`\`\``,
  );

/** @param {string} text @param {string} file @param {string} words @returns {string} */
function excerpt(text, file, words) {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.includes(words));
  if (start < 0) throw new Error(`${file} has no line with ${words}`);
  const indent = lines[start]?.match(/^ */)?.[0] ?? '';
  // A line with nothing to close ends there; else the excerpt ends with the first line as far to the left.
  const opens = /[{(,]$/.test(lines[start]?.replace(/ \/\/.*$/, '') ?? '');
  const ends = (/** @type {string} */ line) =>
    line.startsWith(indent) && /^[}\])]/.test(line.slice(indent.length)) && !line.endsWith('{');
  const length = opens ? lines.slice(start + 1).findIndex(ends) + 2 : 1;
  return lines
    .slice(start, start + length)
    .map((line) => line.slice(indent.length))
    .join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(import.meta.dirname, '../..');
  const file = path.join(root, 'docs/one-number.md');
  const page = withCode(fs.readFileSync(file, 'utf8'), (name) =>
    fs.readFileSync(path.join(root, name), 'utf8'),
  );
  fs.writeFileSync(file, page);
}
