// A cell of TypeScript becomes a function that runs it. The types are taken off, its imports are waited for, and its
// names are shared with the other cells; each line stays on its line, so that an error tells the cell's own.
import { parse } from 'acorn';
import { transform } from 'sucrase';
import { findNames, type FreeName, type Syntax } from './scope';

/** What a cell becomes. */
export interface Compiled {
  /** The body of an asynchronous function, all of its set-up on the first line. */
  readonly code: string;
  /** The names it declares for the cells after it. */
  readonly declared: readonly string[];
  /** The names it takes from elsewhere: earlier cells or the worker. */
  readonly free: readonly string[];
  /** The free names to which it gives a new value. */
  readonly written: readonly string[];
}

/** Says that a cell cannot be read, and where. */
export class CellSyntaxError extends SyntaxError {
  override readonly name = 'SyntaxError';
  constructor(
    message: string,
    /** The line in the cell, from 1; undefined where it is not known. */
    readonly line: number | undefined,
  ) {
    super(message);
  }
}

/** What the compiled function calls, beside the slots of the shared names. */
export const HELPERS = { share: '$_share', import: '$_import', show: '$_show' } as const;
/** Before the name of a shared variable: its slot. */
export const SLOT = '$$';

/**
 * Compiles a cell.
 *
 * @param source - TypeScript
 * @param isShared - tells whether a name belongs to an earlier cell
 * @returns the function's body and the cell's names
 * @throws CellSyntaxError when it cannot be read
 */
export function compile(source: string, isShared: (name: string) => boolean): Compiled {
  const script = withoutTypes(source);
  const program = parseModule(script);
  const { declared, free } = findNames(program);
  const edits: Edit[] = free
    .filter(({ name }) => isShared(name))
    .map((each) => ({ start: each.node.start, end: each.node.end, text: readOf(each) }));
  const imports: string[] = [];
  for (const statement of program['body'] as Syntax[]) edits.push(...rewrite(statement, script, imports));
  const last = (program['body'] as Syntax[]).at(-1);
  if (last?.type === 'ExpressionStatement') {
    const { start, end } = last['expression'] as Syntax;
    // Twice in brackets: `a, b` is one value.
    edits.push({ start, end: start, text: `${HELPERS.show}((` }, { start: end, end, text: '))' });
  }
  findImportCalls(program, edits);
  const share = declared.map(({ name, mutable }) => {
    const given = name === 'value' ? 'given' : 'value';
    return `${name}: [() => ${name}${mutable ? `, (${given}) => { ${name} = ${given}; }` : ''}]`;
  });
  const setUp = [declared.length > 0 ? `${HELPERS.share}({ ${share.join(', ')} });` : '', ...imports];
  const unique = (names: readonly string[]): string[] => [...new Set(names)];
  return {
    code: `${setUp.filter(Boolean).join(' ')} ${apply(script, edits)}`,
    declared: declared.map(({ name }) => name),
    free: unique(free.map(({ name }) => name)),
    written: unique(free.filter(({ written }) => written).map(({ name }) => name)),
  };
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function readOf({ name, as }: FreeName): string {
  const read = `${SLOT}${name}.value`;
  if (as === 'shorthand') return `${name}: ${read}`;
  // Called through the slot, a function would take the slot for its `this`.
  return as === 'callee' ? `(0, ${read})` : read;
}

function withoutTypes(source: string): string {
  try {
    return transform(source, {
      transforms: ['typescript'],
      keepUnusedImports: true,
      disableESTransforms: true,
    }).code;
  } catch (error) {
    throw syntaxError(error);
  }
}

function parseModule(script: string): Syntax {
  try {
    return parse(script, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
    }) as unknown as Syntax;
  } catch (error) {
    throw syntaxError(error);
  }
}

/** Both readers put `(line:column)` behind their message. */
function syntaxError(error: unknown): CellSyntaxError {
  const said = error instanceof Error ? error.message : String(error);
  const [, line] = /\((\d+):\d+\)/.exec(said) ?? [];
  const message = said.replace(/^Error transforming [^:]*:\s*/, '').replace(/\s*\(\d+:\d+\)/, '');
  return new CellSyntaxError(message, line === undefined ? undefined : Number(line));
}

/** Imports go into the set-up, and the word `export` goes away: cells share all they declare. */
function rewrite(statement: Syntax, script: string, imports: string[]): Edit[] {
  const { start, end } = statement;
  const lines = (from: number, to: number): string => script.slice(from, to).replace(/[^\n]/g, '');
  const module = (): string => JSON.stringify((statement['source'] as Syntax)['value']);
  switch (statement.type) {
    case 'ImportDeclaration':
      imports.push(importOf(statement, module()));
      return [{ start, end, text: `;${lines(start, end)}` }];
    case 'ExportNamedDeclaration': {
      const declaration = statement['declaration'] as Syntax | null;
      if (declaration) return [{ start, end: declaration.start, text: lines(start, declaration.start) }];
      return [{ start, end, text: `;${lines(start, end)}` }];
    }
    case 'ExportDefaultDeclaration': {
      const inner = statement['declaration'] as Syntax;
      return [{ start, end: inner.start, text: lines(start, inner.start) }];
    }
    case 'ExportAllDeclaration':
      return [{ start, end, text: `;${lines(start, end)}` }];
    default:
      return [];
  }
}

function importOf(statement: Syntax, module: string): string {
  const specifiers = statement['specifiers'] as Syntax[];
  const load = `await ${HELPERS.import}(${module}`;
  const parts: string[] = [];
  const names: string[] = [];
  for (const each of specifiers) {
    const local = String((each['local'] as Syntax)['name']);
    if (each.type !== 'ImportSpecifier') {
      parts.push(`const ${local} = ${load});`);
      continue;
    }
    const imported = each['imported'] as Syntax;
    names.push(`${JSON.stringify(String(imported['name'] ?? imported['value']))}: ${local}`);
  }
  if (names.length > 0) {
    const wanted = names.map((name) => name.slice(0, name.indexOf(':')));
    parts.push(`const { ${names.join(', ')} } = ${load}, [${wanted.join(', ')}]);`);
  }
  return parts.length > 0 ? parts.join(' ') : `${load});`;
}

/** `import('carry')` asks the cell's own loader. */
function findImportCalls(node: Syntax, edits: Edit[]): void {
  if (node.type === 'ImportExpression')
    edits.push({ start: node.start, end: node.start + 'import'.length, text: HELPERS.import });
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof child === 'object' && child !== null && typeof (child as Syntax).type === 'string')
        findImportCalls(child as Syntax, edits);
    }
  }
}

/** Makes all edits; of two at the same place, the one that was asked for first comes first. */
function apply(script: string, edits: readonly Edit[]): string {
  const ordered = edits
    .map((edit, index) => ({ ...edit, index }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.index - b.index);
  let text = '';
  let at = 0;
  for (const { start, end, text: instead } of ordered) {
    text += script.slice(at, start) + instead;
    at = end;
  }
  return text + script.slice(at);
}
