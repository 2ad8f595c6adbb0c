import { countParameters, createParameters, type Parameters, type Shapes } from '../core/parameters';
import { checkList, checkObject, type Shape } from '../core/shape';

/** Windows on a part of a model's parameters and gradients, under the part's own short names. */
export interface ModelPart {
  readonly parameters: Parameters;
  readonly gradients: Parameters;
}

/** All weights of a model, and its parts by name. */
export interface ModelParts extends ModelPart {
  readonly parts: ReadonlyMap<string, ModelPart>;
}

/**
 * Lays out the weights of a model's parts, one after the other, in one buffer for the parameters and one for
 * the gradients. As a whole they have names like `cell0.W_xh`.
 *
 * @param layers - the name and the shapes of each part, in order
 * @returns fresh buffers of zeros with all the windows on them
 * @throws RangeError when a size is not a positive whole number
 * @example
 * import { createModelParts } from 'carry';
 * const { parameters, parts } = createModelParts([['readOut', { W: [2, 1], b: [1] }]]);
 * parts.get('readOut')?.parameters.views.b?.fill(7);
 * Array.from(parameters.flat); // → [0,0,7]
 */
export function createModelParts(layers: readonly (readonly [name: string, shapes: Shapes])[]): ModelParts {
  checkList('createModelParts', 'layers', layers);
  for (const [part, shapesOfPart] of layers)
    checkObject('createModelParts', `shapes of ${part}`, shapesOfPart);
  const shapes: Shapes = Object.fromEntries(
    layers.flatMap(([part, shapesOfPart]) =>
      Object.entries<Shape>(shapesOfPart).map(([name, shape]) => [`${part}.${name}`, shape]),
    ),
  );
  const parameters = createParameters(shapes);
  const gradients = createParameters(shapes);
  const parts = new Map<string, ModelPart>();
  let start = 0;
  for (const [part, shapesOfPart] of layers) {
    const end = start + countParameters(shapesOfPart);
    parts.set(part, {
      parameters: createParameters(shapesOfPart, parameters.flat.subarray(start, end)),
      gradients: createParameters(shapesOfPart, gradients.flat.subarray(start, end)),
    });
    start = end;
  }
  return { parameters, gradients, parts };
}
