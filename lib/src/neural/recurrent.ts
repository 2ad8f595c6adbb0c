import { weightsOf, type Weights } from '../core/matrix';
import type { Parameters, Shapes } from '../core/parameters';
import { addProduct, Matrix } from '../core/product';
import { addNoiseInPlace, addRowsInPlace, addToStep, clearWhereMasked, joinPart } from './rows';
import { keepWhereMasked, splitParts, sumRowsInPlace } from './rows';
import { cellShapes, checkBackward, checkPass, createBuffers } from './workspace';
import type { CellKind, CellOptions, CellPlan, CellSizes, CellWorkspace, MatrixSequence } from './workspace';

const NO_OPTIONS: CellOptions = {};

/**
 * A recurrent cell: how a state and an input make the next state, and how gradients come back. The way through
 * time is the same for all; a cell adds one step forward, and one step back. A cell holds sizes and no numbers;
 * parameters, workspace and gradients are the caller's.
 */
export abstract class Recurrent<Workspace extends CellWorkspace = CellWorkspace> {
  abstract readonly kind: CellKind;
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** The numbers carried from step to step for each sequence: H, or 2H for the LSTM (h, then c). */
  readonly stateSize: number;
  readonly shapes: Shapes;
  private readonly asForward: string;
  private readonly asBackward: string;
  /** The biases that are added to x·W_xh. */
  protected readonly inputBiases: readonly string[] = ['b_h', 'b_hh'];

  protected constructor(
    private readonly name: string, // for messages
    options: CellSizes,
    private readonly plan: CellPlan,
  ) {
    this.asForward = `${name}.forward`;
    this.asBackward = `${name}.backward`;
    this.shapes = cellShapes(name, options, plan);
    this.inputSize = options.inputSize;
    this.hiddenSize = options.hiddenSize;
    this.stateSize = plan.parts * options.hiddenSize;
  }

  /** Makes the buffers for T steps of B sequences. */
  abstract createWorkspace(T: number, B: number): Workspace;

  protected buffers(T: number, B: number): CellWorkspace {
    return createBuffers(this.name, this.hiddenSize, this.plan, T, B);
  }

  /** a[t] holds x[t]·W_xh and the biases; reads state[t], writes state[t + 1]. */
  protected abstract step(weights: Weights, w: Workspace, t: number): void;

  /** dState is what reaches state[t + 1]; writes da[t], and into dPrev what goes on to state[t]. */
  protected abstract stepBack(weights: Weights, w: Workspace, t: number): void;

  // The `!` below: names come from shapes, t runs over the steps that the workspace has.

  /** Runs T steps over x [T, B, D] and fills `workspace.h` and `workspace.finalState`. */
  forward(parameters: Parameters, x: Float64Array, w: Workspace, options: CellOptions = NO_OPTIONS): void {
    checkPass(this.asForward, this, parameters, x, w, options);
    const { hiddenSize: H } = this;
    const { T, B, state, a } = w;
    const { initialState, mask, noise } = options;
    const weights = weightsOf(parameters);
    w.mask = mask;
    splitParts(initialState, state, H);
    a.all.fill(0);
    addProduct(a.rows, new Matrix(x, T * B, this.inputSize), weights['W_xh']!); // for all steps at once
    for (const b of this.inputBiases) if (weights[b]) addRowsInPlace(a.all, weights[b].data);
    for (let t = 0; t < T; t++) {
      this.step(weights, w, t);
      if (!noise && !mask) continue;
      for (let n = 0; n < state.length; n++) {
        const { steps } = state[n]!;
        if (noise) addNoiseInPlace(noise, t, H, n, state.length, steps[t + 1]!);
        if (mask) keepWhereMasked(mask, t, B, steps[t + 1]!, steps[t]!);
      }
    }
    for (let n = 0; n < state.length; n++) joinPart(state[n]!.steps[T]!, n, state.length, w.finalState, H);
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
    checkPass(this.asBackward, this, parameters, x, w, NO_OPTIONS);
    checkBackward(this.asBackward, this, gradients, dh, w, dx);
    const { hiddenSize: H } = this;
    const { T, B, da, dState, dPrev, products, mask } = w;
    const weights = weightsOf(parameters);
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
    for (let n = 0; n < dPrev.length; n++) joinPart(dPrev[n]!.data, n, dPrev.length, w.dInitialState, H);
    const dWeights = weightsOf(gradients);
    addGradients(dWeights, 'W_xh', 'b_h', new Matrix(x, T * B, this.inputSize), da);
    for (const { W, b, from, d } of products) addGradients(dWeights, W, b, from, d);
    if (dx) addProduct(new Matrix(dx, T * B, this.inputSize), da.rows, weights['W_xh']!.T);
  }
}

/** dW += Σₜ from[t]ᵀ·d[t] and db += Σₜ d[t]. */
function addGradients(dWeights: Weights, W: string, b: string, from: Matrix, d: MatrixSequence): void {
  addProduct(dWeights[W]!, from.T, d.rows);
  const db = dWeights[b];
  if (db) sumRowsInPlace(db.data, d.all);
}
