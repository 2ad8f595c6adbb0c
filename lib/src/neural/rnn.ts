import { addMatMulInPlace, addMatMulTransposedInPlace, addTransposedMatMulInPlace } from '../core/product';
import type { Parameters, Shapes } from '../core/parameters';
import { createSequence, withoutFirstStep, type Sequence } from '../core/sequence';
import { checkBoolean, checkChoice, checkInteger, checkObject } from '../core/shape';
import {
  activateBackwardInPlace,
  activateInPlace,
  ACTIVATION_NAMES,
  type ActivationName,
} from './activations';
import { checkBackward, checkForward, type Cell, type CellOptions, type CellWorkspace } from './cell';
import { addRowsInPlace, addToStep, clearWhereMasked, keepWhereMasked, sumRowsInPlace } from './rows';

/** What an {@link RnnCell} is made of. */
export interface RnnOptions {
  /** D, the numbers in an input. */
  readonly inputSize: number;
  /** H, the hidden units. */
  readonly hiddenSize: number;
  /** g, tanh if left out. */
  readonly activation?: ActivationName;
  /** Whether there is a bias b_h; there is one if left out. */
  readonly bias?: boolean;
  /** Whether there is a second bias b_hh beside h·W_hh, as in PyTorch; there is none if left out. */
  readonly recurrentBias?: boolean;
}

/** The buffers of an {@link RnnCell}. */
export interface RnnWorkspace extends CellWorkspace {
  /** The states h[−1], h[0] … h[T−1], one after the other: [T + 1, B, H]. */
  readonly states: Sequence;
  /** The gradients da[t], [T, B, H]; the forward pass keeps a[t] here. */
  readonly da: Sequence;
  /** The gradient that reaches h[t] from the output and from step t + 1, [B, H]. */
  readonly dh: Float64Array;
  /** g(a[t]), [T, B, H], what g′ is computed from: h itself, unless the last forward pass added noise to h. */
  activated: Sequence;
  /** Where g(a[t]) is kept when there is noise; made when it is first needed. */
  withoutNoise: Sequence | undefined;
  /** The mask of the last forward pass. */
  mask: Float64Array | undefined;
}

/**
 * The simple recurrent cell (Elman's):
 *
 * a[t] = x[t]·W_xh + h[t−1]·W_hh + b_h and h[t] = g(a[t]).
 *
 * Source: Elman, "Finding Structure in Time" (1990); the equations of seeds 001, 003 and 004.
 * @example
 * import { createParameters, RnnCell } from 'carry';
 * const cell = new RnnCell({ inputSize: 1, hiddenSize: 1, activation: 'linear' });
 * const parameters = createParameters(cell.shapes, Float64Array.of(1, 1, 0)); // W_xh, W_hh, b_h
 * const workspace = cell.createWorkspace(3, 1);
 * cell.forward(parameters, Float64Array.of(9, 0, 1), workspace);
 * Array.from(workspace.h.all); // → [9,9,10]
 */
export class RnnCell implements Cell<RnnWorkspace> {
  readonly kind = 'rnn';
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly stateSize: number;
  readonly activation: ActivationName;
  readonly shapes: Shapes;

  /**
   * @param options - sizes, activation and whether there is a bias
   * @throws RangeError when a size is not a positive whole number or the activation has no such name
   */
  constructor(options: RnnOptions) {
    checkObject('RnnCell', 'options', options);
    const { inputSize, hiddenSize, activation = 'tanh', bias = true, recurrentBias = false } = options;
    const D = checkInteger('RnnCell', 'inputSize', inputSize);
    const H = checkInteger('RnnCell', 'hiddenSize', hiddenSize);
    this.inputSize = D;
    this.hiddenSize = H;
    this.stateSize = H;
    this.activation = checkChoice('RnnCell', 'activation', activation, ACTIVATION_NAMES);
    this.shapes = {
      W_xh: [D, H],
      W_hh: [H, H],
      ...(checkBoolean('RnnCell', 'bias', bias) ? { b_h: [H] } : {}),
      ...(checkBoolean('RnnCell', 'recurrentBias', recurrentBias) ? { b_hh: [H] } : {}),
    };
  }

  createWorkspace(T: number, B: number): RnnWorkspace {
    const H = this.hiddenSize;
    const states = createSequence(checkInteger('RnnCell.createWorkspace', 'T', T) + 1, B, H);
    const h = withoutFirstStep(states);
    return {
      T,
      B,
      states,
      h,
      finalState: states.steps[T]!, // there are T + 1 steps
      da: createSequence(T, B, H),
      dh: new Float64Array(B * H),
      dInitialState: new Float64Array(B * H),
      activated: h,
      withoutNoise: undefined,
      mask: undefined,
    };
  }

  // The `!` of forward and backward: t runs over the steps that the workspace has, names are in shapes.

  forward(parameters: Parameters, x: Float64Array, w: RnnWorkspace, options: CellOptions = {}): void {
    checkForward('RnnCell.forward', this, parameters, x, w, options);
    const { W_xh, W_hh, b_h, b_hh } = parameters.views;
    const { T, B, states } = w;
    const { inputSize: D, hiddenSize: H } = this;
    const { initialState, noise, mask } = options;
    const a = w.da; // a[t] is not needed once h[t] is known, and da[t] takes its place
    w.mask = mask;
    w.activated = noise ? (w.withoutNoise ??= createSequence(T, B, H)) : w.h;

    if (initialState) states.steps[0]!.set(initialState);
    else states.steps[0]!.fill(0);
    a.all.fill(0);
    addMatMulInPlace(a.all, x, W_xh!, T * B, D, H); // a = x·W_xh, all steps at once
    if (b_h) addRowsInPlace(a.all, b_h);
    if (b_hh) addRowsInPlace(a.all, b_hh);
    for (let t = 0; t < T; t++) {
      const hPrev = states.steps[t]!;
      const h = states.steps[t + 1]!;
      addMatMulInPlace(a.steps[t]!, hPrev, W_hh!, B, H, H); // a[t] += h[t−1]·W_hh
      activateInPlace(this.activation, a.steps[t]!, h); // h[t] = g(a[t])
      if (noise) {
        w.activated.steps[t]!.set(h);
        addToStep(h, noise, t, w.activated.steps[t]!); // h[t] = g(a[t]) + noise[t]
      }
      if (mask) keepWhereMasked(mask, t, B, h, hPrev);
    }
  }

  backward(
    parameters: Parameters,
    x: Float64Array,
    dhOutput: Float64Array,
    w: RnnWorkspace,
    gradients: Parameters,
    dx?: Float64Array,
  ): void {
    checkBackward('RnnCell.backward', this, parameters, x, dhOutput, w, gradients, dx);
    const { W_xh, W_hh } = parameters.views;
    const { W_xh: dW_xh, W_hh: dW_hh, b_h: db_h, b_hh: db_hh } = gradients.views;
    const { T, B, da, dh } = w;
    const { inputSize: D, hiddenSize: H } = this;
    const dhNext = w.dInitialState; // the gradient that step t + 1 sends to h[t]; in the end, to h[−1]

    dhNext.fill(0);
    for (let t = T - 1; t >= 0; t--) {
      addToStep(dh, dhOutput, t, dhNext); // what the output and step t + 1 bring
      activateBackwardInPlace(this.activation, w.activated.steps[t]!, dh, da.steps[t]!); // da[t] = dh ⊙ g′(a[t])
      dhNext.fill(0);
      if (w.mask) {
        clearWhereMasked(w.mask, t, B, da.steps[t]!);
        keepWhereMasked(w.mask, t, B, dhNext, dh);
      }
      addMatMulTransposedInPlace(dhNext, da.steps[t]!, W_hh!, B, H, H); // dh[t−1] = da[t]·W_hhᵀ
    }
    addTransposedMatMulInPlace(dW_xh!, x, da.all, D, T * B, H); // dW_xh = Σₜ x[t]ᵀ·da[t]
    addTransposedMatMulInPlace(dW_hh!, w.states.all, da.all, H, T * B, H); // dW_hh = Σₜ h[t−1]ᵀ·da[t]
    if (db_h) sumRowsInPlace(db_h, da.all); // db_h = Σₜ da[t]
    if (db_hh) sumRowsInPlace(db_hh, da.all);
    if (dx) addMatMulTransposedInPlace(dx, da.all, W_xh!, T * B, H, D); // dx[t] = da[t]·W_xhᵀ
  }
}
