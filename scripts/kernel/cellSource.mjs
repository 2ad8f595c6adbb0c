// Changes a cell's text before it is compiled, so that what a reader may well write compiles.

/**
 * @typedef {import('./types.d.ts').Compiler} Compiler
 * @typedef {import('./types.d.ts').Diagnostic} Diagnostic
 * @typedef {import('typescript').Node} Node
 */

/**
 * Puts blanks in place of `export`: every variable of a cell is known to the later ones anyway, and code pasted from a
 * module should run. All other characters stay where they are.
 * @param {Compiler} ts
 * @param {string} source
 */
export function withoutExports(ts, source) {
  if (!source.includes('export')) return source;
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.Latest, true);
  let text = source;
  const blank = (/** @type {Node} */ node) => {
    const [start, end] = [node.getStart(file), node.end];
    text = text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end);
  };
  for (const statement of file.statements) {
    if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier) blank(statement);
    if (!ts.canHaveModifiers(statement)) continue;
    const modifiers = ts.getModifiers(statement) ?? [];
    const named = !('name' in statement) || statement.name !== undefined; // `export default function () {}` is not
    for (const modifier of modifiers) {
      const { kind } = modifier;
      if (kind === ts.SyntaxKind.ExportKeyword || (kind === ts.SyntaxKind.DefaultKeyword && named))
        blank(modifier);
    }
  }
  return text;
}

/**
 * What TypeScript says of a type that it cannot write into a declaration; the cell itself is right.
 * @param {Diagnostic} diagnostic
 */
const cannotBeDeclared = ({ code, fileName }) =>
  fileName === undefined &&
  ((code >= 4000 && code < 4200) || [2527, 2742, 2883, 5088, 9005, 9006].includes(code));

/**
 * The types of a cell's variables are kept as declarations for the later cells, and some types cannot be declared: that
 * of a module, one with private members. Nothing is wrong with such a cell. Names the type where it is that of a
 * module, and leaves it open (`any`) elsewhere.
 * @param {Compiler} ts
 * @param {string} source
 * @param {Diagnostic[]} diagnostics what the compiler said of the source
 * @returns {string} the source itself where nothing of this kind is wrong with it
 */
export function withDeclarableTypes(ts, source, diagnostics) {
  const places = diagnostics.filter(cannotBeDeclared).map(({ start }) => start.offset);
  if (places.length === 0) return source;
  const file = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.Latest, true);
  /** @type {Map<number, string>} */
  const insertions = new Map();
  for (const statement of file.statements) {
    if (!places.some((place) => statement.pos <= place && place < statement.end)) continue;
    if (ts.isFunctionDeclaration(statement) && statement.body && !statement.type)
      insertions.set(endOfParameters(ts, file, statement) ?? statement.body.pos, ': any');
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, type, initializer } of statement.declarationList.declarations) {
      if (type || !initializer) continue;
      const isFunction = ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer);
      const module = typeOfImport(initializer.getText(file));
      if (module) insertions.set(name.end, `: ${module}`);
      else {
        const end = isFunction && !initializer.type ? endOfParameters(ts, file, initializer) : undefined;
        insertions.set(end ?? name.end, ': any');
      }
    }
  }
  let text = source;
  for (const [place, inserted] of [...insertions].sort(([a], [b]) => b - a))
    text = text.slice(0, place) + inserted + text.slice(place);
  return text;
}

/** @param {string} expression @returns {string | undefined} the type of `import('x')` or `await import('x')` */
function typeOfImport(expression) {
  const [, awaited, name] = /^(await\s+)?import\(\s*('[^']*'|"[^"]*")\s*\)$/.exec(expression) ?? [];
  if (name === undefined) return undefined;
  return awaited ? `typeof import(${name})` : `Promise<typeof import(${name})>`;
}

/**
 * The place behind the closing parenthesis of a function's parameters.
 * @param {Compiler} ts
 * @param {import('typescript').SourceFile} file
 * @param {import('typescript').FunctionLikeDeclaration} declaration
 */
function endOfParameters(ts, file, declaration) {
  const closing = declaration.getChildren(file).find(({ kind }) => kind === ts.SyntaxKind.CloseParenToken);
  return closing?.end;
}
