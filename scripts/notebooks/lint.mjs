// The form of a notebook: what can be judged without running it.
import path from 'node:path';
import ts from 'typescript';
import { isSolution, tagsOf, textOf } from './notebookFile.mjs';
import { lintNumbers } from './prose.mjs';

/**
 * @typedef {import('./notebookFile.mjs').Cell} Cell
 * @typedef {import('./notebookFile.mjs').Notebook} Notebook
 */

const LAST_HEADINGS = ['Summary', 'Exercises', 'Sources'];
const FILE_NAME = /^\d\d-[a-z0-9]+(?:-[a-z0-9]+)*\.ipynb$/;

/**
 * @param {string} file
 * @param {Notebook} notebook
 * @returns {string[]} what is wrong with its form, one sentence each
 */
export function lintForm(file, { cells }) {
  const problems = [];
  const name = path.basename(file);
  if (!FILE_NAME.test(name)) problems.push(`the name ${name} is not of the form 05-an-adder-by-hand.ipynb`);
  if (!isSolution(file)) problems.push(...lintHeadings(cells));
  problems.push(...lintImports(cells));
  for (const [index, cell] of cells.entries()) {
    if (cell.cell_type !== 'code') continue;
    const found = [...lintCode(textOf(cell.source)), ...lintOrder(cells, index)];
    problems.push(...found.map((problem) => `cell ${index}: ${problem}`));
  }
  return problems;
}

/**
 * @param {Notebook} notebook
 * @returns {string[]} numbers of the prose that are neither bound nor excused; the list of sources is left alone
 */
export function lintProseNumbers({ cells }) {
  let inSources = false;
  return cells.flatMap((cell, index) => {
    if (cell.cell_type !== 'markdown') return [];
    const source = textOf(cell.source);
    const heading = headings(source).at(-1);
    if (heading !== undefined) inSources = heading === 'Sources';
    return inSources ? [] : lintNumbers(source).map((problem) => `cell ${index}: ${problem}`);
  });
}

/** @param {string} source @returns {string[]} */
export function lintCode(source) {
  /** @type {string[]} */
  const problems = [];
  // Only in a module is `await (x)` a wait and not the call of a function named await.
  const file = ts.createSourceFile('cell.ts', `${source}\nexport {};`, ts.ScriptTarget.ESNext, true);
  visit(file, true);
  return problems;

  /** @param {ts.Node} node @param {boolean} atTop whether it runs outside of any function */
  function visit(node, atTop) {
    if (atTop && ts.isAwaitExpression(node)) {
      const { expression } = node;
      if (ts.isParenthesizedExpression(expression) || ts.isArrayLiteralExpression(expression)) {
        problems.push(`${quote(node)}: the kernel cannot run it outside of a function; await a call instead`);
      }
    }
    if (atTop && ts.isForOfStatement(node) && node.awaitModifier) {
      problems.push(`${quote(node)}: the kernel cannot run it outside of a function`);
    }
    problems.push(...banned(node));
    const inFunction = ts.isFunctionLike(node) || ts.isClassStaticBlockDeclaration(node);
    ts.forEachChild(node, (child) => visit(child, atTop && !inFunction));
  }

  /** @param {ts.Node} node */
  function quote(node) {
    return JSON.stringify(node.getText(file).split('\n')[0]?.slice(0, 50));
  }

  /** @param {ts.Node} node @returns {string[]} */
  function banned(node) {
    const text = ts.isPropertyAccessExpression(node) ? node.getText(file) : '';
    if (text === 'Math.random') return ['Math.random: pass a seeded rng, so that every run is the same'];
    if (text === 'Date.now') return ['Date.now: use performance.now() for elapsed time'];
    if (ts.isNewExpression(node) && node.expression.getText(file) === 'Date' && !node.arguments?.length) {
      return ['new Date(): the output would change from day to day'];
    }
    const call =
      ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) ? node : undefined;
    if (call?.expression.getText(file).endsWith('.toLocaleString') && call.arguments.length === 0) {
      return ["toLocaleString(): name the locale ('en-US'), or it depends on the reader's machine"];
    }
    return [];
  }
}

/** @param {Cell[]} cells @param {number} index @returns {string[]} */
function lintOrder(cells, index) {
  return cells[index - 1]?.cell_type === 'markdown' ? [] : ['no prose right before this code'];
}

/** Names that are imported, and that nothing else in the notebook mentions. @param {Cell[]} cells @returns {string[]} */
function lintImports(cells) {
  const words = cells.flatMap(({ source }) => textOf(source).match(/[\w$]+/g) ?? []);
  return cells
    .filter(({ cell_type }) => cell_type === 'code')
    .flatMap(({ source }) => importsIn(textOf(source)))
    .filter((name) => words.filter((word) => word === name).length === 1)
    .map((name) => `${name} is imported and never used`);
}

/** @param {string} source @returns {string[]} */
function importsIn(source) {
  const { statements } = ts.createSourceFile('cell.ts', source, ts.ScriptTarget.ESNext, true);
  return statements.filter(ts.isImportDeclaration).flatMap(({ importClause }) => {
    const bindings = importClause?.namedBindings;
    if (!bindings) return [];
    return ts.isNamedImports(bindings)
      ? bindings.elements.map(({ name }) => name.text)
      : [bindings.name.text];
  });
}

/** @param {Cell[]} cells @returns {string[]} */
function lintHeadings(cells) {
  const found = cells
    .filter(({ cell_type }) => cell_type === 'markdown')
    .flatMap(({ source }) => headings(textOf(source)));
  const last = found.slice(-LAST_HEADINGS.length);
  if (last.join() === LAST_HEADINGS.join()) return [];
  return [`the last headings are ${last.join(', ') || 'missing'}; expected ${LAST_HEADINGS.join(', ')}`];
}

/** The second-level headings of a Markdown cell. @param {string} source */
function headings(source) {
  const prose = source.replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
  return [...prose.matchAll(/^##\s+(.+?)\s*#*\s*$/gm)].map(([, text = '']) => text);
}

/**
 * @param {Notebook} notebook
 * @returns {string[]} cells that hold tags which no tool knows
 */
export function lintTags({ cells }) {
  const known = /^(?:raises-exception|answer|timing|live|machine|tolerance=\d*\.?\d+(?:e-\d+)?)$/;
  return cells.flatMap((cell, index) =>
    tagsOf(cell)
      .filter((tag) => !known.test(tag))
      .map((tag) => `cell ${index}: unknown tag ${JSON.stringify(tag)}`),
  );
}
