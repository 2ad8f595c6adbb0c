import type { Batch } from '../core/sequence';
import { checkArray, checkInteger, checkList, checkObject } from '../core/shape';
import { checkMask } from '../neural/rows';
import { checkModel, type SequenceModel } from '../neural/sequenceModel';
import { additionBatch } from '../tasks/addition';
import { fromBits, toWhole } from '../tasks/bits';

/** How well a model does. */
export interface Evaluation {
  /** The share of right answers, step by step. */
  readonly bitAccuracy: number;
  /** The share of sequences in which every answer is right: the only one that counts for an adder. */
  readonly sumAccuracy: number;
  /** How many answers were scored. */
  readonly bits: number;
  /** How many sequences were scored. */
  readonly sums: number;
}

/**
 * Turns a model's predictions into its answers, as its configuration says.
 *
 * @param model - the model
 * @param prediction - [R, K], as `model.forward` returns them
 * @returns fresh answers: [R, K] zeros and ones, or for a model whose `answer` is 'class' [R] class numbers
 * @throws RangeError when the length is no multiple of K, or a prediction is not finite
 * @example
 * import { decide, SequenceModel } from 'carry';
 * const cells = [{ kind: 'rnn' as const, hiddenSize: 1 }];
 * const bits = new SequenceModel({ inputSize: 1, cells, outputSize: 1 });
 * const classes = new SequenceModel({ inputSize: 1, cells, outputSize: 2, answer: 'class' });
 * Array.from(decide(bits, Float64Array.of(0.2, 0.7))); // → [0,1]
 * Array.from(decide(classes, Float64Array.of(0.2, 0.7))); // → [1]
 */
export function decide(model: SequenceModel, prediction: Float64Array): Float64Array {
  checkModel('decide', model);
  const { outputSize, answer = 'bit' } = model.config;
  const R = checkInteger('decide', 'the number of rows of prediction', prediction?.length / outputSize);
  checkArray('decide', 'prediction', prediction, [R, outputSize]);
  if (answer !== 'class') {
    const threshold = answer === 'bit' ? 0.5 : 0;
    return prediction.map((value) => (value > threshold ? 1 : 0));
  }
  return Float64Array.from({ length: R }, (_, r) => {
    const row = prediction.subarray(r * outputSize, (r + 1) * outputSize);
    return row.indexOf(row.reduce((most, value) => Math.max(most, value)));
  });
}

/**
 * Runs a model on a batch and counts right answers. Steps that `scored` (or, without it, the mask) leaves out
 * do not count, and a sequence whose every step is left out is no sequence.
 *
 * @param model - the model
 * @param batch - inputs and targets
 * @returns the shares and the numbers they are shares of
 * @throws RangeError when a length does not fit the model or nothing is scored
 * @example
 * import { additionBatch, evaluate, SequenceModel } from 'carry';
 * const cells = [{ kind: 'rnn' as const, hiddenSize: 2 }];
 * const model = new SequenceModel({ inputSize: 2, cells, outputSize: 1 }); // all weights 0: it says 0
 * evaluate(model, additionBatch([[0, 0], [1, 0]], 2)).bitAccuracy; // → 0.75
 */
export function evaluate(model: SequenceModel, batch: Batch): Evaluation {
  checkModel('evaluate', model);
  checkObject('evaluate', 'batch', batch);
  const { T, B, y, mask, scored = mask } = batch;
  const answers = decide(model, model.forward(batch));
  checkArray('evaluate', 'y', y, [answers.length]);
  if (scored !== undefined) checkMask('evaluate', scored, [T, B], 'scored');
  const K = answers.length / (T * B);
  let [bits, rightBits, sums, rightSums] = [0, 0, 0, 0];
  for (let b = 0; b < B; b++) {
    let [counted, right] = [0, 0];
    for (let t = 0; t < T; t++) {
      if (scored && scored[t * B + b] === 0) continue;
      for (let n = (t * B + b) * K; n < (t * B + b + 1) * K; n++, counted++) {
        if (answers[n] === y[n]) right++;
      }
    }
    bits += counted;
    rightBits += right;
    if (counted > 0) sums++;
    if (counted > 0 && right === counted) rightSums++;
  }
  if (bits === 0) throw new RangeError('evaluate: scored is 0 everywhere, expected a step that is scored');
  return { bitAccuracy: rightBits / bits, sumAccuracy: rightSums / sums, bits, sums };
}

/**
 * Evaluates a model on sequences of growing length.
 *
 * @param model - the model
 * @param options - the lengths, and a function that makes the batch of a length
 * @returns one evaluation for each length
 * @throws RangeError as {@link evaluate} does, or when every length gets batches of one number of steps
 * Source: seed 000's plot of bit accuracy for lengths 2 to 19.
 * @example
 * import { additionBatch, lengthSweep, SequenceModel } from 'carry';
 * const cells = [{ kind: 'rnn' as const, hiddenSize: 2 }];
 * const model = new SequenceModel({ inputSize: 2, cells, outputSize: 1 });
 * const sweep = lengthSweep(model, { lengths: [2, 4], batchOf: (T) => additionBatch([[1, 1]], T) });
 * sweep.map(({ bitAccuracy }) => bitAccuracy); // → [0.5,0.75]
 */
export function lengthSweep(
  model: SequenceModel,
  options: {
    readonly lengths: readonly number[];
    readonly batchOf: (length: number) => Batch;
  },
): ({ readonly length: number } & Evaluation)[] {
  checkObject('lengthSweep', 'options', options);
  const { lengths, batchOf } = options;
  checkList('lengthSweep', 'lengths', lengths);
  lengths.forEach((length, n) => checkInteger('lengthSweep', `lengths[${n}]`, length));
  if (typeof batchOf !== 'function') {
    throw new TypeError(`lengthSweep: batchOf is ${typeof batchOf}, expected a function of the length`);
  }
  const steps = new Set<number>();
  const sweep = lengths.map((length) => {
    const batch = batchOf(length);
    steps.add(batch?.T);
    return { length, ...evaluate(model, batch) };
  });
  if (steps.size > 1 || new Set(lengths).size < 2) return sweep;
  const T = [...steps].join();
  throw new RangeError(
    `lengthSweep: batchOf gives ${T} steps whatever the length, expected a batch of the length it is given`,
  );
}

/**
 * Lets a model add two numbers of any length in binary.
 *
 * @param model - a model that reads two bits and answers with one bit at each step
 * @param a - the first number, not negative
 * @param b - the second number
 * @returns what the model takes the sum to be
 * @throws RangeError when a number is negative, or the model has another number of inputs or outputs
 * @example
 * import { addNumbers, SequenceModel } from 'carry';
 * const cells = [{ kind: 'rnn' as const, hiddenSize: 2 }];
 * const model = new SequenceModel({ inputSize: 2, cells, outputSize: 1 });
 * Number(addNumbers(model, 2n ** 100n, 1n)); // → 0
 */
export function addNumbers(model: SequenceModel, a: number | bigint, b: number | bigint): bigint {
  checkModel('addNumbers', model);
  const { inputSize, outputSize, embedding, answer = 'bit' } = model.config;
  if (inputSize !== 2 || outputSize !== 1 || embedding || answer === 'class') {
    const sizes = `${inputSize} inputs, ${outputSize} outputs and the answer ${answer}`;
    throw new RangeError(`addNumbers: the model has ${sizes}, expected 2, 1 and a bit, and no embedding`);
  }
  const sum = toWhole('addNumbers', 'a', a) + toWhole('addNumbers', 'b', b);
  const T = sum.toString(2).length;
  return fromBits(decide(model, model.forward(additionBatch([[a, b]], T))));
}
