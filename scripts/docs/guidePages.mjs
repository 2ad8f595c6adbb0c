// The pages of the guides.
import { escapeHtml, textOf } from './html.mjs';
import { guidesIndex } from './guides.mjs';
import { createEnvironment } from './markdown.mjs';

/** @typedef {import('./layout.mjs').Page} Page */

/** @param {import('./buildSite.mjs').Material} material @returns {Page[]} */
export function guidePages({ guides, markdown, links, symbols, checks }) {
  const items = guides.map(({ title, path }) => ({ title, href: path }));
  /** @type {Page[]} */
  const pages = [
    {
      path: 'guides/index.html',
      title: 'Guides',
      description: 'Guides to the course: where to begin, notation, glossary, and more.',
      part: 'guides',
      body: guidesIndex(guides),
    },
  ];
  for (const [index, guide] of guides.entries()) {
    const symbol = (/** @type {string} */ name) => {
      const address = symbols.get(name);
      return address === undefined ? undefined : `../${address}`;
    };
    const environment = createEnvironment({ link: links.linker(guide.source, guide.path), symbol });
    const rendered = markdown.render(guide.markdown, environment);
    const body = guide.name === 'glossary' ? withTerms(rendered, environment.id) : rendered;
    checks.push({ name: `${guide.path}: formulas parse`, problems: environment.problems });
    pages.push({
      path: guide.path,
      title: guide.title,
      description: guide.summary,
      part: 'guides',
      body: `<h1>${escapeHtml(guide.title)}</h1>\n${body}`,
      side: { label: 'Guides', items: items.map((item, n) => ({ ...item, current: n === index })) },
      contents: environment.headings,
    });
  }
  return pages;
}

/**
 * Each word of the glossary gets an address of its own, to which the search and other pages lead.
 * @param {string} html
 * @param {(text: string) => string} id
 */
const withTerms = (html, id) =>
  html.replace(/<p><strong>([\s\S]*?)<\/strong>/g, (all, /** @type {string} */ term) =>
    all.replace('<p>', `<p class="term" id="${id(textOf(term).replace(/\.$/, ''))}">`),
  );
