import { formatShape, sizeOf, type Shape } from './shape';

/** Names of weights with their shapes, in the order in which they lie in the buffer. */
export type Shapes = Readonly<Record<string, Shape>>;

/**
 * The weights of a layer or a model: all numbers in one flat buffer, with a named window on it for each
 * weight. An optimizer, a checkpoint or a gradient check is then one loop over `flat`, while a formula reads
 * `views.W_xh`. Gradients are kept in the same form.
 */
export interface Parameters<Name extends string = string> {
  /** All numbers, one weight after the other, each row-major. */
  readonly flat: Float64Array;
  /** The shape of each weight. */
  readonly shapes: Readonly<Record<Name, Shape>>;
  /** A window on `flat` for each weight: writing to one changes the other. */
  readonly views: Readonly<Record<Name, Float64Array>>;
}

/**
 * Lays out weights in one buffer.
 *
 * @param shapes - the name and shape of each weight
 * @param flat - the buffer to use, as long as the shapes ask for; a fresh one of zeros if left out
 * @returns the parameters, with windows on `flat`
 * @throws RangeError when a size is not a positive whole number or the buffer has another length
 * @example
 * import { createParameters } from 'carry';
 * const p = createParameters({ W: [2, 3], b: [3] });
 * p.views.b[0] = 7;
 * p.flat[6]; // → 7
 */
export function createParameters<Name extends string>(
  shapes: Readonly<Record<Name, Shape>>,
  flat?: Float64Array,
): Parameters<Name> {
  const where = 'createParameters';
  const buffer = flat ?? new Float64Array(countParameters(shapes));
  const views = {} as Record<Name, Float64Array>;
  let start = 0;
  for (const name of Object.keys(shapes) as Name[]) {
    const end = start + sizeOf(where, shapes[name]);
    views[name] = buffer.subarray(start, end);
    start = end;
  }
  if (buffer.length !== start) {
    const wanted = Object.entries<Shape>(shapes).map(([name, shape]) => `${name} ${formatShape(shape)}`);
    throw new RangeError(
      `${where}: flat has ${buffer.length} numbers, expected ${start} for ${wanted.join(', ')}`,
    );
  }
  return { flat: buffer, shapes, views };
}

/**
 * Counts the numbers that weights of these shapes hold.
 *
 * @param shapes - the name and shape of each weight
 * @returns the sum of the products of the sizes
 * @throws RangeError when a size is not a positive whole number
 * @example
 * import { countParameters } from 'carry';
 * countParameters({ W_xh: [1, 64], W_hh: [64, 64], b_h: [64] }); // → 4224
 */
export function countParameters(shapes: Shapes): number {
  return Object.values(shapes).reduce((sum, shape) => sum + sizeOf('countParameters', shape), 0);
}
