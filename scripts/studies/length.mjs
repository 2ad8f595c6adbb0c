import { decimalRows, decimalWeight, runDecimal } from '../study/decimalAdder.mjs';

export const name = 'length';
export const title = 'Decimal adder: digits, up to 101 (seed 002, 2.2.5)';
export const rows = () => decimalRows([7, 11, 51, 101].map((length) => ({ length })));
export const run = runDecimal;
export const weight = decimalWeight;
