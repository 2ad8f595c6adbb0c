import { decimalRows, decimalWeight, runDecimal } from '../study/decimalAdder.mjs';

export const name = 'optimizer';
export const title =
  'Decimal adder: SGD, momentum, Nesterov and Adam, each with two learning rates (seed 002, 3.2.1)';
/** @type {readonly ('sgd' | 'momentum' | 'nesterov')[]} */
const descents = ['sgd', 'momentum', 'nesterov'];
// The source's 3,000 steps, since what is slow is the question; the seeds from the time of a step, before a row was run.
// The first arrivals of the former runs, with another design, were known. The source does not say which rate the first
// three had.
export const rows = () =>
  decimalRows(
    [
      ...[0.01, 0.1].flatMap((rate) => descents.map((optimizer) => ({ optimizer, rate, length: 9 }))),
      { optimizer: 'adam', length: 9 },
    ],
    { steps: 3000, seeds: 2 },
  );
export const run = runDecimal;
export const weight = decimalWeight;
