import { tanh } from '../core/elementary';
import { sigmoid } from './activations';

// The `!` of this file: the offsets run over the rows that the cell's workspace has. Below, u is where a unit
// stands in rows of H numbers; k is where its i stands in rows of i, f, g, o, with f, g and o following H, 2H and
// 3H behind.

/**
 * One step of an LSTM: turns the pre-activations of each row into i, f, g, o, and these into
 * c = f ⊙ cPrev + i ⊙ g and h = o ⊙ tanh(c). A hot path without checks.
 *
 * @param gates - [B, 4H], the pre-activations; overwritten by i, f, g, o side by side
 * @param cPrev - [B, H]
 * @param c - [B, H], overwritten
 * @param tanhC - [B, H], overwritten by tanh(c), which the backward step wants
 * @param h - [B, H], overwritten
 * @param H - the hidden units
 * Source: Gers, Schmidhuber and Cummins, "Learning to Forget" (2000); seeds 001 and 004.
 * @example
 * import { lstmStep } from 'carry';
 * const [gates, c, tanhC, h] = [new Float64Array(4), new Float64Array(1), new Float64Array(1), new Float64Array(1)];
 * lstmStep(gates, Float64Array.of(3), c, tanhC, h, 1); // i = f = o = ½, g = 0
 * c[0]; // → 1.5
 */
export function lstmStep(
  gates: Float64Array,
  cPrev: Float64Array,
  c: Float64Array,
  tanhC: Float64Array,
  h: Float64Array,
  H: number,
): void {
  for (let row = 0; row < h.length; row += H) {
    for (let j = 0; j < H; j++) {
      const u = row + j;
      const k = 4 * row + j;
      const i = sigmoid(gates[k]!);
      const f = sigmoid(gates[k + H]!);
      const g = tanh(gates[k + 2 * H]!);
      const o = sigmoid(gates[k + 3 * H]!);
      c[u] = f * cPrev[u]! + i * g;
      tanhC[u] = tanh(c[u]!);
      h[u] = o * tanhC[u]!;
      gates[k] = i;
      gates[k + H] = f;
      gates[k + 2 * H] = g;
      gates[k + 3 * H] = o;
    }
  }
}

/**
 * The chain rule through {@link lstmStep}. What reaches c, directly and through h, is
 * dcTotal = dc + dh ⊙ o ⊙ (1 − tanh²c). It goes on to i, f and g, each times the slope of its activation,
 * and to cPrev; o gets its share from dh. A hot path without checks.
 *
 * @param gates - [B, 4H], i, f, g, o
 * @param cPrev - [B, H]
 * @param tanhC - [B, H]
 * @param dh - [B, H], the gradient of the loss with respect to h
 * @param dc - [B, H], the gradient that reaches c from the step after this one
 * @param da - [B, 4H], overwritten by the gradients of the pre-activations
 * @param dcPrev - [B, H], overwritten by the gradient of cPrev
 * @param H - the hidden units
 * Source: derived in notebook 07.
 * @example
 * import { lstmStepBackward } from 'carry';
 * const gates = Float64Array.of(0.5, 0.5, 0, 0.5);
 * const [da, dcPrev, zero] = [new Float64Array(4), new Float64Array(1), new Float64Array(1)];
 * lstmStepBackward(gates, Float64Array.of(8), zero, zero, Float64Array.of(1), da, dcPrev, 1);
 * Array.from(da); // → [0,2,0.5,0]
 */
export function lstmStepBackward(
  gates: Float64Array,
  cPrev: Float64Array,
  tanhC: Float64Array,
  dh: Float64Array,
  dc: Float64Array,
  da: Float64Array,
  dcPrev: Float64Array,
  H: number,
): void {
  for (let row = 0; row < dh.length; row += H) {
    for (let j = 0; j < H; j++) {
      const u = row + j;
      const k = 4 * row + j;
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
}

/**
 * Takes h and c out of rows that hold h, then c. A hot path without checks.
 *
 * @param state - [B, 2H]; zeros if undefined
 * @param h - [B, H], overwritten
 * @param c - [B, H], overwritten
 * @param H - the hidden units
 * @example
 * import { splitState } from 'carry';
 * const [h, c] = [new Float64Array(2), new Float64Array(2)];
 * splitState(Float64Array.of(1, 2, 3, 4), h, c, 1);
 * Array.from(h); // → [1,3]
 */
export function splitState(
  state: Float64Array | undefined,
  h: Float64Array,
  c: Float64Array,
  H: number,
): void {
  for (let row = 0; row < h.length; row += H) {
    for (let j = 0; j < H; j++) {
      h[row + j] = state ? state[2 * row + j]! : 0;
      c[row + j] = state ? state[2 * row + H + j]! : 0;
    }
  }
}

/**
 * Puts h and c into rows that hold h, then c. A hot path without checks.
 *
 * @param h - [B, H]
 * @param c - [B, H]
 * @param state - [B, 2H], overwritten
 * @param H - the hidden units
 * @example
 * import { joinState } from 'carry';
 * const state = new Float64Array(4);
 * joinState(Float64Array.of(1, 3), Float64Array.of(2, 4), state, 1);
 * Array.from(state); // → [1,2,3,4]
 */
export function joinState(h: Float64Array, c: Float64Array, state: Float64Array, H: number): void {
  for (let row = 0; row < h.length; row += H) {
    for (let j = 0; j < H; j++) {
      state[2 * row + j] = h[row + j]!;
      state[2 * row + H + j] = c[row + j]!;
    }
  }
}
