// The committed certificates: made from recipes, and written as Coq files.
import fs from 'node:fs';
import path from 'node:path';
import { certify as search, checkCertificate, plainNetwork } from 'carry';
import { ROOT } from '../setup/places.mjs';
import { coqText } from './coqText.mjs';
import { recipes } from './recipes.mjs';

/** @typedef {{ about: string, command: string, tolerance: number, certificate: import('carry').Certificate }} Found */

/** What a device may be off after each step: a thousandth, far more than 24-bit numbers need. */
const TOLERANCE = 2 ** -10;

/** Ends of boxes are rounded to multiples of this, outward, so that a reader can read them. */
const GRAIN = 2 ** -20;

/** @param {string} name */
const certificateFile = (name) => path.join(ROOT, 'data', 'certificates', `${name}.json`);

/** @param {string} name the Coq file's name must be an identifier */
const coqFile = (name) => path.join(ROOT, 'proofs', 'networks', `${name.replaceAll('-', '_')}.v`);

/**
 * @param {readonly string[]} named
 * @returns {string[]} all if none is named
 */
export function namesOf(named) {
  const known = Object.keys(recipes);
  const unknown = named.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`${unknown} is no certificate, expected ${known.join(', ')}`);
  return named.length > 0 ? [...named] : known;
}

/**
 * Trains, certifies, and writes data/certificates/NAME.json.
 * @param {string} name
 * @param {(line: string) => void} say
 */
export async function certify(name, say) {
  const { about, machine, trained } = /** @type {import('./recipes.mjs').Recipe} */ (recipes[name]);
  const network = plainNetwork(await trained());
  // Twice the tolerance: what is not claimed is room for rounded ends and for other arithmetic.
  const result = search(network, machine, { tolerance: 2 * TOLERANCE });
  if (!result.proved) throw new Error(`${name} is not proved: ${result.attempts.at(-1)?.outcome}`);
  const certificate = rounded(result.certificate);
  const device = { tolerance: TOLERANCE, unitRoundoff: 2 ** -24 };
  const check = checkCertificate(certificate, network, machine, device);
  if (!check.proved) throw new Error(`${name}: ${check.reason}, box ${check.box}`);
  /** @type {Found} */
  const found = {
    about,
    command: `npm run theorem -- ${name} --certify`,
    tolerance: TOLERANCE,
    certificate,
  };
  fs.mkdirSync(path.dirname(certificateFile(name)), { recursive: true });
  fs.writeFileSync(certificateFile(name), text(found));
  say(`${name}: certified with ${certificate.boxes.length} boxes, margin ${certificate.margin}`);
}

/** @param {import('carry').Certificate} certificate @returns {import('carry').Certificate} */
function rounded(certificate) {
  const boxes = certificate.boxes.map(({ low, high, ...box }) => ({
    ...box,
    low: low.map((end) => Math.floor(end / GRAIN) * GRAIN),
    high: high.map((end) => Math.ceil(end / GRAIN) * GRAIN),
  }));
  return { ...certificate, boxes, margin: Math.floor(certificate.margin * 1000) / 1000 };
}

/** JSON with a line for each list of numbers. @param {Found} found */
function text(found) {
  const lists = /\[[^[\]{}]*\]/g;
  return `${JSON.stringify(found, undefined, 1).replace(lists, (list) => list.replace(/\s+/g, ' '))}\n`;
}

/**
 * Writes the Coq file of a certificate.
 * @param {string} name
 * @returns {string} its path
 */
export function writeCoqFile(name) {
  const { about, command, tolerance, certificate } = /** @type {Found} */ (
    JSON.parse(fs.readFileSync(certificateFile(name), 'utf8'))
  );
  const file = coqFile(name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(
    file,
    coqText(certificate, { about: `${about}\n\nTrained and certified by: ${command}`, tolerance }),
  );
  return file;
}
