// The library's pages: one for each file, floor by floor.
import { ReflectionKind } from 'typedoc';
import { escapeHtml, slugOf } from '../html.mjs';
import { codeBlock } from '../markdown.mjs';
import { fileOf } from './convert.mjs';
import { genericsText, parameterText, typeText } from './declarations.mjs';

/**
 * @typedef {import('./convert.mjs').Declaration} Declaration
 * @typedef {import('./convert.mjs').Module} Module
 * @typedef {import('typedoc').SignatureReflection} Signature
 * @typedef {import('typedoc').CommentDisplayPart[]} Parts
 * @typedef {{ markdown: import('../markdown.mjs').Markdown, highlight: import('../highlight.mjs').Highlight,
 *   environment: import('../markdown.mjs').Environment, find: import('./declarations.mjs').FindDeclaration,
 *   addressOf: (name: string) => string | undefined }} Tools
 */

/** Where a file's page lies. @param {string} name `core/matrix` */
export const modulePath = (name) => `api/${name.replaceAll('/', '-')}.html`;

/** The id of a name on its page: names that differ only in their capitals (`Figure`, `figure`) get different ones. @param {string} name */
export const anchorOf = (name) => (/^[A-Z]/.test(name) ? `type-${slugOf(name)}` : slugOf(name));

const KINDS = new Map([
  [ReflectionKind.Function, 'function'],
  [ReflectionKind.Class, 'class'],
  [ReflectionKind.Interface, 'interface'],
  [ReflectionKind.TypeAlias, 'type'],
  [ReflectionKind.Variable, 'constant'],
]);

/** @param {Module} module @param {Tools} tools */
export const renderModule = ({ declarations }, tools) =>
  declarations.map((each) => renderDeclaration(each, tools)).join('\n');

/** @param {Declaration} declaration @param {Tools} tools */
function renderDeclaration(declaration, tools) {
  const { name, kind } = declaration;
  const id = anchorOf(name);
  tools.environment.headings.push({ level: 2, id, html: `<code>${escapeHtml(name)}</code>`, text: name });
  const node = tools.find(fileOf(declaration), name);
  const signatures = declaration.signatures ?? [];
  const body =
    signatures.length > 0
      ? signatures.map((signature) => renderSignature(signature, name, node, tools)).join('')
      : heading(declaration, node, tools) + comment(declaration.comment, tools) + members(declaration, tools);
  return `<section class="export" aria-labelledby="${id}"><h2 id="${id}"><code>${escapeHtml(name)}</code> <small>${KINDS.get(kind) ?? ''}</small></h2>${body}</section>`;
}

/** The line of code that a type, a constant or a class begins with. @param {Declaration} declaration @param {import('typescript').Node | undefined} node @param {Tools} tools */
function heading({ name, kind, type, extendedTypes }, node, tools) {
  const typed = typeText(node) ?? type?.toString() ?? '';
  if (kind === ReflectionKind.TypeAlias)
    return declared(`type ${name}${genericsText(node)} = ${typed}`, tools);
  if (kind === ReflectionKind.Variable) return declared(`const ${name}: ${typed}`, tools);
  if (!extendedTypes?.length) return '';
  return declared(`${KINDS.get(kind)} ${name} extends ${extendedTypes.join(', ')}`, tools);
}

/** @param {string} code @param {Tools} tools */
const declared = (code, tools) => `<pre class="signature"><code>${linked(code, tools)}</code></pre>`;

/** Names of the library inside of a type lead to their pages. @param {string} code @param {Tools} tools */
const linked = (code, tools) =>
  escapeHtml(code).replace(/\b[A-Z]\w+\b/g, (name) => {
    const address = tools.addressOf(name);
    return address === undefined ? name : `<a href="${address}">${name}</a>`;
  });

/** @param {Signature} signature @param {string} name @param {import('typescript').Node | undefined} node @param {Tools} tools */
function renderSignature(signature, name, node, tools) {
  const parameters = (signature.parameters ?? []).map((each, index) => {
    const type = parameterText(node, index) ?? each.type?.toString() ?? '';
    const [optional, fallback] = [each.flags.isOptional ? '?' : '', each.defaultValue];
    const given = fallback === undefined || fallback === '...' ? '' : ` = ${fallback}`;
    const label = each.name === '__namedParameters' ? 'options' : each.name;
    return {
      label,
      text: `${each.flags.isRest ? '...' : ''}${label}${optional}: ${type}${given}`,
      comment: each.comment,
    };
  });
  const result = name.startsWith('new ') ? '' : `: ${typeText(node) ?? signature.type?.toString() ?? 'void'}`;
  const texts = parameters.map(({ text }) => text);
  const line = `${name}${genericsText(node)}(${texts.join(', ')})${result}`;
  const code =
    line.length <= 88
      ? line
      : `${name}${genericsText(node)}(\n${texts.map((text) => `  ${text},\n`).join('')})${result}`;
  const described = parameters.filter((each) => each.comment);
  const list = described.map(
    ({ label, comment: said }) =>
      `<dt><code>${escapeHtml(label)}</code></dt><dd>${inline(said?.summary ?? [], tools)}</dd>`,
  );
  const given = list.length > 0 ? `<dl class="parameters">${list.join('')}</dl>` : '';
  return declared(code, tools) + comment(signature.comment, tools, given);
}

/** @param {Declaration} declaration @param {Tools} tools */
function members(declaration, tools) {
  const { name: owner, children = [] } = declaration;
  const file = fileOf(declaration);
  const parts = children.map((member) => {
    const node = tools.find(file, `${owner}.${member.name}`);
    if (member.kind === ReflectionKind.Constructor || member.signatures) {
      const name = member.kind === ReflectionKind.Constructor ? `new ${owner}` : member.name;
      return {
        field: '',
        method: (member.signatures ?? []).map((each) => renderSignature(each, name, node, tools)).join(''),
      };
    }
    const said = member.comment ?? member.getSignature?.comment;
    const type = typeText(node) ?? (member.type ?? member.getSignature?.type)?.toString() ?? '';
    const label = `${member.name}${member.flags.isOptional ? '?' : ''}`;
    return {
      field: `<dt><code>${escapeHtml(label)}: ${linked(type, tools)}</code></dt><dd>${said ? inline(said.summary, tools) : ''}</dd>`,
      method: '',
    };
  });
  const fields = parts.map(({ field }) => field).join('');
  const methods = parts.map(({ method }) => method && `<div class="method">${method}</div>`).join('');
  return (fields && `<dl class="fields">${fields}</dl>`) + methods;
}

/** The tags below a summary, in the order of a reader's questions. @param {import('typedoc').Comment | undefined} said @param {Tools} tools @param {string} [parameters] */
function comment(said, tools, parameters = '') {
  if (!said) return parameters;
  /** @type {string[]} */
  const sources = [];
  const block = (/** @type {Parts} */ parts) =>
    tools.markdown.render(withoutSource(partsText(parts, tools), sources), tools.environment);
  const tagged = (/** @type {`@${string}`} */ tag, /** @type {string} */ label) =>
    said
      .getTags(tag)
      .map(
        ({ content }) =>
          `<div class="tag"><span class="label">${label}</span><div>${block(content)}</div></div>`,
      )
      .join('');
  const summary = block(said.summary);
  const parts = [summary, parameters, tagged('@returns', 'Returns'), tagged('@throws', 'Throws')];
  const examples = said.getTags('@example').map(({ content }) => {
    const text = withoutSource(partsText(content, tools), sources);
    const code = /```\w*\n([\s\S]*?)\n?```/.exec(text);
    return code
      ? codeBlock(code[1] ?? '', 'typescript', tools.highlight)
      : tools.markdown.render(text, tools.environment);
  });
  const from = sources.map(
    (text) => `<p class="source">${tools.markdown.renderInline(text, tools.environment)}</p>`,
  );
  return [...parts, ...examples, ...from].join('');
}

/** Takes the line `Source: …` out of a text: it belongs to the whole. @param {string} text @param {string[]} sources */
function withoutSource(text, sources) {
  return text.replace(/^Source: [\s\S]*?(?=\n\s*\n|\n```|$(?![\s\S]))/gm, (source) => {
    sources.push(source.replace(/\s+/g, ' '));
    return '';
  });
}

/** @param {Parts} parts @param {Tools} tools */
const inline = (parts, tools) =>
  tools.markdown.renderInline(partsText(parts, tools).trim(), tools.environment);

/** A comment as Markdown, with its {@link …} as links. @param {Parts} parts @param {Tools} tools */
function partsText(parts, tools) {
  return parts
    .map((part) => {
      if (part.kind !== 'inline-tag') return part.text;
      const name = part.text.trim();
      const address = tools.addressOf(name.split('.')[0] ?? name);
      return address === undefined ? `\`${name}\`` : `[\`${name}\`](${address})`;
    })
    .join('');
}
