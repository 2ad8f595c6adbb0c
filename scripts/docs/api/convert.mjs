// TypeDoc reads the library and judges its docstrings; our own pages are made from what it understood.
import path from 'node:path';
import { Application, Logger, LogLevel, ReflectionKind } from 'typedoc';

/**
 * @typedef {import('typedoc').DeclarationReflection} Declaration
 * @typedef {{ name: string, floor: string, declarations: Declaration[] }} Module a file of the library
 */

/** The folders of lib/src, the lowest floor first. */
export const FLOORS = ['core', 'neural', 'tasks', 'training', 'proof', 'tensorflow', 'notebook'];

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
  const app = await Application.bootstrap({
    entryPoints: [path.join(root, 'lib/src/index.ts')],
    tsconfig: path.join(root, 'lib/tsconfig.json'),
    basePath: path.join(root, 'lib/src'),
    readme: 'none',
    disableGit: true,
    sourceLinkTemplate: '{path}#L{line}',
    skipErrorChecking: true, // `npm test` checks the types by themselves
    excludePrivate: true,
    excludeProtected: true,
    excludeInternal: true,
    sort: ['source-order'],
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
  });
  app.logger = listener;
  const project = await app.convert();
  if (!project) throw new Error(`TypeDoc could not read the library: ${listener.said.join('; ')}`);
  app.validate(project);
  const exported = (project.children ?? []).filter(({ sources }) => sources?.[0]);
  // Of an object type written in place, its name and the text around it say what it is.
  const said = listener.said.filter((message) => !message.includes('.__type.'));
  return { modules: modulesOf(exported), problems: [...said, ...exported.flatMap(missingParts)] };
}

/** @param {Declaration[]} declarations */
function modulesOf(declarations) {
  /** @type {Map<string, Module>} */
  const modules = new Map();
  for (const declaration of declarations) {
    const file = fileOf(declaration);
    const name = file.replace(/\.ts$/, '');
    const module = modules.get(name) ?? { name, floor: name.split('/')[0] ?? '', declarations: [] };
    module.declarations.push(declaration);
    modules.set(name, module);
  }
  const lineOf = (/** @type {Declaration} */ { sources }) => sources?.[0]?.line ?? 0;
  for (const { declarations: own } of modules.values()) own.sort((a, b) => lineOf(a) - lineOf(b));
  const floorOf = (/** @type {Module} */ { floor }) => FLOORS.indexOf(floor);
  return [...modules.values()].sort((a, b) => floorOf(a) - floorOf(b) || a.name.localeCompare(b.name));
}

/** The file of a declaration, from lib/src. @param {Declaration} declaration */
export const fileOf = ({ sources }) => (sources?.[0]?.fileName ?? '').replace(/^(?:.*\/)?src\//, '');

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
