import { arrivalRows, arrivalWeight, runToArrival } from '../study/decimalArrival.mjs';

export const name = 'length';
export const title = 'Decimal adder: digits, up to 101 (seed 002, 2.2.5)';
export const rows = () => arrivalRows([7, 11, 51, 101].map((length) => ({ length })));
export const run = runToArrival;
export const weight = arrivalWeight;
