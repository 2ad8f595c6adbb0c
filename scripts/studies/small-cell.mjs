import { decimalRows, decimalWeight, runDecimal } from '../study/decimalAdder.mjs';

export const name = 'small-cell';
export const title = 'Decimal adder: RNN, LSTM and GRU with few units (seed 002, 2.2.4)';
// The source compares an RNN with 8 units and an embedding of 64 to an LSTM with 8 units and one of 32. Here cell,
// width and parameters change one at a time: the last RNN has about as many parameters as the LSTM with 8 units.
export const rows = () =>
  decimalRows(
    [
      { cell: 'rnn', hidden: 8, embedding: 64 },
      { cell: 'rnn', hidden: 8, embedding: 32 },
      { cell: 'lstm', hidden: 8, embedding: 32 },
      { cell: 'gru', hidden: 8, embedding: 32 },
      { cell: 'rnn', hidden: 21, embedding: 32 },
    ],
    { steps: 3000, seeds: 3 },
  );
export const run = runDecimal;
export const weight = decimalWeight;
