// A file of the library as a page: the Markdown that TypeDoc wrote, set like everything else of the course.
import path from 'node:path';
import { ReflectionKind } from 'typedoc';
import { escapeHtml } from '../html.mjs';
import { createEnvironment } from '../markdown.mjs';

/**
 * @typedef {import('./convert.mjs').Module} Module
 * @typedef {import('./convert.mjs').Declaration} Declaration
 * @typedef {{ markdown: import('../markdown.mjs').Markdown, addressOf: (name: string) => string | undefined,
 *   sourceOf: (file: string) => string }} Tools
 * @typedef {{ id: string, title: string, level: number }} Heading
 */

/** Where a file's page lies. @param {string} name `core/matrix` */
export const modulePath = (name) => `api/${name.replaceAll('/', '-')}.html`;

const KINDS = new Map([
  [ReflectionKind.Function, 'function'],
  [ReflectionKind.Class, 'class'],
  [ReflectionKind.Interface, 'interface'],
  [ReflectionKind.TypeAlias, 'type'],
  [ReflectionKind.Variable, 'constant'],
]);

/** Headings under which others stand; what else has no address of its own is a label. */
const GROUPS = new Set([
  'Constructors',
  'Methods',
  'Accessors',
  'Properties',
  'Indexable',
  'Call Signatures',
]);

/**
 * TypeDoc puts an anchor before each heading that has an address. It is taken out here, and becomes the heading's id.
 * @param {string} markdown
 * @returns {{ text: string, headings: Heading[] }}
 */
function withoutAnchors(markdown) {
  /** @type {Heading[]} */
  const headings = [];
  let fenced = false;
  let anchor = '';
  const kept = markdown.split('\n').filter((line) => {
    if (line.startsWith('```')) fenced = !fenced;
    const own = fenced ? undefined : /^<a id="([^"]+)"><\/a>$/.exec(line)?.[1];
    if (own !== undefined) anchor = own;
    const heading = fenced ? null : /^(#+) (.*)$/.exec(line);
    if (heading) {
      const title = (heading[2] ?? '').replace(/\\(.)/g, '$1');
      const id = anchor || `label-${headings.length}`;
      headings.push({ id, title, level: heading[1]?.length ?? 2 });
      anchor = '';
    }
    return own === undefined;
  });
  return { text: kept.join('\n'), headings };
}

/** The things of a file, and where each stands on its page. @param {Module} module @returns {[name: string, id: string][]} */
export const anchorsOf = ({ markdown }) =>
  withoutAnchors(markdown)
    .headings.filter(({ level, id }) => level === 2 && !id.startsWith('label-'))
    .map(({ title, id }) => [title.replace(/[<(].*$/, ''), id]);

/** @param {Module} module @param {Tools} tools */
export function renderModule(module, { markdown, addressOf, sourceOf }) {
  const { text, headings } = withoutAnchors(module.markdown);
  const link = (/** @type {string} */ href) => {
    if (href.startsWith('source:')) return sourceOf(href.slice('source:'.length));
    const [, file = '', fragment = ''] = /^([^#]*)\.md(#.*)?$/.exec(href) ?? [];
    if (file === '') return href;
    return modulePath(path.posix.join(path.posix.dirname(module.name), file)).slice('api/'.length) + fragment;
  };
  const environment = createEnvironment({ link, symbol: addressOf });
  const ids = headings.map(({ id }) => id);
  environment.id = () => ids.shift() ?? '';
  const html = markdown
    .render(text, environment)
    .replace(/<h(\d) id="label-\d+">(.*?)<\/h\1>/g, (_, level, /** @type {string} */ title) =>
      GROUPS.has(title) ? `<h${level}>${title}</h${level}>` : `<p class="label">${title}</p>`,
    )
    // The plugin's word for a parameter without a default, which TypeDoc itself leaves out.
    .replaceAll('<td><code>undefined</code></td>', '<td></td>')
    .replace(/<td><a id="([^"]+)"><\/a>/g, '<td id="$1">')
    .replaceAll('<p>Defined in: ', '<p class="defined">Defined in: ');
  // The plugin goes by kinds; here things stand in the order of the source.
  const order = new Map(
    module.declarations.map(({ name, kind }, at) => [name, { at, kind: KINDS.get(kind) ?? '' }]),
  );
  const named = new Map(anchorsOf(module).map(([name, id]) => [id, name]));
  const sections = html.split(/(?=<h2 )/).flatMap((section) => {
    const id = /^<h2 id="([^"]+)"/.exec(section)?.[1];
    if (id === undefined) return [];
    const { at = 0, kind = '' } = order.get(named.get(id) ?? '') ?? {};
    const titled = section.replace(/<hr>\s*$/, '').replace('</h2>', ` <small>${kind}</small></h2>`);
    return [{ id, at, html: `<section class="export" aria-labelledby="${id}">${titled}</section>` }];
  });
  sections.sort((a, b) => a.at - b.at);
  const contents = sections.map(({ id }) => {
    const name = named.get(id) ?? '';
    return { level: 2, id, text: name, html: `<code>${escapeHtml(name)}</code>` };
  });
  return {
    body: sections.map((each) => each.html).join('\n'),
    contents,
    problems: [...environment.problems, ...lost(module, html)],
  };
}

/**
 * What TypeDoc knows and the page does not show: a tag, a parent, a type parameter, an address.
 * @param {Module} module
 * @param {string} html
 * @returns {string[]}
 */
function lost({ declarations }, html) {
  const members = declarations.flatMap((each) => [each, ...(each.children ?? [])]);
  const things = [...members, ...members.flatMap(({ signatures = [] }) => signatures)];
  const tags = (/** @type {`@${string}`} */ tag) =>
    things.reduce((sum, { comment }) => sum + (comment?.getTags(tag).length ?? 0), 0);
  const having = (/** @type {(thing: Declaration) => unknown[] | undefined} */ list) =>
    declarations.filter((each) => (list(each) ?? []).length > 0).length;
  const labels = (/** @type {string} */ label) => html.split(`<p class="label">${label}`).length - 1;
  const addresses = html.match(/<(?:h\d|td) id="/g)?.length ?? 0;
  const compared = /** @type {[what: string, known: number, shown: number][]} */ ([
    ['@throws', tags('@throws'), labels('Throws')],
    ['@example', tags('@example'), labels('Example')],
    ['parents', having((each) => each.extendedTypes), labels('Extends<')],
    ['implemented interfaces', having((each) => each.implementedTypes), labels('Implements<')],
    ['implementing classes', having((each) => each.implementedBy), labels('Implemented by<')],
    [
      'type parameters',
      having((each) => each.typeParameters) + having((each) => each.signatures?.[0]?.typeParameters),
      labels('Type Parameters<'),
    ],
    ['addresses', members.length, addresses],
    ['places in the source', declarations.length, html.split('Defined in').length - 1],
  ]);
  return compared
    .filter(([, known, shown]) => shown < known)
    .map(([what, known, shown]) => `${known} ${what} are known, ${shown} are shown`);
}
