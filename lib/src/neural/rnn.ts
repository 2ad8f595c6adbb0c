import { addMatMulInPlace, addMatMulTransposedInPlace, addTransposedMatMulInPlace } from '../core/product';
import type { Parameters } from '../core/parameters';
import { createSequence, splitSteps, type Sequence } from '../core/sequence';
import { checkChoice, checkInteger, type Shape } from '../core/shape';
import { activateBackwardInPlace, activateInPlace, activations, type ActivationName } from './activations';
import type { Cell, CellOptions, CellWorkspace } from './cell';
import { addRowsInPlace, keepWhereMasked, passWhereMasked, sumRowsInPlace } from './rows';

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
  /** g(a[t]) before noise and mask, [T, B, H]: what g′ is computed from. */
  readonly activated: Sequence;
  /** The gradients da[t], [T, B, H]; the forward pass keeps a[t] here. */
  readonly da: Sequence;
  /** The gradient that reaches h[t] from the output and from step t + 1, [B, H]. */
  readonly dhTotal: Float64Array;
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
  readonly shapes: Readonly<Record<string, Shape>>;

  /**
   * @param options - sizes, activation and whether there is a bias
   * @throws RangeError when a size is not a positive whole number or the activation has no such name
   */
  constructor({
    inputSize,
    hiddenSize,
    activation = 'tanh',
    bias = true,
    recurrentBias = false,
  }: RnnOptions) {
    const [D, H] = [
      checkInteger('RnnCell', 'inputSize', inputSize),
      checkInteger('RnnCell', 'hiddenSize', hiddenSize),
    ];
    this.inputSize = D;
    this.hiddenSize = H;
    this.stateSize = H;
    this.activation = checkChoice(
      'RnnCell',
      'activation',
      activation,
      Object.keys(activations) as ActivationName[],
    );
    this.shapes = {
      W_xh: [D, H],
      W_hh: [H, H],
      ...(bias ? { b_h: [H] } : {}),
      ...(recurrentBias ? { b_hh: [H] } : {}),
    };
  }

  createWorkspace(T: number, B: number): RnnWorkspace {
    const H = this.hiddenSize;
    const states = createSequence(T + 1, B, H);
    const all = states.all.subarray(B * H); // h[0] … h[T−1]
    return {
      T,
      B,
      states,
      h: { all, steps: splitSteps(all, T) },
      finalState: states.steps[T]!, // there are T + 1 steps
      activated: createSequence(T, B, H),
      da: createSequence(T, B, H),
      dhTotal: new Float64Array(B * H),
      dInitialState: new Float64Array(B * H),
      mask: undefined,
    };
  }

  // The `!` of forward and backward: t runs over the steps that the workspace has.

  forward(parameters: Parameters, x: Float64Array, w: RnnWorkspace, options: CellOptions = {}): void {
    const { W_xh, W_hh, b_h, b_hh } = parameters.views;
    const { T, B } = w;
    const [D, H] = [this.inputSize, this.hiddenSize];
    const a = w.da; // a[t] is not needed once h[t] is known, and da[t] takes its place

    if (options.initialState) w.states.steps[0]!.set(options.initialState);
    else w.states.steps[0]!.fill(0);
    w.mask = options.mask;

    a.all.fill(0);
    addMatMulInPlace(a.all, x, W_xh!, T * B, D, H); // a = x·W_xh, all steps at once
    if (b_h) addRowsInPlace(a.all, b_h);
    if (b_hh) addRowsInPlace(a.all, b_hh);
    for (let t = 0; t < T; t++) {
      const hPrev = w.states.steps[t]!;
      const h = w.states.steps[t + 1]!;
      addMatMulInPlace(a.steps[t]!, hPrev, W_hh!, B, H, H); // a[t] += h[t−1]·W_hh
      activateInPlace(this.activation, a.steps[t]!, w.activated.steps[t]!);
      h.set(w.activated.steps[t]!); // h[t] = g(a[t])
      if (options.noise) addStepOf(options.noise, t, h);
      if (w.mask) keepWhereMasked(w.mask, t, B, h, hPrev);
    }
  }

  backward(
    parameters: Parameters,
    x: Float64Array,
    dh: Float64Array,
    w: RnnWorkspace,
    gradients: Parameters,
    dx?: Float64Array,
  ): void {
    const { W_xh, W_hh } = parameters.views;
    const { W_xh: dW_xh, W_hh: dW_hh, b_h: db_h, b_hh: db_hh } = gradients.views;
    const { T, B, da, dhTotal } = w;
    const [D, H] = [this.inputSize, this.hiddenSize];
    const dhNext = w.dInitialState; // the gradient that step t + 1 sends to h[t]

    dhNext.fill(0);
    for (let t = T - 1; t >= 0; t--) {
      for (let i = 0, j = t * B * H; i < dhTotal.length; i++, j++) dhTotal[i] = dh[j]! + dhNext[i]!;
      activateBackwardInPlace(this.activation, w.activated.steps[t]!, dhTotal, da.steps[t]!);
      dhNext.fill(0);
      if (w.mask) passWhereMasked(w.mask, t, B, da.steps[t]!, dhTotal, dhNext);
      addMatMulTransposedInPlace(dhNext, da.steps[t]!, W_hh!, B, H, H); // dh[t−1] = da[t]·W_hhᵀ
    }
    addTransposedMatMulInPlace(dW_xh!, x, da.all, D, T * B, H); // dW_xh = Σₜ x[t]ᵀ·da[t]
    addTransposedMatMulInPlace(dW_hh!, w.states.all, da.all, H, T * B, H); // dW_hh = Σₜ h[t−1]ᵀ·da[t]
    if (db_h) sumRowsInPlace(db_h, da.all); // db_h = Σₜ da[t]
    if (db_hh) sumRowsInPlace(db_hh, da.all);
    if (dx) addMatMulTransposedInPlace(dx, da.all, W_xh!, T * B, H, D); // dx[t] = da[t]·W_xhᵀ
  }
}

function addStepOf(noise: Float64Array, t: number, h: Float64Array): void {
  for (let i = 0, j = t * h.length; i < h.length; i++, j++) h[i]! += noise[j]!;
}
