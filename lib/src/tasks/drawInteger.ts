import type { NumpyRng } from '../core/mt19937';
import { integer, type Rng } from '../core/random';

/**
 * A whole number from [low, high): drawn as NumPy's `randint` where the source of chance is NumPy's, so that a
 * published run sees the same problems in the same order, and by `integer` from any other source.
 */
export function drawInteger(rng: Rng, low: number, high: number): number {
  return (rng as Partial<NumpyRng>).randint?.(low, high) ?? integer(rng, low, high);
}
