import { arrivalRows, arrivalWeight, runToArrival } from '../study/decimalArrival.mjs';

export const name = 'optimizer';
export const title =
  'Decimal adder: SGD, momentum, Nesterov and Adam, each with two learning rates (seed 002, 3.2.1)';
/** @type {readonly ('sgd' | 'momentum' | 'nesterov')[]} */
const descents = ['sgd', 'momentum', 'nesterov'];
// The source does not say which rate the first three had.
export const rows = () =>
  arrivalRows([
    ...[0.01, 0.1].flatMap((rate) => descents.map((optimizer) => ({ optimizer, rate, length: 9 }))),
    { optimizer: 'adam', length: 9 },
  ]);
export const run = runToArrival;
export const weight = arrivalWeight;
