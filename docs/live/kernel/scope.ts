// The names of a cell: which it declares for the cells after it, and which it takes from the cells before it.
import type { Node } from 'acorn';

/** A node of the syntax tree, with whatever parts its kind has. */
export type Syntax = Node & Record<string, unknown>;

/** A place where a name is used that the cell itself does not declare. */
export interface FreeName {
  readonly name: string;
  readonly node: Syntax;
  /** How it stands there: `{ width }`, `width(…)`, or anywhere else. */
  readonly as: 'shorthand' | 'callee' | 'plain';
  /** Whether the cell gives it a new value. */
  readonly written: boolean;
}

/** A name that the cell declares. */
export interface DeclaredName {
  readonly name: string;
  /** Whether it may be given a new value: `let`, `var` and functions, but not `const`, classes and imports. */
  readonly mutable: boolean;
}

type Scope = Map<string, boolean>;

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];
const LOOPS = ['ForStatement', 'ForInStatement', 'ForOfStatement'];

/**
 * Finds the names of a cell.
 *
 * @param program - the cell's syntax tree
 * @returns what it declares at the top, and every use of a name that it does not declare
 */
export function findNames(program: Syntax): { declared: DeclaredName[]; free: FreeName[] } {
  const top: Scope = new Map();
  declareHoisted(program, top);
  declareLexical(list(program['body']), top);
  const free: FreeName[] = [];
  for (const statement of list(program['body'])) visit(statement, [top], free);
  return { declared: [...top].map(([name, mutable]) => ({ name, mutable })), free };
}

/** The names in a pattern: `a`, `[a, b]`, `{ a, b: c = 1, ...rest }`. */
export function namesIn(pattern: Syntax): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [String(pattern['name'])];
    case 'ObjectPattern':
      return list(pattern['properties']).flatMap((each) =>
        namesIn(part(each, each.type === 'RestElement' ? 'argument' : 'value')),
      );
    case 'ArrayPattern':
      return list(pattern['elements']).flatMap(namesIn);
    case 'AssignmentPattern':
      return namesIn(part(pattern, 'left'));
    case 'RestElement':
      return namesIn(part(pattern, 'argument'));
    default:
      return [];
  }
}

/** What `let`, `const`, `class`, `import` and functions declare among these statements. */
function declareLexical(statements: readonly Syntax[], scope: Scope): void {
  for (const statement of statements) {
    const inner = statement.type.startsWith('Export')
      ? (statement['declaration'] as Syntax | null)
      : statement;
    if (!inner) continue;
    if (inner.type === 'VariableDeclaration' && inner['kind'] !== 'var') {
      for (const each of list(inner['declarations']))
        for (const name of namesIn(part(each, 'id'))) scope.set(name, inner['kind'] === 'let');
    } else if (inner.type === 'FunctionDeclaration' || inner.type === 'ClassDeclaration') {
      const id = inner['id'] as Syntax | null;
      if (id) scope.set(String(id['name']), inner.type === 'FunctionDeclaration');
    } else if (inner.type === 'ImportDeclaration') {
      for (const each of list(inner['specifiers'])) scope.set(String(part(each, 'local')['name']), false);
    }
  }
}

/** What `var` declares, however deep in blocks, but not in functions. */
function declareHoisted(node: Syntax, scope: Scope): void {
  if (node.type === 'VariableDeclaration' && node['kind'] === 'var') {
    for (const each of list(node['declarations']))
      for (const name of namesIn(part(each, 'id'))) scope.set(name, true);
  }
  for (const child of childrenOf(node)) {
    if (!FUNCTIONS.includes(child.type) && !child.type.startsWith('Class')) declareHoisted(child, scope);
  }
}

/** Walks through a node; `scopes` are those around it, the innermost last. */
function visit(node: Syntax, scopes: readonly Scope[], free: FreeName[], as: FreeName['as'] = 'plain'): void {
  const use = (identifier: Syntax, how: FreeName['as'], written = false): void => {
    const name = String(identifier['name']);
    if (!scopes.some((scope) => scope.has(name))) free.push({ name, node: identifier, as: how, written });
  };
  if (node.type === 'Identifier') return use(node, as);
  if (FUNCTIONS.includes(node.type)) return visitFunction(node, scopes, free);
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return;
    case 'ExportNamedDeclaration': {
      const declaration = node['declaration'] as Syntax | null;
      if (declaration) visit(declaration, scopes, free);
      return;
    }
    case 'BlockStatement':
    case 'StaticBlock':
      return visitAll(list(node['body']), scopes, free);
    case 'SwitchStatement': {
      const cases = list(node['cases']);
      visit(part(node, 'discriminant'), scopes, free);
      const scope: Scope = new Map();
      declareLexical(
        cases.flatMap((each) => list(each['consequent'])),
        scope,
      );
      for (const each of cases) visit(each, [...scopes, scope], free);
      return;
    }
    case 'CatchClause': {
      const parameter = node['param'] as Syntax | null;
      const inner = [...scopes, new Map(parameter ? namesIn(parameter).map((name) => [name, true]) : [])];
      if (parameter) visitPattern(parameter, inner, free);
      return visit(part(node, 'body'), inner, free);
    }
    case 'ClassDeclaration':
    case 'ClassExpression': {
      const id = node['id'] as Syntax | null;
      const inner = id ? [...scopes, new Map([[String(id['name']), false]])] : scopes;
      const parent = node['superClass'] as Syntax | null;
      if (parent) visit(parent, inner, free);
      return visit(part(node, 'body'), inner, free);
    }
    case 'VariableDeclarator': {
      visitPattern(part(node, 'id'), scopes, free);
      const value = node['init'] as Syntax | null;
      if (value) visit(value, scopes, free);
      return;
    }
    case 'AssignmentExpression':
      visitTarget(part(node, 'left'), scopes, free);
      return visit(part(node, 'right'), scopes, free);
    case 'UpdateExpression':
      return visitTarget(part(node, 'argument'), scopes, free);
    case 'CallExpression':
      visit(part(node, 'callee'), scopes, free, 'callee');
      for (const each of list(node['arguments'])) visit(each, scopes, free);
      return;
    case 'TaggedTemplateExpression':
      visit(part(node, 'tag'), scopes, free, 'callee');
      return visit(part(node, 'quasi'), scopes, free);
    case 'MemberExpression':
      visit(part(node, 'object'), scopes, free);
      if (node['computed']) visit(part(node, 'property'), scopes, free);
      return;
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'Property': {
      if (node['computed']) visit(part(node, 'key'), scopes, free);
      const value = node['value'] as Syntax | null;
      if (!value) return;
      return node['shorthand'] && value.type === 'Identifier'
        ? use(value, 'shorthand')
        : visit(value, scopes, free);
    }
    case 'LabeledStatement':
      return visit(part(node, 'body'), scopes, free);
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return;
  }
  if (LOOPS.includes(node.type)) {
    const scope: Scope = new Map();
    const start = (node['init'] ?? node['left']) as Syntax | null;
    if (start) declareLexical([start], scope);
    const inner = [...scopes, scope];
    if (start && node['left'] && start.type !== 'VariableDeclaration') visitTarget(start, inner, free);
    for (const child of childrenOf(node))
      if (child !== start || !node['left'] || start.type === 'VariableDeclaration') visit(child, inner, free);
    return;
  }
  for (const child of childrenOf(node)) visit(child, scopes, free);
}

/** Walks through what is read inside of a pattern that declares: default values and computed keys. */
function visitPattern(pattern: Syntax, scopes: readonly Scope[], free: FreeName[]): void {
  visitTarget(pattern, scopes, free);
}

/** Walks through what is given a value: `a`, `a.b`, `[a, b]`, `{ a, b = 1 }`. */
function visitTarget(target: Syntax, scopes: readonly Scope[], free: FreeName[], shorthand = false): void {
  switch (target.type) {
    case 'Identifier': {
      const name = String(target['name']);
      if (!scopes.some((scope) => scope.has(name)))
        free.push({ name, node: target, as: shorthand ? 'shorthand' : 'plain', written: true });
      return;
    }
    case 'ObjectPattern':
      for (const each of list(target['properties'])) {
        if (each.type === 'RestElement') visitTarget(part(each, 'argument'), scopes, free);
        else {
          if (each['computed']) visit(part(each, 'key'), scopes, free);
          visitTarget(part(each, 'value'), scopes, free, each['shorthand'] === true);
        }
      }
      return;
    case 'ArrayPattern':
      for (const each of list(target['elements'])) visitTarget(each, scopes, free);
      return;
    case 'AssignmentPattern':
      visitTarget(part(target, 'left'), scopes, free, shorthand);
      return visit(part(target, 'right'), scopes, free);
    case 'RestElement':
      return visitTarget(part(target, 'argument'), scopes, free);
    default:
      return visit(target, scopes, free);
  }
}

function visitFunction(node: Syntax, scopes: readonly Scope[], free: FreeName[]): void {
  const scope: Scope = new Map();
  const id = node['id'] as Syntax | null | undefined;
  if (id && node.type === 'FunctionExpression') scope.set(String(id['name']), false);
  if (node.type !== 'ArrowFunctionExpression') scope.set('arguments', true);
  const parameters = list(node['params']);
  for (const name of parameters.flatMap(namesIn)) scope.set(name, true);
  const body = part(node, 'body');
  if (body.type === 'BlockStatement') {
    declareHoisted(body, scope);
    declareLexical(list(body['body']), scope);
  }
  const inner = [...scopes, scope];
  for (const each of parameters) visitPattern(each, inner, free);
  if (body.type === 'BlockStatement') for (const each of list(body['body'])) visit(each, inner, free);
  else visit(body, inner, free);
}

function visitAll(statements: readonly Syntax[], scopes: readonly Scope[], free: FreeName[]): void {
  const scope: Scope = new Map();
  declareLexical(statements, scope);
  for (const each of statements) visit(each, [...scopes, scope], free);
}

function childrenOf(node: Syntax): Syntax[] {
  return Object.values(node).flatMap((value) => {
    if (Array.isArray(value)) return value.filter(isSyntax);
    return isSyntax(value) ? [value] : [];
  });
}

const isSyntax = (value: unknown): value is Syntax =>
  typeof value === 'object' && value !== null && typeof (value as Syntax).type === 'string';
/** The items of a list of nodes, without the holes that `[, a]` leaves. */
const list = (value: unknown): Syntax[] => (Array.isArray(value) ? value.filter(isSyntax) : []);
const part = (node: Syntax, name: string): Syntax => node[name] as Syntax;
