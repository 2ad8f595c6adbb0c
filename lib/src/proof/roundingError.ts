import { checkNumber } from '../core/shape';
import type { Certificate } from './certificate';

/**
 * How far a device may be off after one step, in any number of a state or in the output, when it computes with
 * rounded numbers: an upper bound. Where it is below the tolerance of a certificate, the certificate covers the device.
 *
 * With unit roundoff u, each weight, product and sum is off by a factor 1 + ε, |ε| ≤ u. A sum of n products of
 * rounded weights, added in any order, is therefore off by at most γ M, where γ = (n + 2) u / (1 − (n + 2) u) and M
 * is the sum of the magnitudes. ASSUMED: exp and tanh are off by at most 4 ulps, 8u relative; then σ is by 16u.
 * tanh and σ pass errors on at most as they are, since their slopes are at most 1 and ¼.
 *
 * @param certificate - its network, and its boxes, which say how large the numbers of a state can be
 * @param unitRoundoff - u: 2⁻⁵³ for the numbers of JavaScript, 2⁻²⁴ for those of TensorFlow.js
 * @returns the bound
 * @throws RangeError when u is not between 0 and 2⁻¹⁰
 * Source: Higham, "Accuracy and Stability of Numerical Algorithms" (2002), section 3.1.
 * @example
 * import { additionMachine, certify, plainNetwork, roundingError, thresholdAdder } from 'carry';
 * const found = certify(plainNetwork(thresholdAdder()), additionMachine);
 * found.proved && roundingError(found.certificate, 2 ** -53) < 1e-13; // → true
 */
export function roundingError({ network, machine, boxes }: Certificate, unitRoundoff: number): number {
  const u = checkNumber('roundingError', 'unitRoundoff', unitRoundoff, 0, 2 ** -10);
  const { inputSize: D, hiddenSize: H, W_xh, W_hh, b_h, W_hy, b_y, threshold } = network;
  const largest = (from: number, to?: number): number =>
    Math.max(
      ...boxes.flatMap(({ low, high }) => [...low.slice(from, to), ...high.slice(from, to)].map(Math.abs)),
    );
  const x = Math.max(...machine.inputs.flat().map(Math.abs));
  const h = largest(0, H);
  const sumError = (terms: number, size: number): number =>
    (((terms + 2) * u) / (1 - (terms + 2) * u)) * size;
  const columns = b_h.length;
  const column = (W: readonly number[], j: number): number =>
    W.reduce((sum, w, i) => (i % columns === j ? sum + Math.abs(w) : sum), 0);
  const a = Math.max(
    ...b_h.map((b, j) => sumError(D + H + 1, x * column(W_xh, j) + h * column(W_hh, j) + Math.abs(b))),
  );
  const [tanh, sigmoid] = [a + 8 * u, a / 4 + 16 * u];
  const output = sumError(H + 2, h * magnitude(W_hy) + magnitude(b_y) + Math.abs(threshold));
  if (network.cell === 'rnn') return Math.max(network.activation === 'tanh' ? tanh : sigmoid, output);
  const c = largest(H);
  const memory = sigmoid * c + sigmoid + tanh + sigmoid * tanh + 4 * u * (c + 1); // of f·c + i·g
  const hidden = sigmoid + (memory + 8 * u) * (1 + sigmoid) + 2 * u; // of o·tanh(c)
  return Math.max(memory, hidden, output);
}

const magnitude = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + Math.abs(value), 0);
