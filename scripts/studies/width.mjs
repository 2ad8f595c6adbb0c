import { decimalRows, decimalWeight, runDecimal } from '../study/decimalAdder.mjs';

export const name = 'width';
export const title = 'Decimal adder: hidden units (seed 002, 2.2.2)';
export const rows = () => decimalRows([8, 16, 32, 64, 128].map((hidden) => ({ hidden })));
export const run = runDecimal;
export const weight = decimalWeight;
