import { checkArray, checkInteger, checkList, checkObject } from '../core/shape';
import type { Cell } from './createCell';
import type { CellOptions } from './workspace';

/** What a model's forward pass may be given beside its input. */
export interface ForwardOptions {
  /** The state before the first step, one array [B, stateSize] for each cell; zeros if left out. */
  readonly initialStates?: readonly Float64Array[];
  /** Noise on the state of the lowest cell after each step, [T, B, stateSize]. */
  readonly noise?: Float64Array;
}

/**
 * Checks that the options have the shapes that a model's cells want, with finite numbers in them.
 *
 * @throws TypeError or RangeError naming what does not fit
 */
export function checkForwardOptions(
  where: string,
  options: ForwardOptions,
  cells: readonly Cell[],
  T: number,
  B: number,
): void {
  checkObject(where, 'options', options);
  const { initialStates, noise } = options;
  if (initialStates !== undefined) {
    checkList(where, 'initialStates', initialStates);
    checkInteger(where, 'the number of initialStates', initialStates.length, cells.length, cells.length);
    cells.forEach((cell, n) => {
      checkArray(where, `initialStates[${n}]`, initialStates[n], [B, cell.stateSize]);
    });
  }
  if (noise !== undefined) checkArray(where, 'noise', noise, [T, B, cells[0]!.stateSize]); // there is a cell
}

const NO_OPTIONS: CellOptions = {};

/** What the cell number n, counted from the lowest, gets of a model's options. */
export function cellOptions(
  n: number,
  mask: Float64Array | undefined,
  { initialStates, noise }: ForwardOptions,
): CellOptions {
  if (!mask && !initialStates && !noise) return NO_OPTIONS;
  const options: { -readonly [Name in keyof CellOptions]: CellOptions[Name] } = {};
  if (initialStates) options.initialState = initialStates[n]!; // one for each cell
  if (mask) options.mask = mask;
  if (n === 0 && noise) options.noise = noise;
  return options;
}
