import { countParameters, createParameters, type Parameters, type Shapes } from '../core/parameters';
import { checkArray, checkInteger, type Shape } from '../core/shape';
import type { ActivationName } from './activations';
import type { Cell, CellOptions, CellWorkspace } from './cell';
import { createCell, type CellConfig } from './createCell';
import { Dense } from './dense';
import { Embedding } from './embedding';

/** What a {@link SequenceModel} is made of: plain data, so that a checkpoint can hold it. */
export interface ModelConfig {
  /** D, the numbers (or symbols) of an input step. */
  readonly inputSize: number;
  /** Turns each input, a symbol, into `size` numbers; left out where inputs are numbers already. */
  readonly embedding?: { readonly symbols: number; readonly size: number };
  /** The recurrent cells, the lowest first; each reads the outputs of the one below. At least one. */
  readonly cells: readonly CellConfig[];
  /** K, the numbers of an output step. */
  readonly outputSize: number;
  /** The activation of the read-out, linear if left out. */
  readonly outputActivation?: ActivationName;
  /** Whether the read-out has a bias; it has one if left out. */
  readonly outputBias?: boolean;
}

/** What {@link SequenceModel.forward} may be given beside its input. */
export interface ForwardOptions {
  /** 1 for a step that counts, 0 for padding, [T, B]. */
  readonly mask?: Float64Array;
  /** The state before the first step, one array [B, stateSize] for each cell; zeros if left out. */
  readonly initialStates?: readonly Float64Array[];
  /** Noise on the state of the lowest cell after each step, [T, B, H] (RNN only). */
  readonly noise?: Float64Array;
}

interface Workspace {
  readonly T: number;
  readonly B: number;
  readonly embedded: Float64Array | undefined;
  readonly dEmbedded: Float64Array | undefined;
  readonly cells: readonly CellWorkspace[];
  readonly dh: readonly Float64Array[];
  readonly prediction: Float64Array;
  x: Float64Array;
}

/** How many pairs (T, B) keep their buffers; beyond that all are made anew. */
const MOST_WORKSPACES = 64;

/**
 * Embedding (optional) → stacked recurrent cells → dense read-out, the same at every step. It owns its
 * parameters, their gradients and the buffers of the last forward pass.
 *
 * @example
 * import { SequenceModel } from 'carry';
 * const model = new SequenceModel({
 *   inputSize: 2,
 *   cells: [{ kind: 'rnn', hiddenSize: 16, activation: 'sigmoid', bias: false }],
 *   outputSize: 1,
 *   outputActivation: 'sigmoid',
 *   outputBias: false,
 * });
 * model.parameters.flat.length; // → 304
 */
export class SequenceModel {
  readonly config: ModelConfig;
  /** All weights, zero at first: names like `cell0.W_xh` and `readOut.W`. See `initializeInPlace`. */
  readonly parameters: Parameters;
  /** The gradients of the last backward pass, in the same layout. */
  readonly gradients: Parameters;
  /** The recurrent cells, the lowest first. */
  readonly cells: readonly Cell[];
  private readonly embedding: Embedding | undefined;
  private readonly readOut: Dense;
  private readonly layers: ReadonlyMap<
    string,
    { readonly parameters: Parameters; readonly gradients: Parameters }
  >;
  private readonly workspaces = new Map<string, Workspace>();
  private last: Workspace | undefined;

  /**
   * @param config - sizes and kinds; it is copied
   * @throws RangeError when a size is not a positive whole number, a kind is unknown or there is no cell
   */
  constructor(config: ModelConfig) {
    this.config = structuredClone(config);
    const { embedding, cells, outputSize, outputActivation = 'linear', outputBias = true } = this.config;
    checkInteger('SequenceModel', 'inputSize', config.inputSize);
    checkInteger('SequenceModel', 'the number of cells', cells.length, 1, 64);
    this.embedding = embedding && new Embedding(embedding);
    let width = config.inputSize * (embedding?.size ?? 1);
    this.cells = cells.map((cell) => {
      const made = createCell(cell, width);
      width = made.hiddenSize;
      return made;
    });
    this.readOut = new Dense({
      inputSize: width,
      outputSize,
      activation: outputActivation,
      bias: outputBias,
    });

    const parts: [string, Shapes][] = [
      ...(this.embedding ? [['embedding', this.embedding.shapes] as [string, Shapes]] : []),
      ...this.cells.map((cell, n): [string, Shapes] => [`cell${n}`, cell.shapes]),
      ['readOut', this.readOut.shapes],
    ];
    const shapes = joinShapes(parts);
    this.parameters = createParameters(shapes);
    this.gradients = createParameters(shapes);
    this.layers = splitLayers(parts, this.parameters.flat, this.gradients.flat);
  }

  /** The parameters of one part, `embedding`, `cell0`, `cell1` … or `readOut`, under their short names. */
  parametersOf(part: string): Parameters {
    return this.layer(part).parameters;
  }

  /**
   * Runs the model.
   *
   * @param x - [T, B, D]; not copied, so it must stay as it is until `backward`
   * @param T - the number of steps
   * @param B - the number of sequences
   * @param options - mask, initial states, noise
   * @returns the predictions [T, B, K], in a buffer of the model's that the next pass overwrites
   * @throws RangeError when x has another length or holds NaN or infinity
   */
  forward(x: Float64Array, T: number, B: number, options: ForwardOptions = {}): Float64Array {
    const where = 'SequenceModel.forward';
    checkArray(where, 'x', x, [T, B, this.config.inputSize]);
    if (options.mask) checkArray(where, 'mask', options.mask, [T, B]);
    const w = this.workspace(T, B);
    w.x = x;
    let input = x;
    if (this.embedding && w.embedded) {
      this.embedding.forward(this.layer('embedding').parameters, x, w.embedded);
      input = w.embedded;
    }
    for (const [n, cell] of this.cells.entries()) {
      const cellWorkspace = w.cells[n]!; // one for each cell, here and below
      cell.forward(this.layer(`cell${n}`).parameters, input, cellWorkspace, this.cellOptions(n, w, options));
      input = cellWorkspace.h.all;
    }
    this.readOut.forward(this.layer('readOut').parameters, input, w.prediction);
    this.last = w;
    return w.prediction;
  }

  /**
   * Backpropagation through the last forward pass.
   *
   * @param dPrediction - [T, B, K], the gradient of the loss with respect to the predictions; overwritten
   * @returns the gradients, the model's own, overwritten by each call
   * @throws Error when there was no forward pass
   */
  backward(dPrediction: Float64Array): Parameters {
    const w = this.last;
    if (!w) throw new Error('SequenceModel.backward: called before forward, expected a forward pass first');
    checkArray('SequenceModel.backward', 'dPrediction', dPrediction, [w.T, w.B, this.config.outputSize]);
    this.gradients.flat.fill(0);
    const top = this.cells.length - 1;
    for (const dh of w.dh) dh.fill(0);
    const readOut = this.layer('readOut');
    this.readOut.backward(
      readOut.parameters,
      w.cells[top]!.h.all,
      w.prediction,
      dPrediction,
      readOut.gradients,
      w.dh[top],
    );
    for (let n = top; n >= 0; n--) {
      const { parameters, gradients } = this.layer(`cell${n}`);
      const below = n > 0 ? w.cells[n - 1]!.h.all : (w.embedded ?? w.x);
      const dBelow = n > 0 ? w.dh[n - 1] : w.dEmbedded?.fill(0);
      this.cells[n]!.backward(parameters, below, w.dh[n]!, w.cells[n]!, gradients, dBelow);
    }
    if (this.embedding && w.dEmbedded) {
      this.embedding.backward(w.x, w.dEmbedded, this.layer('embedding').gradients);
    }
    return this.gradients;
  }

  /** The workspaces of the cells in the last forward pass: hidden states and gates, to look at. */
  cellWorkspaces(): readonly CellWorkspace[] {
    if (!this.last) throw new Error('SequenceModel.cellWorkspaces: expected a forward pass first');
    return this.last.cells;
  }

  /** The states after the last step of the last forward pass, fresh copies, to go on from. */
  finalStates(): Float64Array[] {
    return this.cellWorkspaces().map(({ finalState }) => finalState.slice());
  }

  private cellOptions(n: number, w: Workspace, options: ForwardOptions): CellOptions {
    const initialState = options.initialStates?.[n];
    if (initialState) {
      const shape: Shape = [w.B, this.cells[n]!.stateSize];
      checkArray('SequenceModel.forward', `initialStates[${n}]`, initialState, shape);
    }
    return {
      ...(initialState ? { initialState } : {}),
      ...(options.mask ? { mask: options.mask } : {}),
      ...(n === 0 && options.noise ? { noise: options.noise } : {}),
    };
  }

  private layer(part: string): { readonly parameters: Parameters; readonly gradients: Parameters } {
    const layer = this.layers.get(part);
    if (layer) return layer;
    throw new RangeError(
      `SequenceModel: no part ${part}, expected one of ${[...this.layers.keys()].join(', ')}`,
    );
  }

  private workspace(T: number, B: number): Workspace {
    const key = `${T},${B}`;
    const known = this.workspaces.get(key);
    if (known) return known;
    if (this.workspaces.size >= MOST_WORKSPACES) this.workspaces.clear();
    const width = this.embedding && this.config.inputSize * this.embedding.size;
    const made: Workspace = {
      T,
      B,
      embedded: width ? new Float64Array(T * B * width) : undefined,
      dEmbedded: width ? new Float64Array(T * B * width) : undefined,
      cells: this.cells.map((cell) => cell.createWorkspace(T, B)),
      dh: this.cells.map((cell) => new Float64Array(T * B * cell.hiddenSize)),
      prediction: new Float64Array(T * B * this.config.outputSize),
      x: new Float64Array(0),
    };
    this.workspaces.set(key, made);
    return made;
  }
}

function joinShapes(parts: readonly [string, Shapes][]): Record<string, Shape> {
  return Object.fromEntries(
    parts.flatMap(([part, shapes]) =>
      Object.entries(shapes).map(([name, shape]): [string, Shape] => [`${part}.${name}`, shape]),
    ),
  );
}

/** Gives each part its windows on the two flat buffers, under its own short names. */
function splitLayers(
  parts: readonly [string, Shapes][],
  flat: Float64Array,
  dFlat: Float64Array,
): Map<string, { parameters: Parameters; gradients: Parameters }> {
  const layers = new Map<string, { parameters: Parameters; gradients: Parameters }>();
  let start = 0;
  for (const [part, shapes] of parts) {
    const end = start + countParameters(shapes);
    layers.set(part, {
      parameters: createParameters(shapes, flat.subarray(start, end)),
      gradients: createParameters(shapes, dFlat.subarray(start, end)),
    });
    start = end;
  }
  return layers;
}
