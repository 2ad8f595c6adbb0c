import { integer, type Rng } from '../core/random';
import type { SequenceModel } from '../neural/sequenceModel';
import { askAll, pick, zeroStates, type States } from './advance';

/** How many steps a random run goes on before another one starts. */
const RUN = 30;

/**
 * Hidden states along random runs.
 *
 * @param model - any network
 * @param inputs - the vectors that can be read
 * @param samples - how many states
 * @param rng - the source of chance
 * @returns the states of so many copies; the first is the one at the start
 */
export function sampleStates(
  model: SequenceModel,
  inputs: readonly (readonly number[])[],
  samples: number,
  rng: Rng,
): States {
  const B = Math.ceil(samples / RUN);
  const parts: States[] = [zeroStates(model, B)];
  for (let t = 1; t < RUN; t++) {
    const asked = askAll(model, parts[t - 1]!, B, inputs); // one was added at each step
    const chosen = Array.from({ length: B }, (_, b) => b * inputs.length + integer(rng, 0, inputs.length));
    parts.push(pick(asked.states, B * inputs.length, chosen));
  }
  const all = model.cells.map((_, n) => Float64Array.from(parts.flatMap((part) => Array.from(part[n]!))));
  return pick(
    all,
    B * RUN,
    Array.from({ length: samples }, (_, n) => n),
  );
}

/**
 * One vector for each copy, the states of all its cells side by side.
 *
 * @param states - the states of B copies
 * @param B - how many there are
 * @returns B fresh vectors
 */
export function rowsOf(states: States, B: number): Float64Array[] {
  return Array.from({ length: B }, (_, b) =>
    Float64Array.from(pick(states, B, [b]).flatMap((state) => Array.from(state))),
  );
}
