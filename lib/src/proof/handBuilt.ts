import { checkNumber } from '../core/shape';
import { SequenceModel } from '../neural/sequenceModel';

/**
 * An adder that nobody trained: three units that count. With s = x₁ + x₂ + carry, unit 1 is on where s > ½,
 * unit 2 where s > 1½, unit 3 where s > 2½. Unit 2 *is* the carry, and h₁ − h₂ + h₃ is the bit of the sum:
 *
 * | s | h₁ | h₂ | h₃ | bit | carry |
 * |---|----|----|----|-----|-------|
 * | 0 | 0  | 0  | 0  | 0   | 0     |
 * | 1 | 1  | 0  | 0  | 1   | 0     |
 * | 2 | 1  | 1  | 0  | 0   | 1     |
 * | 3 | 1  | 1  | 1  | 1   | 1     |
 *
 * Each threshold is a steep sigmoid, σ(steepness·(s − ½)), and no step function: so the ordinary cell runs it,
 * training can go on from it, and its certificate is made by the same code as any other.
 *
 * @param steepness - how sharply a unit decides, from 10 to a million
 * @returns a model with sigmoid units and a linear output, whose answers are read as bits
 * @throws RangeError when the steepness is out of range
 * Source: McCulloch and Pitts, "A Logical Calculus of the Ideas Immanent in Nervous Activity" (1943).
 * @example
 * import { addNumbers, thresholdAdder } from 'carry';
 * addNumbers(thresholdAdder(), 2n ** 200n - 1n, 1n) === 2n ** 200n; // → true
 */
export function thresholdAdder(steepness = 20): SequenceModel {
  const k = checkNumber('thresholdAdder', 'steepness', steepness, 10, 1e6);
  const cells = [{ kind: 'rnn' as const, hiddenSize: 3, activation: 'sigmoid' as const }];
  const model = new SequenceModel({ inputSize: 2, cells, outputSize: 1 });
  const { views } = model.parameters;
  const { 'cell0.W_xh': W_xh, 'cell0.W_hh': W_hh, 'cell0.b_h': b_h, 'readOut.W': W_hy } = views;
  W_xh!.fill(k); // both bits count once in every unit; all four weights are in the model
  W_hh!.set([0, 0, 0, k, k, k, 0, 0, 0]); // and so does h₂, the carry
  b_h!.set([-0.5 * k, -1.5 * k, -2.5 * k]);
  W_hy!.set([1, -1, 1]);
  return model;
}

/** How flat the ramp of {@link tanhAdder} is: tanh(0.1·s)/0.1 is s within 3 % up to s = 3. */
const RAMP = 0.1;

/**
 * An adder of two tanh units: a slow ramp h₁ ≈ s/10 and a steep step h₂ = ±1, which says whether there is a
 * carry. The bit is s − 2·carry. Since a network starts with h₂ = 0, "carry one half", the step's threshold
 * lies at 1¾ and the output's at ¾, where s = ½, 1½, 2½ are told apart as well.
 *
 * @param steepness - how sharply unit 2 decides, from 10 to a million
 * @returns a model with tanh units and a linear output, whose answers are read as bits
 * @throws RangeError when the steepness is out of range
 * @example
 * import { addNumbers, tanhAdder } from 'carry';
 * addNumbers(tanhAdder(), 2n ** 200n - 1n, 1n) === 2n ** 200n; // → true
 */
export function tanhAdder(steepness = 40): SequenceModel {
  const k = checkNumber('tanhAdder', 'steepness', steepness, 10, 1e6);
  const model = new SequenceModel({ inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 2 }], outputSize: 1 });
  const { views } = model.parameters;
  const { 'cell0.W_xh': W_xh, 'cell0.W_hh': W_hh, 'cell0.b_h': b_h } = views;
  W_xh!.set([RAMP, k, RAMP, k]); // s = x₁ + x₂ + (h₂ + 1)/2; all five weights are in the model
  W_hh!.set([0, 0, RAMP / 2, k / 2]);
  b_h!.set([RAMP / 2, k * (1 / 2 - 1.75)]);
  views['readOut.W']!.set([1 / RAMP, -1]); // s − (h₂ + 1) − ¼, cut at ½
  views['readOut.b']!.set([-1.25]);
  return model;
}
