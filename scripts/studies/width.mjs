import { arrivalRows, arrivalWeight, runToArrival } from '../study/decimalArrival.mjs';

export const name = 'width';
export const title = 'Decimal adder: hidden units (seed 002, 2.2.2)';
export const rows = () => arrivalRows([8, 16, 32, 64, 128].map((hidden) => ({ hidden })));
export const run = runToArrival;
export const weight = arrivalWeight;
