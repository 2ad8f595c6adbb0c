// Types as the source writes them: TypeDoc's own words for an object type are "Object".
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** @typedef {(file: string, name: string) => ts.Node | undefined} FindDeclaration */

/** @param {string} root the project's folder @returns {FindDeclaration} */
export function createFinder(root) {
  /** @type {Map<string, Map<string, ts.Node>>} */
  const files = new Map();
  return (file, name) => {
    let named = files.get(file);
    if (!named) files.set(file, (named = declarationsOf(path.join(root, 'lib/src', file))));
    return named.get(name);
  };
}

/** @param {string} file */
function declarationsOf(file) {
  /** @type {Map<string, ts.Node>} */
  const named = new Map();
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
  const keep = (/** @type {string} */ name, /** @type {ts.Node} */ node) =>
    named.has(name) || named.set(name, node);
  for (const statement of source.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const each of statement.declarationList.declarations) keep(each.name.getText(), each);
    } else if ('name' in statement && statement.name) {
      const name = /** @type {ts.Identifier} */ (statement.name).getText();
      keep(name, statement);
      for (const member of membersOf(statement)) {
        if (ts.isConstructorDeclaration(member)) keep(`${name}.constructor`, member);
        else if (member.name) keep(`${name}.${member.name.getText()}`, member);
      }
    }
  }
  return named;
}

/** @param {ts.Node} node */
const membersOf = (node) =>
  ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) ? [...node.members] : [];

/** @param {ts.Node | undefined} node @returns {string | undefined} the type that the declaration is given */
export function typeText(node) {
  if (!node || !('type' in node) || !node.type) return undefined;
  return cleaned(/** @type {ts.Node} */ (node.type).getText());
}

/** @param {ts.Node | undefined} node @param {number} index */
export function parameterText(node, index) {
  if (!node || !('parameters' in node)) return undefined;
  const parameters = /** @type {readonly ts.ParameterDeclaration[]} */ (node.parameters);
  return typeText(parameters[index]);
}

/** `<Name extends string>` of a declaration, or nothing. @param {ts.Node | undefined} node */
export function genericsText(node) {
  if (!node || !('typeParameters' in node) || !node.typeParameters) return '';
  return `<${/** @type {readonly ts.Node[]} */ (node.typeParameters).map((each) => each.getText()).join(', ')}>`;
}

/** Comments inside of a type are left out, and the lines begin at the left. @param {string} text */
const cleaned = (text) =>
  text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
