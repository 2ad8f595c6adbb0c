// Takes out of rendered formulas what nobody sees: KaTeX writes for every style sheet and every tool that may come, and
// half of a page with many formulas is names of classes that no rule speaks of. The letters stay where they were, to the
// pixel, and so does the MathML that a screen reader reads.
import { parseFragment } from 'parse5';
import { escapeHtml, FORMULA } from './html.mjs';

/**
 * @typedef {import('parse5').DefaultTreeAdapterTypes.Element} Element
 * @typedef {import('parse5').DefaultTreeAdapterTypes.ChildNode} Node
 * @typedef {object} Rules what KaTeX's style sheet speaks of
 * @property {Set<string>} classes
 * @property {Map<string, string>} sizes `reset-size6.size3`: how letters of one size stand among those of another
 * @property {Map<string, string>} simple what a class declares that has one rule for itself and is in no other
 */

/** The rules of a style sheet for letters that are set smaller or larger than those around them. */
const SIZES =
  /\.katex \.fontsize-ensurer\.(reset-size\d+\.size\d+),\.katex \.sizing\.\1\{(font-size:[^}]*)\}/g;
const CLASS = /\.([a-z][\w-]*)/gi;

/** @param {string} css KaTeX's style sheet @returns {Rules} */
export function rulesOf(css) {
  const sizes = new Map([...css.matchAll(SIZES)].map(([, step = '', size = '']) => [step, size]));
  const rules = [...css.replace(SIZES, '').matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(
    ([, selectors = '', body = '']) => ({ selectors: selectors.split(','), body }),
  );
  const named = rules.flatMap(({ selectors }) =>
    selectors.flatMap((each) => [...each.matchAll(CLASS)].map(([, name = '']) => name)),
  );
  const alone = (/** @type {string} */ name) => named.filter((each) => each === name).length === 1;
  const simple = rules.flatMap(({ selectors, body }) =>
    selectors.flatMap((each) => {
      const [, name = ''] = /^\.katex \.([\w-]+)$/.exec(each) ?? [];
      return name !== '' && alone(name) ? [/** @type {[string, string]} */ ([name, body])] : [];
    }),
  );
  return { classes: new Set(named), sizes, simple: new Map(simple) };
}

const RENDERED = new RegExp(`${FORMULA.open}([\\s\\S]*?)${FORMULA.close}`, 'g');

/**
 * A page whose formulas are lean: looks that its formulas repeat have become classes of the page's own.
 *
 * @param {string} html a whole page
 * @param {Rules} rules
 */
export function leanFormulas(html, rules) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  const count = (/** @type {string} */ look) => void counts.set(look, (counts.get(look) ?? 0) + 1);
  for (const [, formula = ''] of html.matchAll(RENDERED)) lean(formula, { rules, short: count });
  const names = new Map(
    [...counts].filter(([, times]) => times > 2).map(([look], n) => [look, `k${n.toString(36)}`]),
  );
  const short = (/** @type {string} */ look) => names.get(look);
  const sheet = [...names].map(([look, name]) => ruleOf(look, name)).join('');
  return html
    .replace(RENDERED, (_, formula) => FORMULA.open + lean(formula, { rules, short }) + FORMULA.close)
    .replace('</head>', (end) => (sheet === '' ? end : `<style>${sheet}</style>\n${end}`));
}

/** What stands between the declarations of an element and those of the empty box before its content. */
const BEFORE = '|';

/** @param {string} look @param {string} name */
function ruleOf(look, name) {
  const [own = '', before] = look.split(BEFORE);
  const box = before === undefined ? '' : `.katex .${name}:before{content:"";display:inline-block;${before}}`;
  return (own === '' ? '' : `.katex .${name}{${own}}`) + box;
}

/** @typedef {{ rules: Rules, short: (look: string) => string | undefined | void }} Tools `short`: the class that stands for a look */
/** @typedef {{ classes: string[], parent: string[] }} Around the classes of what a node stands in, and of what that stands in */

/** @param {string} formula @param {Tools} tools */
const lean = (formula, tools) => write(parseFragment(formula).childNodes, { classes: [], parent: [] }, tools);

/** @param {Node[]} nodes @param {Around} around @param {Tools} tools @returns {string} */
function write(nodes, around, tools) {
  return nodes
    .map((node) => {
      if ('value' in node) return escapeHtml(node.value);
      if (!('tagName' in node)) return '';
      if (node.tagName === 'math') return mathml(node);
      return node.tagName === 'span' ? span(node, around, tools) : asItIs(node);
    })
    .join('');
}

/** Rules of KaTeX's that reach for a child or a grandchild without naming it: such a span must stay. */
const REACHING = new Set([
  'vlist',
  'mfrac',
  'clap',
  'llap',
  'rlap',
  'inner',
  'mult',
  'delim-size1',
  'delim-size4',
]);

/** @param {Element} element @param {Around} around @param {Tools} tools */
function span(element, around, tools) {
  const { classes, style, others } = partsOf(element, tools.rules);
  const [first, ...rest] = element.childNodes;
  const strut = first && strutOf(first, tools.rules);
  const simple = classes.filter((name) => tools.rules.simple.has(name));
  const own = [...simple.map((name) => tools.rules.simple.get(name)), style].filter(Boolean).join(';');
  const look = strut === undefined ? own : own + BEFORE + strut;
  // A class alone is as short as it can be.
  const name = style === '' && strut === undefined ? undefined : tools.short(look);
  const shown = name ? [...classes.filter((each) => !simple.includes(each)), name] : classes;
  const inner = { classes, parent: around.classes };
  const inside = write(name && strut !== undefined ? rest : element.childNodes, inner, tools);
  const attributes = [
    ...(shown.length > 0 ? [['class', shown.join(' ')]] : []),
    ...(style !== '' && !name ? [['style', style]] : []),
    ...others,
  ];
  const reached = [...around.classes, ...around.parent].some((each) => REACHING.has(each));
  if (attributes.length === 0 && !reached && inside !== '') return inside;
  return `<span${attributes.map(([key = '', value = '']) => attribute(key, value)).join('')}>${inside}</span>`;
}

/** The classes that some rule speaks of, the declarations, and the other attributes. @param {Element} element @param {Rules} rules */
function partsOf({ attrs }, { classes: known, sizes }) {
  const value = (/** @type {string} */ wanted) => attrs.find(({ name }) => name === wanted)?.value ?? '';
  const all = value('class').split(/\s+/).filter(Boolean);
  const step = all.filter((name) => /^(?:reset-)?size\d+$/.test(name)).join('.');
  const resized = all.includes('sizing') || all.includes('fontsize-ensurer');
  const size = resized ? sizes.get(step) : undefined;
  const declared = value('style')
    .replace(/;$/, '')
    .replace(/(?<=[:-])0\./g, '.');
  return {
    classes: all.filter((name) => known.has(name) && !(size !== undefined && step.split('.').includes(name))),
    style: [size, declared].filter(Boolean).join(';'),
    others: attrs
      .filter(({ name }) => name !== 'class' && name !== 'style')
      .map((each) => [each.name, each.value]),
  };
}

/** What the empty box declares that keeps a line, or a row of a stack, high enough. @param {Node} node @param {Rules} rules */
function strutOf(node, rules) {
  if (!('tagName' in node) || node.childNodes.length > 0) return undefined;
  const { classes, style } = partsOf(node, rules);
  return classes.length === 1 && /^p?strut$/.test(classes[0] ?? '') ? style : undefined;
}

/** An attribute with quotes only where HTML needs them. @param {string} name @param {string} value */
const attribute = (name, value) =>
  ` ${name}=${/^[\w.:;%#-]+$/.test(value) ? value : `"${escapeHtml(value)}"`}`;

/** The formula for screen readers, without its TeX, which none of them reads. @param {Element} math */
function mathml(math) {
  const [semantics] = math.childNodes;
  const content =
    semantics && 'tagName' in semantics && semantics.tagName === 'semantics'
      ? semantics.childNodes.filter((node) => !('tagName' in node && node.tagName === 'annotation'))
      : math.childNodes;
  return asItIs({ ...math, childNodes: content });
}

/** What MathML in a page of HTML says by itself, and how its brackets grow, which nobody sees. */
const UNSEEN = new Set(['xmlns', 'stretchy']);

/** @param {Element} element @returns {string} */
function asItIs({ tagName, attrs, childNodes }) {
  const attributes = attrs
    .filter(({ name }) => !UNSEEN.has(name))
    .map(({ name, value }) => attribute(name, value));
  const inside = childNodes
    .map((node) => ('value' in node ? escapeHtml(node.value) : 'tagName' in node ? asItIs(node) : ''))
    .join('');
  return `<${tagName}${attributes.join('')}>${inside}</${tagName}>`;
}

/**
 * KaTeX's style sheet with the rules and the fonts that some page of the site needs.
 *
 * @param {string} css
 * @param {readonly string[]} pages with lean formulas
 */
export function neededRules(css, pages) {
  const used = new Set(
    pages.flatMap((html) =>
      [...html.matchAll(/ class=(?:"([^"]*)"|([\w-]+))/g)].flatMap(([, quoted, bare]) =>
        (quoted ?? bare ?? '').split(/\s+/),
      ),
    ),
  );
  const isNeeded = (/** @type {string} */ selector) =>
    [...selector.matchAll(CLASS)].every(([, name = '']) => used.has(name));
  const rules = css.replace(/(?<=^|\})([^{}@]+)\{([^{}]*)\}/g, (_, selectors, body) => {
    const needed = String(selectors).split(',').filter(isNeeded);
    return needed.length > 0 ? `${needed.join(',')}{${body}}` : '';
  });
  const text = [rules.replace(FACE, ''), ...pages];
  return rules.replace(FACE, (face, family) => (text.some((each) => each.includes(family)) ? face : ''));
}

const FACE = /@font-face\{[^{}]*?font-family:"?([^;"]+)[^{}]*\}/g;
