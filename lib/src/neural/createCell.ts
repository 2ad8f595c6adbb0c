import { checkChoice } from '../core/shape';
import type { ActivationName } from './activations';
import type { Cell, CellKind } from './cell';
import { GruCell } from './gru';
import type { GruReset } from './gruStep';
import { LstmCell } from './lstm';
import { RnnCell } from './rnn';

/** A cell as plain data. */
export interface CellConfig {
  readonly kind: CellKind;
  /** H, the hidden units. */
  readonly hiddenSize: number;
  /** RNN only: tanh if left out. */
  readonly activation?: ActivationName;
  /** GRU only: where the reset gate acts, 'before' if left out. */
  readonly reset?: GruReset;
  /** Whether there is a bias; there is one if left out. */
  readonly bias?: boolean;
  /** Whether there is PyTorch's second bias beside the recurrent product; there is none if left out. */
  readonly recurrentBias?: boolean;
}

/**
 * Makes the cell that a configuration describes.
 *
 * @param config - the kind, the hidden units and the options of that kind
 * @param inputSize - D, the numbers in an input
 * @returns a fresh cell
 * @throws RangeError when the kind is unknown or a size is not a positive whole number
 * @example
 * import { createCell } from 'carry';
 * createCell({ kind: 'gru', hiddenSize: 4 }, 2).stateSize; // → 4
 */
export function createCell(config: CellConfig, inputSize: number): Cell {
  const { kind, ...options } = config;
  switch (kind) {
    case 'rnn':
      return new RnnCell({ inputSize, ...options });
    case 'gru':
      return new GruCell({ inputSize, ...options });
    case 'lstm':
      return new LstmCell({ inputSize, ...options });
    default:
      checkChoice('createCell', 'kind', kind, ['rnn', 'gru', 'lstm']);
      throw new RangeError('createCell: unknown kind');
  }
}
