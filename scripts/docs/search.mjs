// The index of the search: every section of every page, as a script that is loaded when somebody searches.
import fs from 'node:fs';
import path from 'node:path';
import { sectionsOf } from './notebookPage.mjs';

/** @typedef {{ title: string, path: string, part: string, body: string }} Indexed */
/** @typedef {import('../../docs/assets/searchIndex.ts').Entry} Entry */

/** @param {Indexed[]} pages @returns {Entry[]} */
function searchEntries(pages) {
  return pages.flatMap(({ title, path: page, part, body }) =>
    sectionsOf(body)
      .filter(({ title: section, text }) => section !== '' || text !== '')
      .map(
        ({ id, title: section, text }) =>
          /** @type {Entry} */ ([title, section, id ? `${page}#${id}` : page, part, text]),
      ),
  );
}

/** @param {string} site @param {Indexed[]} pages */
export function writeSearch(site, pages) {
  fs.writeFileSync(
    path.join(site, 'assets/search-index.js'),
    `carrySearch(${JSON.stringify(searchEntries(pages))})`,
  );
}
