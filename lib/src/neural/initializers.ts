import type { Parameters } from '../core/parameters';
import { checkRng, normal, uniform, type Rng } from '../core/random';
import { checkNumber, checkObject, formatShape, sizeOf, type Shape } from '../core/shape';

/** A way to choose the first values of a weight. */
export interface Initializer {
  /** Overwrites `out`, a weight of the given shape. */
  fillInPlace(rng: Rng, shape: Shape, out: Float64Array): void;
}

/** Chooses an {@link Initializer} for the weight of a name and shape. */
export type InitializerChoice = (name: string, shape: Shape) => Initializer;

/** Fills a weight number by number. */
const each = (draw: (rng: Rng) => number): Initializer => ({
  fillInPlace(rng, _shape, out) {
    for (let i = 0; i < out.length; i++) out[i] = draw(rng);
  },
});

/** Draws every number from ± a bound that depends on the weight's shape. */
const within = (boundOf: (rows: number, columns: number) => number): Initializer => ({
  fillInPlace(rng, shape, out) {
    const bound = boundOf(...fans(shape));
    each(() => uniform(rng, -bound, bound)).fillInPlace(rng, shape, out);
  },
});

/** Rows and columns as fan-in and fan-out; a bias [n] counts as n and n. */
function fans(shape: Shape): [number, number] {
  const columns = shape.at(-1) ?? 1;
  return [shape.length > 1 ? sizeOf('initializers', shape) / columns : columns, columns];
}

/**
 * The usual first values, by name. Each makes an {@link Initializer}:
 *
 * - `zeros()` and `constant(value)`
 * - `uniform(low, high)`: each number from [low, high)
 * - `normal(deviation)`: each number from the normal distribution around 0
 * - `inverseSqrt()`: from ±1/√n for a weight with n rows, the first choice of seed 003
 * - `glorotUniform()`: from ±√(6/(rows + columns))
 * - `orthogonal(gain = 1)`: rows (or columns, whichever are fewer) at right angles and of length `gain`
 * - `forgetGate(value = 1)`: an LSTM's bias [4H], 0 but for the forget gate's quarter
 *
 * Source: Glorot and Bengio (2010); Saxe et al. (2014) for orthogonal; Jozefowicz et al. (2015) for the forget gate.
 * @example
 * import { createRng, initializers } from 'carry';
 * const b_h = new Float64Array(4); // of one LSTM unit
 * initializers.forgetGate().fillInPlace(createRng(1), [4], b_h);
 * Array.from(b_h); // → [0,1,0,0]
 */
export const initializers = {
  zeros: (): Initializer => initializers.constant(0),

  constant(value: number): Initializer {
    checkNumber('constant', 'value', value);
    return each(() => value);
  },

  uniform(low: number, high: number): Initializer {
    checkNumber('uniform', 'low', low);
    checkNumber('uniform', 'high', high, low);
    return each((rng) => uniform(rng, low, high));
  },

  normal(deviation: number): Initializer {
    checkNumber('normal', 'deviation', deviation, 0);
    return each((rng) => normal(rng, 0, deviation));
  },

  inverseSqrt: (): Initializer => within((rows) => 1 / Math.sqrt(rows)),

  glorotUniform: (): Initializer => within((rows, columns) => Math.sqrt(6 / (rows + columns))),

  orthogonal(gain = 1): Initializer {
    checkNumber('orthogonal', 'gain', gain);
    return { fillInPlace: (rng, shape, out) => orthogonalFill(rng, shape, out, gain) };
  },

  forgetGate(value = 1): Initializer {
    checkNumber('forgetGate', 'value', value);
    return {
      fillInPlace: (_rng, shape, out) => {
        const H = out.length / 4;
        if (shape.length !== 1 || !Number.isInteger(H)) {
          throw new RangeError(`forgetGate: shape is ${formatShape(shape)}, expected a bias [4H]`);
        }
        out.fill(0);
        out.fill(value, H, 2 * H); // the gates lie in the order i, f, g, o
      },
    };
  },
};

/**
 * Normal numbers, made orthogonal one vector after the other (Gram and Schmidt, twice for accuracy): every
 * orientation is equally likely. A 1 × 1 matrix becomes +gain or −gain with equal chance.
 */
function orthogonalFill(rng: Rng, shape: Shape, out: Float64Array, gain: number): void {
  const [rows, columns] = fans(shape);
  const wide = rows <= columns; // then the rows are made orthogonal, else the columns
  const [count, length] = wide ? [rows, columns] : [columns, rows];
  const vectors = Array.from({ length: count }, () => Float64Array.from({ length }, () => normal(rng)));
  vectors.forEach((v, n) => {
    for (let pass = 0; pass < 2; pass++) {
      for (const u of vectors.slice(0, n)) addScaledInPlace(v, u, -dotProduct(v, u));
      const norm = Math.sqrt(dotProduct(v, v));
      for (let i = 0; i < length; i++) v[i]! /= norm;
    }
    for (let i = 0; i < length; i++) out[wide ? n * columns + i : i * columns + n] = gain * v[i]!;
  });
}

// The `!` above and below: i is below the length of both.
function dotProduct(u: Float64Array, v: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < u.length; i++) sum += u[i]! * v[i]!;
  return sum;
}

function addScaledInPlace(v: Float64Array, u: Float64Array, scale: number): void {
  for (let i = 0; i < v.length; i++) v[i]! += scale * u[i]!;
}

/**
 * Gives every weight its first value, in the order in which they lie in the buffer.
 *
 * @param parameters - overwritten
 * @param rng - the source of chance
 * @param choose - one initializer for all, or a function that picks one by the weight's name and shape
 * @throws RangeError when an initializer does not fit a weight's shape
 * @example
 * import { createParameters, createRng, initializeInPlace, initializers } from 'carry';
 * const p = createParameters({ W: [2, 1], b: [1] });
 * initializeInPlace(p, createRng(1), (name) => initializers.constant(name === 'b' ? 0 : 3));
 * Array.from(p.flat); // → [3,3,0]
 */
export function initializeInPlace(
  parameters: Parameters,
  rng: Rng,
  choose: Initializer | InitializerChoice,
): void {
  checkObject('initializeInPlace', 'parameters', parameters);
  checkRng('initializeInPlace', rng);
  for (const [name, view] of Object.entries(parameters.views)) {
    const shape = parameters.shapes[name]!; // views and shapes have the same names
    const initializer = typeof choose === 'function' ? choose(name, shape) : choose;
    if (typeof initializer?.fillInPlace !== 'function') {
      throw new TypeError(`initializeInPlace: no initializer for ${name}, expected one of initializers`);
    }
    initializer.fillInPlace(rng, shape, view);
  }
}
