import { checkChoice, checkInteger, checkList, checkNumber, checkObject } from '../core/shape';
import { checkModel, type SequenceModel } from '../neural/sequenceModel';

/**
 * A recurrent network with one output as plain numbers: all that a proof needs to know, and what a certificate
 * keeps. Its state h (and c, for an LSTM) starts at 0; its output is o = h·W_hy + b_y, its answer 1 where
 * o > threshold, else 0.
 */
export interface PlainNetwork {
  readonly cell: 'rnn' | 'lstm';
  /** g of the simple cell; 'tanh' for an LSTM, whose gates are always sigmoid. */
  readonly activation: 'tanh' | 'sigmoid';
  /** D. */
  readonly inputSize: number;
  /** H. */
  readonly hiddenSize: number;
  /** [D, H], or [D, 4H] for an LSTM; row-major. */
  readonly W_xh: readonly number[];
  /** [H, H], or [H, 4H] for an LSTM; row-major. */
  readonly W_hh: readonly number[];
  /** [H], or [4H] for an LSTM; zeros where the cell has no bias. */
  readonly b_h: readonly number[];
  /** [H]. */
  readonly W_hy: readonly number[];
  /** One number; 0 where the read-out has no bias. */
  readonly b_y: readonly number[];
  readonly threshold: number;
}

/**
 * Takes a model apart into plain numbers. A sigmoid at the output is left away and the threshold moved from
 * ½ to 0, since σ(o) > ½ exactly where o > 0. (Rounded, σ(o) may be ½ where o is within a rounding error of 0;
 * so the checker demands a margin.)
 *
 * @param model - one RNN cell (tanh or sigmoid) or LSTM cell with one output, without embedding or b_hh
 * @returns fresh copies of its weights
 * @throws RangeError when the model is of another kind, and says what was expected
 * @example
 * import { plainNetwork, SequenceModel } from 'carry';
 * const cells = [{ kind: 'rnn' as const, hiddenSize: 3 }];
 * const model = new SequenceModel({ inputSize: 2, cells, outputSize: 1, outputActivation: 'sigmoid' });
 * plainNetwork(model).threshold; // → 0
 */
export function plainNetwork(model: SequenceModel): PlainNetwork {
  checkModel('plainNetwork', model);
  const { inputSize, outputSize, embedding, cells } = model.config;
  const [cell] = cells;
  if (embedding || cells.length !== 1 || !cell || outputSize !== 1) {
    const found = `${embedding ? 'an embedding, ' : ''}${cells.length} cells and ${outputSize} outputs`;
    throw new RangeError(
      `plainNetwork: the model has ${found}, expected one cell, one output and no embedding`,
    );
  }
  const views = model.parameters.views;
  if (views['cell0.b_hh']) throw new RangeError('plainNetwork: the cell has b_hh, expected one bias, b_h');
  const kind = checkChoice<string>('plainNetwork', 'the cell', cell.kind, ['rnn', 'lstm']);
  const activation = cell.kind === 'rnn' ? (cell.activation ?? 'tanh') : 'tanh';
  checkChoice<string>('plainNetwork', 'the activation', activation, ['tanh', 'sigmoid']);
  const columns = kind === 'lstm' ? 4 * cell.hiddenSize : cell.hiddenSize;
  return {
    cell: kind as PlainNetwork['cell'], // checked, like the activation
    activation: activation as PlainNetwork['activation'],
    inputSize,
    hiddenSize: cell.hiddenSize,
    W_xh: Array.from(views['cell0.W_xh']!), // every cell has these two, every read-out a W
    W_hh: Array.from(views['cell0.W_hh']!),
    b_h: Array.from(views['cell0.b_h'] ?? new Float64Array(columns)),
    W_hy: Array.from(views['readOut.W']!),
    b_y: Array.from(views['readOut.b'] ?? [0]),
    threshold: thresholdOf(model),
  };
}

function thresholdOf({ config }: SequenceModel): number {
  const { outputActivation: activation = 'linear', answer = 'bit' } = config;
  checkChoice<string>('plainNetwork', 'the output activation', activation, ['linear', 'sigmoid']);
  checkChoice<string>('plainNetwork', "the model's answer", answer, ['bit', 'logit']);
  return answer === 'bit' && activation === 'linear' ? 0.5 : 0;
}

/**
 * Checks that a network is of a kind that can be proved: sizes, and as many finite weights as they ask for.
 *
 * @param where - the function that asks
 * @param network - plain data, from anywhere
 * @throws TypeError or RangeError naming what is wrong
 */
export function checkNetwork(where: string, network: PlainNetwork): void {
  checkObject(where, 'network', network);
  const { cell, activation, inputSize: D, hiddenSize: H, threshold } = network;
  checkChoice(where, "the network's cell", cell, ['rnn', 'lstm']);
  const known = cell === 'lstm' ? (['tanh'] as const) : (['tanh', 'sigmoid'] as const);
  checkChoice<string>(where, "the network's activation", activation, known);
  checkInteger(where, 'inputSize', D, 1, 2 ** 16);
  checkInteger(where, 'hiddenSize', H, 1, 2 ** 16);
  checkNumber(where, 'threshold', threshold, -LARGEST_WEIGHT, LARGEST_WEIGHT);
  const columns = cell === 'lstm' ? 4 * H : H;
  const sizes = { W_xh: D * columns, W_hh: H * columns, b_h: columns, W_hy: H, b_y: 1 };
  for (const [name, size] of Object.entries(sizes)) {
    const weights: unknown = network[name as keyof typeof sizes];
    checkList(where, name, weights);
    if (weights.length !== size)
      throw new RangeError(`${where}: ${name} has ${weights.length} numbers, expected ${size}`);
    weights.forEach((w, n) => checkNumber(where, `${name}[${n}]`, w, -LARGEST_WEIGHT, LARGEST_WEIGHT));
  }
}

/** Beyond it, sums of products could overflow in one order and not in another. */
const LARGEST_WEIGHT = 1e100;
