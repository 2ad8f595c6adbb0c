import type { Parameters, Shapes } from '../core/parameters';
import type { Sequence } from '../core/sequence';

/** The recurrent cells of the course. */
export type CellKind = 'rnn' | 'gru' | 'lstm';

/** What a forward pass may be given beside its input. */
export interface CellOptions {
  /** The state before the first step, [B, stateSize]; zeros if left out. */
  readonly initialState?: Float64Array;
  /** 1 for a step that counts, 0 for padding, [T, B]. A padded step passes the state on unchanged. */
  readonly mask?: Float64Array;
  /** Noise added to the state after each step, [T, B, H]; a way to train for certainty (RNN only). */
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
  /** Runs T steps over x [T, B, D] and fills `workspace.h` and `workspace.finalState`. */
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
