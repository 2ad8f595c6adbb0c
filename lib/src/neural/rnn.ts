import type { Weights } from '../core/matrix';
import { addProduct } from '../core/product';
import { createSequence, type Sequence } from '../core/sequence';
import { checkChoice } from '../core/shape';
import { activateBackwardInPlace, activateInPlace, ACTIVATION_NAMES } from './activations';
import type { ActivationName } from './activations';
import { Recurrent } from './recurrent';
import type { CellSizes, CellWorkspace } from './workspace';

/** What an {@link RnnCell} is made of. */
export interface RnnOptions extends CellSizes {
  /** g, tanh if left out. */
  readonly activation?: ActivationName;
}

/** The buffers of an {@link RnnCell}. */
export interface RnnWorkspace extends CellWorkspace {
  /** g(a[t]), [T, B, H], what g′ is computed from: h itself but for noise and padding. */
  readonly activated: Sequence;
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
export class RnnCell extends Recurrent<RnnWorkspace> {
  readonly kind = 'rnn';
  readonly activation: ActivationName;

  /**
   * @param options - sizes, activation and whether there is a bias
   * @throws RangeError when a size is not a positive whole number or the activation has no such name
   */
  constructor(options: RnnOptions) {
    super('RnnCell', options, { gates: 1, parts: 1, reads: { hh: 1 } });
    this.activation = checkChoice('RnnCell', 'activation', options.activation ?? 'tanh', ACTIVATION_NAMES);
  }

  createWorkspace(T: number, B: number): RnnWorkspace {
    return { ...this.buffers(T, B), activated: createSequence(T, B, this.hiddenSize) };
  }

  // The `!`: names are in shapes, t is a step.

  protected step({ W_hh }: Weights, { a, activated, state }: RnnWorkspace, t: number): void {
    const h = state[0]!;
    addProduct(a.at[t]!, h.at[t]!, W_hh!); // a = x·W_xh + b_h + hPrev·W_hh
    activateInPlace(this.activation, a.steps[t]!, activated.steps[t]!);
    h.steps[t + 1]!.set(activated.steps[t]!); // h = g(a)
  }

  protected stepBack({ W_hh }: Weights, w: RnnWorkspace, t: number): void {
    const dh = w.dState[0]!.data;
    const dhPrev = w.dPrev[0]!;
    activateBackwardInPlace(this.activation, w.activated.steps[t]!, dh, w.da.steps[t]!); // da = dh ⊙ g′(a)
    dhPrev.data.fill(0);
    addProduct(dhPrev, w.da.at[t]!, W_hh!.T); // dhPrev = da·W_hhᵀ
  }
}
