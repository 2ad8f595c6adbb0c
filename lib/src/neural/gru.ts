import { addMatMulInPlace, addMatMulTransposedInPlace, addTransposedMatMulInPlace } from '../core/product';
import type { Parameters } from '../core/parameters';
import { createSequence, splitSteps, type Sequence } from '../core/sequence';
import { checkChoice, checkInteger, type Shape } from '../core/shape';
import { sigmoid } from './activations';
import type { Cell, CellOptions, CellWorkspace } from './cell';
import { addRowsInPlace, keepWhereMasked, passWhereMasked, sumRowsInPlace } from './rows';

/** Where the reset gate acts: on hPrev before the product with W_hn, or on the product after it. */
export type GruReset = 'before' | 'after';

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
  /** The gates z, r and the candidate n side by side, [T, B, 3H]. */
  readonly gates: Sequence;
  /** hPrev·W_hh, [B, 2H]. */
  readonly recurrent: Float64Array;
  /** What multiplies W_hn: r ⊙ hPrev for a reset before, hPrev for one after; [T, B, H]. */
  readonly candidateInput: Sequence;
  /** The product with W_hn (and its bias), [T, B, H]. */
  readonly candidateProduct: Sequence;
  /** The gradients of the pre-activations of z, r, n, [T, B, 3H]; of z and r alone, [T, B, 2H]; */
  readonly da: Sequence;
  readonly daGates: Sequence;
  /** and of the product with W_hn, [T, B, H]. */
  readonly dCandidateProduct: Sequence;
  readonly dCandidateInput: Float64Array;
  /** The gradient that reaches h[t], and the one that goes on to h[t−1]; each [B, H]. */
  readonly dh: Float64Array;
  readonly dhPrev: Float64Array;
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
  readonly shapes: Readonly<Record<string, Shape>>;

  /**
   * @param options - sizes, the place of the reset, and which biases there are
   * @throws RangeError when a size is not a positive whole number, or the reset is neither place
   */
  constructor({ inputSize, hiddenSize, reset = 'before', bias = true, recurrentBias = false }: GruOptions) {
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
      ...(bias ? { b_h: [3 * H] } : {}),
      ...(recurrentBias ? { b_hh: [2 * H], b_hn: [H] } : {}),
    };
  }

  createWorkspace(T: number, B: number): GruWorkspace {
    const H = this.hiddenSize;
    const states = createSequence(T + 1, B, H);
    const all = states.all.subarray(B * H); // h[0] … h[T−1]
    return {
      T,
      B,
      h: { all, steps: splitSteps(all, T) },
      finalState: states.steps[T]!, // there are T + 1 steps
      dInitialState: new Float64Array(B * H),
      states,
      gates: createSequence(T, B, 3 * H),
      recurrent: new Float64Array(B * 2 * H),
      candidateInput: createSequence(T, B, H),
      candidateProduct: createSequence(T, B, H),
      da: createSequence(T, B, 3 * H),
      daGates: createSequence(T, B, 2 * H),
      dCandidateProduct: createSequence(T, B, H),
      dCandidateInput: new Float64Array(B * H),
      dh: new Float64Array(B * H),
      dhPrev: new Float64Array(B * H),
      mask: undefined,
    };
  }

  // The `!` of this file: t and the offsets run over what the workspace has.

  forward(parameters: Parameters, x: Float64Array, w: GruWorkspace, options: CellOptions = {}): void {
    const { W_xh, W_hh, W_hn, b_h, b_hh, b_hn } = parameters.views;
    const { T, B, states, recurrent } = w;
    const [D, H] = [this.inputSize, this.hiddenSize];
    if (options.initialState) states.steps[0]!.set(options.initialState);
    else states.steps[0]!.fill(0);
    w.mask = options.mask;

    w.gates.all.fill(0);
    addMatMulInPlace(w.gates.all, x, W_xh!, T * B, D, 3 * H); // a = x·W_xh, all steps at once
    if (b_h) addRowsInPlace(w.gates.all, b_h);
    w.candidateProduct.all.fill(0);
    if (b_hn) addRowsInPlace(w.candidateProduct.all, b_hn);
    for (let t = 0; t < T; t++) {
      const [hPrev, h, gates] = [states.steps[t]!, states.steps[t + 1]!, w.gates.steps[t]!];
      const [input, product] = [w.candidateInput.steps[t]!, w.candidateProduct.steps[t]!];
      recurrent.fill(0);
      addMatMulInPlace(recurrent, hPrev, W_hh!, B, H, 2 * H);
      if (b_hh) addRowsInPlace(recurrent, b_hh);
      this.openGates(gates, recurrent, hPrev, input);
      addMatMulInPlace(product, input, W_hn!, B, H, H);
      this.mixState(gates, product, hPrev, h);
      if (w.mask) keepWhereMasked(w.mask, t, B, h, hPrev);
    }
  }

  /** z and r from their pre-activations, and what the candidate's product is taken of. */
  private openGates(
    gates: Float64Array,
    recurrent: Float64Array,
    hPrev: Float64Array,
    candidateInput: Float64Array,
  ): void {
    const H = this.hiddenSize;
    const before = this.reset === 'before';
    for (let b = 0, n = 0; n < hPrev.length; b++) {
      for (let k = 0; k < H; k++, n++) {
        const [at, from] = [b * 3 * H + k, b * 2 * H + k];
        gates[at] = sigmoid(gates[at]! + recurrent[from]!); // z
        const r = (gates[at + H] = sigmoid(gates[at + H]! + recurrent[from + H]!));
        candidateInput[n] = before ? r * hPrev[n]! : hPrev[n]!;
      }
    }
  }

  /** The candidate n from its pre-activation, and h = z ⊙ hPrev + (1 − z) ⊙ n. */
  private mixState(gates: Float64Array, product: Float64Array, hPrev: Float64Array, h: Float64Array): void {
    const H = this.hiddenSize;
    const before = this.reset === 'before';
    for (let b = 0, n = 0; n < h.length; b++) {
      for (let k = 0; k < H; k++, n++) {
        const at = b * 3 * H + k;
        const [z, r] = [gates[at]!, gates[at + H]!];
        const candidate = Math.tanh(gates[at + 2 * H]! + (before ? product[n]! : r * product[n]!));
        gates[at + 2 * H] = candidate;
        h[n] = z * hPrev[n]! + (1 - z) * candidate;
      }
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
    const { W_xh, W_hh, W_hn } = parameters.views;
    const { T, B, da, daGates, dCandidateProduct, dCandidateInput, dh, dhPrev } = w;
    const [D, H] = [this.inputSize, this.hiddenSize];

    dhPrev.fill(0);
    for (let t = T - 1; t >= 0; t--) {
      for (let n = 0, j = t * B * H; n < dh.length; n++, j++) dh[n] = dhOutput[j]! + dhPrev[n]!;
      this.candidateBackward(w, t);
      if (w.mask) passWhereMasked(w.mask, t, B, dCandidateProduct.steps[t]!, dh, dhPrev);
      dCandidateInput.fill(0);
      addMatMulTransposedInPlace(dCandidateInput, dCandidateProduct.steps[t]!, W_hn!, B, H, H);
      this.gatesBackward(w, t);
      if (w.mask) {
        passWhereMasked(w.mask, t, B, da.steps[t]!, dh, dhPrev);
        passWhereMasked(w.mask, t, B, daGates.steps[t]!, dh, dhPrev);
      }
      addMatMulTransposedInPlace(dhPrev, daGates.steps[t]!, W_hh!, B, 2 * H, H);
    }
    w.dInitialState.set(dhPrev);
    const { W_xh: dW_xh, W_hh: dW_hh, W_hn: dW_hn, b_h: db_h, b_hh: db_hh, b_hn: db_hn } = gradients.views;
    addTransposedMatMulInPlace(dW_xh!, x, da.all, D, T * B, 3 * H); // dW_xh = Σₜ x[t]ᵀ·da[t]
    addTransposedMatMulInPlace(dW_hh!, w.states.all, daGates.all, H, T * B, 2 * H);
    addTransposedMatMulInPlace(dW_hn!, w.candidateInput.all, dCandidateProduct.all, H, T * B, H);
    if (db_h) sumRowsInPlace(db_h, da.all);
    if (db_hh) sumRowsInPlace(db_hh, daGates.all);
    if (db_hn) sumRowsInPlace(db_hn, dCandidateProduct.all);
    if (dx) addMatMulTransposedInPlace(dx, da.all, W_xh!, T * B, 3 * H, D); // dx[t] = da[t]·W_xhᵀ
  }

  /** From dh to the candidate's pre-activation, its product with W_hn, and the direct path to hPrev. */
  private candidateBackward(w: GruWorkspace, t: number): void {
    const H = this.hiddenSize;
    const [gates, da, dProduct] = [w.gates.steps[t]!, w.da.steps[t]!, w.dCandidateProduct.steps[t]!];
    for (let b = 0, n = 0; n < w.dh.length; b++) {
      for (let k = 0; k < H; k++, n++) {
        const at = b * 3 * H + k;
        const [z, r, candidate] = [gates[at]!, gates[at + H]!, gates[at + 2 * H]!];
        const daCandidate = w.dh[n]! * (1 - z) * (1 - candidate * candidate);
        da[at + 2 * H] = daCandidate;
        dProduct[n] = this.reset === 'before' ? daCandidate : daCandidate * r;
        w.dhPrev[n] = w.dh[n]! * z;
      }
    }
  }

  /** To the pre-activations of z and r, and what hPrev gets through the candidate. */
  private gatesBackward(w: GruWorkspace, t: number): void {
    const H = this.hiddenSize;
    const [gates, da, daGates] = [w.gates.steps[t]!, w.da.steps[t]!, w.daGates.steps[t]!];
    const [hPrev, product] = [w.states.steps[t]!, w.candidateProduct.steps[t]!];
    const before = this.reset === 'before';
    for (let b = 0, n = 0; n < w.dh.length; b++) {
      for (let k = 0; k < H; k++, n++) {
        const [at, to] = [b * 3 * H + k, b * 2 * H + k];
        const [z, r, candidate] = [gates[at]!, gates[at + H]!, gates[at + 2 * H]!];
        const dInput = w.dCandidateInput[n]!;
        const dz = w.dh[n]! * (hPrev[n]! - candidate); // h = z ⊙ hPrev + (1 − z) ⊙ n
        const dr = before ? dInput * hPrev[n]! : da[at + 2 * H]! * product[n]!;
        da[at] = daGates[to] = dz * z * (1 - z);
        da[at + H] = daGates[to + H] = dr * r * (1 - r);
        w.dhPrev[n]! += before ? dInput * r : dInput;
      }
    }
  }
}
