// TypeDoc reads the library by typedoc.json, as `npx typedoc` does, judges its docstrings, and writes them as Markdown.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Application, Logger, LogLevel, ReflectionKind } from 'typedoc';
import { fileOf } from './byFile.mjs';

/**
 * @typedef {import('typedoc').DeclarationReflection} Declaration
 * @typedef {{ name: string, floor: string, declarations: Declaration[], markdown: string }} Module a file of the library
 */

/** How typedoc-plugin-markdown shall write: one file for each file of the library, without a frame of its own. */
const MARKDOWN = {
  router: 'module',
  hideBreadcrumbs: true,
  hidePageHeader: true,
  hidePageTitle: true,
  useHTMLAnchors: true,
  formatWithPrettier: false,
  parametersFormat: 'table',
  // Not as tables, which are wider than a phone, and in which a search cannot land.
  interfacePropertiesFormat: 'list',
  classPropertiesFormat: 'list',
  typeAliasPropertiesFormat: 'list',
  hideGroupHeadings: true,
};

/** Keeps what TypeDoc has to say instead of printing it. */
class Listener extends Logger {
  /** @type {string[]} */
  said = [];
  /** @override @param {string} message @param {LogLevel} level */
  log(message, level) {
    super.log(message, level);
    // Colors, and the excerpt of the source behind the first line, are for terminals.
    if (level >= LogLevel.Warn) this.said.push(message.replace(/\x1b\[\d*m/g, '').split('\n')[0] ?? '');
  }
}

/**
 * @param {string} root the project's folder
 * @returns {Promise<{ modules: Module[], problems: string[] }>} the library's files, and what their docstrings lack
 */
export async function convertLibrary(root) {
  const listener = new Listener();
  const own = JSON.parse(fs.readFileSync(path.join(root, 'typedoc.json'), 'utf8'));
  delete own.$schema; // for editors alone
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-api-'));
  const app = await Application.bootstrapWithPlugins(
    {
      ...own,
      ...MARKDOWN,
      out,
      entryPoints: own.entryPoints.map((/** @type {string} */ file) => path.join(root, file)),
      tsconfig: path.join(root, own.tsconfig),
      basePath: path.join(root, own.basePath),
      plugin: [
        ...own.plugin.map((/** @type {string} */ file) => path.join(root, file)),
        'typedoc-plugin-markdown',
      ],
      disableGit: true,
      sourceLinkTemplate: 'source:{path}#L{line}',
      logLevel: 'Warn',
      validation: {
        notExported: true,
        invalidLink: true,
        // TypeDoc takes "[2, 3]: sunny" for a link; the finished pages are searched for dead links instead.
        invalidPath: false,
        notDocumented: true,
        rewrittenLink: true,
        unusedMergeModuleWith: true,
      },
      // Not the fields of options and data, whose names say it, and whose shapes stand at their interface.
      requiredToBeDocumented: [
        'Enum',
        'Variable',
        'Function',
        'Class',
        'Interface',
        'TypeAlias',
        'Method',
        'Accessor',
      ],
    },
    [],
  );
  app.logger = listener;
  try {
    const project = await app.convert();
    if (!project) throw new Error(`TypeDoc could not read the library: ${listener.said.join('; ')}`);
    app.validate(project);
    await app.generateOutputs(project);
    const modules = (project.children ?? []).map(({ name, children = [] }) => ({
      name,
      floor: name.split('/')[0] ?? '',
      declarations: children,
      markdown: fs.readFileSync(path.join(out, `${name}.md`), 'utf8'),
    }));
    // Of an object type written in place, its name and the text around it say what it is.
    const said = listener.said.filter((message) => !message.includes('.__type.'));
    const missing = modules.flatMap(({ declarations }) => declarations.flatMap(missingParts));
    return { modules, problems: [...said, ...missing] };
  } finally {
    fs.rmSync(out, { recursive: true });
  }
}

/**
 * What the house asks for beyond TypeDoc: each parameter and result said in words, and an example on each function.
 * @param {Declaration} declaration
 * @returns {string[]}
 */
function missingParts(declaration) {
  const where = `${fileOf(declaration)}: ${declaration.name}`;
  if (declaration.kind === ReflectionKind.Class) {
    return hasTag(declaration.comment, '@example') ? [] : [`${where} has no @example`];
  }
  if (declaration.kind !== ReflectionKind.Function) return [];
  return (declaration.signatures ?? []).flatMap(({ comment, parameters = [], type }) => [
    ...parameters.filter((each) => !each.comment).map((each) => `${where}: no @param for ${each.name}`),
    ...(givesNothing(type) || hasTag(comment, '@returns') ? [] : [`${where} has no @returns`]),
    ...(hasTag(comment, '@example') ? [] : [`${where} has no @example`]),
  ]);
}

/** Nothing, or `asserts …`, which is nothing too. @param {import('typedoc').SomeType | undefined} type */
const givesNothing = (type) => type?.toString() === 'void' || (type?.type === 'predicate' && type.asserts);

/** @param {import('typedoc').Comment | undefined} comment @param {`@${string}`} tag */
const hasTag = (comment, tag) => comment?.getTag(tag) !== undefined;
