import { addProduct, Matrix, weightsOf, type Weights } from '../core/matrix';
import { checkParameters, type Parameters, type Shapes } from '../core/parameters';
import { createSequence, type Sequence } from '../core/sequence';
import { checkBoolean, checkInteger, checkLength, checkObject } from '../core/shape';
import {
  addNoiseInPlace,
  addRowsInPlace,
  addToStep,
  clearWhereMasked,
  keepWhereMasked,
  sumRowsInPlace,
} from './rows';

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

/** A sequence whose steps are matrices [B, n], too, and which is one as a whole, [T·B, n]. */
export interface MatrixSequence extends Sequence {
  readonly at: readonly Matrix[];
  readonly rows: Matrix;
}

/**
 * What a forward pass keeps for the backward pass. It is made once for a pair (T, B) and used again, so that
 * a training step allocates nothing. Each cell adds its own.
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
  /** The parts of the state before each step and after the last, [T + 1, B, H]: h, or h and c. */
  readonly state: readonly MatrixSequence[];
  /** The pre-activations, [T, B, G·H]; a cell with gates puts these in their place. */
  readonly a: MatrixSequence;
  /** The gradients of the pre-activations, [T, B, G·H]. */
  readonly da: MatrixSequence;
  /** The gradients that reach each part of the state after a step, [B, H] … */
  readonly dState: readonly Matrix[];
  /** … and before it. */
  readonly dPrev: readonly Matrix[];
  /** Each weight that reads the state: what it is multiplied with, and the gradient of the product. */
  readonly products: readonly Product[];
  /** The mask of the last forward pass. */
  mask: Float64Array | undefined;
}

/** A product `from · W + b` over all steps. */
export interface Product {
  readonly W: string;
  readonly b: string;
  readonly from: Matrix;
  readonly d: MatrixSequence;
}

/** A sequence of zeros with matrices for its steps. */
export function createMatrices(T: number, B: number, n: number): MatrixSequence {
  const sequence = createSequence(T, B, n);
  return {
    ...sequence,
    at: sequence.steps.map((step) => new Matrix(step, B, n)),
    rows: new Matrix(sequence.all, T * B, n),
  };
}

/** Which biases a cell has. */
export interface BiasOptions {
  /** Whether there is a bias b_h; there is one if left out. */
  readonly bias?: boolean;
  /** Whether there are second biases beside the products with h, as in PyTorch; there are none if left out. */
  readonly recurrentBias?: boolean;
}

/** The shapes of the biases that a cell has. */
export function biasShapes(
  where: string,
  { bias = true, recurrentBias = false }: BiasOptions,
  b_h: number,
  recurrent: Shapes,
): Shapes {
  return {
    ...(checkBoolean(where, 'bias', bias) ? { b_h: [b_h] } : {}),
    ...(checkBoolean(where, 'recurrentBias', recurrentBias) ? recurrent : {}),
  };
}

/**
 * A recurrent cell: how a state and an input make the next state, and how gradients come back. The way through
 * time is the same for all; a cell adds one step forward, and one step back. A cell holds sizes and no numbers;
 * parameters, workspace and gradients are the caller's.
 */
export abstract class Recurrent<Workspace extends CellWorkspace = CellWorkspace> {
  abstract readonly kind: CellKind;
  private readonly asForward: string; // for messages
  private readonly asBackward: string;
  /** The numbers carried from step to step for each sequence: H, or 2H for the LSTM (h, then c). */
  readonly stateSize: number;

  /**
   * @param name - the cell's, for messages
   * @param inputSize - D, the numbers in an input
   * @param hiddenSize - H, the hidden units
   * @param gates - G, the numbers of a pre-activation for each hidden unit
   * @param parts - 1 where the state is h, 2 where it is h and c
   * @param shapes - the names and shapes of the weights
   */
  protected constructor(
    private readonly name: string,
    readonly inputSize: number,
    readonly hiddenSize: number,
    private readonly gates: number,
    private readonly parts: number,
    readonly shapes: Shapes,
  ) {
    this.stateSize = parts * hiddenSize;
    this.asForward = `${name}.forward`;
    this.asBackward = `${name}.backward`;
  }

  /** Makes the buffers for T steps of B sequences. */
  abstract createWorkspace(T: number, B: number): Workspace;

  /** a[t] holds x[t]·W_xh + b_h; reads state[t], writes state[t + 1]. */
  protected abstract step(weights: Weights, w: Workspace, t: number): void;

  /** dState is what reaches state[t + 1]; writes da[t], and into dPrev what goes on to state[t]. */
  protected abstract stepBack(weights: Weights, w: Workspace, t: number): void;

  protected buffers(T: number, B: number): CellWorkspace {
    const { hiddenSize: H, gates, parts, stateSize } = this;
    checkInteger(`${this.name}.createWorkspace`, 'T', T);
    const state = Array.from({ length: parts }, () => createMatrices(T + 1, B, H));
    const rows = (): Matrix[] => state.map(() => new Matrix(new Float64Array(B * H), B, H));
    const da = createMatrices(T, B, gates * H);
    const { all, steps } = state[0]!; // h is a part of every state
    const hPrev = new Matrix(all, T * B, H); // without the last
    return {
      ...{
        T,
        B,
        state,
        da,
        a: createMatrices(T, B, gates * H),
        dState: rows(),
        dPrev: rows(),
        mask: undefined,
      },
      h: { all: all.subarray(B * H), steps: steps.slice(1) },
      finalState: new Float64Array(B * stateSize),
      dInitialState: new Float64Array(B * stateSize),
      products: [{ W: 'W_hh', b: 'b_hh', from: hPrev, d: da }],
    };
  }

  // The `!` below: names come from shapes, t runs over the steps that the workspace has.

  /**
   * Runs T steps over x [T, B, D] and fills `workspace.h` and `workspace.finalState`. Lengths are checked;
   * a NaN in x comes out as NaN, and it is `SequenceModel` that refuses it.
   */
  forward(parameters: Parameters, x: Float64Array, w: Workspace, options: CellOptions = {}): void {
    this.check(this.asForward, parameters, x, w, options);
    const { T, B, state, a } = w;
    const { initialState, mask, noise } = options;
    const weights = weightsOf(parameters);
    w.mask = mask;
    if (initialState) spread(initialState, state, this.hiddenSize);
    else for (const { steps } of state) steps[0]!.fill(0);
    a.all.fill(0);
    addProduct(a.rows, new Matrix(x, T * B, this.inputSize), weights['W_xh']!); // for all steps at once
    if (weights['b_h']) addRowsInPlace(a.all, weights['b_h'].data);
    for (let t = 0; t < T; t++) {
      this.step(weights, w, t);
      for (let n = 0; n < state.length; n++) {
        const next = state[n]!.steps[t + 1]!;
        if (noise) addNoiseInPlace(noise, t, this.hiddenSize, n, state.length, next);
        if (mask) keepWhereMasked(mask, t, B, next, state[n]!.steps[t]!);
      }
    }
    for (let n = 0; n < state.length; n++)
      join(state[n]!.steps[T]!, n, state.length, w.finalState, this.hiddenSize);
  }

  /**
   * Backpropagation through time, for the forward pass that the workspace holds. Given dh [T, B, H], the
   * gradient that reaches each output from above, it *adds* to `gradients` and to dx [T, B, D], when that is
   * asked for.
   */
  backward(
    parameters: Parameters,
    x: Float64Array,
    dh: Float64Array,
    w: Workspace,
    gradients: Parameters,
    dx?: Float64Array,
  ): void {
    const where = this.asBackward;
    this.check(where, parameters, x, w, NO_OPTIONS);
    checkParameters(where, 'gradients', gradients, this.shapes);
    checkLength(where, 'dh', dh, [w.T, w.B, this.hiddenSize]);
    if (dx !== undefined) checkLength(where, 'dx', dx, [w.T, w.B, this.inputSize]);
    const { T, B, da, dState, dPrev, products, mask } = w;
    const weights = weightsOf(parameters);
    const dWeights = weightsOf(gradients);
    for (const { data } of dPrev) data.fill(0);
    for (let t = T - 1; t >= 0; t--) {
      addToStep(dState[0]!.data, dh, t, dPrev[0]!.data); // to h: from the output, and from step t + 1
      for (let n = 1; n < dState.length; n++) dState[n]!.data.set(dPrev[n]!.data); // to c: from step t + 1
      this.stepBack(weights, w, t);
      if (!mask) continue;
      clearWhereMasked(mask, t, B, da.steps[t]!);
      for (const { d } of products) if (d !== da) clearWhereMasked(mask, t, B, d.steps[t]!);
      for (let n = 0; n < dPrev.length; n++) {
        keepWhereMasked(mask, t, B, dPrev[n]!.data, dState[n]!.data); // the state was handed on
      }
    }
    for (let n = 0; n < dPrev.length; n++)
      join(dPrev[n]!.data, n, dPrev.length, w.dInitialState, this.hiddenSize);
    addWeightGradients(dWeights, 'W_xh', 'b_h', new Matrix(x, T * B, this.inputSize), da);
    for (const { W, b, from, d } of products) addWeightGradients(dWeights, W, b, from, d);
    if (dx) addProduct(new Matrix(dx, T * B, this.inputSize), da.rows, weights['W_xh']!.T);
  }

  private check(
    where: string,
    parameters: Parameters,
    x: Float64Array,
    workspace: CellWorkspace,
    options: CellOptions,
  ): void {
    checkParameters(where, 'parameters', parameters, this.shapes);
    checkObject(where, 'workspace', workspace);
    checkObject(where, 'options', options);
    const { inputSize: D, hiddenSize: H, stateSize: S } = this;
    const { T, B, h } = workspace;
    const { initialState, mask, noise } = options;
    checkLength(where, 'workspace.h', h?.all, [T, B, H]);
    checkLength(where, 'x', x, [T, B, D]);
    if (initialState !== undefined) checkLength(where, 'initialState', initialState, [B, S]);
    if (mask !== undefined) checkLength(where, 'mask', mask, [T, B]);
    if (noise !== undefined) checkLength(where, 'noise', noise, [T, B, S]);
  }
}

const NO_OPTIONS: CellOptions = {};

/** dW += Σₜ from[t]ᵀ·d[t] and db += Σₜ d[t]. */
function addWeightGradients(dWeights: Weights, W: string, b: string, from: Matrix, d: MatrixSequence): void {
  addProduct(dWeights[W]!, from.T, d.rows);
  const db = dWeights[b];
  if (db) sumRowsInPlace(db.data, d.all);
}

/** Rows [B, S·H] into S parts [B, H], the first steps of sequences. */
function spread(rows: Float64Array, parts: readonly MatrixSequence[], H: number): void {
  const S = parts.length;
  for (const [s, { steps }] of parts.entries()) {
    const part = steps[0]!; // there is a step
    for (let b = 0; b * H < part.length; b++) {
      part.set(rows.subarray((b * S + s) * H, (b * S + s + 1) * H), b * H);
    }
  }
}

/** Part s of S back into rows. */
function join(part: Float64Array, s: number, S: number, rows: Float64Array, H: number): void {
  for (let k = 0, to = s * H; k < part.length; to += S * H) {
    for (let j = 0; j < H; j++) rows[to + j] = part[k++]!;
  }
}
