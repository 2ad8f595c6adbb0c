import { escapeHtml, showText } from './kernel';

/** What a cell of a table may hold. Numbers are written with at most five significant digits. */
export type TableValue = string | number | bigint | boolean;

/**
 * Shows a table under the cell: a real HTML table with a head, and aligned text beside it. Outside a notebook the
 * text is printed.
 *
 * @param columns - the head of each column
 * @param rows - one array for each row, as long as `columns`
 * @param caption - what the table shows
 * @throws when a row is not as long as `columns`
 *
 * @example
 * import { table } from 'carry';
 * table(['x', 'sigmoid(x)'], [[0, 0.5], [1, 0.73106]]);
 *
 * Source: https://www.w3.org/WAI/tutorials/tables/one-header/
 */
export function table(
  columns: readonly string[],
  rows: readonly (readonly TableValue[])[],
  caption?: string,
): void {
  for (const [index, row] of rows.entries()) {
    if (row.length !== columns.length) {
      throw new Error(`table: row ${index} has ${row.length} cells, expected ${columns.length}`);
    }
  }
  const cells = rows.map((row) => row.map(formatValue));
  const text = asText(columns, cells, caption);
  showText(asHtml(columns, cells, caption), text);
}

/**
 * Writes a number as the course's tables do: whole numbers in full with commas, others with five significant digits.
 *
 * @param value - any value of a table
 * @returns the text
 */
export function formatValue(value: TableValue): string {
  if (typeof value === 'bigint') return value.toLocaleString('en-US');
  if (typeof value !== 'number') return String(value);
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toLocaleString('en-US');
  return String(Number(value.toPrecision(5)));
}

function asHtml(columns: readonly string[], rows: readonly (readonly string[])[], caption?: string): string {
  const head = columns.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`);
  const title = caption === undefined ? '' : `<caption>${escapeHtml(caption)}</caption>`;
  return `<table>${title}<thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

function asText(columns: readonly string[], rows: readonly (readonly string[])[], caption?: string): string {
  const widths = columns.map((name, k) => Math.max(name.length, ...rows.map((row) => row[k]?.length ?? 0)));
  const line = (row: readonly string[]) => row.map((cell, k) => cell.padStart(widths[k] ?? 0)).join('  ');
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [...(caption === undefined ? [] : [caption]), line(columns), rule, ...rows.map(line)].join('\n');
}
