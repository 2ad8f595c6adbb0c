import { arrivalRows, arrivalWeight, runToArrival } from '../study/decimalArrival.mjs';

export const name = 'embedding';
export const title = 'Decimal adder: numbers that stand for a digit (seed 002, 2.2.1)';
export const rows = () => arrivalRows([8, 16, 32, 64].map((embedding) => ({ embedding, hidden: 32 })));
export const run = runToArrival;
export const weight = arrivalWeight;
