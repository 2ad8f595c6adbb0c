import { addMatMulInPlace, addMatMulTransposedInPlace, addTransposedMatMulInPlace } from '../core/product';
import type { Parameters, Shapes } from '../core/parameters';
import { createSequence, withoutFirstStep, type Sequence } from '../core/sequence';
import { checkBoolean, checkInteger, checkObject } from '../core/shape';
import { checkBackward, checkForward, type Cell, type CellOptions, type CellWorkspace } from './cell';
import { joinState, lstmStep, lstmStepBackward, splitState } from './lstmStep';
import {
  addNoiseInPlace,
  addRowsInPlace,
  addToStep,
  clearWhereMasked,
  keepWhereMasked,
  sumRowsInPlace,
} from './rows';

/** What an {@link LstmCell} is made of. */
export interface LstmOptions {
  /** D, the numbers in an input. */
  readonly inputSize: number;
  /** H, the hidden units. */
  readonly hiddenSize: number;
  /** Whether there is a bias b_h; there is one if left out. */
  readonly bias?: boolean;
  /** Whether there is a second bias b_hh beside h·W_hh, as in PyTorch; there is none if left out. */
  readonly recurrentBias?: boolean;
}

/** The buffers of an {@link LstmCell}. */
export interface LstmWorkspace extends CellWorkspace {
  /** h[−1], h[0] … h[T−1], [T + 1, B, H]. */
  readonly hStates: Sequence;
  /** c[−1], c[0] … c[T−1], [T + 1, B, H]. */
  readonly cStates: Sequence;
  /** The gates i, f, g, o side by side, [T, B, 4H]. */
  readonly gates: Sequence;
  /** tanh c[t], [T, B, H]. */
  readonly tanhC: Sequence;
  /** The gradients of the gates' pre-activations, [T, B, 4H]. */
  readonly da: Sequence;
  /** The gradients that reach h[t] and c[t], [B, H]. */
  readonly dh: Float64Array;
  readonly dc: Float64Array;
  /** The gradients that step t + 1 sends to h[t] and c[t], [B, H]. */
  readonly dhNext: Float64Array;
  readonly dcNext: Float64Array;
  /** The mask of the last forward pass. */
  mask: Float64Array | undefined;
}

/**
 * The long short-term memory cell, with the gates i, f, g, o side by side in each row:
 *
 * a = x[t]·W_xh + h[t−1]·W_hh + b_h, i = σ(aᵢ), f = σ(a_f), g = tanh(a_g), o = σ(aₒ),
 * c[t] = f ⊙ c[t−1] + i ⊙ g, h[t] = o ⊙ tanh(c[t]).
 *
 * Source: Hochreiter and Schmidhuber, "Long Short-Term Memory" (1997), with the forget gate of Gers,
 * Schmidhuber and Cummins (2000); the equations of seeds 001 and 004.
 * @example
 * import { countParameters, LstmCell } from 'carry';
 * countParameters(new LstmCell({ inputSize: 2, hiddenSize: 16 }).shapes); // → 1216
 */
export class LstmCell implements Cell<LstmWorkspace> {
  readonly kind = 'lstm';
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly stateSize: number;
  readonly shapes: Shapes;

  /**
   * @param options - sizes, and which biases there are
   * @throws RangeError when a size is not a positive whole number
   */
  constructor(options: LstmOptions) {
    checkObject('LstmCell', 'options', options);
    const { inputSize, hiddenSize, bias = true, recurrentBias = false } = options;
    const D = checkInteger('LstmCell', 'inputSize', inputSize);
    const H = checkInteger('LstmCell', 'hiddenSize', hiddenSize);
    this.inputSize = D;
    this.hiddenSize = H;
    this.stateSize = 2 * H;
    this.shapes = {
      W_xh: [D, 4 * H],
      W_hh: [H, 4 * H],
      ...(checkBoolean('LstmCell', 'bias', bias) ? { b_h: [4 * H] } : {}),
      ...(checkBoolean('LstmCell', 'recurrentBias', recurrentBias) ? { b_hh: [4 * H] } : {}),
    };
  }

  createWorkspace(T: number, B: number): LstmWorkspace {
    const H = this.hiddenSize;
    const hStates = createSequence(checkInteger('LstmCell.createWorkspace', 'T', T) + 1, B, H);
    return {
      T,
      B,
      h: withoutFirstStep(hStates),
      finalState: new Float64Array(B * 2 * H),
      dInitialState: new Float64Array(B * 2 * H),
      hStates,
      cStates: createSequence(T + 1, B, H),
      gates: createSequence(T, B, 4 * H),
      tanhC: createSequence(T, B, H),
      da: createSequence(T, B, 4 * H),
      dh: new Float64Array(B * H),
      dc: new Float64Array(B * H),
      dhNext: new Float64Array(B * H),
      dcNext: new Float64Array(B * H),
      mask: undefined,
    };
  }

  // The `!` of forward and backward: t runs over the steps that the workspace has, names are in shapes.

  forward(parameters: Parameters, x: Float64Array, w: LstmWorkspace, options: CellOptions = {}): void {
    checkForward('LstmCell.forward', this, parameters, x, w, options);
    const { W_xh, W_hh, b_h, b_hh } = parameters.views;
    const { T, B, hStates, cStates, gates } = w;
    const { inputSize: D, hiddenSize: H } = this;
    const { initialState, mask, noise } = options;
    w.mask = mask;

    splitState(initialState, hStates.steps[0]!, cStates.steps[0]!, H);
    gates.all.fill(0);
    addMatMulInPlace(gates.all, x, W_xh!, T * B, D, 4 * H); // a = x·W_xh, all steps at once
    if (b_h) addRowsInPlace(gates.all, b_h);
    if (b_hh) addRowsInPlace(gates.all, b_hh);
    for (let t = 0; t < T; t++) {
      const hPrev = hStates.steps[t]!;
      const cPrev = cStates.steps[t]!;
      const h = hStates.steps[t + 1]!;
      const c = cStates.steps[t + 1]!;
      addMatMulInPlace(gates.steps[t]!, hPrev, W_hh!, B, H, 4 * H); // a[t] += h[t−1]·W_hh
      lstmStep(gates.steps[t]!, cPrev, c, w.tanhC.steps[t]!, h, H); // a → i, f, g, o → c → h
      if (noise) addNoiseInPlace(noise, t, H, h, c);
      if (!mask) continue;
      keepWhereMasked(mask, t, B, h, hPrev);
      keepWhereMasked(mask, t, B, c, cPrev);
    }
    joinState(hStates.steps[T]!, cStates.steps[T]!, w.finalState, H);
  }

  backward(
    parameters: Parameters,
    x: Float64Array,
    dhOutput: Float64Array,
    w: LstmWorkspace,
    gradients: Parameters,
    dx?: Float64Array,
  ): void {
    checkBackward('LstmCell.backward', this, parameters, x, dhOutput, w, gradients, dx);
    const { W_xh, W_hh } = parameters.views;
    const { W_xh: dW_xh, W_hh: dW_hh, b_h: db_h, b_hh: db_hh } = gradients.views;
    const { T, B, da, dh, dc, dhNext, dcNext } = w;
    const { inputSize: D, hiddenSize: H } = this;

    dhNext.fill(0);
    dcNext.fill(0);
    for (let t = T - 1; t >= 0; t--) {
      addToStep(dh, dhOutput, t, dhNext); // what the output and step t + 1 bring
      dc.set(dcNext);
      const daStep = da.steps[t]!;
      lstmStepBackward(w.gates.steps[t]!, w.cStates.steps[t]!, w.tanhC.steps[t]!, dh, dc, daStep, dcNext, H);
      dhNext.fill(0);
      if (w.mask) {
        clearWhereMasked(w.mask, t, B, daStep);
        keepWhereMasked(w.mask, t, B, dhNext, dh);
        keepWhereMasked(w.mask, t, B, dcNext, dc);
      }
      addMatMulTransposedInPlace(dhNext, daStep, W_hh!, B, 4 * H, H); // dh[t−1] = da[t]·W_hhᵀ
    }
    joinState(dhNext, dcNext, w.dInitialState, H);
    addTransposedMatMulInPlace(dW_xh!, x, da.all, D, T * B, 4 * H); // dW_xh = Σₜ x[t]ᵀ·da[t]
    addTransposedMatMulInPlace(dW_hh!, w.hStates.all, da.all, H, T * B, 4 * H); // dW_hh = Σₜ h[t−1]ᵀ·da[t]
    if (db_h) sumRowsInPlace(db_h, da.all); // db_h = Σₜ da[t]
    if (db_hh) sumRowsInPlace(db_hh, da.all);
    if (dx) addMatMulTransposedInPlace(dx, da.all, W_xh!, T * B, 4 * H, D); // dx[t] = da[t]·W_xhᵀ
  }
}
