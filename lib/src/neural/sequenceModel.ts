import type { Parameters } from '../core/parameters';
import type { Input } from '../core/sequence';
import { checkArray, checkObject } from '../core/shape';
import { createCell, type Cell } from './createCell';
import { Dense } from './dense';
import { Embedding } from './embedding';
import { cellOptions, checkForwardOptions, type ForwardOptions } from './forwardOptions';
import { checkModelConfig, type ModelConfig } from './modelConfig';
import { createModelParts, type ModelPart } from './modelParts';
import { createWorkspaces, type ModelWorkspace } from './modelWorkspace';
import type { CellWorkspace } from './workspace';
import { checkMask } from './rows';

export type { ForwardOptions } from './forwardOptions';
export type { ModelConfig } from './modelConfig';

/** A layer with its own windows on the model's parameters and gradients. */
interface Part<Layer> extends ModelPart {
  readonly layer: Layer;
}

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
  private readonly parts: ReadonlyMap<string, ModelPart>;
  private readonly embedding: Part<Embedding> | undefined;
  private readonly stack: readonly Part<Cell>[];
  private readonly readOut: Part<Dense>;
  private readonly workspaceFor: (T: number, B: number) => ModelWorkspace;
  private last: ModelWorkspace | undefined; // of the last forward pass

  /**
   * @param config - sizes and kinds; it is copied
   * @throws TypeError or RangeError when it is not a model's: see `checkModelConfig`
   */
  constructor(config: ModelConfig) {
    this.config = checkModelConfig(config);
    const { inputSize, embedding, cells, outputSize, outputActivation, outputBias } = this.config;
    const table = embedding && new Embedding(embedding);
    let width = inputSize * (embedding?.size ?? 1);
    this.cells = cells.map((cell) => {
      const made = createCell(cell, width);
      width = made.hiddenSize;
      return made;
    });
    const readOut = new Dense({
      inputSize: width,
      outputSize,
      ...(outputActivation === undefined ? {} : { activation: outputActivation }),
      ...(outputBias === undefined ? {} : { bias: outputBias }),
    });

    const { parameters, gradients, parts } = createModelParts([
      ...(table ? [['embedding', table.shapes] as const] : []),
      ...this.cells.map(({ shapes }, n) => [`cell${n}`, shapes] as const),
      ['readOut', readOut.shapes],
    ]);
    this.parameters = parameters;
    this.gradients = gradients;
    this.parts = parts;
    this.embedding = table && { layer: table, ...this.part('embedding') };
    this.stack = this.cells.map((layer, n) => ({ layer, ...this.part(`cell${n}`) }));
    this.readOut = { layer: readOut, ...this.part('readOut') };
    this.workspaceFor = createWorkspaces(this.config, this.cells);
  }

  /**
   * The parameters of one part under their short names, windows on the model's own.
   *
   * @param part - `embedding`, `cell0`, `cell1` … or `readOut`
   * @returns the parameters, not copied
   * @throws RangeError when the model has no such part
   */
  parametersOf(part: string): Parameters {
    return this.part(part).parameters;
  }

  /**
   * Runs the model.
   *
   * @param batch - x [T, B, D], T, B and, where sequences differ in length, a mask [T, B]; x and the mask are
   *   not copied, so they must stay as they are until `backward`
   * @param options - initial states, noise
   * @returns the predictions [T, B, K], fresh
   * @throws TypeError or RangeError when x, the mask or an option has another shape or holds NaN or infinity,
   *   when a symbol is none, or when a mask is neither 0 nor 1
   */
  forward(batch: Input, options: ForwardOptions = {}): Float64Array {
    const where = 'SequenceModel.forward';
    checkObject(where, 'batch', batch);
    const { x, T, B, mask } = batch;
    checkArray(where, 'x', x, [T, B, this.config.inputSize]);
    if (mask !== undefined) checkMask(where, mask, [T, B]);
    checkForwardOptions(where, options, this.cells, T, B);
    const w = this.workspaceFor(T, B);
    this.last = undefined; // until this pass is through
    w.x = x;
    let input = x;
    if (this.embedding) {
      const { layer, parameters } = this.embedding;
      layer.forward(parameters, x, w.embedded);
      input = w.embedded;
    }
    for (let n = 0; n < this.stack.length; n++) {
      const { layer, parameters } = this.stack[n]!; // the `!` here and below: one for each cell
      layer.forward(parameters, input, w.cells[n]!, cellOptions(n, mask, options));
      input = w.cells[n]!.h.all;
    }
    this.readOut.layer.forward(this.readOut.parameters, input, w.prediction);
    this.last = w;
    return w.prediction.slice();
  }

  /**
   * Backpropagation through the last forward pass.
   *
   * @param dPrediction - [T, B, K], the gradient of the loss with respect to the predictions
   * @returns the gradients, the model's own, overwritten by each call
   * @throws Error when there was no forward pass
   * @throws TypeError or RangeError when dPrediction has another shape or holds NaN or infinity
   */
  backward(dPrediction: Float64Array): Parameters {
    const w = this.lastPass('backward');
    checkArray('SequenceModel.backward', 'dPrediction', dPrediction, [w.T, w.B, this.config.outputSize]);
    this.gradients.flat.fill(0);
    for (const dh of w.dh) dh.fill(0);
    w.dEmbedded.fill(0);
    const top = this.stack.length - 1;
    const { layer, parameters, gradients } = this.readOut;
    w.dPrediction.set(dPrediction); // which the read-out overwrites
    layer.backward(parameters, w.cells[top]!.h.all, w.prediction, w.dPrediction, gradients, w.dh[top]!);
    for (let n = top; n >= 0; n--) {
      const { layer, parameters, gradients } = this.stack[n]!;
      const input = n > 0 ? w.cells[n - 1]!.h.all : this.embedding ? w.embedded : w.x;
      const dInput = n > 0 ? w.dh[n - 1] : this.embedding && w.dEmbedded; // nobody learns from dx
      layer.backward(parameters, input, w.dh[n]!, w.cells[n]!, gradients, dInput);
    }
    this.embedding?.layer.backward(w.x, w.dEmbedded, this.embedding.gradients);
    return this.gradients;
  }

  /** The workspaces of the cells in the last forward pass: hidden states and gates, to look at. */
  cellWorkspaces(): readonly CellWorkspace[] {
    return this.lastPass('cellWorkspaces').cells;
  }

  /** The states after the last step of the last forward pass, fresh copies, to go on from. */
  finalStates(): Float64Array[] {
    return this.lastPass('finalStates').cells.map(({ finalState }) => finalState.slice());
  }

  /** What printing a model in Node or a notebook shows: what it is made of, without its buffers. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    const {
      inputSize,
      embedding,
      cells,
      outputSize,
      outputActivation = 'linear',
      answer = 'bit',
    } = this.config;
    const table = embedding ? ` → embedding ${embedding.symbols} × ${embedding.size}` : '';
    const layers = cells.map(({ kind, hiddenSize }) => ` → ${kind} ${hiddenSize}`).join('');
    const weights = this.parameters.flat.length;
    return `SequenceModel ${inputSize}${table}${layers} → ${outputSize} (${outputActivation}, answer: ${answer}; ${weights} weights)`;
  }

  private part(name: string): ModelPart {
    const part = this.parts.get(name);
    if (part) return part;
    const names = [...this.parts.keys()].join(', ');
    throw new RangeError(`SequenceModel: no part ${String(name)}, expected one of ${names}`);
  }

  private lastPass(method: string): ModelWorkspace {
    if (this.last) return this.last;
    throw new Error(`SequenceModel.${method}: called before forward, expected a forward pass first`);
  }
}

/**
 * Checks that a value is a model.
 *
 * @param where - the function that asks
 * @param model - the value to check
 * @throws TypeError when it is none
 * @example
 * import { checkModel, SequenceModel } from 'carry';
 * const cells = [{ kind: 'rnn' as const, hiddenSize: 2 }];
 * checkModel('train', new SequenceModel({ inputSize: 2, cells, outputSize: 1 }));
 */
export function checkModel(where: string, model: unknown): void {
  if (model instanceof SequenceModel) return;
  throw new TypeError(`${where}: model is no SequenceModel, expected one`);
}
