// What acts: markup that could run, load, or lead away. A page may hold none but the site's own, a cell's output none at all.
import { createHash } from 'node:crypto';
import { parseFragment, serialize } from 'parse5';

/** @typedef {import('./html.mjs').Tag} Tag */

/** What the library shows as markup is text and tables; an output that holds anything else was not made by it. */
const OF_OUTPUTS = new Set(
  'p br hr div span strong em b i code pre sub sup var ul ol li table caption thead tbody tfoot tr th td'.split(
    ' ',
  ),
);
const ATTRIBUTES_OF_OUTPUTS = new Set(['scope', 'colspan', 'rowspan', 'title', 'lang', 'dir']);

/**
 * @param {string} markup a cell's output
 * @returns {{ html: string, foreign: string[] }} the markup as a browser reads it inside of a page, every element closed;
 *   and what may not be in an output
 */
export function readOutput(markup) {
  /** @type {string[]} */
  const foreign = [];
  /** @param {{ childNodes: import('parse5').DefaultTreeAdapterTypes.ChildNode[] }} parent */
  const walk = ({ childNodes }) => {
    for (const node of childNodes) {
      if (node.nodeName === '#text') continue;
      if (!('tagName' in node) || !OF_OUTPUTS.has(node.tagName)) foreign.push(`<${node.nodeName}>`);
      if (!('tagName' in node)) continue;
      for (const { name } of node.attrs)
        if (!ATTRIBUTES_OF_OUTPUTS.has(name)) foreign.push(`<${node.tagName} ${name}>`);
      walk(node);
    }
  };
  const fragment = parseFragment(markup);
  walk(fragment);
  return { html: serialize(fragment), foreign };
}

/**
 * @param {Tag[]} tags a page's
 * @returns {string[]} what could act in it without being the site's own: a handler, an address that is a program, a
 *   script in the text that the page's policy does not name
 */
export function actingIn(tags) {
  const policy = policyOf(tags)?.attributes['content'] ?? '';
  return tags.flatMap(({ name, attributes, text = '' }) => {
    const found = Object.entries(attributes)
      .filter(([attribute, value]) => /^(?:on|srcdoc$)/.test(attribute) || isProgram(attribute, value))
      .map(([attribute]) => `<${name}> has ${attribute}`);
    if (name !== 'script' || 'src' in attributes) return found;
    const known = policy.includes(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    return known ? found : [...found, `a script in the text: ${text.trim().slice(0, 40)}`];
  });
}

/** @param {string} attribute @param {string} value */
function isProgram(attribute, value) {
  if (!/(?:^|:)(?:href|src|action|formaction|data)$/.test(attribute)) return false;
  // Browsers read over spaces and control characters.
  const address = Array.from(value, (letter) => (letter > ' ' ? letter : '')).join('');
  return /^(?:javascript|vbscript|data:text):?/i.test(address);
}

/** @param {Tag[]} tags */
const policyOf = (tags) =>
  tags.find(
    ({ name, attributes }) =>
      name === 'meta' && attributes['http-equiv']?.toLowerCase() === 'content-security-policy',
  );

/**
 * @param {Tag[]} tags a page's
 * @returns {string[]} where its content security policy is missing, late, or wide
 */
export function policyProblems(tags) {
  const policy = policyOf(tags);
  if (!policy) return ['no content security policy'];
  const early = tags
    .slice(0, tags.indexOf(policy))
    .find(({ name }) => /^(?:script|link|style|img)$/.test(name));
  const directives = new Map(
    (policy.attributes['content'] ?? '')
      .split(';')
      .map((directive) => directive.trim().split(/\s+/))
      .map(([name = '', ...sources]) => [name, sources]),
  );
  const closed = ['default-src', 'base-uri', 'form-action'].filter(
    (name) => directives.get(name)?.join() !== "'none'",
  );
  const wide = [...directives].flatMap(([name, sources]) =>
    sources.filter((source) => !isNarrow(name, source)).map((source) => `${name} allows ${source}`),
  );
  return [
    ...(early ? [`the policy comes after a <${early.name}>, for which it does not hold`] : []),
    ...closed.map((name) => `${name} is not 'none'`),
    ...wide,
  ];
}

/** Nothing of another host, no text that becomes code; KaTeX and plotly set styles. @param {string} name @param {string} source */
function isNarrow(name, source) {
  if (/^'(?:none|self|wasm-unsafe-eval|sha256-[\w+/=]+)'$/.test(source)) return true;
  if (source === "'unsafe-inline'") return name === 'style-src';
  // A page that is opened from a file has no origin of its own, so that 'self' is not enough there.
  if (source === 'file:' || source === 'blob:') return true;
  return source === 'data:' && (name === 'img-src' || name === 'connect-src');
}
