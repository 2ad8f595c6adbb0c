// Prints the lines of code of lib/src by floor: lines that hold more than blanks and comments.
import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const sources = path.join(import.meta.dirname, '..', 'lib', 'src');

/** @param {string} text @returns {number} the lines on which a token stands */
export function codeLines(text) {
  const file = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest);
  const lines = new Set();
  const visit = (/** @type {ts.Node} */ node) => {
    if (node.getChildCount(file) === 0 && node.getWidth(file) > 0 && !ts.isJSDoc(node)) {
      const [from, to] = [node.getStart(file), node.getEnd()].map(
        (at) => file.getLineAndCharacterOfPosition(at).line,
      );
      for (let line = from ?? 0; line <= (to ?? 0); line++) lines.add(line);
    }
    for (const child of node.getChildren(file)) if (!ts.isJSDoc(child)) visit(child);
  };
  visit(file);
  return lines.size;
}

/** @returns {Map<string, number>} */
export function countFloors() {
  const counts = new Map();
  for (const name of fs.readdirSync(sources, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts')) continue;
    const floor = name.includes(path.sep) ? (name.split(path.sep)[0] ?? '') : 'index.ts';
    const lines = codeLines(fs.readFileSync(path.join(sources, name), 'utf8'));
    counts.set(floor, (counts.get(floor) ?? 0) + lines);
  }
  return counts;
}

if (process.argv[1] === import.meta.filename) {
  const counts = countFloors();
  const all = [...counts.values()].reduce((sum, lines) => sum + lines, 0);
  for (const [floor, lines] of [...counts, /** @type {const} */ (['all', all])]) {
    console.log(floor.padEnd(12), String(lines).padStart(5));
  }
}
