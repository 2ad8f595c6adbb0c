// The frame around every page: head, top bar, side lists, foot.
import { createHash } from 'node:crypto';
import { escapeHtml } from './html.mjs';

/**
 * @typedef {{ title: string, href: string, mark?: string, current?: boolean, group?: string }} NavigationItem
 * @typedef {object} Page
 * @property {string} path where the page lies in the site, `course/05-an-adder-by-hand.html`
 * @property {string} title
 * @property {string} description one sentence for search engines and shared links
 * @property {string} body
 * @property {'course' | 'guides' | 'api' | 'playground' | 'home'} part
 * @property {{ label: string, items: NavigationItem[] }} [side] the list at the left; addresses from the site's root
 * @property {import('./markdown.mjs').Heading[]} [contents] the headings listed at the right
 * @property {{ previous?: NavigationItem | undefined, next?: NavigationItem | undefined }} [turn]
 * @property {string[]} [scripts] from the site's root, beside the one that every page has
 * @property {string[]} [styles]
 * @property {boolean} [wide] no columns at the sides
 */

/** The way from a page to the site's root: `../` for a page in a folder. @param {string} path */
const toRoot = (path) => '../'.repeat(path.split('/').length - 1);

/** @type {{ part: Page['part'], title: string, href: string }[]} */
const PARTS = [
  { part: 'course', title: 'Course', href: 'course/index.html' },
  { part: 'playground', title: 'Playground', href: 'playground/index.html' },
  { part: 'guides', title: 'Guides', href: 'guides/index.html' },
  { part: 'api', title: 'Library', href: 'api/index.html' },
];

/**
 * Runs before the first paint, so that a page chosen dark does not flash light, one inside of another has no frame, and
 * what needs scripts, or is closed by them, can be told from the page itself.
 */
const THEME = `var d=document.documentElement.dataset;d.scripts='';try{var t=localStorage.getItem('carry-theme');if(t)d.theme=t}catch{}if(self!==parent)d.embedded=''`;

/**
 * What a page may do: nothing of another host, no script in its text but the one above, and nowhere text that becomes
 * code by \`eval\`. Workers are made of texts that the page has loaded (\`blob:\`), because a page opened from a file may
 * not load them in another way; a cell becomes code there, as a script with an address of its own. KaTeX and plotly set
 * styles on what they draw.
 */
export const POLICY = [
  "default-src 'none'",
  `script-src 'self' file: blob: 'wasm-unsafe-eval' 'sha256-${createHash('sha256').update(THEME).digest('base64')}'`,
  "worker-src 'self' blob:",
  "style-src 'self' file: 'unsafe-inline'",
  "img-src 'self' file: data: blob:",
  "font-src 'self' file:",
  "connect-src 'self' blob: data:",
  "frame-src 'self' file:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** What is shown beside a link to a page, in a chat or a list. */
export const CARD = { file: 'assets/card.png', width: 1200, height: 630 };
const CARD_ALT =
  'Carry the One. 92 plus 111 in binary, the carries lit in amber, and the stamp: Proved for every length.';

/**
 * @param {Page} page
 * @param {import('./repository.mjs').Whereabouts} [where]
 * @returns {string}
 */
export function renderPage(page, where = { repository: undefined, site: undefined }) {
  const root = toRoot(page.path);
  const title = page.part === 'home' ? page.title : `${page.title} · Carry the One`;
  const formulas = /class="katex/.test(page.body);
  const styles = [
    'assets/site.css',
    ...(formulas ? ['assets/katex/katex.min.css'] : []),
    ...(page.styles ?? []),
  ];
  const contents = (page.contents ?? []).filter(({ level }) => level === 2 || level === 3);
  const frame = [
    'frame',
    page.wide && 'wide',
    page.side && 'with-side',
    contents.length > 1 && 'with-contents',
  ];
  return `<!doctype html>
<html lang="en" data-root="${root}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<meta name="description" content="${escapeHtml(page.description)}">
<meta name="color-scheme" content="light dark">
${previewTags(page, title, root, where.site)}
<link rel="icon" type="image/svg+xml" href="${root}assets/icon.svg">
${styles.map((href) => `<link rel="stylesheet" href="${root}${href}">`).join('\n')}
<script>${THEME}</script>
</head>
<body class="${page.part}">
<a class="skip" href="#content">Skip to the content</a>
${topBar(page, root)}
<div class="${frame.filter(Boolean).join(' ')}">
${page.side ? sideList(page.side, root) : ''}
${contents.length > 1 ? contentsList(contents) : ''}
<main id="content" tabindex="-1">
${page.body}
${page.turn ? turnLinks(page.turn, root) : ''}
</main>
</div>
<footer class="foot"><p>Carry the One: recurrent networks, from one neuron to a proof. <a href="${root}guides/sources.html">Sources</a> · <a href="${root}guides/contributing.html">Contributing</a> · <a href="${root}files/LICENSE.txt">MIT license</a> · <a href="${root}guides/licenses.html">Licenses of others</a>${where.repository === undefined ? '' : ` · <a href="${where.repository}">Repository</a>`}</p></footer>
<script defer src="${root}assets/site.js"></script>
${(page.scripts ?? []).map((src) => `<script defer src="${root}${src}"></script>`).join('\n')}
</body>
</html>
`;
}

/**
 * What a chat or a search engine shows of a link. A picture needs its whole address, which is known where the site's is.
 * @param {Page} page @param {string} title @param {string} root @param {string | undefined} site
 */
function previewTags({ path, description }, title, root, site) {
  const address = (site ?? '') + path.replace(/(^|\/)index\.html$/, '$1');
  const tags = {
    'og:type': 'website',
    'og:site_name': 'Carry the One',
    'og:title': title,
    'og:description': description,
    'og:image': `${site ?? root}${CARD.file}`,
    'og:image:width': CARD.width,
    'og:image:height': CARD.height,
    'og:image:alt': CARD_ALT,
    ...(site === undefined ? {} : { 'og:url': address }),
  };
  return [
    ...Object.entries(tags).map(
      ([name, value]) => `<meta property="${name}" content="${escapeHtml(String(value))}">`,
    ),
    '<meta name="twitter:card" content="summary_large_image">',
    ...(site === undefined ? [] : [`<link rel="canonical" href="${escapeHtml(address)}">`]),
  ].join('\n');
}

/** The name of the course, with the carried one above its word. @param {string} [tag] */
export const wordmark = (tag = 'span') =>
  `<${tag} class="wordmark">Carry the <span class="one">One</span></${tag}>`;

/** @param {Page} page @param {string} root */
function topBar(page, root) {
  const links = PARTS.map(({ part, title, href }) => {
    const current = part === page.part ? ' aria-current="true"' : '';
    return `<a href="${root}${href}"${current}>${title}</a>`;
  });
  return `<header class="bar">
<a class="brand" href="${root}index.html">${wordmark()}</a>
<nav aria-label="Main">${links.join('')}</nav>
<div class="tools">
<button type="button" class="search-open" aria-haspopup="dialog" aria-label="Search"><svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 4 4"/></svg><span>Search</span><kbd aria-hidden="true">/</kbd></button>
<button type="button" class="theme" aria-label="Colors: as the system"><svg viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6"/><path class="half" d="M8 2a6 6 0 0 1 0 12z"/></svg></button>
</div>
</header>`;
}

/** @param {NonNullable<Page['side']>} side @param {string} root */
function sideList({ label, items }, root) {
  const lines = items.map(({ title, href, mark = '', current, group }, index) => {
    const opens =
      group !== undefined && group !== items[index - 1]?.group
        ? `<li class="group">${escapeHtml(group)}</li>`
        : '';
    const now = current ? ' aria-current="page"' : '';
    return `${opens}<li><a href="${root}${href}"${now}>${mark}<span>${escapeHtml(title)}</span></a></li>`;
  });
  return `<details class="side" open><summary>${escapeHtml(label)}</summary><nav aria-label="${escapeHtml(label)}"><ol>${lines.join('')}</ol></nav></details>`;
}

/** @param {import('./markdown.mjs').Heading[]} headings */
function contentsList(headings) {
  const lines = headings.map(
    ({ level, id, html }) =>
      `<li class="level-${level}"><a href="#${id}">${html.replace(/<\/?a\b[^>]*>/g, '')}</a></li>`,
  );
  return `<aside class="contents"><details open><summary>On this page</summary><nav aria-label="On this page"><ol>${lines.join('')}</ol></nav></details></aside>`;
}

/** @param {NonNullable<Page['turn']>} turn @param {string} root */
function turnLinks({ previous, next }, root) {
  const link = (
    /** @type {NavigationItem | undefined} */ item,
    /** @type {string} */ rel,
    /** @type {string} */ word,
  ) =>
    item
      ? `<a rel="${rel}" href="${root}${item.href}"><small>${word}</small><span>${escapeHtml(item.title)}</span></a>`
      : '<span></span>';
  return `<nav class="turn" aria-label="Previous and next">${link(previous, 'prev', '← Before')}${link(next, 'next', 'Next →')}</nav>`;
}

/**
 * A number as lamps, most significant bit first: the mark of a chapter.
 * @param {number} value
 * @param {number} [bits]
 */
export function lamps(value, bits = 4) {
  const lit = Array.from({ length: bits }, (_, n) => (value >> (bits - 1 - n)) & 1);
  return `<span class="lamps" aria-hidden="true">${lit.map((on) => `<i${on ? ' class="on"' : ''}></i>`).join('')}</span>`;
}
