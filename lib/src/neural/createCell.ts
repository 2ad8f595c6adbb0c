import { checkBoolean, checkChoice, checkInteger, onlyGiven } from '../core/shape';
import { ACTIVATION_NAMES, type ActivationName } from './activations';
import { GruCell, type GruReset } from './gru';
import { LstmCell } from './lstm';
import type { Recurrent } from './recurrent';
import type { CellKind } from './workspace';
import { RnnCell } from './rnn';

/** Any of the recurrent cells. */
export type Cell = Recurrent;

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

/** What each kind may be given beside its kind and its hidden units. */
const OPTIONS: Readonly<Record<CellKind, readonly (keyof CellConfig)[]>> = {
  rnn: ['activation', 'bias', 'recurrentBias'],
  gru: ['reset', 'bias', 'recurrentBias'],
  lstm: ['bias', 'recurrentBias'],
};

/**
 * Checks a cell's configuration, field by field: an option of another kind is an error, since a cell that
 * ignored it would not be the cell that was asked for.
 *
 * @param config - the kind, the hidden units and the options of that kind
 * @returns a fresh copy that holds nothing else
 * @throws TypeError when it is no object
 * @throws RangeError when the kind is unknown, H is not a positive whole number, or an option is unknown or
 *   has no such value
 * @example
 * import { checkCellConfig } from 'carry';
 * checkCellConfig({ kind: 'gru', hiddenSize: 4 }); // → {"kind":"gru","hiddenSize":4}
 */
export function checkCellConfig(config: CellConfig): CellConfig {
  const where = 'createCell';
  if (typeof config !== 'object' || config === null) {
    throw new TypeError(`${where}: config is no object, expected { kind, hiddenSize }`);
  }
  const { kind, hiddenSize, ...options } = config;
  checkChoice(where, 'kind', kind, Object.keys(OPTIONS) as CellKind[]);
  for (const name of Object.keys(options)) checkChoice(where, `an option of ${kind}`, name, OPTIONS[kind]);
  checkInteger(where, 'hiddenSize', hiddenSize);
  const { activation, reset, bias, recurrentBias } = options;
  if (activation !== undefined) checkChoice(where, 'activation', activation, ACTIVATION_NAMES);
  if (reset !== undefined) checkChoice(where, 'reset', reset, ['before', 'after']);
  if (bias !== undefined) checkBoolean(where, 'bias', bias);
  if (recurrentBias !== undefined) checkBoolean(where, 'recurrentBias', recurrentBias);
  return { kind, hiddenSize, ...onlyGiven(options) };
}

/**
 * Makes the cell that a configuration describes.
 *
 * @param config - the kind, the hidden units and the options of that kind
 * @param inputSize - D, the numbers in an input
 * @returns a fresh cell
 * @throws TypeError or RangeError when the configuration is not one: see `checkCellConfig`
 * @example
 * import { createCell } from 'carry';
 * createCell({ kind: 'gru', hiddenSize: 4 }, 2).stateSize; // → 4
 */
export function createCell(config: CellConfig, inputSize: number): Cell {
  const { kind, ...options } = checkCellConfig(config);
  if (kind === 'rnn') return new RnnCell({ inputSize, ...options });
  if (kind === 'gru') return new GruCell({ inputSize, ...options });
  return new LstmCell({ inputSize, ...options });
}
