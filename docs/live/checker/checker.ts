// The type checker: the compiler in a worker of its own, loaded only when the reader asks for it.
import ts from 'typescript';
import { joinCells, type CheckedCell, type TopStatement } from './cells';

/** What the page asks. */
export type CheckRequest =
  | { readonly kind: 'types'; readonly files: Readonly<Record<string, string>> }
  | {
      readonly kind: 'check';
      readonly id: number;
      readonly cells: readonly CheckedCell[];
      readonly of: readonly string[];
    };

/** One thing that the compiler finds wrong. */
export interface TypeProblem {
  readonly cell: string;
  readonly line: number;
  readonly message: string;
}

export interface CheckAnswer {
  readonly id: number;
  readonly problems: readonly TypeProblem[];
}

const FILE = '/notebook.ts';
/** As the kernel in JupyterLab has it: null is told apart, and parameters need no types. */
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.es2023.d.ts'],
  strictNullChecks: true,
  allowSyntheticDefaultImports: true,
  allowUnreachableCode: true,
  allowUnusedLabels: true,
  skipLibCheck: true,
  noEmit: true,
  types: [],
};

const files = new Map<string, string>();
let version = 0;
let text = '';

const host: ts.LanguageServiceHost = {
  getCompilationSettings: () => OPTIONS,
  getScriptFileNames: () => [FILE, '/ambient.d.ts'],
  getScriptVersion: (name) => (name === FILE ? String(version) : `${files.get(name)?.length ?? 0}`),
  getScriptSnapshot: (name) => {
    const content = name === FILE ? text : files.get(name);
    return content === undefined ? undefined : ts.ScriptSnapshot.fromString(content);
  },
  getCurrentDirectory: () => '/',
  getDefaultLibFileName: () => '/lib/lib.es2023.d.ts',
  fileExists: (name) => name === FILE || files.has(name),
  readFile: (name) => (name === FILE ? text : files.get(name)),
  directoryExists: (name) => [...files.keys()].some((file) => file.startsWith(`${name.replace(/\/$/, '')}/`)),
};
const service = ts.createLanguageService(host, ts.createDocumentRegistry());

function topStatements(source: string): TopStatement[] {
  const file = ts.createSourceFile('cell.ts', `${source}`, ts.ScriptTarget.ESNext);
  return file.statements.flatMap((statement): TopStatement[] => {
    const start = statement.getStart(file);
    if (ts.isImportDeclaration(statement)) return [{ start, end: statement.end, kind: 'import' }];
    if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement))
      return [{ start, end: statement.end, kind: 'export' }];
    const words = ts.canHaveModifiers(statement) ? (ts.getModifiers(statement) ?? []) : [];
    return words
      .filter(({ kind }) => kind === ts.SyntaxKind.ExportKeyword || kind === ts.SyntaxKind.DefaultKeyword)
      .map((word) => ({ start: word.getStart(file), end: word.end, kind: 'export' }));
  });
}

/** What the compiler finds wrong in the cells `of`, knowing all of them. */
function check(cells: readonly CheckedCell[], of: readonly string[]): TypeProblem[] {
  const joined = joinCells(cells, topStatements);
  text = joined.text;
  version++;
  const found = [...service.getSyntacticDiagnostics(FILE), ...service.getSemanticDiagnostics(FILE)];
  return found.flatMap(({ file, start, messageText }) => {
    if (!file || start === undefined) return [];
    const origin = joined.origins[file.getLineAndCharacterOfPosition(start).line];
    if (!origin || !of.includes(origin.cell)) return [];
    return [{ ...origin, message: ts.flattenDiagnosticMessageText(messageText, '\n') }];
  });
}

const worker = self as unknown as {
  onmessage: ((event: MessageEvent<CheckRequest>) => void) | null;
  postMessage(answer: CheckAnswer): void;
};
worker.onmessage = ({ data }) => {
  if (data.kind === 'types')
    for (const [name, content] of Object.entries(data.files)) files.set(name, content);
  else worker.postMessage({ id: data.id, problems: check(data.cells, data.of) });
};
