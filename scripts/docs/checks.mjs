// What the finished site must be, judged by its files alone.
import fs from 'node:fs';
import path from 'node:path';
import { actingIn, policyProblems } from './acting.mjs';
import { tagsOf, textOf, withoutFormulas } from './html.mjs';

/** @typedef {{ name: string, problems: string[] }} Check a check passes where it has no problems */

/**
 * The most that a page may load before its first figure, in bytes, as they travel without compression; hosts that
 * compress send about a third.
 */
export const HEAVIEST_PAGE = 400_000;

/** @param {string} folder @returns {string[]} files from the folder, in order */
export const filesIn = (folder) =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();

/**
 * @param {string} site the folder of the site
 * @returns {Check[]} for each page: links, policy, formulas, pictures, weight, structure
 */
export function checkSite(site) {
  const files = new Set(filesIn(site));
  const names = [...files].filter((name) => name.endsWith('.html'));
  const pages = names.map((name) => {
    const html = fs.readFileSync(path.join(site, name), 'utf8');
    return { name, html, tags: tagsOf(html) };
  });
  const ids = new Map(
    pages.map(({ name, tags }) => [name, tags.flatMap(({ attributes }) => attributes['id'] ?? [])]),
  );
  return pages.flatMap(({ name, html, tags }) => [
    { name: `${name}: links`, problems: deadLinks(name, tags, files, ids) },
    { name: `${name}: nothing from another host`, problems: foreignResources(tags, html) },
    { name: `${name}: content security policy`, problems: policyProblems(tags) },
    { name: `${name}: nothing acts but the site's own scripts`, problems: actingIn(tags) },
    { name: `${name}: formulas`, problems: unrenderedFormulas(html) },
    { name: `${name}: alternative texts`, problems: picturesWithoutText(tagsOf(withoutFormulas(html))) },
    { name: `${name}: structure`, problems: structureProblems(html, tags, ids.get(name) ?? []) },
    { name: `${name}: weight`, problems: weightProblems(site, name, html, tags) },
  ]);
}

/** @typedef {import('./html.mjs').Tag} Tag */

/** @param {Tag[]} tags every address that the page leads to or loads */
const addressesOf = (tags) =>
  tags.flatMap(({ attributes: { href, src } }) => [href, src].filter((each) => each !== undefined));

/** @param {string} page @param {Tag[]} tags @param {Set<string>} files @param {Map<string, string[]>} ids */
function deadLinks(page, tags, files, ids) {
  return addressesOf(tags).flatMap((address) => {
    if (/^(?:https?:|mailto:|data:)/.test(address)) return [];
    const [, file = '', fragment = ''] = /^([^#?]*)(?:\?[^#]*)?#?(.*)$/.exec(address) ?? [];
    const target =
      file === '' ? page : path.posix.normalize(path.posix.join(path.posix.dirname(page), decodeURI(file)));
    if (!files.has(target)) return [`${address} leads to no file`];
    const known = ids.get(target);
    // What has an = behind the # is a state of the playground, not a place.
    if (fragment === '' || !known || fragment.includes('=') || known.includes(decodeURI(fragment))) return [];
    return [`${address} leads to no place on its page`];
  });
}

/** @param {Tag[]} tags @param {string} html */
function foreignResources(tags, html) {
  const loaded = tags
    .filter(({ name }) => name !== 'a')
    .filter(({ attributes: { href, src } }) => /^(?:https?:)?\/\//.test(href ?? src ?? ''));
  const imported = [...html.matchAll(/(?:@import|url\()\s*["']?(?:https?:)?\/\/[^"')]+/g)];
  return [
    ...loaded.map(({ name, attributes }) => `<${name}> loads ${attributes['href'] ?? attributes['src']}`),
    ...imported.map(([text]) => text),
  ];
}

const CODE = /<(pre|code|script|style|textarea)\b[\s\S]*?<\/\1>/g;
const RAW_FORMULA = [
  /\$[^\s$][^$\n]{0,200}?\$/,
  /\$\$/,
  /\\(?:frac|sum|sigma|partial|mathrm|text|cdot|left|begin)\b/,
  /\b[Wb]_[a-z]{1,2}\b/,
  /\\\(|\\\[/,
];

/** @param {string} html */
function unrenderedFormulas(html) {
  const prose = textOf(withoutFormulas(html).replace(CODE, ' '));
  const raw = RAW_FORMULA.flatMap((pattern) => pattern.exec(prose)?.[0] ?? []);
  const failed = /katex-error/.test(html) ? ['a formula that KaTeX refused'] : [];
  return [...raw.map((text) => `"${text}" is not rendered`), ...failed];
}

/** @param {Tag[]} tags */
function picturesWithoutText(tags) {
  const silent = (/** @type {string | undefined} */ text) => text === undefined || text.trim() === '';
  return tags.flatMap(({ name, attributes }) => {
    if (name === 'img' && silent(attributes['alt']))
      return [`the picture ${attributes['src']} has no alternative text`];
    if ('data-figure' in attributes && silent(attributes['data-alt']))
      return [`figure ${attributes['data-figure']} has no alternative text`];
    if (
      name === 'svg' &&
      attributes['aria-hidden'] !== 'true' &&
      silent(attributes['aria-label'] ?? attributes['aria-labelledby'])
    ) {
      return [`a drawing has neither a label nor aria-hidden`];
    }
    return [];
  });
}

/** @param {string} html @param {Tag[]} tags @param {string[]} ids */
function structureProblems(html, tags, ids) {
  const count = (/** @type {string} */ wanted) => tags.filter(({ name }) => name === wanted).length;
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const comments = html.match(/<!--(?!\/?tex-->)[\s\S]{0,40}/g) ?? [];
  return [
    ...['h1', 'main', 'title']
      .filter((name) => count(name) !== 1)
      .map((name) => `${count(name)} <${name}>, expected one`),
    ...twice.map((id) => `two things have the id ${id}`),
    ...comments.map((text) => `a comment is left: ${text}`),
    ...(tags.some(
      ({ name, attributes }) =>
        name === 'meta' && attributes['name'] === 'description' && attributes['content'],
    )
      ? []
      : ['no description']),
  ];
}

/** @param {string} site @param {string} page @param {string} html @param {Tag[]} tags */
function weightProblems(site, page, html, tags) {
  const loaded = tags.flatMap(({ name, attributes: { src, href, rel, loading } }) => {
    if (name === 'link' && (rel === 'stylesheet' || rel === 'icon')) return href ?? [];
    return (name === 'script' || name === 'img') && loading !== 'lazy' ? (src ?? []) : [];
  });
  const sizeOf = (/** @type {string} */ file) =>
    fs.existsSync(path.join(site, file)) ? fs.statSync(path.join(site, file)).size : 0;
  const parts = loaded.map((address) => sizeOf(path.posix.join(path.posix.dirname(page), address)));
  const total = [
    Buffer.byteLength(html),
    ...parts,
    ...fontsOf(html).map((name) => sizeOf(`assets/katex/fonts/${name}.woff2`)),
  ].reduce((sum, size) => sum + size, 0);
  return total > HEAVIEST_PAGE
    ? [`${Math.round(total / 1000)} kB before the first figure, at most ${HEAVIEST_PAGE / 1000} are allowed`]
    : [];
}

/** The fonts that a page's formulas make the browser load. @param {string} html */
function fontsOf(html) {
  if (!/class="?katex/.test(html)) return [];
  const marks = /** @type {const} */ ([
    [/mathnormal|KaTeX_Math/, 'KaTeX_Math-Italic'],
    [/mathbf|textbf|font-weight:700/, 'KaTeX_Main-Bold'],
    [/mathit/, 'KaTeX_Main-Italic'],
    [/amsrm|mathbb|KaTeX_AMS/, 'KaTeX_AMS-Regular'],
    [/mathsf|KaTeX_SansSerif/, 'KaTeX_SansSerif-Regular'],
    [/mathtt|KaTeX_Typewriter/, 'KaTeX_Typewriter-Regular'],
    [/mathcal|KaTeX_Caligraphic/, 'KaTeX_Caligraphic-Regular'],
    [/delimsizing size1|small-op/, 'KaTeX_Size1-Regular'],
    [/delimsizing size2|large-op/, 'KaTeX_Size2-Regular'],
    [/delimsizing size3/, 'KaTeX_Size3-Regular'],
    [/delimsizing size4|delimsizing mult/, 'KaTeX_Size4-Regular'],
  ]);
  // Not of the MathML, which no font of KaTeX's is loaded for.
  const seen = html.replace(/<math[\s\S]*?<\/math>/g, '');
  return ['KaTeX_Main-Regular', ...marks.flatMap(([pattern, name]) => (pattern.test(seen) ? name : []))];
}
