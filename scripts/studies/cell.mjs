import { decimalRows, decimalWeight, runDecimal } from '../study/decimalAdder.mjs';

export const name = 'cell';
export const title = 'Decimal adder: RNN, LSTM and GRU (seed 002, 2.2.4)';
export const rows = () => decimalRows([{ cell: 'rnn' }, { cell: 'lstm' }, { cell: 'gru' }]);
export const run = runDecimal;
export const weight = decimalWeight;
