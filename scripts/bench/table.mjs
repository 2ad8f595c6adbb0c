// The report for people.
import { PEERS } from './cases.mjs';

/** @typedef {import('./measure.mjs').Result} Result */

/**
 * @param {Result[]} results
 * @returns {string}
 */
export function tableOf(results) {
  const rows = [
    ['milliseconds (our time / its time)', 'ours', ...PEERS],
    ...results.map(({ title, steps, ours, peers }) => [
      `${title} (${steps} ${steps === 1 ? 'step' : 'steps'})`,
      String(ours),
      ...PEERS.map((name) => cell(peers[name])),
    ]),
  ];
  const widths = rows.reduce(
    (most, row) => row.map((text, n) => Math.max(most[n] ?? 0, text.length)),
    /** @type {number[]} */ ([]),
  );
  const lines = rows.map((row) =>
    row.map((text, n) => (n === 0 ? text.padEnd(widths[n] ?? 0) : text.padStart(widths[n] ?? 0))).join('  '),
  );
  return [...lines, '', ...missing(results)].join('\n');
}

/** @param {Result['peers'][string] | undefined} result */
function cell(result) {
  if (!result) return '';
  return 'missing' in result ? 'missing' : `${result.ms} (${result.ratio})`;
}

/** @param {Result[]} results */
function missing(results) {
  const reasons = new Set(
    results.flatMap(({ peers }) =>
      Object.entries(peers).flatMap(([name, result]) =>
        'missing' in result ? [`${name} is missing: ${result.missing}`] : [],
      ),
    ),
  );
  return [...reasons];
}
