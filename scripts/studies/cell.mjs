import { decimalRows, decimalWeight, runDecimal } from '../study/decimalAdder.mjs';

export const name = 'cell';
export const title = 'Decimal adder: RNN, LSTM and GRU (seed 002, 2.2.4)';
// Steps and seeds were chosen from the time of a step, before a row was run. The source makes 3,000 steps. The first
// arrivals of the former runs, with another design, were known.
export const rows = () =>
  decimalRows([{ cell: 'rnn' }, { cell: 'lstm' }, { cell: 'gru' }], { steps: 800, seeds: 3 });
export const run = runDecimal;
export const weight = decimalWeight;
