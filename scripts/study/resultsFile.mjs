// The results of a study on disk. While rows come in, each is one line, appended in one write: whenever the program is
// killed, every finished row is there. A line without its end is none. In the end the file is written anew, in the
// order of the study's rows, so that it is the same whatever happened on the way.
import fs from 'node:fs';
import path from 'node:path';
import { parseStudy } from 'carry';
import { readIfThere, writeWhole } from '../setup/stamps.mjs';

/** @typedef {import('./catalogue.mjs').Row} Row */
/** @typedef {import('./catalogue.mjs').Study} Study */
/** @typedef {Readonly<Record<string, string>>} Versions */

/** A line, whole, that is no comment. */
const HEAD = /^[^#\n].*\n/m;
const PLAIN = /^[^",\n\r#]+$/;

/** What tells rows apart. @param {Row} row */
export const keyOf = (row) => JSON.stringify(Object.values(row).map(String));

/**
 * @param {Study} study
 * @param {string} folder
 */
export function openResults(study, folder) {
  const file = path.join(folder, `${study.name}.csv`);
  const rows = study.rows();
  const asked = Object.keys(rows[0] ?? {});
  const order = new Map(rows.map((row, n) => [keyOf(row), n]));
  if (order.size !== rows.length) throw new Error(`The study ${study.name} has the same row twice.`);
  const comment = `# ${study.title}\n# npm run study -- ${study.name}\n`;
  /** @type {Map<string, Row>} */
  const records = new Map();
  /** @type {string[] | undefined} */
  let columns;

  /** @param {Row} record */
  const line = (record) => `${(columns ?? []).map((column) => write(record[column])).join(',')}\n`;

  function rewrite() {
    // Rows that the study no longer asks for stay, behind the others.
    const place = (/** @type {string} */ key) => order.get(key) ?? rows.length;
    const sorted = [...records].sort(([a], [b]) => place(a) - place(b));
    const lines = sorted.map(([, record]) => line(record)).join('');
    writeWhole(file, `${comment}${(columns ?? asked).join(',')}\n${lines}`);
  }

  const text = readIfThere(file);
  if (text !== undefined && HEAD.test(text)) {
    const table = parseStudy(text);
    columns = [...table.columns];
    const known = asked.every((column) => table.columns.includes(column));
    if (!known)
      throw new Error(`${file} has other columns than the study: ${columns.join(',')}. Move it away.`);
    for (const record of table.rows) {
      const key = keyOf(pick(record, asked));
      if (!records.has(key)) records.set(key, record); // the first of two that are equal
    }
    if (!text.endsWith('\n')) rewrite(); // what is appended must not join half a line
  }

  return {
    file,
    /** The record of a row, or undefined while it is missing. @param {Row} row */
    recordOf: (row) => records.get(keyOf(row)),
    /**
     * Keeps what came out of a row.
     * @param {Row} row @param {Row} result @param {Versions} versions
     */
    append(row, result, versions) {
      const record = { ...row, ...result, ...versions };
      if (!columns) {
        columns = Object.keys(record);
        rewrite();
      }
      const [now, before] = [Object.keys(record).sort().join(), [...columns].sort().join()];
      if (now !== before)
        throw new Error(`A row of ${study.name} has the columns ${now}, others have ${before}.`);
      fs.appendFileSync(file, line(record));
      records.set(keyOf(row), record);
    },
    /** Puts the rows into the order of the study. */
    tidy() {
      if (records.size > 0) rewrite();
    },
    count: () => rows.filter((row) => records.has(keyOf(row))).length,
  };
}

/** @param {Row} record @param {string[]} columns @returns {Row} */
export const pick = (record, columns) =>
  Object.fromEntries(columns.map((column) => [column, record[column] ?? '']));

/** Numbers are written so that reading them gives the same number. @param {number | string | undefined} value */
function write(value) {
  const text = String(value);
  if (PLAIN.test(text)) return text;
  throw new Error(`A study's value is ${JSON.stringify(text)}, expected plain text without commas.`);
}
