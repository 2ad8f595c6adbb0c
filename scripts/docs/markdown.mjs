// Markdown to HTML: formulas rendered here and now, code colored, headings with addresses, links led to the site's pages.
import katexPlugin from '@vscode/markdown-it-katex';
import katex from 'katex';
import MarkdownIt from 'markdown-it';
import { glueFormulas } from './glue.mjs';
import { createIds, escapeHtml, FORMULA, textOf } from './html.mjs';

/**
 * @typedef {{ level: number, id: string, html: string, text: string }} Heading
 * @typedef {object} Environment what one page gives to and gets from the renderer; several texts may share one
 * @property {(href: string) => string} link leads a link of the source to a page of the site
 * @property {(name: string) => string | undefined} [symbol] the address of a library name, for `code` that is one
 * @property {(text: string) => string} id
 * @property {Heading[]} headings
 * @property {string[]} problems formulas that could not be rendered
 * @property {Set<string>} [linked] names that the page has linked already: once is enough
 * @typedef {{ render(source: string, environment: Environment): string,
 *   renderInline(source: string, environment: Environment): string }} Markdown
 */

/**
 * @param {Pick<Environment, 'link' | 'symbol'>} options
 * @returns {Environment}
 */
export const createEnvironment = (options) => ({
  ...options,
  id: createIds(),
  headings: [],
  problems: [],
  linked: new Set(),
});

/** @param {import('./highlight.mjs').Highlight} highlight @returns {Markdown} */
export function createMarkdown(highlight) {
  // Quotation marks become typographic; nothing else is replaced.
  const md = new MarkdownIt({ html: true, typographer: true }).disable('replacements');
  md.use(/** @type {{ default?: typeof katexPlugin }} */ (katexPlugin).default ?? katexPlugin);
  md.core.ruler.push('glue', glueFormulas);
  const { rules } = md.renderer;
  /** @type {Markdown} */
  const render = {
    render: (source, environment) => md.render(source, { ...environment }),
    renderInline: (source, environment) => md.renderInline(source, { ...environment }),
  };
  rules['math_block'] = (tokens, index, _, env) =>
    formulaBlock(tokens[index]?.content ?? '', 'div', our(env));
  rules['math_inline_block'] = (tokens, index, _, env) =>
    formulaBlock(tokens[index]?.content ?? '', 'span', our(env));
  rules['math_inline'] = (tokens, index, _, env) => {
    const { content = '', meta } = tokens[index] ?? {};
    const html = formula(content, false, our(env));
    const { before = '', after = '' } =
      /** @type {import('./glue.mjs').Glue | undefined} */ (meta?.glue) ?? {};
    return before || after
      ? `<span class="glued">${escapeHtml(before)}${html}${escapeHtml(after)}</span>`
      : html;
  };
  rules['text'] = (tokens, index) => set(escapeHtml(tokens[index]?.content ?? ''));
  rules['html_inline'] = (tokens, index) => withoutComments(tokens[index]?.content ?? '');
  rules['html_block'] = rules['html_inline'];
  rules['fence'] = (tokens, index) => {
    const { info = '', content = '' } = tokens[index] ?? {};
    return codeBlock(content.replace(/\n$/, ''), info.trim().split(/\s+/)[0] ?? '', highlight);
  };
  rules['code_block'] = (tokens, index) => codeBlock(tokens[index]?.content ?? '', '', highlight);
  rules['code_inline'] = (tokens, index, _, env) => inlineCode(tokens, index, our(env));
  rules['table_open'] = () => '<div class="scroll"><table>';
  rules['table_close'] = () => '</table></div>';
  rules['heading_open'] = (tokens, index, _, env) =>
    headingOpen(render.renderInline, tokens, index, our(env));
  rules['link_open'] = (tokens, index, options, env, self) => {
    const token = tokens[index];
    token?.attrSet('href', our(env).link(String(token.attrGet('href') ?? '')));
    return self.renderToken(tokens, index, options);
  };
  const image = rules['image'];
  rules['image'] = (tokens, index, options, env, self) => {
    const token = tokens[index];
    token?.attrSet('src', our(env).link(String(token.attrGet('src') ?? '')));
    token?.attrSet('loading', 'lazy');
    return image ? image(tokens, index, options, env, self) : '';
  };
  return render;
}

/** What markdown-it hands on is what it was given. @param {unknown} env @returns {Environment} */
const our = (env) => /** @type {Environment} */ (env);

/**
 * A block of code.
 * @param {string} code
 * @param {string} language
 * @param {import('./highlight.mjs').Highlight} highlight
 */
export const codeBlock = (code, language, highlight) =>
  `<pre class="code"><code>${highlight(code, language)}</code></pre>\n`;

/** The names of the course's weights and biases, `W_xh` or `db_h`, set as mathematics. @param {string} html */
const withSubscripts = (html) => html.replace(/\b(d?[Wb])_([A-Za-z]{1,2})\b/g, '<var>$1<sub>$2</sub></var>');

/** Text as it is set: names with subscripts, and no line between a number and its %. @param {string} html */
export const set = (html) => withSubscripts(html).replace(/(\d) %/g, '$1&nbsp;%');

/** @param {string} html */
const withoutComments = (html) => html.replace(/<!--[\s\S]*?-->/g, '');

/** @param {string} tex @param {boolean} displayMode @param {Environment} env */
function formula(tex, displayMode, env) {
  try {
    const html = katex.renderToString(tex, {
      displayMode,
      throwOnError: true,
      strict: 'ignore',
      trust: false,
    });
    return `${FORMULA.open}${html}${FORMULA.close}`;
  } catch (error) {
    env.problems.push(`${tex.trim()} (${error instanceof Error ? error.message : error})`);
    return `<code>${escapeHtml(tex)}</code>`;
  }
}

/** @param {string} tex @param {'div' | 'span'} tag a span inside of a paragraph @param {Environment} env */
const formulaBlock = (tex, tag, env) => `<${tag} class="formula">${formula(tex, true, env)}</${tag}>\n`;

/** @typedef {import('markdown-it').Token[]} Tokens */
/** @param {Tokens} tokens @param {number} index @param {Environment} env */
function inlineCode(tokens, index, env) {
  const name = tokens[index]?.content ?? '';
  const html = `<code>${escapeHtml(name)}</code>`;
  const before = tokens.slice(0, index);
  const inLink =
    before.filter(({ type }) => type === 'link_open').length >
    before.filter(({ type }) => type === 'link_close').length;
  const address = inLink || env.linked?.has(name) ? undefined : env.symbol?.(name.replace(/\(.*\)$/, ''));
  if (address === undefined) return html;
  env.linked?.add(name);
  return `<a class="symbol" href="${address}">${html}</a>`;
}

/** @param {Markdown['renderInline']} renderInline @param {Tokens} tokens @param {number} index @param {Environment} env */
function headingOpen(renderInline, tokens, index, env) {
  const level = Number(tokens[index]?.tag.slice(1) ?? 2);
  const source = tokens[index + 1]?.content ?? '';
  const html = renderInline(source, { ...env, symbol: () => undefined, headings: [] });
  const id = env.id(textOf(html));
  env.headings.push({ level, id, html, text: textOf(html) });
  return `<h${level} id="${id}">`;
}
