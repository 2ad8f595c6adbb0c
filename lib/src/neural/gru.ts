import { addMatMulInPlace, addMatMulTransposedInPlace, addTransposedMatMulInPlace } from '../core/product';
import type { Parameters, Shapes } from '../core/parameters';
import { createSequence, withoutFirstStep, type Sequence } from '../core/sequence';
import { checkBoolean, checkChoice, checkInteger, checkObject } from '../core/shape';
import { checkBackward, checkForward, type Cell, type CellOptions, type CellWorkspace } from './cell';
import {
  gruMixState,
  gruMixStateBackward,
  gruOpenGates,
  gruOpenGatesBackward,
  type GruReset,
} from './gruStep';
import {
  addNoiseInPlace,
  addRowsInPlace,
  addToStep,
  clearWhereMasked,
  keepWhereMasked,
  sumRowsInPlace,
} from './rows';

/** What a {@link GruCell} is made of. */
export interface GruOptions {
  /** D, the numbers in an input. */
  readonly inputSize: number;
  /** H, the hidden units. */
  readonly hiddenSize: number;
  /** 'before' (Cho et al., TensorFlow.js) if left out, or 'after' (PyTorch, cuDNN). */
  readonly reset?: GruReset;
  /** Whether there is a bias b_h; there is one if left out. */
  readonly bias?: boolean;
  /** Whether there are second biases b_hh and b_hn beside the products with hPrev; none if left out. */
  readonly recurrentBias?: boolean;
}

/** The buffers of a {@link GruCell}. */
export interface GruWorkspace extends CellWorkspace {
  /** h[−1], h[0] … h[T−1], [T + 1, B, H]. */
  readonly states: Sequence;
  /** z, r and the candidate n side by side, [T, B, 3H]. */
  readonly gates: Sequence;
  /** hPrev·W_hh, [B, 2H]. */
  readonly recurrent: Float64Array;
  /** What the product with W_hn is taken of, and the product with its bias, [T, B, H]. */
  readonly candidateInput: Sequence;
  readonly candidateProduct: Sequence;
  /** The gradients of the pre-activations of z, r, n, [T, B, 3H], and once more of z and r alone, [T, B, 2H]. */
  readonly da: Sequence;
  readonly dRecurrent: Sequence;
  /** The gradients of the product with W_hn, [T, B, H], and of what it is taken of, [B, H]. */
  readonly dCandidateProduct: Sequence;
  readonly dCandidateInput: Float64Array;
  /** The gradient that reaches h[t] from the output and from step t + 1, [B, H]. */
  readonly dh: Float64Array;
  /** The mask of the last forward pass. */
  mask: Float64Array | undefined;
}

/**
 * The gated recurrent unit, with the gates z and r and the candidate n side by side in each row:
 *
 * z = σ(x·W_xz + hPrev·W_hz + b_z), r = σ(x·W_xr + hPrev·W_hr + b_r),
 * n = tanh(x·W_xn + (r ⊙ hPrev)·W_hn + b_n) with the reset before the product, or
 * n = tanh(x·W_xn + r ⊙ (hPrev·W_hn + b_hn) + b_n) with the reset after it, and
 * h = z ⊙ hPrev + (1 − z) ⊙ n.
 *
 * W_xh holds W_xz, W_xr, W_xn side by side, W_hh holds W_hz and W_hr.
 *
 * Source: Cho et al., "Learning Phrase Representations using RNN Encoder–Decoder" (2014), equations 5 to 8;
 * seed 004, which leaves open where the reset acts.
 * @example
 * import { countParameters, GruCell } from 'carry';
 * countParameters(new GruCell({ inputSize: 2, hiddenSize: 16 }).shapes); // → 912
 */
export class GruCell implements Cell<GruWorkspace> {
  readonly kind = 'gru';
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly stateSize: number;
  readonly reset: GruReset;
  readonly shapes: Shapes;

  /**
   * @param options - sizes, the place of the reset, and which biases there are
   * @throws RangeError when a size is not a positive whole number, or the reset is neither place
   */
  constructor(options: GruOptions) {
    checkObject('GruCell', 'options', options);
    const { inputSize, hiddenSize, reset = 'before', bias = true, recurrentBias = false } = options;
    const D = checkInteger('GruCell', 'inputSize', inputSize);
    const H = checkInteger('GruCell', 'hiddenSize', hiddenSize);
    this.inputSize = D;
    this.hiddenSize = H;
    this.stateSize = H;
    this.reset = checkChoice('GruCell', 'reset', reset, ['before', 'after']);
    this.shapes = {
      W_xh: [D, 3 * H],
      W_hh: [H, 2 * H],
      W_hn: [H, H],
      ...(checkBoolean('GruCell', 'bias', bias) ? { b_h: [3 * H] } : {}),
      ...(checkBoolean('GruCell', 'recurrentBias', recurrentBias) ? { b_hh: [2 * H], b_hn: [H] } : {}),
    };
  }

  createWorkspace(T: number, B: number): GruWorkspace {
    const H = this.hiddenSize;
    const states = createSequence(checkInteger('GruCell.createWorkspace', 'T', T) + 1, B, H);
    return {
      T,
      B,
      states,
      h: withoutFirstStep(states),
      finalState: states.steps[T]!, // there are T + 1 steps
      dInitialState: new Float64Array(B * H),
      gates: createSequence(T, B, 3 * H),
      recurrent: new Float64Array(B * 2 * H),
      candidateInput: createSequence(T, B, H),
      candidateProduct: createSequence(T, B, H),
      da: createSequence(T, B, 3 * H),
      dRecurrent: createSequence(T, B, 2 * H),
      dCandidateProduct: createSequence(T, B, H),
      dCandidateInput: new Float64Array(B * H),
      dh: new Float64Array(B * H),
      mask: undefined,
    };
  }

  // The `!` of forward and backward: t runs over the steps that the workspace has, names are in shapes.

  forward(parameters: Parameters, x: Float64Array, w: GruWorkspace, options: CellOptions = {}): void {
    checkForward('GruCell.forward', this, parameters, x, w, options);
    const { W_xh, W_hh, W_hn, b_h, b_hh, b_hn } = parameters.views;
    const { T, B, states, recurrent } = w;
    const { inputSize: D, hiddenSize: H, reset } = this;
    const { initialState, mask, noise } = options;
    w.mask = mask;

    if (initialState) states.steps[0]!.set(initialState);
    else states.steps[0]!.fill(0);
    w.gates.all.fill(0);
    addMatMulInPlace(w.gates.all, x, W_xh!, T * B, D, 3 * H); // a = x·W_xh, all steps at once
    if (b_h) addRowsInPlace(w.gates.all, b_h);
    w.candidateProduct.all.fill(0);
    if (b_hn) addRowsInPlace(w.candidateProduct.all, b_hn);
    for (let t = 0; t < T; t++) {
      const hPrev = states.steps[t]!;
      const h = states.steps[t + 1]!;
      const gates = w.gates.steps[t]!;
      const input = w.candidateInput.steps[t]!;
      const product = w.candidateProduct.steps[t]!;
      recurrent.fill(0);
      addMatMulInPlace(recurrent, hPrev, W_hh!, B, H, 2 * H); // hPrev·W_hz and hPrev·W_hr
      if (b_hh) addRowsInPlace(recurrent, b_hh);
      gruOpenGates(gates, recurrent, hPrev, input, H, reset); // a → z, r
      addMatMulInPlace(product, input, W_hn!, B, H, H); // (r ⊙ hPrev)·W_hn, or hPrev·W_hn
      gruMixState(gates, product, hPrev, h, H, reset); // a → n → h
      if (noise) addNoiseInPlace(noise, t, H, h);
      if (mask) keepWhereMasked(mask, t, B, h, hPrev);
    }
  }

  backward(
    parameters: Parameters,
    x: Float64Array,
    dhOutput: Float64Array,
    w: GruWorkspace,
    gradients: Parameters,
    dx?: Float64Array,
  ): void {
    checkBackward('GruCell.backward', this, parameters, x, dhOutput, w, gradients, dx);
    const { W_xh, W_hh, W_hn } = parameters.views;
    const { T, B, dCandidateInput, dh } = w;
    const { inputSize: D, hiddenSize: H, reset } = this;
    const dhNext = w.dInitialState; // the gradient that step t + 1 sends to h[t]; in the end, to h[−1]

    dhNext.fill(0);
    for (let t = T - 1; t >= 0; t--) {
      const hPrev = w.states.steps[t]!;
      const gates = w.gates.steps[t]!;
      const product = w.candidateProduct.steps[t]!;
      const da = w.da.steps[t]!;
      const dRecurrent = w.dRecurrent.steps[t]!;
      const dProduct = w.dCandidateProduct.steps[t]!;
      addToStep(dh, dhOutput, t, dhNext); // what the output and step t + 1 bring
      gruMixStateBackward(gates, dh, da, dProduct, dhNext, H, reset);
      dCandidateInput.fill(0);
      addMatMulTransposedInPlace(dCandidateInput, dProduct, W_hn!, B, H, H);
      gruOpenGatesBackward(gates, hPrev, product, dh, dCandidateInput, da, dRecurrent, dhNext, H, reset);
      if (w.mask) {
        clearWhereMasked(w.mask, t, B, da);
        clearWhereMasked(w.mask, t, B, dRecurrent);
        clearWhereMasked(w.mask, t, B, dProduct);
        keepWhereMasked(w.mask, t, B, dhNext, dh);
      }
      addMatMulTransposedInPlace(dhNext, dRecurrent, W_hh!, B, 2 * H, H); // dh[t−1] += d(a_z, a_r)·W_hhᵀ
    }
    this.addGradients(x, w, gradients);
    if (dx) addMatMulTransposedInPlace(dx, w.da.all, W_xh!, T * B, 3 * H, D); // dx[t] = da[t]·W_xhᵀ
  }

  /** The gradients of the weights, once those of all pre-activations are known. */
  private addGradients(x: Float64Array, w: GruWorkspace, gradients: Parameters): void {
    const { W_xh: dW_xh, W_hh: dW_hh, W_hn: dW_hn, b_h: db_h, b_hh: db_hh, b_hn: db_hn } = gradients.views;
    const { da, dRecurrent, dCandidateProduct: dProduct } = w;
    const { inputSize: D, hiddenSize: H } = this;
    const rows = w.T * w.B;
    addTransposedMatMulInPlace(dW_xh!, x, da.all, D, rows, 3 * H); // dW_xh = Σₜ x[t]ᵀ·da[t]
    addTransposedMatMulInPlace(dW_hh!, w.states.all, dRecurrent.all, H, rows, 2 * H); // Σₜ h[t−1]ᵀ·d(a_z, a_r)
    addTransposedMatMulInPlace(dW_hn!, w.candidateInput.all, dProduct.all, H, rows, H);
    if (db_h) sumRowsInPlace(db_h, da.all);
    if (db_hh) sumRowsInPlace(db_hh, dRecurrent.all);
    if (db_hn) sumRowsInPlace(db_hn, dProduct.all);
  }
}
