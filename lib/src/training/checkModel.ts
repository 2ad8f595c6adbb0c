import { SequenceModel } from '../neural/sequenceModel';

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
