import { addMatMulInPlace, addMatMulTransposedInPlace, addTransposedMatMulInPlace } from '../core/product';
import type { Parameters } from '../core/parameters';
import { createSequence, splitSteps, type Sequence } from '../core/sequence';
import { checkInteger, type Shape } from '../core/shape';
import type { Cell, CellOptions, CellWorkspace } from './cell';
import { addRowsInPlace, keepWhereMasked, passWhereMasked, sumRowsInPlace } from './rows';

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
  /** The gradients that reach h[t] and c[t], and those that go on to h[t−1] and c[t−1]; each [B, H]. */
  readonly dh: Float64Array;
  readonly dc: Float64Array;
  readonly dhPrev: Float64Array;
  readonly dcPrev: Float64Array;
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
  readonly shapes: Readonly<Record<string, Shape>>;

  /**
   * @param options - sizes, and which biases there are
   * @throws RangeError when a size is not a positive whole number
   */
  constructor({ inputSize, hiddenSize, bias = true, recurrentBias = false }: LstmOptions) {
    const D = checkInteger('LstmCell', 'inputSize', inputSize);
    const H = checkInteger('LstmCell', 'hiddenSize', hiddenSize);
    this.inputSize = D;
    this.hiddenSize = H;
    this.stateSize = 2 * H;
    this.shapes = {
      W_xh: [D, 4 * H],
      W_hh: [H, 4 * H],
      ...(bias ? { b_h: [4 * H] } : {}),
      ...(recurrentBias ? { b_hh: [4 * H] } : {}),
    };
  }

  createWorkspace(T: number, B: number): LstmWorkspace {
    const H = this.hiddenSize;
    const hStates = createSequence(T + 1, B, H);
    const all = hStates.all.subarray(B * H); // h[0] … h[T−1]
    return {
      T,
      B,
      h: { all, steps: splitSteps(all, T) },
      finalState: new Float64Array(B * 2 * H),
      dInitialState: new Float64Array(B * 2 * H),
      hStates,
      cStates: createSequence(T + 1, B, H),
      gates: createSequence(T, B, 4 * H),
      tanhC: createSequence(T, B, H),
      da: createSequence(T, B, 4 * H),
      dh: new Float64Array(B * H),
      dc: new Float64Array(B * H),
      dhPrev: new Float64Array(B * H),
      dcPrev: new Float64Array(B * H),
      mask: undefined,
    };
  }

  // The `!` of this file: t and the offsets run over what the workspace has.

  forward(parameters: Parameters, x: Float64Array, w: LstmWorkspace, options: CellOptions = {}): void {
    const { W_xh, W_hh, b_h, b_hh } = parameters.views;
    const { T, B, hStates, cStates, gates } = w;
    const [D, H] = [this.inputSize, this.hiddenSize];
    splitState(options.initialState, hStates.steps[0]!, cStates.steps[0]!, H);
    w.mask = options.mask;

    gates.all.fill(0);
    addMatMulInPlace(gates.all, x, W_xh!, T * B, D, 4 * H); // a = x·W_xh, all steps at once
    if (b_h) addRowsInPlace(gates.all, b_h);
    if (b_hh) addRowsInPlace(gates.all, b_hh);
    for (let t = 0; t < T; t++) {
      const [hPrev, h] = [hStates.steps[t]!, hStates.steps[t + 1]!];
      const [cPrev, c] = [cStates.steps[t]!, cStates.steps[t + 1]!];
      addMatMulInPlace(gates.steps[t]!, hPrev, W_hh!, B, H, 4 * H); // a[t] += h[t−1]·W_hh
      lstmStep(gates.steps[t]!, cPrev, c, w.tanhC.steps[t]!, h, H);
      if (w.mask) {
        keepWhereMasked(w.mask, t, B, h, hPrev);
        keepWhereMasked(w.mask, t, B, c, cPrev);
      }
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
    const { W_xh, W_hh } = parameters.views;
    const { W_xh: dW_xh, W_hh: dW_hh, b_h: db_h, b_hh: db_hh } = gradients.views;
    const { T, B, da, dh, dc, dhPrev, dcPrev } = w;
    const [D, H] = [this.inputSize, this.hiddenSize];

    dhPrev.fill(0);
    dcPrev.fill(0);
    for (let t = T - 1; t >= 0; t--) {
      for (let n = 0, j = t * B * H; n < dh.length; n++, j++) dh[n] = dhOutput[j]! + dhPrev[n]!;
      dc.set(dcPrev);
      const [gates, cPrev, tanhC] = [w.gates.steps[t]!, w.cStates.steps[t]!, w.tanhC.steps[t]!];
      lstmStepBackward(gates, cPrev, tanhC, dh, dc, da.steps[t]!, dcPrev, H);
      dhPrev.fill(0);
      if (w.mask) {
        passWhereMasked(w.mask, t, B, da.steps[t]!, dh, dhPrev);
        passWhereMasked(w.mask, t, B, da.steps[t]!, dc, dcPrev);
      }
      addMatMulTransposedInPlace(dhPrev, da.steps[t]!, W_hh!, B, 4 * H, H); // dh[t−1] = da[t]·W_hhᵀ
    }
    joinState(dhPrev, dcPrev, w.dInitialState, H);
    addTransposedMatMulInPlace(dW_xh!, x, da.all, D, T * B, 4 * H); // dW_xh = Σₜ x[t]ᵀ·da[t]
    addTransposedMatMulInPlace(dW_hh!, w.hStates.all, da.all, H, T * B, 4 * H); // dW_hh = Σₜ h[t−1]ᵀ·da[t]
    if (db_h) sumRowsInPlace(db_h, da.all); // db_h = Σₜ da[t]
    if (db_hh) sumRowsInPlace(db_hh, da.all);
    if (dx) addMatMulTransposedInPlace(dx, da.all, W_xh!, T * B, 4 * H, D); // dx[t] = da[t]·W_xhᵀ
  }
}

/** Turns the pre-activations in `gates` into i, f, g, o, and these into c, tanh c and h. */
function lstmStep(
  gates: Float64Array,
  cPrev: Float64Array,
  c: Float64Array,
  tanhC: Float64Array,
  h: Float64Array,
  H: number,
): void {
  for (let n = 0, row = 0; n < h.length; row += 4 * H) {
    for (let k = row; k < row + H; k++, n++) {
      const i = (gates[k] = 1 / (1 + Math.exp(-gates[k]!)));
      const f = (gates[k + H] = 1 / (1 + Math.exp(-gates[k + H]!)));
      const g = (gates[k + 2 * H] = Math.tanh(gates[k + 2 * H]!));
      const o = (gates[k + 3 * H] = 1 / (1 + Math.exp(-gates[k + 3 * H]!)));
      c[n] = f * cPrev[n]! + i * g;
      tanhC[n] = Math.tanh(c[n]!);
      h[n] = o * tanhC[n]!;
    }
  }
}

/** The chain rule through one step: from dh and dc, which reach h[t] and c[t], to da and dcPrev. */
function lstmStepBackward(
  gates: Float64Array,
  cPrev: Float64Array,
  tanhC: Float64Array,
  dh: Float64Array,
  dc: Float64Array,
  da: Float64Array,
  dcPrev: Float64Array,
  H: number,
): void {
  for (let n = 0, row = 0; n < dh.length; row += 4 * H) {
    for (let k = row; k < row + H; k++, n++) {
      const [i, f, g, o] = [gates[k]!, gates[k + H]!, gates[k + 2 * H]!, gates[k + 3 * H]!];
      const dcTotal = dc[n]! + dh[n]! * o * (1 - tanhC[n]! * tanhC[n]!); // h = o ⊙ tanh(c)
      da[k] = dcTotal * g * i * (1 - i); // c = f ⊙ cPrev + i ⊙ g
      da[k + H] = dcTotal * cPrev[n]! * f * (1 - f);
      da[k + 2 * H] = dcTotal * i * (1 - g * g);
      da[k + 3 * H] = dh[n]! * tanhC[n]! * o * (1 - o);
      dcPrev[n] = dcTotal * f;
    }
  }
}

/** Takes h and c out of rows [h, c]; zeros where there is no state. */
function splitState(state: Float64Array | undefined, h: Float64Array, c: Float64Array, H: number): void {
  for (let n = 0; n < h.length; n++) {
    const at = n + H * Math.floor(n / H); // row r starts at 2·H·r
    h[n] = state ? state[at]! : 0;
    c[n] = state ? state[at + H]! : 0;
  }
}

/** Puts h and c into rows [h, c]. */
function joinState(h: Float64Array, c: Float64Array, state: Float64Array, H: number): void {
  for (let n = 0; n < h.length; n++) {
    const at = n + H * Math.floor(n / H);
    state[at] = h[n]!;
    state[at + H] = c[n]!;
  }
}
