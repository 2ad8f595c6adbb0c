// The older design of the studies of seed 002: a run stops at the first of its tests without a mistake. It says when a
// network arrives, not that it stays. Studies that have not been run anew with a fixed number of steps keep it, rows
// and all; no study mixes the two.
import { evaluate } from 'carry';
import { BASE, decimalWeight, prepare, TEST } from './decimalAdder.mjs';

/** @typedef {import('./catalogue.mjs').Row} Row */
/** @typedef {import('./decimalAdder.mjs').DecimalRow} DecimalRow */

const SEEDS = [1, 2, 3, 4, 5];
/** The steps after which the source stops, and those between two tests. */
const [STEPS, EVERY] = [3000, 50];

/**
 * Rows that depart from the base model of the source, each with every seed.
 * @param {readonly Partial<DecimalRow>[]} variants
 * @returns {Row[]}
 */
export function arrivalRows(variants) {
  // As many steps as it takes.
  const base = Object.fromEntries(Object.entries(BASE).filter(([column]) => column !== 'steps'));
  return variants.flatMap((variant) => SEEDS.map((seed) => ({ ...base, ...variant, seed })));
}

/**
 * Trains until every one of 2,000 sums is right, or for 3,000 steps.
 * @param {Row} row a DecimalRow without `steps`
 * @returns {Row} `reached`: the step of the first 100 %, or never; `accuracy` of whole sums and `digits` of digits, both
 *   at the end; `steps` made; `loss`, the mean of the last 50; `curve`: the accuracy at 50, 100, … steps
 */
export function runToArrival(row) {
  const { model, makeStep, sample, testOf } = prepare(row);
  const test = testOf(TEST);
  const curve = [];
  let [step, loss] = [0, NaN];
  let { sumAccuracy, bitAccuracy } = { sumAccuracy: 0, bitAccuracy: 0 };
  while (step < STEPS && sumAccuracy < 1) {
    loss = 0;
    for (let n = 0; n < EVERY; n++, step++) loss += makeStep(sample()) / EVERY;
    ({ sumAccuracy, bitAccuracy } = evaluate(model, test));
    curve.push(sumAccuracy); // a multiple of 1/2000
  }
  const reached = sumAccuracy === 1 ? step : 'never';
  const short = { digits: Number(bitAccuracy.toPrecision(6)), loss: Number(loss.toPrecision(6)) };
  return { reached, accuracy: sumAccuracy, ...short, steps: step, curve: curve.join(' ') };
}

/** Work of a row, roughly; most arrive within a few hundred steps. @param {Row} row */
export function arrivalWeight(row) {
  const { hidden, layers, optimizer, rate } = /** @type {DecimalRow} */ (/** @type {unknown} */ (row));
  const slow = hidden <= 8 || optimizer !== 'adam' || rate >= 0.1 || layers >= 8;
  return decimalWeight({ ...row, steps: slow ? STEPS : 300 });
}
