import { power } from '../core/elementary';

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

/** The names of the settings. */
export const SETTINGS: readonly (keyof OptimizerConfig)[] = [
  'kind',
  'learningRate',
  'momentum',
  'decay',
  'beta1',
  'beta2',
  'epsilon',
];

/** One step of an optimizer, number `n` from 1: p the parameters, g the gradients, s the running averages. */
type Rule = (p: Float64Array, g: Float64Array, s: readonly Float64Array[], c: Settings, n: number) => void;
type Settings = Required<OptimizerConfig>;

// The `!` of the rules: all arrays have one length, and each rule has the buffers that it is listed with.
/** What each kind keeps and does: see `createOptimizer` for the formulas. */
export const RULES: Readonly<Record<OptimizerKind, { readonly buffers: number; readonly step: Rule }>> = {
  sgd: {
    buffers: 0,
    step(p, g, _s, { learningRate }) {
      for (let i = 0; i < p.length; i++) p[i]! -= learningRate * g[i]!;
    },
  },
  momentum: {
    buffers: 1,
    step(p, g, [v], { learningRate, momentum }) {
      for (let i = 0; i < p.length; i++) {
        v![i] = momentum * v![i]! + g[i]!;
        p[i]! -= learningRate * v![i]!;
      }
    },
  },
  nesterov: {
    buffers: 1,
    step(p, g, [v], { learningRate, momentum }) {
      for (let i = 0; i < p.length; i++) {
        v![i] = momentum * v![i]! + g[i]!;
        p[i]! -= learningRate * (g[i]! + momentum * v![i]!);
      }
    },
  },
  rmsProp: {
    buffers: 1,
    step(p, g, [s], { learningRate, decay, epsilon }) {
      for (let i = 0; i < p.length; i++) {
        s![i] = decay * s![i]! + (1 - decay) * g[i]! * g[i]!;
        p[i]! -= (learningRate * g[i]!) / (Math.sqrt(s![i]!) + epsilon);
      }
    },
  },
  adam: {
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
