// Files of the project that pages link to: copied, folders with a list of what is in them.
import fs from 'node:fs';
import path from 'node:path';
import { copyInto } from './coursePages.mjs';
import { escapeHtml } from './html.mjs';

/** @typedef {import('./layout.mjs').Page} Page */

/**
 * @param {string} root
 * @param {string} site
 * @param {Map<string, string>} files what lies in the project, by where it shall lie in the site
 * @returns {Page[]} the lists of the folders
 */
export function writeListedFiles(root, site, files) {
  /** @type {Page[]} */
  const pages = [];
  for (const [to, from] of files) {
    if (!fs.statSync(path.join(root, from)).isDirectory()) {
      copyInto(root, site, from, to);
      continue;
    }
    const entries = fs
      .readdirSync(path.join(root, from), { withFileTypes: true })
      .filter((entry) => entry.isFile());
    const lines = entries.map(({ name }) => {
      const size = fs.statSync(path.join(root, from, name)).size;
      const shown = `${name}${/\.(?:json|csv|txt|png|svg|ipynb)$/.test(name) ? '' : '.txt'}`;
      copyInto(root, site, `${from}/${name}`, path.posix.join(path.posix.dirname(to), shown));
      return `<li><a href="${encodeURI(shown)}">${escapeHtml(name)}</a> <small>${Math.ceil(size / 1000)} kB</small></li>`;
    });
    const body = `<h1><code>${escapeHtml(from)}</code></h1><ul>${lines.join('')}</ul>`;
    pages.push({ path: to, title: from, description: `The files in ${from}.`, part: 'guides', body });
  }
  return pages;
}
