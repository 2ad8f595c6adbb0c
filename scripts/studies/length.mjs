import { decimalRows, decimalWeight, runDecimal } from '../study/decimalAdder.mjs';

export const name = 'length';
export const title = 'Decimal adder: digits, up to 101 (seed 002, 2.2.5)';
// Steps and seeds were chosen from the time of a step, before a row was run. The source makes 3,000 steps. The first
// arrivals of the former runs, with another design, were known.
export const rows = () =>
  decimalRows(
    [7, 11, 51, 101].map((length) => ({ length })),
    { steps: 600, seeds: 2 },
  );
export const run = runDecimal;
export const weight = decimalWeight;
