import { decimalRows, decimalWeight, runDecimal } from '../study/decimalAdder.mjs';

export const name = 'embedding';
export const title = 'Decimal adder: numbers that stand for a digit (seed 002, 2.2.1)';
// Steps and seeds were chosen from the time of a step, before a row was run: what a shared processor core can do within
// an hour. The source makes 3,000 steps. The first arrivals of the former runs, with another design, were known.
export const rows = () =>
  decimalRows(
    [8, 16, 32, 64].map((embedding) => ({ embedding, hidden: 32 })),
    { steps: 1000, seeds: 3 },
  );
export const run = runDecimal;
export const weight = decimalWeight;
