import type { SequenceModel } from '../neural/sequenceModel';

/** What many copies of a network remember: one array [B, stateSize] for each cell. */
export type States = readonly Float64Array[];

/**
 * The states before the first step: zeros.
 *
 * @param model - the network
 * @param B - how many copies
 * @returns fresh states
 */
export function zeroStates(model: SequenceModel, B: number): Float64Array[] {
  return model.cells.map((cell) => new Float64Array(B * cell.stateSize));
}

/**
 * Lets each of B copies of a network read every input once.
 *
 * @param model - the network
 * @param states - where the copies stand
 * @param B - how many copies
 * @param inputs - the I vectors that can be read
 * @returns the predictions [B · I, K] and the states after the step, copy by copy and input by input; fresh
 */
export function askAll(
  model: SequenceModel,
  states: States,
  B: number,
  inputs: readonly (readonly number[])[],
): { prediction: Float64Array; states: Float64Array[] } {
  const I = inputs.length;
  const D = model.config.inputSize;
  const x = new Float64Array(B * I * D);
  const initialStates = states.map((state) => new Float64Array(state.length * I));
  for (let b = 0; b < B; b++) {
    inputs.forEach((vector, i) => {
      x.set(vector, (b * I + i) * D);
      states.forEach((state, n) => {
        const size = state.length / B;
        initialStates[n]!.set(state.subarray(b * size, (b + 1) * size), (b * I + i) * size); // one a cell
      });
    });
  }
  const prediction = model.forward({ x, T: 1, B: B * I }, { initialStates });
  return { prediction, states: model.finalStates() };
}

/**
 * Picks some of many copies.
 *
 * @param states - the states of B copies
 * @param B - how many there are
 * @param chosen - the numbers of those to keep, in their new order
 * @returns fresh states
 */
export function pick(states: States, B: number, chosen: readonly number[]): Float64Array[] {
  return states.map((state) => {
    const size = state.length / B;
    const kept = new Float64Array(chosen.length * size);
    chosen.forEach((b, n) => kept.set(state.subarray(b * size, (b + 1) * size), n * size));
    return kept;
  });
}
