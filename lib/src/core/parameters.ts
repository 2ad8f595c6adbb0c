import { checkObject, formatShape, sizeOf, zeros, type Shape } from './shape';

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
  const count = countParameters(shapes);
  const buffer = flat === undefined ? zeros('createParameters', [count]) : flat;
  if (!(buffer instanceof Float64Array) || buffer.length !== count) {
    const wanted = `a Float64Array of ${count} numbers for ${formatShapes(shapes)}`;
    throw new RangeError(`createParameters: flat has ${sizeIn(flat)}, expected ${wanted}`);
  }
  let start = 0;
  const windows = (Object.entries(shapes) as [Name, Shape][]).map(([name, shape]): [Name, Float64Array] => {
    const window = buffer.subarray(start, start + sizeOf('createParameters', shape));
    start += window.length;
    return [name, window];
  });
  const views = Object.fromEntries(windows) as Record<Name, Float64Array>; // a name is a name, even __proto__
  return { flat: buffer, shapes, views };
}

function sizeIn(flat: unknown): string {
  return flat instanceof Float64Array ? `${flat.length} numbers` : 'another type';
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
  checkObject('countParameters', 'shapes', shapes);
  return Object.values(shapes).reduce((sum, shape) => sum + sizeOf('countParameters', shape), 0);
}

/**
 * Checks that parameters are of the shapes that a layer wants.
 *
 * @param where - the function that asks
 * @param name - the argument's name
 * @param parameters - the value to check; those made with the layer's own `shapes` are fast to check
 * @param shapes - the layer's
 * @throws TypeError when they are no parameters, RangeError when a name or a shape differs
 * @example
 * import { checkParameters, createParameters } from 'carry';
 * checkParameters('Dense.forward', 'parameters', createParameters({ W: [2, 1] }), { W: [2, 1] });
 */
export function checkParameters(where: string, name: string, parameters: Parameters, shapes: Shapes): void {
  checkObject(where, name, parameters);
  checkObject(where, `${name}.shapes`, parameters.shapes);
  if (parameters.shapes === shapes || formatShapes(parameters.shapes) === formatShapes(shapes)) return;
  const [is, wanted] = [formatShapes(parameters.shapes), formatShapes(shapes)];
  throw new RangeError(`${where}: ${name} are ${is}, expected ${wanted}`);
}

function formatShapes(shapes: Shapes): string {
  return Object.entries<Shape>(shapes)
    .map(([name, shape]) => `${name} ${formatShape(shape)}`)
    .join(', ');
}
