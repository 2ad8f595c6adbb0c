import { power } from '../core/elementary';
import { checkChoice, checkInteger, checkLength, checkNumber, checkObject, onlyGiven } from '../core/shape';

/** The optimizers of the course. */
export type OptimizerKind = 'sgd' | 'momentum' | 'nesterov' | 'rmsProp' | 'adam';

/** An optimizer as plain data. */
export interface OptimizerConfig {
  readonly kind: OptimizerKind;
  /** η, the length of a step: positive. */
  readonly learningRate: number;
  /** μ of momentum and nesterov, from [0, 1); .9 if left out. */
  readonly momentum?: number;
  /** ρ of rmsProp, from [0, 1); .9 if left out. */
  readonly decay?: number;
  /** β₁ of adam, from [0, 1); .9 if left out. */
  readonly beta1?: number;
  /** β₂ of adam, from [0, 1); .999 if left out. */
  readonly beta2?: number;
  /** ε of rmsProp and adam, positive; 1e-8 if left out. */
  readonly epsilon?: number;
}

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
 * @throws RangeError when the kind is unknown, or a setting is out of its range or not one of that kind's
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
  const rule = RULES[config.kind];
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

function checkConfig(config: OptimizerConfig): Settings {
  const where = 'createOptimizer';
  checkObject(where, 'config', config);
  const { kind, ...given } = config;
  checkChoice(where, 'kind', kind, Object.keys(RULES) as OptimizerKind[]);
  const presets = { learningRate: undefined, ...RULES[kind].presets };
  for (const name of Object.keys(given))
    checkChoice(where, `a setting of ${kind}`, name, Object.keys(presets));
  const settings = Object.entries({ ...presets, ...onlyGiven(given) }).map(([name, value]) => {
    const [least, most] = name === 'learningRate' || name === 'epsilon' ? POSITIVE : SHARE;
    return [name, checkNumber(where, name, value, least, most)];
  });
  return Object.fromEntries(settings) as Settings; // as far as this kind has them
}

const POSITIVE = [Number.MIN_VALUE, Infinity] as const;
const SHARE = [0, 1 - Number.EPSILON] as const;

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

/** One step of an optimizer, number `n` from 1: p the parameters, g the gradients, s the running averages. */
type Rule = (p: Float64Array, g: Float64Array, s: readonly Float64Array[], c: Settings, n: number) => void;
type Settings = Omit<Required<OptimizerConfig>, 'kind'>;

// The `!` of the rules: all arrays have one length, and each rule has the buffers that it is listed with.
/** What each kind may be given beside the learning rate, how many averages it keeps, and what it does. */
const RULES: Readonly<
  Record<
    OptimizerKind,
    { readonly presets: Partial<Settings>; readonly buffers: number; readonly step: Rule }
  >
> = {
  sgd: {
    presets: {},
    buffers: 0,
    step(p, g, _s, { learningRate }) {
      for (let i = 0; i < p.length; i++) p[i]! -= learningRate * g[i]!;
    },
  },
  momentum: {
    presets: { momentum: 0.9 },
    buffers: 1,
    step(p, g, [v], { learningRate, momentum }) {
      for (let i = 0; i < p.length; i++) {
        v![i] = momentum * v![i]! + g[i]!;
        p[i]! -= learningRate * v![i]!;
      }
    },
  },
  nesterov: {
    presets: { momentum: 0.9 },
    buffers: 1,
    step(p, g, [v], { learningRate, momentum }) {
      for (let i = 0; i < p.length; i++) {
        v![i] = momentum * v![i]! + g[i]!;
        p[i]! -= learningRate * (g[i]! + momentum * v![i]!);
      }
    },
  },
  rmsProp: {
    presets: { decay: 0.9, epsilon: 1e-8 },
    buffers: 1,
    step(p, g, [s], { learningRate, decay, epsilon }) {
      for (let i = 0; i < p.length; i++) {
        s![i] = decay * s![i]! + (1 - decay) * g[i]! * g[i]!;
        p[i]! -= (learningRate * g[i]!) / (Math.sqrt(s![i]!) + epsilon);
      }
    },
  },
  adam: {
    presets: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 },
    buffers: 2,
    step(p, g, [m, v], { learningRate, beta1, beta2, epsilon }, n) {
      const mScale = learningRate / (1 - power(beta1, n)); // m and v start at 0, which makes them too small at first
      const vScale = 1 / (1 - power(beta2, n));
      for (let i = 0; i < p.length; i++) {
        m![i] = beta1 * m![i]! + (1 - beta1) * g[i]!;
        v![i] = beta2 * v![i]! + (1 - beta2) * g[i]! * g[i]!;
        p[i]! -= (mScale * m![i]!) / (Math.sqrt(vScale * v![i]!) + epsilon);
      }
    },
  },
};
