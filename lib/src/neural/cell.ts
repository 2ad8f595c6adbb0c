import { checkParameters, type Parameters, type Shapes } from '../core/parameters';
import type { Sequence } from '../core/sequence';
import { checkLength, checkObject } from '../core/shape';

/** The recurrent cells of the course. */
export type CellKind = 'rnn' | 'gru' | 'lstm';

/** What a forward pass may be given beside its input. */
export interface CellOptions {
  /** The state before the first step, [B, stateSize]; zeros if left out. */
  readonly initialState?: Float64Array;
  /** 1 for a step that counts, 0 for padding, [T, B]. A padded step passes the state on unchanged. */
  readonly mask?: Float64Array;
  /** Noise added to the state after each step, [T, B, stateSize]; a way to train for certainty. */
  readonly noise?: Float64Array;
}

/**
 * What a forward pass keeps for the backward pass. It is made once for a pair (T, B) and used again, so that
 * a training step allocates nothing. Each cell adds its own gates.
 */
export interface CellWorkspace {
  readonly T: number;
  readonly B: number;
  /** The outputs h[0] … h[T−1], [T, B, H]: filled by `forward`. */
  readonly h: Sequence;
  /** The state after the last step, [B, stateSize]: filled by `forward`. */
  readonly finalState: Float64Array;
  /** The gradient of the loss with respect to the initial state, [B, stateSize]: filled by `backward`. */
  readonly dInitialState: Float64Array;
}

/**
 * A recurrent cell: how a state and an input make the next state, and how gradients come back. A cell holds
 * sizes and no numbers; parameters, workspace and gradients are the caller's.
 */
export interface Cell<Workspace extends CellWorkspace = CellWorkspace> {
  readonly kind: CellKind;
  /** D, the numbers in an input. */
  readonly inputSize: number;
  /** H, the hidden units. */
  readonly hiddenSize: number;
  /** The numbers carried from step to step for each sequence: H, or 2H for the LSTM (h, then c). */
  readonly stateSize: number;
  /** The names and shapes of the weights. */
  readonly shapes: Shapes;
  /** Makes the buffers for T steps of B sequences. */
  createWorkspace(T: number, B: number): Workspace;
  /**
   * Runs T steps over x [T, B, D] and fills `workspace.h` and `workspace.finalState`. Lengths are checked;
   * a NaN in x comes out as NaN, and it is {@link SequenceModel} that refuses it.
   */
  forward(parameters: Parameters, x: Float64Array, workspace: Workspace, options?: CellOptions): void;
  /**
   * Backpropagation through time, for the forward pass that the workspace holds. Given dh [T, B, H], the
   * gradient that reaches each output from above, it *adds* to `gradients` and to dx [T, B, D], when that is
   * asked for.
   */
  backward(
    parameters: Parameters,
    x: Float64Array,
    dh: Float64Array,
    workspace: Workspace,
    gradients: Parameters,
    dx?: Float64Array,
  ): void;
}

/**
 * Checks that what a cell's forward pass is given has the cell's shapes.
 *
 * @param where - the method, as the message shall name it
 * @param cell - the cell
 * @param parameters - its weights
 * @param x - [T, B, D]
 * @param workspace - made by the cell
 * @param options - initial state [B, stateSize], mask [T, B], noise [T, B, stateSize]
 * @throws RangeError or TypeError naming what does not fit
 * @example
 * import { checkForward, createParameters, RnnCell } from 'carry';
 * const cell = new RnnCell({ inputSize: 1, hiddenSize: 1 });
 * const [parameters, x] = [createParameters(cell.shapes), new Float64Array(2)];
 * checkForward('RnnCell.forward', cell, parameters, x, cell.createWorkspace(2, 1), {});
 */
export function checkForward(
  where: string,
  cell: Cell,
  parameters: Parameters,
  x: Float64Array,
  workspace: CellWorkspace,
  options: CellOptions,
): void {
  checkParameters(where, 'parameters', parameters, cell.shapes);
  checkObject(where, 'workspace', workspace);
  checkObject(where, 'options', options);
  const { T, B, h } = workspace;
  const { initialState, mask, noise } = options;
  checkLength(where, 'workspace.h', h?.all, [T, B, cell.hiddenSize]);
  checkLength(where, 'x', x, [T, B, cell.inputSize]);
  if (initialState !== undefined) checkLength(where, 'initialState', initialState, [B, cell.stateSize]);
  if (mask !== undefined) checkLength(where, 'mask', mask, [T, B]);
  if (noise !== undefined) checkLength(where, 'noise', noise, [T, B, cell.stateSize]);
}

/**
 * Checks that what a cell's backward pass is given has the cell's shapes.
 *
 * @param where - the method, as the message shall name it
 * @param cell - the cell
 * @param parameters - its weights
 * @param x - [T, B, D]
 * @param dh - [T, B, H]
 * @param workspace - as the forward pass left it
 * @param gradients - of the weights' shapes
 * @param dx - [T, B, D], or left out
 * @throws RangeError or TypeError naming what does not fit
 * @example
 * import { checkBackward, createParameters, RnnCell } from 'carry';
 * const cell = new RnnCell({ inputSize: 1, hiddenSize: 1 });
 * const [parameters, gradients] = [createParameters(cell.shapes), createParameters(cell.shapes)];
 * const [x, dh] = [new Float64Array(2), new Float64Array(2)];
 * checkBackward('RnnCell.backward', cell, parameters, x, dh, cell.createWorkspace(2, 1), gradients);
 */
export function checkBackward(
  where: string,
  cell: Cell,
  parameters: Parameters,
  x: Float64Array,
  dh: Float64Array,
  workspace: CellWorkspace,
  gradients: Parameters,
  dx?: Float64Array,
): void {
  checkParameters(where, 'parameters', parameters, cell.shapes);
  checkParameters(where, 'gradients', gradients, cell.shapes);
  checkObject(where, 'workspace', workspace);
  const { T, B } = workspace;
  checkLength(where, 'x', x, [T, B, cell.inputSize]);
  checkLength(where, 'dh', dh, [T, B, cell.hiddenSize]);
  if (dx !== undefined) checkLength(where, 'dx', dx, [T, B, cell.inputSize]);
}
