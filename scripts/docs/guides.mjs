// The guides: docs/*.md and CONTRIBUTING.md.
import fs from 'node:fs';
import path from 'node:path';
import { escapeHtml } from './html.mjs';

/** @typedef {{ source: string, name: string, path: string, title: string, summary: string, markdown: string }} Guide */

/** The order in which a reader meets them; a new guide comes last until it is given its place. */
const ORDER = [
  'start-here',
  'course-map',
  'how-to-read',
  'one-number',
  'notation',
  'glossary',
  'how-the-proof-works',
  'where-this-stands',
  'studies',
  'speed',
  'for-teachers',
  'troubleshooting',
  'surprises',
  'sources',
  'sources-map',
  'licenses',
  'contributing',
];

/** @param {string} root the project's folder @returns {Guide[]} */
export function findGuides(root) {
  const inDocs = fs.readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md'));
  const sources = [
    ...inDocs.map((name) => `docs/${name}`),
    ...(fs.existsSync(path.join(root, 'CONTRIBUTING.md')) ? ['CONTRIBUTING.md'] : []),
  ];
  const rank = (/** @type {Guide} */ { name }) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return sources
    .map((source) => readGuide(root, source))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** @param {string} root @param {string} source @returns {Guide} */
function readGuide(root, source) {
  const text = fs.readFileSync(path.join(root, source), 'utf8');
  const name = path.basename(source, '.md').toLowerCase();
  const title = /^#\s+(.+)$/m.exec(text)?.[1] ?? name;
  const markdown = text.replace(/^#\s+.+\n/m, '');
  const first =
    markdown
      .split(/\n\s*\n/)
      .find((part) => part.trim() !== '' && !/^\s*(?:[#|>]|[-*]\s|\d+\.|```|<!--)/.test(part)) ?? title;
  const summary = first
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return { source, name, path: `guides/${name}.html`, title, summary, markdown };
}

/** @param {Guide[]} guides */
export const guidesIndex = (guides) => `<h1>Guides</h1>
<p class="lead">What stands beside the notebooks: where to begin, what the words and letters mean, and what to do when something fails.</p>
<ul class="cards">${guides
  .map(
    ({ name, title, summary }) =>
      `<li><a href="${name}.html"><strong>${escapeHtml(title)}</strong><span>${escapeHtml(firstSentence(summary))}</span></a></li>`,
  )
  .join('')}</ul>`;

/** @param {string} text */
const firstSentence = (text) => /^.*?[.?!](?=\s|$)/.exec(text)?.[0] ?? text;
