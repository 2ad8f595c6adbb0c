import { decimalRows, decimalWeight, runDecimal } from '../study/decimalAdder.mjs';

export const name = 'depth';
export const title = 'Decimal adder: layers (seed 002, 2.2.3)';
export const rows = () =>
  decimalRows(
    [1, 2, 4, 8].map((layers) => ({ layers })),
    { steps: 800, seeds: 2 },
  );
export const run = runDecimal;
export const weight = decimalWeight;
