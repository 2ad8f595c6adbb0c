import type { Weights } from '../core/matrix';
import { addProduct, Matrix } from '../core/product';
import { checkChoice } from '../core/shape';
import type { Run } from '../core/simd';
import { activateRunsInPlace } from './activations';
import { Recurrent } from './recurrent';
import { addRowsInPlace } from './rows';
import { createMatrices, type CellSizes, type CellWorkspace, type MatrixSequence } from './workspace';

/** Where the reset gate acts: on hPrev before the product with W_hn, or on the product after it. */
export type GruReset = 'before' | 'after';

/** What a {@link GruCell} is made of. */
export interface GruOptions extends CellSizes {
  /** 'before' (Cho et al., TensorFlow.js) if left out, or 'after' (PyTorch, cuDNN). */
  readonly reset?: GruReset;
}

/** The buffers of a {@link GruCell}. */
export interface GruWorkspace extends CellWorkspace {
  /** z, r and the candidate n side by side, [T, B, 3H]: what `a` becomes. */
  readonly gates: MatrixSequence;
  /** hPrev·W_hh, [B, 2H], and the gradients of z's and r's pre-activations, [T, B, 2H]. */
  readonly recurrent: Matrix;
  readonly dRecurrent: MatrixSequence;
  /** What the product with W_hn is taken of, r ⊙ hPrev or hPrev, [T, B, H], and its gradient, [B, H]. */
  readonly input: MatrixSequence;
  readonly dInput: Matrix;
  /** The product with W_hn and its gradient, [T, B, H]. */
  readonly product: MatrixSequence;
  readonly dProduct: MatrixSequence;
}

/**
 * The gated recurrent unit, with the gates z and r and the candidate n side by side in each row:
 *
 * z = σ(x·W_xz + hPrev·W_hz + b_z), r = σ(x·W_xr + hPrev·W_hr + b_r),
 * n = tanh(x·W_xn + (r ⊙ hPrev)·W_hn + b_n), or with r after the product, tanh(x·W_xn + r ⊙ (hPrev·W_hn) + b_n),
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
export class GruCell extends Recurrent<GruWorkspace> {
  readonly kind = 'gru';
  readonly reset: GruReset;
  protected override readonly inputBiases = ['b_h']; // the others stand beside products of their own
  private readonly zr: readonly Run[]; // z and r, and n as it is
  private readonly n: readonly Run[]; // n alone

  /**
   * @param options - sizes, the place of the reset, and which biases there are
   * @throws RangeError when a size is not a positive whole number, or the reset is neither place
   */
  constructor(options: GruOptions) {
    super('GruCell', options, { gates: 3, parts: 1, reads: { hh: 2, hn: 1 } });
    const H = this.hiddenSize;
    this.zr = [{ activation: 'sigmoid', count: 2 * H }, { activation: 'linear', count: H }]; // prettier-ignore
    this.n = [{ activation: 'linear', count: 2 * H }, { activation: 'tanh', count: H }]; // prettier-ignore
    this.reset = checkChoice('GruCell', 'reset', options.reset ?? 'before', ['before', 'after']);
  }

  createWorkspace(T: number, B: number): GruWorkspace {
    const [H, buffers] = [this.hiddenSize, this.buffers(T, B)];
    const rows = (n: number): Matrix => new Matrix(new Float64Array(B * n), B, n);
    const [input, product, dProduct] = [0, 1, 2].map(() => createMatrices(T, B, H)) as [MatrixSequence, MatrixSequence, MatrixSequence]; // prettier-ignore
    const dRecurrent = createMatrices(T, B, 2 * H);
    return {
      ...buffers,
      ...{ gates: buffers.a, recurrent: rows(2 * H), dRecurrent, input, dInput: rows(H), product, dProduct },
      products: [
        { W: 'W_hh', b: 'b_hh', from: buffers.products[0]!.from, d: dRecurrent },
        { W: 'W_hn', b: 'b_hn', from: input.rows, d: dProduct },
      ],
    };
  }

  // The `!`: names are in shapes, t is a step, and the offsets run over the rows: u is where a unit stands in rows
  // of H numbers, q in rows of z, r, and k in rows of z, r, n; r and n follow H and 2H behind.

  protected step({ W_hh, W_hn, b_hh, b_hn }: Weights, w: GruWorkspace, t: number): void {
    const H = this.hiddenSize;
    const before = this.reset === 'before';
    const ah = w.recurrent.data;
    const gates = w.gates.steps[t]!;
    const input = w.input.steps[t]!;
    const product = w.product.steps[t]!;
    const hPrev = w.state[0]!.steps[t]!;
    const h = w.state[0]!.steps[t + 1]!;
    ah.fill(0);
    addProduct(w.recurrent, w.state[0]!.at[t]!, W_hh!); // hPrev·W_hz and hPrev·W_hr
    if (b_hh) addRowsInPlace(ah, b_hh.data);
    for (let q = 0, k = 0; q < ah.length; k += H) {
      for (const end = q + 2 * H; q < end; q++, k++) gates[k]! += ah[q]!;
    }
    activateRunsInPlace(this.zr, gates); // z and r
    for (let row = 0; row < h.length; row += H) {
      for (let u = row, k = 3 * row; u < row + H; u++, k++) {
        input[u] = before ? gates[k + H]! * hPrev[u]! : hPrev[u]!;
      }
    }
    product.fill(0);
    if (b_hn) addRowsInPlace(product, b_hn.data);
    addProduct(w.product.at[t]!, w.input.at[t]!, W_hn!);
    for (let row = 0; row < h.length; row += H) {
      for (let u = row, k = 3 * row; u < row + H; u++, k++) {
        gates[k + 2 * H]! += before ? product[u]! : gates[k + H]! * product[u]!;
      }
    }
    activateRunsInPlace(this.n, gates);
    for (let row = 0; row < h.length; row += H) {
      for (let u = row, k = 3 * row; u < row + H; u++, k++) {
        const z = gates[k]!;
        h[u] = z * hPrev[u]! + (1 - z) * gates[k + 2 * H]!; // h = z ⊙ hPrev + (1 − z) ⊙ n
      }
    }
  }

  protected stepBack({ W_hh, W_hn }: Weights, w: GruWorkspace, t: number): void {
    const H = this.hiddenSize;
    const before = this.reset === 'before';
    const gates = w.gates.steps[t]!;
    const product = w.product.steps[t]!;
    const hPrev = w.state[0]!.steps[t]!;
    const da = w.da.steps[t]!;
    const dz_r = w.dRecurrent.steps[t]!;
    const dProduct = w.dProduct.steps[t]!;
    const dInput = w.dInput.data;
    const dh = w.dState[0]!.data;
    const dhPrev = w.dPrev[0]!.data;
    for (let row = 0; row < dh.length; row += H) {
      for (let u = row, k = 3 * row; u < row + H; u++, k++) {
        const z = gates[k]!;
        const r = gates[k + H]!;
        const n = gates[k + 2 * H]!;
        const da_n = (da[k + 2 * H] = dh[u]! * (1 - z) * (1 - n * n)); // h = … + (1 − z) ⊙ tanh(a_n)
        dProduct[u] = before ? da_n : da_n * r;
        dhPrev[u] = dh[u]! * z;
      }
    }
    dInput.fill(0);
    addProduct(w.dInput, w.dProduct.at[t]!, W_hn!.T);
    for (let row = 0; row < dh.length; row += H) {
      for (let u = row, k = 3 * row, q = 2 * row; u < row + H; u++, k++, q++) {
        const z = gates[k]!;
        const r = gates[k + H]!;
        const n = gates[k + 2 * H]!;
        const dz = dh[u]! * (hPrev[u]! - n); // h = z ⊙ hPrev + (1 − z) ⊙ n
        const dr = before ? dInput[u]! * hPrev[u]! : da[k + 2 * H]! * product[u]!;
        da[k] = dz_r[q] = dz * z * (1 - z);
        da[k + H] = dz_r[q + H] = dr * r * (1 - r);
        dhPrev[u]! += before ? dInput[u]! * r : dInput[u]!;
      }
    }
    addProduct(w.dPrev[0]!, w.dRecurrent.at[t]!, W_hh!.T);
  }
}
