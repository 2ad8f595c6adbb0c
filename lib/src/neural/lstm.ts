import type { Weights } from '../core/matrix';
import { addProduct } from '../core/product';
import { createSequence, type Sequence } from '../core/sequence';
import type { Run } from '../core/simd';
import { activateInPlace, activateRunsInPlace } from './activations';
import { Recurrent } from './recurrent';
import type { CellSizes, CellWorkspace, MatrixSequence } from './workspace';

/** What an {@link LstmCell} is made of. */
export type LstmOptions = CellSizes;

/** The buffers of an {@link LstmCell}. */
export interface LstmWorkspace extends CellWorkspace {
  /** The gates i, f, g, o side by side, [T, B, 4H]: what `a` becomes. */
  readonly gates: MatrixSequence;
  /** tanh c[t], [T, B, H]. */
  readonly tanhC: Sequence;
}

/**
 * The long short-term memory cell, with the gates i, f, g, o side by side in each row:
 *
 * [i, f, g, o] = [σ, σ, tanh, σ](x·W_xh + hPrev·W_hh + b_h), c = f ⊙ cPrev + i ⊙ g, h = o ⊙ tanh(c).
 *
 * Source: Gers, Schmidhuber and Cummins, "Learning to Forget" (2000); seeds 000, 001 and 004.
 * @example
 * import { countParameters, LstmCell } from 'carry';
 * countParameters(new LstmCell({ inputSize: 2, hiddenSize: 16 }).shapes); // → 1216
 */
export class LstmCell extends Recurrent<LstmWorkspace> {
  readonly kind = 'lstm';
  private readonly runs: readonly Run[];

  /**
   * @param options - sizes, and which biases there are
   * @throws RangeError when a size is not a positive whole number
   */
  constructor(options: LstmOptions) {
    super('LstmCell', options, { gates: 4, parts: 2, reads: { hh: 4 } });
    const H = this.hiddenSize;
    this.runs = [
      { activation: 'sigmoid', count: 2 * H },
      { activation: 'tanh', count: H },
      { activation: 'sigmoid', count: H },
    ];
  }

  createWorkspace(T: number, B: number): LstmWorkspace {
    const buffers = this.buffers(T, B);
    return { ...buffers, gates: buffers.a, tanhC: createSequence(T, B, this.hiddenSize) };
  }

  // The `!`: names are in shapes, t is a step, and the offsets run over the rows: u is where a unit stands in rows
  // of H numbers, k where its i stands in rows of i, f, g, o; f, g and o follow H, 2H and 3H behind.

  protected step({ W_hh }: Weights, w: LstmWorkspace, t: number): void {
    const H = this.hiddenSize;
    const gates = w.gates.steps[t]!;
    const tanhC = w.tanhC.steps[t]!;
    const h = w.state[0]!.steps[t + 1]!;
    const c = w.state[1]!.steps[t + 1]!;
    const cPrev = w.state[1]!.steps[t]!;
    addProduct(w.gates.at[t]!, w.state[0]!.at[t]!, W_hh!); // a = x·W_xh + b_h + hPrev·W_hh
    activateRunsInPlace(this.runs, gates); // i, f, g, o
    for (let row = 0; row < c.length; row += H) {
      for (let u = row, k = 4 * row; u < row + H; u++, k++) {
        const i = gates[k]!;
        const f = gates[k + H]!;
        const g = gates[k + 2 * H]!;
        c[u] = f * cPrev[u]! + i * g;
      }
    }
    activateInPlace('tanh', c, tanhC);
    for (let row = 0; row < h.length; row += H) {
      for (let u = row, k = 4 * row; u < row + H; u++, k++) {
        const o = gates[k + 3 * H]!;
        h[u] = o * tanhC[u]!;
      }
    }
  }

  protected stepBack({ W_hh }: Weights, w: LstmWorkspace, t: number): void {
    const H = this.hiddenSize;
    const gates = w.gates.steps[t]!;
    const tanhC = w.tanhC.steps[t]!;
    const da = w.da.steps[t]!;
    const cPrev = w.state[1]!.steps[t]!;
    const dh = w.dState[0]!.data;
    const dc = w.dState[1]!.data;
    const dcPrev = w.dPrev[1]!.data;
    for (let row = 0; row < dh.length; row += H) {
      for (let u = row, k = 4 * row; u < row + H; u++, k++) {
        const i = gates[k]!;
        const f = gates[k + H]!;
        const g = gates[k + 2 * H]!;
        const o = gates[k + 3 * H]!;
        const dcTotal = dc[u]! + dh[u]! * o * (1 - tanhC[u]! * tanhC[u]!); // h = o ⊙ tanh(c)
        da[k] = dcTotal * g * i * (1 - i); // c = f ⊙ cPrev + i ⊙ g
        da[k + H] = dcTotal * cPrev[u]! * f * (1 - f);
        da[k + 2 * H] = dcTotal * i * (1 - g * g);
        da[k + 3 * H] = dh[u]! * tanhC[u]! * o * (1 - o);
        dcPrev[u] = dcTotal * f;
      }
    }
    w.dPrev[0]!.data.fill(0);
    addProduct(w.dPrev[0]!, w.da.at[t]!, W_hh!.T); // dhPrev = da·W_hhᵀ
  }
}
