import { Matrix } from '../core/product';
import { checkParameters, type Parameters, type Shapes } from '../core/parameters';
import { createSequence, MOST_STEPS, type Sequence } from '../core/sequence';
import { checkBoolean, checkInteger, checkLength, checkObject } from '../core/shape';

/** The recurrent cells of the course. */
export type CellKind = 'rnn' | 'gru' | 'lstm';

/** What every cell is made of. */
export interface CellSizes {
  /** D, the numbers in an input. */
  readonly inputSize: number;
  /** H, the hidden units. */
  readonly hiddenSize: number;
  /** Whether there is a bias b_h; there is one if left out. */
  readonly bias?: boolean;
  /** Whether there are second biases beside the products with h, as in PyTorch; there are none if left out. */
  readonly recurrentBias?: boolean;
}

/** How a cell of some kind is laid out. */
export interface CellPlan {
  /** G, the numbers of a pre-activation for each hidden unit. */
  readonly gates: number;
  /** 1 where the state is h, 2 where it is h and c. */
  readonly parts: number;
  /** The weights that read the state, by name, with their columns for each hidden unit: `{ hh: 4 }` is W_hh [H, 4H]. */
  readonly reads: Readonly<Record<string, number>>;
}

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
  const at = sequence.steps.map((step) => new Matrix(step, B, n));
  return { ...sequence, at, rows: new Matrix(sequence.all, T * B, n) };
}

/** The names and shapes of a cell's weights: what reads the input, what reads the state, and their biases. */
export function cellShapes(name: string, options: CellSizes, { gates, reads }: CellPlan): Shapes {
  checkObject(name, 'options', options);
  const { bias = true, recurrentBias = false } = options;
  const D = checkInteger(name, 'inputSize', options.inputSize);
  const H = checkInteger(name, 'hiddenSize', options.hiddenSize);
  checkBoolean(name, 'bias', bias);
  checkBoolean(name, 'recurrentBias', recurrentBias);
  const entries = Object.entries(reads);
  return Object.fromEntries([
    ['W_xh', [D, gates * H]],
    ...entries.map(([read, columns]) => [`W_${read}`, [H, columns * H]]),
    ...(bias ? [['b_h', [gates * H]]] : []),
    ...(recurrentBias ? entries.map(([read, columns]) => [`b_${read}`, [columns * H]]) : []),
  ]) as Shapes;
}

/** The buffers that all cells need for T steps of B sequences. */
export function createBuffers(name: string, H: number, plan: CellPlan, T: number, B: number): CellWorkspace {
  checkInteger(`${name}.createWorkspace`, 'T', T, 1, MOST_STEPS);
  const { gates, parts } = plan;
  const state = Array.from({ length: parts }, () => createMatrices(T + 1, B, H));
  const rows = (): Matrix[] => state.map(() => new Matrix(new Float64Array(B * H), B, H));
  const [a, da] = [createMatrices(T, B, gates * H), createMatrices(T, B, gates * H)];
  const { all, steps } = state[0]!; // h is a part of every state
  const hPrev = new Matrix(all, T * B, H); // without the last
  return {
    ...{ T, B, state, a, da, dState: rows(), dPrev: rows(), mask: undefined },
    h: { all: all.subarray(B * H), steps: steps.slice(1) },
    finalState: new Float64Array(B * parts * H),
    dInitialState: new Float64Array(B * parts * H),
    products: [{ W: 'W_hh', b: 'b_hh', from: hPrev, d: da }],
  };
}

/** The sizes of a cell. */
interface Sizes {
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly stateSize: number;
  readonly shapes: Shapes;
}

/** Checks what a pass is given: a NaN in x comes out as NaN, and it is `SequenceModel` that refuses it. */
export function checkPass(
  where: string,
  { inputSize, hiddenSize, stateSize, shapes }: Sizes,
  parameters: Parameters,
  x: Float64Array,
  workspace: CellWorkspace,
  options: CellOptions,
): void {
  checkParameters(where, 'parameters', parameters, shapes);
  checkObject(where, 'workspace', workspace);
  checkObject(where, 'options', options);
  const { T, B, h } = workspace;
  const { initialState, mask, noise } = options;
  checkLength(where, 'workspace.h', h?.all, [T, B, hiddenSize]);
  checkLength(where, 'x', x, [T, B, inputSize]);
  if (initialState !== undefined) checkLength(where, 'initialState', initialState, [B, stateSize]);
  if (mask !== undefined) checkLength(where, 'mask', mask, [T, B]);
  if (noise !== undefined) checkLength(where, 'noise', noise, [T, B, stateSize]);
}

/** Checks what a backward pass is given beside that. */
export function checkBackward(
  where: string,
  { inputSize, hiddenSize, shapes }: Sizes,
  gradients: Parameters,
  dh: Float64Array,
  { T, B }: CellWorkspace,
  dx: Float64Array | undefined,
): void {
  checkParameters(where, 'gradients', gradients, shapes);
  checkLength(where, 'dh', dh, [T, B, hiddenSize]);
  if (dx !== undefined) checkLength(where, 'dx', dx, [T, B, inputSize]);
}
