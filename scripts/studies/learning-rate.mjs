import { decimalRows, decimalWeight, runDecimal } from '../study/decimalAdder.mjs';

export const name = 'learning-rate';
export const title = 'Decimal adder: the learning rate of Adam (seed 002, 3.2.2)';
export const rows = () =>
  decimalRows(
    [0.1, 0.01, 0.001].map((rate) => ({ rate, length: 9 })),
    { steps: 1000, seeds: 3 },
  );
export const run = runDecimal;
export const weight = decimalWeight;
