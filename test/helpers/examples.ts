import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const root = path.resolve(import.meta.dirname, '../..');
const sources = path.join(root, 'lib/src');

/** An `@example` of a docstring. */
export interface Example {
  /** The file from lib/src on, and the line on which the example starts. */
  readonly place: string;
  /** The name of what the docstring describes; '' where it describes a file or a member. */
  readonly owner: string;
  readonly code: string;
}

/** A statement `expression; // → value` of an example. */
interface Claim {
  readonly start: number;
  readonly end: number;
  readonly value: string;
}

/** All files of the library. */
export const libraryFiles = (): string[] => filesIn(sources);

/** All pictures that stand beside the notebooks. */
export const pictureFiles = (): string[] => filesIn(path.join(root, 'notebooks/pictures'));

function filesIn(folder: string): string[] {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.ts')).map((name) => path.join(folder, name));
}

/** The examples of a file: from the line after `@example` to the next tag, a `Source:` or the comment's end. */
export function examplesOf(file: string): Example[] {
  const text = fs.readFileSync(file, 'utf8');
  const name = path.relative(sources, file);
  return [...text.matchAll(/\/\*\*[^]*?\*\//g)].flatMap((comment) => {
    const lines = comment[0].replace(/\*\/$/, '').split('\n');
    const after = text.slice(comment.index + comment[0].length);
    const [, owner = ''] =
      /^\nexport (?:async )?(?:function|class|const|interface|type) (\w+)/.exec(after) ?? [];
    const bare = lines.map((line) => line.replace(/^\s*(\/\*\*|\*) ?/, ''));
    return bare.flatMap((line, at) => {
      if (!line.startsWith('@example')) return [];
      const rest = bare.slice(at + 1);
      const length = rest.findIndex((next) => /^(@\w|Source:)/.test(next));
      const code = rest.slice(0, length < 0 ? undefined : length).join('\n');
      const above = text.slice(0, comment.index).split('\n').length;
      return [{ place: `${name}:${above + at + 1}`, owner, code }];
    });
  });
}

/** The claims of an example: expression statements with `// → value` at the end of their last line. */
export function claimsOf(code: string): Claim[] {
  const file = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true);
  const statements: ts.ExpressionStatement[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node)) statements.push(node);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return statements.flatMap(({ expression, end }) => {
    const [, value] = /^;?[ \t]*\/\/ → (.*)/.exec(code.slice(end)) ?? [];
    return value === undefined
      ? []
      : [{ start: expression.getStart(), end: expression.end, value: value.trim() }];
  });
}

/** The names, of values and types, that a file's export lists pass on. */
export function namesOf(file: string): Set<string> {
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const lists = source.statements.flatMap((node) =>
    ts.isExportDeclaration(node) && node.exportClause && ts.isNamedExports(node.exportClause)
      ? [...node.exportClause.elements]
      : [],
  );
  return new Set(lists.map(({ name }) => name.text));
}

/** What an example claims and what came out. */
export interface Outcome {
  readonly claim: string;
  readonly expected: string;
  readonly actual: unknown;
}

/**
 * Runs an example and collects what its claims gave.
 *
 * @param code - TypeScript that imports from 'carry' or 'carry/pictures'
 * @param modules - what these names stand for
 */
export async function runExample(code: string, modules: Record<string, unknown>): Promise<Outcome[]> {
  const claims = claimsOf(code);
  const found: Outcome[] = [];
  const note = (n: number, actual: unknown): void => {
    const { start, end, value } = claims[n]!; // the number comes from the list
    found.push({ claim: code.slice(start, end), expected: value, actual });
  };
  let program = code;
  for (const [n, { start, end }] of [...claims.entries()].reverse()) {
    program = `${program.slice(0, start)}note(${n}, ${program.slice(start, end)})${program.slice(end)}`;
  }
  // Imports become calls of `require`, types go away, and an async function allows `await` at the top.
  const { outputText } = ts.transpileModule(program, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS },
  });
  const run = new Function('require', 'exports', 'note', `return (async () => {${outputText}\n})();`);
  await run((name: string) => modules[name], {}, note);
  if (found.length !== claims.length)
    throw new Error(`${claims.length - found.length} claims were not reached`);
  return found;
}

/**
 * Whether a value is the one that was written: a number with decimals to the digits written or 1e-6, whichever
 * is more; lists and objects with every number inside them to 1e-6; anything else exactly.
 *
 * @param actual - the value
 * @param expected - a literal, as in TypeScript
 */
export function agrees(actual: unknown, expected: string): boolean {
  const decimals = /^-?\d+\.(\d+)$/.exec(expected)?.[1]?.length;
  if (typeof actual === 'number' && decimals !== undefined) {
    return Math.abs(actual - Number(expected)) <= Math.max(1e-6, 0.5 * 10 ** -decimals);
  }
  return alike(actual, new Function(`return (${expected});`)());
}

function alike(actual: unknown, expected: unknown): boolean {
  if (typeof actual === 'number' && typeof expected === 'number') {
    return Math.abs(actual - expected) <= 1e-6 * Math.max(1, Math.abs(expected));
  }
  if (typeof actual !== 'object' || actual === null || typeof expected !== 'object' || expected === null) {
    return Object.is(actual, expected);
  }
  if (ArrayBuffer.isView(actual) || Array.isArray(actual) !== Array.isArray(expected)) return false;
  const [mine, theirs] = [new Map(Object.entries(actual)), new Map(Object.entries(expected))];
  return (
    mine.size === theirs.size &&
    [...mine].every(([key, value]) => theirs.has(key) && alike(value, theirs.get(key)))
  );
}

/** The complaints of the compiler about examples, each as `place: message`. */
export function typeErrors(examples: readonly Example[]): string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
    paths: { carry: ['./lib/src/index.ts'], 'carry/pictures': ['./notebooks/pictures/index.ts'] },
    baseUrl: root,
    ignoreDeprecations: '5.0',
  };
  const texts = new Map(
    examples.map(({ code }, n) => [path.join(root, 'test', `example${n}.ts`), `${code}\nexport {};\n`]),
  );
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.getSourceFile = (file, ...rest) => {
    const text = texts.get(file);
    return text === undefined
      ? getSourceFile(file, ...rest)
      : ts.createSourceFile(file, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...texts.keys()].flatMap((file, n) =>
    [
      ...program.getSyntacticDiagnostics(program.getSourceFile(file)),
      ...program.getSemanticDiagnostics(program.getSourceFile(file)),
    ].map(({ messageText }) => `${examples[n]?.place}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
  );
}

/** Exported functions and classes of a file whose docstring has no `@example`. */
export function withoutExample(file: string): string[] {
  return declarations(file)
    .filter((node) => !ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'example'))
    .map(({ name }) => `${path.relative(sources, file)}: ${name?.text}`);
}

function declarations(file: string): (ts.FunctionDeclaration | ts.ClassDeclaration)[] {
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  return source.statements.filter(
    (node): node is ts.FunctionDeclaration | ts.ClassDeclaration =>
      (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) &&
      Boolean(node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)),
  );
}

/** The functions and classes of a floor that index.ts offers to readers. */
export function offeredFunctions(floor: string, offered: object): string[] {
  const files = libraryFiles().filter((file) => path.relative(sources, file).startsWith(floor + path.sep));
  const names = files.flatMap((file) => declarations(file).map(({ name }) => name?.text ?? ''));
  return names.filter((name) => name in offered);
}
