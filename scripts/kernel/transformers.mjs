// Two transformers of the TypeScript compiler, for cells that share their variables.

/**
 * @typedef {import('typescript').Node} Node
 * @typedef {import('typescript').SourceFile} SourceFile
 * @typedef {import('typescript').Identifier} Identifier
 * @typedef {import('./types.d.ts').Compiler} Compiler
 */

/**
 * `{ width }` becomes `{ width: exports.width }` where `width` belongs to an earlier cell: tslab itself finds such
 * names everywhere but in this short form, read or written. And `f()` becomes `(0, exports.f)()`, so that a function of
 * an earlier cell is not called as a method of all variables.
 * @param {Compiler} ts
 * @param {import('typescript').TypeChecker} checker
 * @param {SourceFile | undefined} earlier the declarations of the earlier cells
 * @returns {import('typescript').TransformerFactory<SourceFile>}
 */
export const readEarlierVariables = (ts, checker, earlier) => (context) => {
  const { factory } = context;
  /** @param {import('typescript').Symbol | undefined} symbol */
  const isEarlier = (symbol) =>
    symbol?.declarations?.some((declaration) => declaration.getSourceFile() === earlier) ?? false;
  /** @param {string} name */
  const variable = (name) =>
    factory.createPropertyAccessExpression(factory.createIdentifier('exports'), name);
  /** @param {Node} node @returns {Node} */
  const visit = (node) => {
    const visited = ts.visitEachChild(node, visit, context);
    if (ts.isShorthandPropertyAssignment(node) && ts.isShorthandPropertyAssignment(visited)) {
      if (!isEarlier(checker.getShorthandAssignmentValueSymbol(node))) return visited;
      const otherwise = visited.objectAssignmentInitializer;
      const value = variable(node.name.text);
      const initializer = otherwise ? factory.createAssignment(value, otherwise) : value;
      return ts.setTextRange(factory.createPropertyAssignment(node.name.text, initializer), node);
    }
    if (ts.isCallExpression(node) && ts.isCallExpression(visited) && ts.isIdentifier(node.expression)) {
      if (!isEarlier(checker.getSymbolAtLocation(node.expression))) return visited;
      const callee = factory.createComma(factory.createNumericLiteral(0), variable(node.expression.text));
      return factory.updateCallExpression(
        visited,
        ts.setTextRange(factory.createParenthesizedExpression(callee), node.expression),
        visited.typeArguments,
        visited.arguments,
      );
    }
    return visited;
  };
  return (file) => /** @type {SourceFile} */ (ts.visitNode(file, visit));
};

/**
 * Shares the cell's own variables with later cells instead of copying them: the list of exports that tslab appends
 * becomes `share({ hidden: [() => hidden, (value) => { hidden = value; }], … })` before the first statement. A later
 * cell that changes `hidden` changes what the functions of this one see.
 * @param {Compiler} ts
 * @param {SourceFile} cell as parsed
 * @returns {import('typescript').TransformerFactory<SourceFile>}
 */
export const shareVariables =
  (ts, cell) =>
  ({ factory }) =>
  (file) => {
    /** @type {string[]} */
    const names = [];
    const kept = file.statements.filter((statement) => {
      if (!ts.isExportDeclaration(statement) || statement.moduleSpecifier) return true;
      const clause = statement.exportClause;
      if (clause && ts.isNamedExports(clause)) names.push(...clause.elements.map(({ name }) => name.text));
      return false;
    });
    const accessors = names.map((name) => {
      const read = arrow([], factory.createIdentifier(name));
      if (!canChange(ts, cell, name)) return pair(name, [read]);
      const value = name === 'value' ? 'next' : 'value'; // the parameter must not hide the variable
      const assign = factory.createAssignment(
        factory.createIdentifier(name),
        factory.createIdentifier(value),
      );
      const write = arrow([value], factory.createBlock([factory.createExpressionStatement(assign)]));
      return pair(name, [read, write]);
    });
    /** @param {string[]} parameters @param {import('typescript').ConciseBody} body */
    function arrow(parameters, body) {
      const list = parameters.map((name) => factory.createParameterDeclaration(undefined, undefined, name));
      return factory.createArrowFunction(undefined, undefined, list, undefined, undefined, body);
    }
    /** @param {string} name @param {import('typescript').Expression[]} functions */
    function pair(name, functions) {
      return factory.createPropertyAssignment(name, factory.createArrayLiteralExpression(functions));
    }
    if (accessors.length === 0) return factory.updateSourceFile(file, kept);
    const share = factory.createCallExpression(factory.createIdentifier('__share'), undefined, [
      factory.createObjectLiteralExpression(accessors),
    ]);
    return factory.updateSourceFile(file, [factory.createExpressionStatement(share), ...kept]);
  };

/**
 * Whether a name of the cell is a variable that may be assigned to.
 * @param {Compiler} ts
 * @param {SourceFile} cell
 * @param {string} name
 */
function canChange(ts, cell, name) {
  const symbol = /** @type {any} */ (cell).locals?.get(name);
  /** @type {import('typescript').Declaration | undefined} */
  const declaration = symbol?.valueDeclaration;
  if (!declaration) return false;
  const variable = ts.isVariableDeclaration(declaration) || ts.isBindingElement(declaration);
  return variable && (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) === 0;
}
