import { exp, tanh } from '../core/elementary';
import { checkChoice } from '../core/shape';
import { activateVectorInPlace, MOST, type Run } from '../core/simd';

/** The activations that a layer can apply element by element. */
export type ActivationName = 'linear' | 'sigmoid' | 'tanh' | 'relu' | 'leakyRelu';

/** How steep the leaky ReLU is below 0. */
const LEAK = 0.01;

/**
 * An activation h = g(a) with its derivative, written as a function of the *output* h: backpropagation has h
 * at hand and need not keep a.
 */
export interface Activation {
  /** g(a). */
  readonly value: (a: number) => number;
  /** g′(a), given h = g(a). */
  readonly slope: (h: number) => number;
}

/**
 * The logistic sigmoid σ(a) = 1 / (1 + e⁻ᵃ), from (0, 1). It never overflows: e⁻ᵃ may become infinite, and
 * the quotient is then 0.
 *
 * @param a - the pre-activation
 * @returns σ(a)
 * Source: seed 001; σ′ = σ(1 − σ).
 * @example
 * import { sigmoid } from 'carry';
 * sigmoid(0); // → 0.5
 */
export function sigmoid(a: number): number {
  return 1 / (1 + exp(-a));
}

/**
 * The step function of a threshold unit: 1 where a > 0, else 0. Its derivative is 0 wherever it exists, so
 * gradient descent learns nothing through it.
 *
 * @param a - the pre-activation
 * @returns 0 or 1; NaN for NaN
 * Source: McCulloch and Pitts, "A Logical Calculus of the Ideas Immanent in Nervous Activity" (1943).
 * @example
 * import { step } from 'carry';
 * [step(-1), step(0), step(2)]; // → [0,0,1]
 */
export function step(a: number): number {
  return a > 0 ? 1 : a <= 0 ? 0 : NaN;
}

/**
 * The activations by name: linear a, sigmoid 1/(1 + e⁻ᵃ), tanh a, relu max(0, a), and leakyRelu, which is a
 * above 0 and a/100 below. At the kink of the last two the slope is that of the left side.
 *
 * @example
 * import { activations } from 'carry';
 * const h = activations.tanh.value(0.5);
 * activations.tanh.slope(h) - (1 - Math.tanh(0.5) ** 2); // → 0
 */
export const activations: Readonly<Record<ActivationName, Activation>> = {
  linear: { value: (a) => a, slope: () => 1 },
  sigmoid: { value: sigmoid, slope: (h) => h * (1 - h) },
  tanh: { value: tanh, slope: (h) => 1 - h * h },
  relu: { value: (a) => (a <= 0 ? 0 : a), slope: (h) => (h <= 0 ? 0 : 1) },
  leakyRelu: { value: (a) => (a > 0 ? a : LEAK * a), slope: (h) => (h > 0 ? 1 : LEAK) },
};

/** The names of all activations. */
export const ACTIVATION_NAMES = Object.keys(activations) as readonly ActivationName[];

const ALL_SIGMOID: readonly Run[] = [{ activation: 'sigmoid', count: MOST }];
const ALL_TANH: readonly Run[] = [{ activation: 'tanh', count: MOST }];

/**
 * h[i] = g(a[i]) for every i. A hot path: one loop for each activation, so that the compiler can inline g.
 *
 * @param name - which activation
 * @param a - pre-activations
 * @param h - as long as a, overwritten; may be a itself
 * @throws RangeError when there is no activation of that name
 * @example
 * import { activateInPlace } from 'carry';
 * const h = new Float64Array(2);
 * activateInPlace('relu', Float64Array.of(-1, 2), h);
 * Array.from(h); // → [0,2]
 */
export function activateInPlace(name: ActivationName, a: Float64Array, h: Float64Array): void {
  // The `!` of this file: i is below the length.
  switch (name) {
    case 'linear':
      if (h !== a) h.set(a);
      return;
    case 'sigmoid':
      if (activateVectorInPlace(ALL_SIGMOID, a, h)) return;
      for (let i = 0; i < h.length; i++) h[i] = 1 / (1 + exp(-a[i]!));
      return;
    case 'tanh':
      if (activateVectorInPlace(ALL_TANH, a, h)) return;
      for (let i = 0; i < h.length; i++) h[i] = tanh(a[i]!);
      return;
    case 'relu':
      for (let i = 0; i < h.length; i++) h[i] = a[i]! <= 0 ? 0 : a[i]!; // and NaN is NaN
      return;
    case 'leakyRelu':
      for (let i = 0; i < h.length; i++) h[i] = a[i]! > 0 ? a[i]! : LEAK * a[i]!;
      return;
    default:
      checkChoice('activateInPlace', 'name', name, ACTIVATION_NAMES);
  }
}

/**
 * The gates of a cell, in place: each row has runs of numbers with an activation of their own.
 *
 * @param runs - the runs of a row, from left to right
 * @param rows - pre-activations, which become what the activations make of them
 * @example
 * import { activateRunsInPlace } from 'carry';
 * const row = Float64Array.of(0, 0, 5);
 * activateRunsInPlace([{ activation: 'sigmoid', count: 2 }, { activation: 'linear', count: 1 }], row);
 * Array.from(row); // → [0.5,0.5,5]
 */
export function activateRunsInPlace(runs: readonly Run[], rows: Float64Array): void {
  if (activateVectorInPlace(runs, rows, rows)) return;
  for (let i = 0; i < rows.length;) {
    for (const { activation, count } of runs) {
      const end = i + count;
      if (activation === 'sigmoid') for (; i < end; i++) rows[i] = 1 / (1 + exp(-rows[i]!));
      else if (activation === 'tanh') for (; i < end; i++) rows[i] = tanh(rows[i]!);
      else i = end;
    }
  }
}

/**
 * da[i] = dh[i]·g′(a[i]) for every i, with g′ computed from h = g(a): the chain rule through an activation.
 *
 * @param name - which activation
 * @param h - the outputs
 * @param dh - the gradients of the loss with respect to the outputs
 * @param da - as long as h, overwritten; may be dh itself
 * @throws RangeError when there is no activation of that name
 * @example
 * import { activateBackwardInPlace } from 'carry';
 * const da = new Float64Array(1);
 * activateBackwardInPlace('sigmoid', Float64Array.of(0.5), Float64Array.of(8), da);
 * da[0]; // → 2
 */
export function activateBackwardInPlace(
  name: ActivationName,
  h: Float64Array,
  dh: Float64Array,
  da: Float64Array,
): void {
  switch (name) {
    case 'linear':
      if (da !== dh) da.set(dh);
      return;
    case 'sigmoid':
      for (let i = 0; i < da.length; i++) da[i] = dh[i]! * h[i]! * (1 - h[i]!);
      return;
    case 'tanh':
      for (let i = 0; i < da.length; i++) da[i] = dh[i]! * (1 - h[i]! * h[i]!);
      return;
    case 'relu':
      for (let i = 0; i < da.length; i++) da[i] = h[i]! <= 0 ? 0 : dh[i]!;
      return;
    case 'leakyRelu':
      for (let i = 0; i < da.length; i++) da[i] = h[i]! > 0 ? dh[i]! : LEAK * dh[i]!;
      return;
    default:
      checkChoice('activateBackwardInPlace', 'name', name, ACTIVATION_NAMES);
  }
}
