import { addProduct, Matrix } from '../core/matrix';
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

/** A sequence whose steps are matrices [B, n], too. */
export interface MatrixSequence extends Sequence {
  readonly at: readonly Matrix[];
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
  readonly from: Float64Array;
  readonly d: MatrixSequence;
}

/** The weights of a cell; a bias is a matrix of one row, and is missing where it is switched off. */
export type Weights = Readonly<Record<string, Matrix>>;

/** A sequence of zeros with matrices for its steps. */
export function createMatrices(T: number, B: number, n: number): MatrixSequence {
  const sequence = createSequence(T, B, n);
  return { ...sequence, at: sequence.steps.map((step) => new Matrix(step, B, n)) };
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
  private readonly known = new WeakMap<Parameters, Weights>();
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
      products: [{ W: 'W_hh', b: 'b_hh', from: all, d: da }],
    };
  }

  // The `!` below: names come from shapes, t runs over the steps that the workspace has.

  /**
   * Runs T steps over x [T, B, D] and fills `workspace.h` and `workspace.finalState`. Lengths are checked;
   * a NaN in x comes out as NaN, and it is `SequenceModel` that refuses it.
   */
  forward(parameters: Parameters, x: Float64Array, w: Workspace, options: CellOptions = {}): void {
    this.check('forward', { parameters }, w, { x }, options);
    const { T, B, state, a } = w;
    const { initialState, mask, noise } = options;
    const weights = this.weightsOf(parameters);
    w.mask = mask;
    if (initialState) spread(initialState, state, this.hiddenSize);
    else for (const { steps } of state) steps[0]!.fill(0);
    a.all.fill(0);
    addProduct(whole(a, T * B), new Matrix(x, T * B, this.inputSize), weights['W_xh']!); // for all steps at once
    if (weights['b_h']) addRowsInPlace(a.all, weights['b_h'].data);
    for (let t = 0; t < T; t++) {
      this.step(weights, w, t);
      if (noise) addNoiseInPlace(noise, t, this.hiddenSize, ...state.map(({ steps }) => steps[t + 1]!));
      if (mask) for (const { steps } of state) keepWhereMasked(mask, t, B, steps[t + 1]!, steps[t]!);
    }
    join(
      state.map(({ steps }) => steps[T]!),
      w.finalState,
      this.hiddenSize,
    );
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
    this.check('backward', { parameters, gradients }, w, { x, dh, dx }, NO_OPTIONS);
    const { T, B, da, dState, dPrev, products, mask } = w;
    const [weights, d] = [this.weightsOf(parameters), this.weightsOf(gradients)];
    for (const { data } of dPrev) data.fill(0);
    for (let t = T - 1; t >= 0; t--) {
      dState.forEach(({ data }, n) => data.set(dPrev[n]!.data)); // what step t + 1 sends back
      addToStep(dState[0]!.data, dh, t, dPrev[0]!.data); // and, to h, the output
      this.stepBack(weights, w, t);
      if (!mask) continue;
      for (const rows of new Set([da, ...products.map((product) => product.d)])) {
        clearWhereMasked(mask, t, B, rows.steps[t]!);
      }
      dPrev.forEach(({ data }, n) => keepWhereMasked(mask, t, B, data, dState[n]!.data)); // the state was handed on
    }
    join(
      dPrev.map(({ data }) => data),
      w.dInitialState,
      this.hiddenSize,
    );
    for (const { W, b, from, d: rows } of [{ W: 'W_xh', b: 'b_h', from: x, d: da }, ...products]) {
      const input = new Matrix(from, T * B, d[W]!.rows);
      addProduct(d[W]!, input.T, whole(rows, T * B)); // dW = Σₜ from[t]ᵀ·d[t]
      if (d[b]) sumRowsInPlace(d[b].data, rows.all); // db = Σₜ d[t]
    }
    if (dx) addProduct(new Matrix(dx, T * B, this.inputSize), whole(da, T * B), weights['W_xh']!.T);
  }

  /** The matrices on parameters, made once: a pass of one small sequence takes hardly longer than this. */
  private weightsOf(parameters: Parameters): Weights {
    const known = this.known.get(parameters);
    if (known) return known;
    const { views } = parameters;
    const entries = Object.entries(this.shapes).map(([name, shape]): [string, Matrix] => {
      const [rows, columns] = shape.length === 2 ? shape : [1, ...shape];
      return [name, new Matrix(views[name]!, rows!, columns!)];
    });
    const weights = Object.fromEntries(entries);
    this.known.set(parameters, weights);
    return weights;
  }

  private check(
    method: string,
    parameters: Readonly<Record<string, Parameters>>,
    workspace: CellWorkspace,
    arrays: { readonly x: Float64Array; readonly dh?: Float64Array; readonly dx?: Float64Array | undefined },
    options: CellOptions,
  ): void {
    const where = `${this.name}.${method}`;
    for (const name in parameters) checkParameters(where, name, parameters[name]!, this.shapes);
    checkObject(where, 'workspace', workspace);
    checkObject(where, 'options', options);
    const { inputSize: D, hiddenSize: H, stateSize: S } = this;
    const { T, B, h } = workspace;
    const { x, dh, dx } = arrays;
    const { initialState, mask, noise } = options;
    checkLength(where, 'workspace.h', h?.all, [T, B, H]);
    checkLength(where, 'x', x, [T, B, D]);
    if (dh !== undefined || method === 'backward') checkLength(where, 'dh', dh, [T, B, H]);
    if (dx !== undefined) checkLength(where, 'dx', dx, [T, B, D]);
    if (initialState !== undefined) checkLength(where, 'initialState', initialState, [B, S]);
    if (mask !== undefined) checkLength(where, 'mask', mask, [T, B]);
    if (noise !== undefined) checkLength(where, 'noise', noise, [T, B, S]);
  }
}

const NO_OPTIONS: CellOptions = {};

/** All steps of a sequence as one matrix [T·B, n]. */
const whole = ({ all }: Sequence, rows: number): Matrix => new Matrix(all, rows, all.length / rows);

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

/** And back. */
function join(parts: readonly Float64Array[], rows: Float64Array, H: number): void {
  const S = parts.length;
  for (const [s, part] of parts.entries()) {
    for (let b = 0; b * H < part.length; b++) {
      rows.set(part.subarray(b * H, (b + 1) * H), (b * S + s) * H);
    }
  }
}
