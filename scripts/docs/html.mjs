// Small helpers for making and reading HTML.
import { parse } from 'parse5';

/** Replaces the characters that HTML reads as markup. @param {string} text */
export const escapeHtml = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The characters behind the entities that our own pages use. @param {string} html */
export const unescapeHtml = (html) =>
  html
    .replace(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&');

/** The marks around a rendered formula: KaTeX writes it twice, for the eye and as MathML, so the text is taken from its TeX. */
export const FORMULA = { open: '<!--tex-->', close: '<!--/tex-->' };
const RENDERED = /<!--tex-->[\s\S]*?<!--\/tex-->/g;
const TEX = /<annotation encoding="application\/x-tex">([\s\S]*?)<\/annotation>/;

/** A page without its rendered formulas. @param {string} html @param {(tex: string) => string} [instead] */
export const withoutFormulas = (html, instead = () => ' ') =>
  html.replace(RENDERED, (rendered) => instead(TEX.exec(rendered)?.[1] ?? ''));

const INLINE = /^<\/?(?:span|a|em|strong|code|sub|sup|var|b|i)\b/;

/** What a reader reads: no tags, no scripts, formulas as TeX. @param {string} html */
export function textOf(html) {
  const plain = withoutFormulas(html, (tex) => ` ${tex} `)
    .replace(/<(script|style|svg)\b[\s\S]*?<\/\1>/g, ' ')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^>]*>/g, (tag) => (INLINE.test(tag) ? '' : ' '));
  return unescapeHtml(plain).replace(/\s+/g, ' ').trim();
}

/**
 * The address part for a heading or a name: `Forward pass, step by step` becomes `forward-pass-step-by-step`.
 * @param {string} text
 */
export function slugOf(text) {
  const slug = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'section' : slug;
}

/** Gives each thing of one page an id of its own. */
export function createIds() {
  /** @type {Set<string>} */
  const taken = new Set();
  return (/** @type {string} */ text) => {
    const slug = slugOf(text);
    let id = slug;
    for (let n = 2; taken.has(id); n++) id = `${slug}-${n}`;
    taken.add(id);
    return id;
  };
}

/** @typedef {{ name: string, attributes: Record<string, string>, text?: string }} Tag the text of a script alone */

/** The opening tags of a page as a browser reads it, in order. @param {string} html @returns {Tag[]} */
export function tagsOf(html) {
  /** @type {Tag[]} */
  const tags = [];
  /** @param {{ childNodes: import('parse5').DefaultTreeAdapterTypes.ChildNode[] }} parent */
  const walk = ({ childNodes }) => {
    for (const node of childNodes) {
      if (!('tagName' in node)) continue;
      // What the parser adds by itself, such as <tbody>, has no place in the source.
      if (node.sourceCodeLocation)
        tags.push({
          name: node.tagName.toLowerCase(),
          attributes: Object.fromEntries(node.attrs.map(({ name, value }) => [name.toLowerCase(), value])),
          ...(node.tagName === 'script' && {
            text: node.childNodes.map((child) => ('value' in child ? child.value : '')).join(''),
          }),
        });
      walk('content' in node ? node.content : node);
    }
  };
  // Without scripts, so that what stands in <noscript> is read, too.
  walk(parse(html, { sourceCodeLocationInfo: true, scriptingEnabled: false }));
  return tags;
}
