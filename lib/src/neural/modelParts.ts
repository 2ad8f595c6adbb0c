import { countParameters, createParameters, type Parameters, type Shapes } from '../core/parameters';
import type { Shape } from '../core/shape';

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
  const named = layers.flatMap(([part, own]) =>
    Object.entries<Shape>(own).map(([name, shape]) => [`${part}.${name}`, shape] as const),
  );
  const shapes: Shapes = Object.fromEntries(named);
  const [parameters, gradients] = [createParameters(shapes), createParameters(shapes)];
  let start = 0;
  const parts = layers.map(([part, own]): [string, ModelPart] => {
    const end = start + countParameters(own);
    const windowOn = ({ flat }: Parameters): Parameters => createParameters(own, flat.subarray(start, end));
    const windows = { parameters: windowOn(parameters), gradients: windowOn(gradients) };
    start = end;
    return [part, windows];
  });
  return { parameters, gradients, parts: new Map(parts) };
}
