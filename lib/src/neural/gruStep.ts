import { tanh } from '../core/elementary';
import { sigmoid } from './activations';

/** Where the reset gate acts: on hPrev before the product with W_hn, or on the product after it. */
export type GruReset = 'before' | 'after';

// The `!` of this file: the offsets run over the rows that the cell's workspace has. Below, u is where a unit
// stands in rows of H numbers; k is where its z stands in rows of z, r, n, with r and n following H and 2H behind.

/**
 * The first half of a step of a GRU: z = σ(a_z), r = σ(a_r), and what the candidate's product is taken of,
 * r ⊙ hPrev for a reset before the product and hPrev for one after it. A hot path without checks.
 *
 * @param gates - [B, 3H], the part of the pre-activations that comes from x; z and r replace theirs
 * @param recurrent - [B, 2H], the part of a_z and a_r that comes from hPrev
 * @param hPrev - [B, H]
 * @param candidateInput - [B, H], overwritten
 * @param H - the hidden units
 * @param reset - where the reset gate acts
 * Source: Cho et al. (2014), equations 5 and 6.
 * @example
 * import { gruOpenGates } from 'carry';
 * const [gates, input] = [new Float64Array(3), new Float64Array(1)];
 * gruOpenGates(gates, new Float64Array(2), Float64Array.of(8), input, 1, 'before'); // z = r = ½
 * input[0]; // → 4
 */
export function gruOpenGates(
  gates: Float64Array,
  recurrent: Float64Array,
  hPrev: Float64Array,
  candidateInput: Float64Array,
  H: number,
  reset: GruReset,
): void {
  for (let row = 0; row < hPrev.length; row += H) {
    for (let j = 0; j < H; j++) {
      const u = row + j;
      const k = 3 * row + j;
      const z = sigmoid(gates[k]! + recurrent[2 * row + j]!);
      const r = sigmoid(gates[k + H]! + recurrent[2 * row + H + j]!);
      gates[k] = z;
      gates[k + H] = r;
      candidateInput[u] = reset === 'before' ? r * hPrev[u]! : hPrev[u]!;
    }
  }
}

/**
 * The second half of a step of a GRU: n = tanh(a_n + product), or tanh(a_n + r ⊙ product) for a reset after
 * the product, and h = z ⊙ hPrev + (1 − z) ⊙ n. A hot path without checks.
 *
 * @param gates - [B, 3H], z, r and the part of a_n that comes from x, which n replaces
 * @param product - [B, H], the product with W_hn
 * @param hPrev - [B, H]
 * @param h - [B, H], overwritten
 * @param H - the hidden units
 * @param reset - where the reset gate acts
 * Source: Cho et al. (2014), equations 7 and 8.
 * @example
 * import { gruMixState } from 'carry';
 * const h = new Float64Array(1);
 * gruMixState(Float64Array.of(0.25, 1, 0), new Float64Array(1), Float64Array.of(8), h, 1, 'before');
 * h[0]; // → 2
 */
export function gruMixState(
  gates: Float64Array,
  product: Float64Array,
  hPrev: Float64Array,
  h: Float64Array,
  H: number,
  reset: GruReset,
): void {
  for (let row = 0; row < h.length; row += H) {
    for (let j = 0; j < H; j++) {
      const u = row + j;
      const k = 3 * row + j;
      const z = gates[k]!;
      const r = gates[k + H]!;
      const n = tanh(gates[k + 2 * H]! + (reset === 'before' ? product[u]! : r * product[u]!));
      gates[k + 2 * H] = n;
      h[u] = z * hPrev[u]! + (1 - z) * n;
    }
  }
}

/**
 * The chain rule through {@link gruMixState}: from dh to the candidate's pre-activation and the product, and
 * along the direct path z ⊙ hPrev. A hot path without checks.
 *
 * @param gates - [B, 3H], z, r, n
 * @param dh - [B, H], the gradient of the loss with respect to h
 * @param da - [B, 3H], the gradients of the pre-activations; n's part is overwritten
 * @param dProduct - [B, H], overwritten by the gradient of the product with W_hn
 * @param dhPrev - [B, H], overwritten by what the direct path brings
 * @param H - the hidden units
 * @param reset - where the reset gate acts
 * Source: derived in notebook 07.
 * @example
 * import { gruMixStateBackward } from 'carry';
 * const [da, dProduct, dhPrev] = [new Float64Array(3), new Float64Array(1), new Float64Array(1)];
 * gruMixStateBackward(Float64Array.of(0.25, 1, 0), Float64Array.of(4), da, dProduct, dhPrev, 1, 'before');
 * [da[2], dProduct[0], dhPrev[0]]; // → [3,3,1]
 */
export function gruMixStateBackward(
  gates: Float64Array,
  dh: Float64Array,
  da: Float64Array,
  dProduct: Float64Array,
  dhPrev: Float64Array,
  H: number,
  reset: GruReset,
): void {
  for (let row = 0; row < dh.length; row += H) {
    for (let j = 0; j < H; j++) {
      const u = row + j;
      const k = 3 * row + j;
      const z = gates[k]!;
      const r = gates[k + H]!;
      const n = gates[k + 2 * H]!;
      const da_n = dh[u]! * (1 - z) * (1 - n * n); // h = … + (1 − z) ⊙ tanh(a_n)
      da[k + 2 * H] = da_n;
      dProduct[u] = reset === 'before' ? da_n : da_n * r;
      dhPrev[u] = dh[u]! * z;
    }
  }
}

/**
 * The chain rule through {@link gruOpenGates} and the gates' part of {@link gruMixState}: from dh and the
 * gradient of the candidate's input to the pre-activations of z and r, and on to hPrev. A hot path without
 * checks.
 *
 * @param gates - [B, 3H], z, r, n
 * @param hPrev - [B, H]
 * @param product - [B, H], the product with W_hn
 * @param dh - [B, H], the gradient of the loss with respect to h
 * @param dCandidateInput - [B, H], the gradient of what that product was taken of
 * @param da - [B, 3H], with n's part given; z's and r's are overwritten
 * @param dRecurrent - [B, 2H], overwritten by z's and r's part of da
 * @param dhPrev - [B, H], added to
 * @param H - the hidden units
 * @param reset - where the reset gate acts
 * Source: derived in notebook 07.
 * @example
 * import { gruOpenGatesBackward } from 'carry';
 * const [one, da, dRecurrent] = [Float64Array.of(1), new Float64Array(3), new Float64Array(2)];
 * const dhPrev = new Float64Array(1);
 * gruOpenGatesBackward(Float64Array.of(0.5, 0.5, 0), one, one, one, one, da, dRecurrent, dhPrev, 1, 'before');
 * [...dRecurrent, ...dhPrev]; // → [0.25,0.25,0.5]
 */
export function gruOpenGatesBackward(
  gates: Float64Array,
  hPrev: Float64Array,
  product: Float64Array,
  dh: Float64Array,
  dCandidateInput: Float64Array,
  da: Float64Array,
  dRecurrent: Float64Array,
  dhPrev: Float64Array,
  H: number,
  reset: GruReset,
): void {
  for (let row = 0; row < dh.length; row += H) {
    for (let j = 0; j < H; j++) {
      const u = row + j;
      const k = 3 * row + j;
      const z = gates[k]!;
      const r = gates[k + H]!;
      const n = gates[k + 2 * H]!;
      const da_n = da[k + 2 * H]!;
      const dz = dh[u]! * (hPrev[u]! - n); // h = z ⊙ hPrev + (1 − z) ⊙ n
      const dr = reset === 'before' ? dCandidateInput[u]! * hPrev[u]! : da_n * product[u]!;
      da[k] = dRecurrent[2 * row + j] = dz * z * (1 - z);
      da[k + H] = dRecurrent[2 * row + H + j] = dr * r * (1 - r);
      dhPrev[u]! += reset === 'before' ? dCandidateInput[u]! * r : dCandidateInput[u]!;
    }
  }
}
