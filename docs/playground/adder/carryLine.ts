// One line (a plane, for more than two units) through the hidden states that tells whether there is a carry.
import { createParameters } from '../../../lib/src/core/parameters';
import { createRng } from '../../../lib/src/core/random';
import { Dense } from '../../../lib/src/neural/dense';
import { lossInPlace } from '../../../lib/src/neural/losses';
import { createOptimizer } from '../../../lib/src/neural/optimizers';
import type { SequenceModel } from '../../../lib/src/neural/sequenceModel';
import { createAdditionSampler } from '../../../lib/src/tasks/additionSampler';
import type { CarryLine } from './protocol';

const PROBLEMS = 64;
const BITS = 11;
const STEPS = 160;

/**
 * Finds the line by logistic regression on the hidden states of some random sums.
 *
 * @param model - the network; its parameters are not changed
 * @returns the line and how many of the states it reads right
 */
export function fitCarryLine(model: SequenceModel): CarryLine {
  const { T, B, x } = createAdditionSampler({ bits: BITS, B: PROBLEMS, rng: createRng(7) })();
  model.forward({ x, T, B });
  const h = model.cellWorkspaces()[0]?.h.all ?? new Float64Array(0);
  const target = carriesOf(x, T, B);
  const H = h.length / target.length;
  const line = new Dense({ inputSize: H, outputSize: 1 });
  const parameters = createParameters(line.shapes);
  const gradients = createParameters(line.shapes);
  const optimizer = createOptimizer({ kind: 'adam', learningRate: 0.3 }, parameters.flat.length);
  const a = new Float64Array(target.length);
  const da = new Float64Array(target.length);
  for (let step = 0; step < STEPS; step++) {
    line.forward(parameters, h, a);
    lossInPlace('binaryCrossEntropy', a, target, da, { outputSize: 1 });
    gradients.flat.fill(0);
    line.backward(parameters, h, a, da, gradients);
    optimizer.stepInPlace(parameters.flat, gradients.flat);
  }
  line.forward(parameters, h, a);
  const right = a.reduce((count, value, n) => count + (value > 0 === (target[n] === 1) ? 1 : 0), 0);
  const flat = Array.from(parameters.flat);
  const carries = target.reduce((count, carry) => count + carry, 0) / target.length;
  return {
    weights: flat.slice(0, H),
    bias: flat[H] ?? 0,
    accuracy: right / target.length,
    chance: Math.max(carries, 1 - carries),
  };
}

/** The carry after each step, [T, B]. */
export function carriesOf(x: Float64Array, T: number, B: number): Float64Array {
  const carries = new Float64Array(T * B);
  for (let n = 0; n < T * B; n++) {
    const before = n >= B ? (carries[n - B] ?? 0) : 0;
    carries[n] = (x[2 * n] ?? 0) + (x[2 * n + 1] ?? 0) + before > 1 ? 1 : 0;
  }
  return carries;
}

/** How surely the line reads a carry off a state: above 0 it does. */
export const readCarry = ({ weights, bias }: CarryLine, h: ArrayLike<number>): number =>
  weights.reduce((sum, weight, j) => sum + weight * (h[j] ?? 0), bias);
