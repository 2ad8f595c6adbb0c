import type { Sequence } from '../core/sequence';
import { checkLength, type Shape } from '../core/shape';

/**
 * Adds one row to each row: out[r] += row. A hot path without checks.
 *
 * @param out - [R, n], changed in place
 * @param row - [n]
 * @example
 * import { addRowsInPlace } from 'carry';
 * const out = Float64Array.of(1, 2, 3, 4);
 * addRowsInPlace(out, Float64Array.of(10, 20));
 * Array.from(out); // → [11,22,13,24]
 */
export function addRowsInPlace(out: Float64Array, row: Float64Array): void {
  const n = row.length;
  for (let start = 0; start < out.length; start += n) {
    for (let j = 0; j < n; j++) out[start + j]! += row[j]!; // inside both
  }
}

/**
 * Adds all rows to one: out += Σᵣ rows[r]. A hot path without checks.
 *
 * @param out - [n], changed in place
 * @param rows - [R, n]
 * @example
 * import { sumRowsInPlace } from 'carry';
 * const out = new Float64Array(2);
 * sumRowsInPlace(out, Float64Array.of(1, 2, 3, 4));
 * Array.from(out); // → [4,6]
 */
export function sumRowsInPlace(out: Float64Array, rows: Float64Array): void {
  const n = out.length;
  for (let start = 0; start < rows.length; start += n) {
    for (let j = 0; j < n; j++) out[j]! += rows[start + j]!; // inside both
  }
}

/**
 * Step t of a sequence, added to other rows: out = rows[t] + others. A hot path without checks.
 *
 * @param out - [B, n], overwritten; may be `others`
 * @param rows - [T, B, n]
 * @param t - the step
 * @param others - [B, n]
 * @example
 * import { addToStep } from 'carry';
 * const out = new Float64Array(2);
 * addToStep(out, Float64Array.of(1, 2, 3, 4), 1, Float64Array.of(10, 20)); // two steps of two numbers
 * Array.from(out); // → [13,24]
 */
export function addToStep(out: Float64Array, rows: Float64Array, t: number, others: Float64Array): void {
  const start = t * out.length;
  for (let i = 0; i < out.length; i++) out[i] = rows[start + i]! + others[i]!; // inside both
}

/**
 * Rows [B, S·H] taken apart: into the first step of each of S sequences [B, H], the parts of a state. A hot path without
 * checks.
 *
 * @param rows - the rows; zeros if left out
 * @param parts - sequences, whose first steps are overwritten
 * @param H - the numbers in a row of a part
 */
export function splitParts(rows: Float64Array | undefined, parts: readonly Sequence[], H: number): void {
  const S = parts.length;
  for (let s = 0; s < S; s++) {
    const part = parts[s]!.steps[0]!; // there is a step
    if (!rows) part.fill(0);
    else for (let k = 0; k < part.length; k++) part[k] = rows[(k - (k % H)) * S + s * H + (k % H)]!; // inside both
  }
}

/**
 * Part s of S, put into its place in rows [B, S·H]. A hot path without checks.
 *
 * @param part - [B, H]
 * @param s - which part
 * @param S - how many parts there are
 * @param rows - [B, S·H], changed in place
 * @param H - the numbers in a row of a part
 */
export function joinPart(part: Float64Array, s: number, S: number, rows: Float64Array, H: number): void {
  for (let k = 0, to = s * H; k < part.length; to += S * H) {
    for (let j = 0; j < H; j++) rows[to + j] = part[k++]!; // inside both
  }
}

/**
 * Adds the noise of step t to one part of a state, h or c. A hot path without checks.
 *
 * @param noise - [T, B, S·H] for S parts
 * @param t - the step
 * @param H - the numbers in a row of a part
 * @param s - which part
 * @param S - how many parts there are
 * @param part - [B, H], changed in place
 * @example
 * import { addNoiseInPlace } from 'carry';
 * const c = Float64Array.of(2);
 * addNoiseInPlace(Float64Array.of(0, 0, 0.5, 0.25), 1, 1, 1, 2, c); // two steps of h and c
 * c[0]; // → 2.25
 */
export function addNoiseInPlace(
  noise: Float64Array,
  t: number,
  H: number,
  s: number,
  S: number,
  part: Float64Array,
): void {
  for (let k = 0, from = t * S * part.length + s * H; k < part.length; from += S * H) {
    for (let j = 0; j < H; j++) part[k++]! += noise[from + j]!; // inside both
  }
}

/**
 * Puts the old row back where step t is padding: next[b] = previous[b] where mask[t, b] is 0.
 *
 * @param mask - [T, B], 1 for a step that counts and 0 for padding
 * @param t - the step
 * @param B - the number of rows
 * @param next - [B, n], changed in place
 * @param previous - [B, n]
 * @example
 * import { keepWhereMasked } from 'carry';
 * const next = Float64Array.of(5, 6);
 * keepWhereMasked(Float64Array.of(1, 0), 0, 2, next, Float64Array.of(1, 2));
 * Array.from(next); // → [5,2]
 */
export function keepWhereMasked(
  mask: Float64Array,
  t: number,
  B: number,
  next: Float64Array,
  previous: Float64Array,
): void {
  const n = next.length / B;
  for (let b = 0; b < B; b++) {
    if (mask[t * B + b] !== 0) continue;
    for (let k = b * n; k < (b + 1) * n; k++) next[k] = previous[k]!; // inside both
  }
}

/**
 * Makes the rows 0 where step t is padding: rows[b] = 0 where mask[t, b] is 0. With {@link keepWhereMasked} on the
 * state's gradient it is the backward pass of a padded step: there h[t] is h[t−1], so that the whole gradient
 * goes to h[t−1] and none to the weights.
 *
 * @param mask - [T, B], 1 for a step that counts and 0 for padding
 * @param t - the step
 * @param B - the number of rows
 * @param rows - [B, n], changed in place
 * @example
 * import { clearWhereMasked } from 'carry';
 * const da = Float64Array.of(7, 8);
 * clearWhereMasked(Float64Array.of(1, 0), 0, 2, da);
 * Array.from(da); // → [7,0]
 */
export function clearWhereMasked(mask: Float64Array, t: number, B: number, rows: Float64Array): void {
  const n = rows.length / B;
  for (let b = 0; b < B; b++) {
    if (mask[t * B + b] === 0) rows.fill(0, b * n, (b + 1) * n);
  }
}

/**
 * Checks that a mask has the right shape and is 0 or 1 everywhere.
 *
 * @param where - the function that asks
 * @param mask - the mask to check
 * @param shape - [T, B]
 * @param name - what the message calls it, 'mask' if left out
 * @throws TypeError when it is not a Float64Array
 * @throws RangeError when its length is not the shape's, or it holds another number
 * @example
 * import { checkMask } from 'carry';
 * checkMask('forward', Float64Array.of(1, 0), [2, 1]);
 */
export function checkMask(where: string, mask: Float64Array, shape: Shape, name = 'mask'): void {
  checkLength(where, name, mask, shape);
  for (let n = 0; n < mask.length; n++) {
    if (mask[n] === 0 || mask[n] === 1) continue;
    throw new RangeError(`${where}: ${name}[${n}] is ${mask[n]}, expected 0 or 1`);
  }
}
