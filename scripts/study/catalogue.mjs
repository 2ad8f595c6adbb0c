// The studies: every module of scripts/studies.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** What is asked, and what came out: plain words and numbers by column. */
/** @typedef {Readonly<Record<string, number | string>>} Row */
/**
 * A study. Its rows are independent of each other, and the same row gives the same record, wherever and beside whatever
 * it runs. `weight` says how much work a row is compared with the others, for the remaining time.
 * @typedef {object} Study
 * @property {string} name
 * @property {string} title
 * @property {() => readonly Row[]} rows
 * @property {(row: Row) => Row | Promise<Row>} run
 * @property {(row: Row) => number} [weight]
 */

/**
 * @param {string} folder such as scripts/studies
 * @returns {string[]} the files of the studies, in order
 */
export function studyFiles(folder) {
  const files = fs.readdirSync(folder).filter((file) => file.endsWith('.mjs'));
  return files.sort().map((file) => path.join(folder, file));
}

/**
 * @param {string} file
 * @returns {Promise<Study>}
 * @throws Error when the module is not a study
 */
export async function loadStudy(file) {
  const study = await import(pathToFileURL(file).href);
  const complete =
    typeof study.name === 'string' && ['rows', 'run'].every((part) => typeof study[part] === 'function');
  if (complete) return { title: study.name, ...study };
  throw new Error(`${path.basename(file)} is no study: it needs a name, rows() and run(row).`);
}

/**
 * @param {string} name
 * @param {string} folder
 * @returns {string} the study's file
 * @throws Error that names the studies there are
 */
export function findStudy(name, folder) {
  const files = studyFiles(folder);
  const found = files.find((file) => nameOf(file) === name);
  if (found) return found;
  throw new Error(`There is no study "${name}". The studies: ${files.map(nameOf).join(', ')}.`);
}

/** @param {string} file */
const nameOf = (file) => path.basename(file, '.mjs');
