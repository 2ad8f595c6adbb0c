import { decimalRows, decimalWeight, runDecimal } from '../study/decimalAdder.mjs';

export const name = 'width';
export const title = 'Decimal adder: hidden units (seed 002, 2.2.2)';
// Steps and seeds were chosen from the time of a step, before a row was run: what a shared processor core can do within
// an hour, with 128 units in it. The source makes 3,000 steps. The first arrivals of the former runs, with another
// design, were known.
export const rows = () =>
  decimalRows(
    [8, 16, 32, 64, 128].map((hidden) => ({ hidden })),
    { steps: 600, seeds: 2 },
  );
export const run = runDecimal;
export const weight = decimalWeight;
