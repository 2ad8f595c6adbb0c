// Where a link of a notebook or a guide leads on the site: sources name files of the project, pages name pages.
import fs from 'node:fs';
import path from 'node:path';
import { modulePath } from './api/render.mjs';

/** Files that a browser shows by themselves; others get `.txt` so that it does not offer a download. */
const SHOWN = /\.(?:json|csv|txt|png|svg|ipynb)$/;

/**
 * @param {string} root the project's folder
 * @param {Set<string>} modules the library's files that have a page, `core/matrix`
 */
export function createLinks(root, modules) {
  /** Files of the project that pages link to, by where they lie in the site. @type {Map<string, string>} */
  const files = new Map([['files/LICENSE.txt', 'LICENSE']]);

  /** @param {string} file from the project's folder @returns {string | undefined} from the site's folder */
  function pageOf(file) {
    const fixed = FIXED.get(file);
    if (fixed) return fixed;
    const rules = /** @type {[RegExp, (...parts: string[]) => string | undefined][]} */ ([
      [/^notebooks\/([^/]+)\.ipynb$/, (name) => `course/${name}.html`],
      [/^notebooks\/solutions\/([^/]+)\.ipynb$/, (name) => `course/${name}.html#exercises`],
      [/^docs\/([^/]+)\.md$/, (name) => `guides/${name}.html`],
      [/^docs\/playground\/(?:(\w+)\.html)?$/, (name) => `playground/${name ?? 'index'}.html`],
      [/^docs\/assets\/(.+)$/, (name) => `assets/${name}`],
      [/^lib\/src\/(.+)\.ts$/, (name = '') => (modules.has(name) ? modulePath(name) : undefined)],
    ]);
    for (const [pattern, page] of rules) {
      const match = pattern.exec(file);
      const found = match && fs.existsSync(path.join(root, file)) ? page(...match.slice(1)) : undefined;
      if (found) return found;
    }
    return copied(file);
  }

  /** Where a file of the project lies in the site, as it is. @param {string} file */
  function copied(file) {
    const source = path.join(root, file);
    if (file.startsWith('..') || !fs.existsSync(source)) return undefined;
    const folder = fs.statSync(source).isDirectory();
    const to = folder ? `files/${file}/index.html` : `files/${file}${SHOWN.test(file) ? '' : '.txt'}`;
    files.set(to, file);
    return to;
  }

  /**
   * @param {string} source the file that holds the link, from the project's folder
   * @param {string} page the page that the file becomes, from the site's folder
   * @returns {(href: string) => string}
   */
  const linker = (source, page) => (href) => {
    if (/^(?:[a-z]+:|#)/i.test(href)) return href;
    const [, file = '', fragment = ''] = /^([^#?]*)(.*)$/.exec(href) ?? [];
    const target = path.posix
      .normalize(path.posix.join(path.posix.dirname(source), decodeURI(file)))
      .replace(/\/$/, '');
    const found = pageOf(target);
    // A link that leads nowhere stays as it is, and the check of the links names it.
    if (found === undefined) return href;
    const [to = '', own = ''] = found.split(/(?=#)/);
    return path.posix.relative(path.posix.dirname(page), to) + (fragment || own);
  };
  return { files, linker, pageOf, copied };
}

const FIXED = new Map([
  ['README.md', 'index.html'],
  ['CONTRIBUTING.md', 'guides/contributing.html'],
  ['LICENSE', 'files/LICENSE.txt'],
  ['notebooks', 'course/index.html'],
  ['docs', 'guides/index.html'],
  ['docs/playground', 'playground/index.html'],
  ['lib', 'api/index.html'],
  ['lib/src', 'api/index.html'],
]);
