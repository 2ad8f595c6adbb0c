// The console of a cell, which writes as Node does.
import { format, inspect } from 'node-inspect-extracted';

/** Writes text to one of the two streams. */
export type Write = (name: 'stdout' | 'stderr', text: string) => void;

/** As tslab has it: the width at which Node breaks what it shows. */
const OPTIONS = { breakLength: 80 } as const;

/** Shows a value as `console.log` does. */
export const shown = (value: unknown): string =>
  typeof value === 'string' ? value : inspect(value, OPTIONS);

/** Makes a console. */
export function createConsole(write: Write): Record<string, unknown> {
  const counts = new Map<string, number>();
  const timers = new Map<string, number>();
  let indent = '';
  const line = (name: 'stdout' | 'stderr', text: string): void =>
    write(name, `${indent === '' ? text : indent + text.replaceAll('\n', `\n${indent}`)}\n`);
  const log = (...given: unknown[]): void => line('stdout', format(...given));
  const warn = (...given: unknown[]): void => line('stderr', format(...given));
  const elapsed = (label: string): string => {
    const took = performance.now() - (timers.get(label) ?? performance.now());
    return `${label}: ${took < 1000 ? `${took.toFixed(3)}ms` : `${(took / 1000).toFixed(3)}s`}`;
  };
  return {
    log,
    info: log,
    debug: log,
    error: warn,
    warn,
    trace: (...given: unknown[]) => warn(`Trace: ${format(...given)}`),
    dir: (value: unknown, options: object = {}) => line('stdout', inspect(value, { ...OPTIONS, ...options })),
    table: (rows: unknown) => log(tableOf(rows) ?? rows),
    assert: (condition: unknown, ...given: unknown[]) => {
      if (!condition) warn(given.length === 0 ? 'Assertion failed' : `Assertion failed: ${format(...given)}`);
    },
    group: (...given: unknown[]) => {
      if (given.length > 0) log(...given);
      indent += '  ';
    },
    groupEnd: () => {
      indent = indent.slice(2);
    },
    count: (label = 'default') => {
      counts.set(label, (counts.get(label) ?? 0) + 1);
      log(`${label}: ${counts.get(label)}`);
    },
    countReset: (label = 'default') => counts.delete(label),
    time: (label = 'default') => timers.set(label, performance.now()),
    timeLog: (label = 'default') => log(elapsed(label)),
    timeEnd: (label = 'default') => {
      log(elapsed(label));
      timers.delete(label);
    },
  };
}

/** Rows as Node's `console.table` draws them; undefined for what is no table. */
function tableOf(rows: unknown): string | undefined {
  if (typeof rows !== 'object' || rows === null) return undefined;
  const entries = Object.entries(rows as Record<string, unknown>);
  const isRow = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null;
  const columns = [...new Set(entries.flatMap(([, row]) => (isRow(row) ? Object.keys(row) : [])))];
  const plain = entries.some(([, row]) => !isRow(row));
  const head = ['(index)', ...columns, ...(plain ? ['Values'] : [])];
  const cell = (value: unknown): string =>
    value === undefined ? '' : inspect(value, { ...OPTIONS, depth: 0 });
  const body = entries.map(([index, row]) => [
    index,
    ...columns.map((name) => (isRow(row) && name in row ? cell(row[name]) : '')),
    ...(plain ? [isRow(row) ? '' : cell(row)] : []),
  ]);
  const widths = head.map((_, n) => Math.max(...[head, ...body].map((row) => (row[n] ?? '').length)) + 2);
  const rule = (left: string, middle: string, right: string): string =>
    left + widths.map((width) => '─'.repeat(width)).join(middle) + right;
  const text = (row: readonly string[]): string =>
    `│${widths.map((width, n) => ` ${(row[n] ?? '').padEnd(width - 1)}`).join('│')}│`;
  return [rule('┌', '┬', '┐'), text(head), rule('├', '┼', '┤'), ...body.map(text), rule('└', '┴', '┘')].join(
    '\n',
  );
}
