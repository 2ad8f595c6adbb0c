import type { Cell } from './createCell';
import type { CellWorkspace } from './workspace';
import type { ModelConfig } from './modelConfig';

/** The buffers of a model's pass over T steps of B sequences. */
export interface ModelWorkspace {
  readonly T: number;
  readonly B: number;
  /** The embedded input [T, B, D·E] and its gradient; empty where nothing is embedded. */
  readonly embedded: Float64Array;
  readonly dEmbedded: Float64Array;
  readonly cells: readonly CellWorkspace[];
  /** The gradient that reaches the outputs of each cell, [T, B, H]. */
  readonly dh: readonly Float64Array[];
  /** The outputs of the read-out, [T, B, K]. */
  readonly prediction: Float64Array;
  readonly dPrediction: Float64Array;
  /** The input of the last forward pass. */
  x: Float64Array;
}

/** How many steps of sequences, T·B of all pairs together, keep their buffers; beyond that only the last pair does. */
const MOST_ROWS = 2 ** 15;

/**
 * Makes the buffers of a model, once for each pair (T, B), so that a training step asks for none.
 *
 * @returns a function that gives the buffers for T steps of B sequences
 */
export function createWorkspaces(
  { inputSize, embedding, outputSize }: ModelConfig,
  cells: readonly Cell[],
): (T: number, B: number) => ModelWorkspace {
  const workspaces = new Map<string, ModelWorkspace>();
  const width = embedding ? inputSize * embedding.size : 0;
  let last: ModelWorkspace | undefined;
  let rows = 0;

  const make = (T: number, B: number): ModelWorkspace => ({
    T,
    B,
    embedded: new Float64Array(T * B * width),
    dEmbedded: new Float64Array(T * B * width),
    cells: cells.map((cell) => cell.createWorkspace(T, B)),
    dh: cells.map((cell) => new Float64Array(T * B * cell.hiddenSize)),
    prediction: new Float64Array(T * B * outputSize),
    dPrediction: new Float64Array(T * B * outputSize),
    x: new Float64Array(0),
  });

  return (T, B) => {
    if (last?.T === T && last.B === B) return last;
    const key = `${T},${B}`;
    const kept = workspaces.get(key);
    if (kept) return (last = kept);
    last = undefined; // so that its memory is free before more is asked for
    rows += T * B;
    if (rows > MOST_ROWS) {
      workspaces.clear();
      rows = T * B;
    }
    last = make(T, B);
    workspaces.set(key, last);
    return last;
  };
}
