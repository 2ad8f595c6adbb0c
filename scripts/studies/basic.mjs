import { decimalRows, decimalWeight, runDecimal } from '../study/decimalAdder.mjs';

export const name = 'basic';
export const title = 'Decimal adder: the basic model (seed 002, 2.1)';
export const rows = () => decimalRows([{ embedding: 32 }], { steps: 1000, seeds: 3 });
export const run = runDecimal;
export const weight = decimalWeight;
