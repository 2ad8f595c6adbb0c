import { arrivalRows, arrivalWeight, runToArrival } from '../study/decimalArrival.mjs';

export const name = 'cell';
export const title = 'Decimal adder: RNN, LSTM and GRU (seed 002, 2.2.4)';
export const rows = () => arrivalRows([{ cell: 'rnn' }, { cell: 'lstm' }, { cell: 'gru' }]);
export const run = runToArrival;
export const weight = arrivalWeight;
