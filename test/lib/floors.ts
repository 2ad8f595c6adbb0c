// The rules of the building: imports lead down, never round in a circle, and the lower floors need no Node.
import path from 'node:path';
import { builtinModules } from 'node:module';
import ts from 'typescript';

/** Folder of lib/src → floor. Files of one folder may import each other; folders only what is below them. */
export const FLOORS: Record<string, number> = {
  core: 0,
  neural: 1,
  tasks: 1,
  training: 2,
  proof: 3,
  tensorflow: 3,
  notebook: 4,
};

/** Folders whose code also runs in a browser: no packages, nothing of Node. */
export const ANYWHERE = ['core', 'neural', 'tasks', 'training', 'proof'];

const OF_NODE = ['process', 'Buffer', 'require', '__dirname', '__filename', 'setImmediate', 'global'];

/** A library: path relative to lib/src → source. */
export type Sources = Map<string, string>;

/** @returns one sentence for each broken rule */
export function violations(sources: Sources): string[] {
  const broken: string[] = [];
  const graph = new Map<string, string[]>();
  for (const [file, source] of sources) {
    const imports = ts.preProcessFile(source, true, true).importedFiles.map(({ fileName }) => fileName);
    broken.push(...imports.flatMap((specifier) => check(file, specifier, sources)));
    const inside = imports.map((specifier) => resolve(file, specifier, sources));
    graph.set(
      file,
      inside.filter((target) => target !== undefined),
    );
    if (ANYWHERE.includes(folderOf(file))) {
      broken.push(...nodeNames(file, source).map((name) => `${file}: uses ${name}, which only Node has`));
    }
  }
  return [...broken, ...circles(graph)];
}

/** The folder on whose floor a file stands; '' for the files beside index.ts. */
const folderOf = (file: string) => (file.includes('/') ? (file.split('/')[0] ?? '') : '');

function resolve(file: string, specifier: string, sources: Sources): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const target = path.posix.join(path.posix.dirname(file), specifier);
  return [`${target}.ts`, `${target}/index.ts`, target].find((candidate) => sources.has(candidate));
}

function check(file: string, specifier: string, sources: Sources): string[] {
  const folder = folderOf(file);
  if (!specifier.startsWith('.')) return checkPackage(file, specifier);
  const target = resolve(file, specifier, sources);
  if (target === undefined) return [`${file}: ${specifier} is not in the library`];
  if (target === 'index.ts') return [`${file}: imports the index`];
  const other = folderOf(target);
  if (folder === '' || other === folder) return [];
  const [from, to] = [FLOORS[folder], FLOORS[other]];
  if (from === undefined) return [`${file}: the folder ${folder} has no floor`];
  if (to === undefined) return [`${file}: ${specifier} leads to no floor`];
  return to < from ? [] : [`${file} (floor ${from}): imports ${target} (floor ${to})`];
}

function checkPackage(file: string, specifier: string): string[] {
  if (!ANYWHERE.includes(folderOf(file))) return [];
  const isNode = specifier.startsWith('node:') || builtinModules.includes(specifier);
  return [`${file}: imports ${specifier}, ${isNode ? 'a module of Node' : 'a package'}`];
}

/** Names of Node's own globals that a file uses as variables without asking `typeof` whether they are there. */
function nodeNames(file: string, source: string): string[] {
  const found = new Set<string>();
  const askedFor = new Set<string>();
  const visit = (node: ts.Node) => {
    if (ts.isTypeOfExpression(node) && ts.isIdentifier(node.expression)) askedFor.add(node.expression.text);
    if (ts.isIdentifier(node) && OF_NODE.includes(node.text) && isVariable(node)) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true));
  return [...found].filter((name) => !askedFor.has(name));
}

/** `process` in `process.exit()`, and not in `this.process` or `{ process: 1 }`. */
function isVariable({ parent, text }: ts.Identifier): boolean {
  if (ts.isPropertyAccessExpression(parent))
    return parent.name.text !== text || isName(parent.expression, text);
  return (
    !ts.isPropertyAssignment(parent) && !ts.isPropertySignature(parent) && !ts.isMethodDeclaration(parent)
  );
}

const isName = (node: ts.Node, text: string) => ts.isIdentifier(node) && node.text === text;

/** Every circle once, as "a → b → a". */
function circles(graph: Map<string, string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: string[]) => {
    const start = trail.indexOf(file);
    if (start >= 0) found.push(`circle: ${[...trail.slice(start), file].join(' → ')}`);
    if (start >= 0 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) walk(next, [...trail, file]);
    done.add(file);
  };
  for (const file of graph.keys()) walk(file, []);
  return found;
}
