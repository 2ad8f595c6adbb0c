// What a reader is told when a cell does not compile or ends with an error.
import path from 'node:path';
import { inspect } from 'node:util';

/**
 * @typedef {import('./types.d.ts').Diagnostic} Diagnostic
 * @typedef {import('./types.d.ts').Origin} Origin
 */

const UNKNOWN_NAME = new Set([2304, 2552, 2503, 18004]);
const MOST_LINES = 10;

/**
 * @param {Diagnostic[]} diagnostics
 * @returns {string[]} a line for each; names that are unknown in one line, with what to do
 */
export function describeDiagnostics(diagnostics) {
  /** @type {Map<string, string>} */
  const unknown = new Map(); // by name, so that one that is used often is told once
  /** @type {Set<string>} */
  const lines = new Set();
  for (const { fileName, start, messageText, code } of diagnostics) {
    const line = `${fileName ? `${fileName} ` : ''}${start.line + 1}:${start.character + 1} - ${messageText}`;
    const name = /'([^']+)'/.exec(messageText)?.[1];
    if (!UNKNOWN_NAME.has(code) || !name || fileName) lines.add(line);
    else if (!unknown.has(name)) unknown.set(name, line);
  }
  const shown = [...lines].slice(0, MOST_LINES);
  if (lines.size > MOST_LINES) shown.push(`… and ${lines.size - MOST_LINES} more.`);
  if (unknown.size === 0) return shown;
  const names = [...unknown.keys()];
  const few = [...unknown.values()].slice(0, 3);
  const all = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  const hint = `${all} ${names.length === 1 ? 'is' : 'are'} not known here. If an earlier cell makes ${
    names.length === 1 ? 'it' : 'them'
  }, run the cells above first.`;
  return [...few, ...shown, hint];
}

/** Where the kernel's own code and what it is built on lie: of no use to a reader. */
const OWN =
  /node:|[\\/]scripts[\\/](?:kernel|notebooks)[\\/]|[\\/]node_modules[\\/](?:tslab|zeromq)[\\/]|^\s+at new Promise \(<anonymous>\)/;

/**
 * @param {unknown} error what a cell threw
 * @param {Map<number, Origin>} origins of each cell that has run, by its number
 * @param {string} root the course's folder, left out of paths
 */
export function describeError(error, origins, root) {
  if (error instanceof Interruption)
    return 'Interrupted: the cell was stopped. What it had computed until then is kept.';
  const text = typeof error === 'string' ? error : inspect(error);
  const lines = text.split('\n').flatMap((line) => {
    if (!/^\s+at /.test(line)) return [line];
    if (OWN.test(line)) return [];
    return [placeIn(line, origins).replaceAll(`${root}${path.sep}`, '').replaceAll('file://', '')];
  });
  const early = /Cannot access '(\w+)' before initialization/.exec(text)?.[1];
  if (early)
    lines.push(`${early} has no value yet: the cell that makes it stopped before it came to that line.`);
  return lines.join('\n');
}

/** What a cell ends with when it is stopped. */
export class Interruption extends Error {}

/** @param {string} line @param {Map<number, Origin>} origins */
function placeIn(line, origins) {
  return line.replace(/cell (\d+):(\d+):(\d+)/, (_, cell, row, column) => {
    const place = origins.get(Number(cell))?.(Number(row), Number(column));
    return place ? `cell [${cell}], line ${place.line}:${place.column}` : `cell [${cell}]`;
  });
}
