import { checkChoice, checkInteger, checkLength, checkNumber, checkObject } from '../core/shape';
import { RULES, SETTINGS, type OptimizerConfig, type OptimizerKind } from './optimizerRules';

export type { OptimizerConfig, OptimizerKind } from './optimizerRules';

/** What an optimizer remembers between steps: enough to go on from later, to the last bit. */
export interface OptimizerState {
  /** How many steps it has made. */
  readonly steps: number;
  /** Its running averages, each as long as the parameters; none for sgd. */
  readonly buffers: readonly Float64Array[];
}

/** Changes parameters by their gradients. */
export interface Optimizer {
  readonly config: OptimizerConfig;
  /** How many parameters it is for. */
  readonly size: number;
  /** One step downhill: overwrites the parameters, leaves the gradients. A hot path: only lengths are checked. */
  stepInPlace(parameters: Float64Array, gradients: Float64Array): void;
  /** What it remembers, as fresh copies. */
  state(): OptimizerState;
  /** Takes up a state that {@link Optimizer.state} gave; the buffers are copied. */
  restore(state: OptimizerState): void;
}

/**
 * Makes an optimizer. For a parameter p with gradient g, step n does
 *
 * - sgd: p ← p − η g
 * - momentum: v ← μ v + g, p ← p − η v
 * - nesterov: v ← μ v + g, p ← p − η (g + μ v)
 * - rmsProp: s ← ρ s + (1 − ρ) g², p ← p − η g / (√s + ε)
 * - adam: m ← β₁ m + (1 − β₁) g, v ← β₂ v + (1 − β₂) g², p ← p − η m̂ / (√v̂ + ε)
 *   with m̂ = m / (1 − β₁ⁿ) and v̂ = v / (1 − β₂ⁿ)
 *
 * @param config - the kind, the learning rate, and what else that kind knows
 * @param size - how many parameters there are
 * @returns an optimizer whose running averages are 0
 * @throws RangeError when the kind is unknown or a setting is out of its range
 * Source: Sutskever et al. (2013) in PyTorch's form; Tieleman and Hinton (2012); Kingma and Ba (2015).
 * @example
 * import { createOptimizer } from 'carry';
 * const p = Float64Array.of(1);
 * createOptimizer({ kind: 'sgd', learningRate: 0.5 }, 1).stepInPlace(p, Float64Array.of(4));
 * p[0]; // → -1
 */
export function createOptimizer(config: OptimizerConfig, size: number): Optimizer {
  const settings = checkConfig(config);
  checkInteger('createOptimizer', 'size', size);
  const rule = RULES[settings.kind];
  const buffers = Array.from({ length: rule.buffers }, () => new Float64Array(size));
  let steps = 0;
  return {
    config: { ...config },
    size,
    stepInPlace(parameters, gradients) {
      checkLength('stepInPlace', 'parameters', parameters, [size]);
      checkLength('stepInPlace', 'gradients', gradients, [size]);
      rule.step(parameters, gradients, buffers, settings, ++steps);
    },
    state: () => ({ steps, buffers: buffers.map((buffer) => buffer.slice()) }),
    restore(state) {
      const counted = checkState(state, buffers, size);
      buffers.forEach((buffer, n) => buffer.set(state.buffers[n]!)); // as many, says checkState
      steps = counted;
    },
  };
}

function checkConfig(config: OptimizerConfig): Required<OptimizerConfig> {
  const where = 'createOptimizer';
  checkObject(where, 'config', config);
  for (const name of Object.keys(config)) checkChoice(where, 'a setting', name, SETTINGS);
  const {
    kind,
    learningRate,
    momentum = 0.9,
    decay = 0.9,
    beta1 = 0.9,
    beta2 = 0.999,
    epsilon = 1e-8,
  } = config;
  checkChoice(where, 'kind', kind, Object.keys(RULES) as OptimizerKind[]);
  checkNumber(where, 'learningRate', learningRate, Number.MIN_VALUE);
  checkNumber(where, 'epsilon', epsilon, Number.MIN_VALUE);
  const shares = { momentum, decay, beta1, beta2 };
  for (const [name, share] of Object.entries(shares)) checkNumber(where, name, share, 0, 1 - Number.EPSILON);
  return { kind, learningRate, epsilon, ...shares };
}

function checkState(state: OptimizerState, buffers: readonly Float64Array[], size: number): number {
  const where = 'restore';
  checkObject(where, 'state', state);
  const given: unknown = state.buffers;
  if (!Array.isArray(given) || given.length !== buffers.length) {
    throw new RangeError(`${where}: buffers are not a list of ${buffers.length}, as this optimizer keeps`);
  }
  given.forEach((buffer: unknown, n) => {
    if (!(buffer instanceof Float64Array) || buffer.length !== size || !buffer.every(Number.isFinite)) {
      throw new RangeError(`${where}: buffers[${n}] is not a Float64Array of ${size} finite numbers`);
    }
  });
  return checkInteger(where, 'steps', state.steps, 0, Number.MAX_SAFE_INTEGER);
}
