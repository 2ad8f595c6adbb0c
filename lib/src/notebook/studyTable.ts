import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dataFile } from './dataFile';

/** One row of a study: what was asked and what came out, by column. */
export type StudyRow = Readonly<Record<string, number | string>>;

/** The results of a study. */
export interface StudyTable {
  /** The names of the columns, in order. */
  readonly columns: readonly string[];
  readonly rows: readonly StudyRow[];
}

/**
 * Reads the text of a study's results: comma-separated values, with comments behind `#`. Files put one behind the other
 * are read like one file, and a last line without its end, which a program that was killed may leave, is left out.
 *
 * @param text - the content of a file of `data/studies`
 * @returns a fresh table; values that are numbers are numbers
 * @throws RangeError when there is no head, a row is not as long as the head, or two heads differ
 *
 * @example
 * import { parseStudy } from 'carry';
 * parseStudy('# a comment\ncell,seed\nlstm,1\nlstm,2\nlst').rows; // → [{ cell: 'lstm', seed: 1 }, { cell: 'lstm', seed: 2 }]
 */
export function parseStudy(text: string): StudyTable {
  const lines = text.split('\n').slice(0, -1); // what follows the last end of a line is no line
  const content = lines
    .map((line, n) => ({ line: line.trim(), number: n + 1 }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));
  const [first, ...body] = content;
  if (first === undefined)
    throw new RangeError('parseStudy: the text is empty, expected a line with the columns');
  const head = first.line;
  const columns = head.split(',');
  const rows: StudyRow[] = [];
  for (const { line, number } of body) {
    if (line === head) continue; // of the next file
    const values = line.split(',');
    if (values.length !== columns.length) {
      throw new RangeError(
        `parseStudy: line ${number}, "${line.slice(0, 60)}", has ${values.length} values, expected ${columns.length} for ${head}`,
      );
    }
    rows.push(Object.fromEntries(columns.map((column, n) => [column, valueOf(values[n] ?? '')])));
  }
  return { columns, rows };
}

const valueOf = (text: string): number | string =>
  text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;

/**
 * Reads the results of a study from a file.
 *
 * @param file - its path, or its name from `data/` on: `studies/depth.csv`, as {@link dataFile} finds it
 * @returns a promise of a fresh table
 * @throws Error naming the file when it cannot be read, or is not a study's
 *
 * @example
 * import { readStudy } from 'carry';
 * (await readStudy('studies/depth.csv')).columns.includes('seed'); // → true
 * await readStudy('nowhere.csv').catch(() => 'not there'); // → "not there"
 */
export async function readStudy(file: string): Promise<StudyTable> {
  try {
    return parseStudy(await readFile(existsSync(file) ? file : dataFile(file), 'utf8'));
  } catch (error) {
    throw new Error(`readStudy: ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
