// The page's end of the type checker: a megabyte, compressed, which is loaded only when the reader asks for it.
import type { CheckedCell } from '../checker/cells';
import type { CheckAnswer, CheckRequest, TypeProblem } from '../checker/checker';
import { loadPart } from './parts';

type Types = Readonly<Record<string, string>>;

/** Asks what is wrong with the types of some cells, knowing those that ran before them. */
export type Check = (cells: readonly CheckedCell[], of: readonly string[]) => Promise<readonly TypeProblem[]>;

/**
 * Loads the checker.
 *
 * @param withTensorFlow - whether the notebook uses TensorFlow.js, whose types are loaded, too
 */
export async function loadChecker(withTensorFlow: boolean): Promise<Check> {
  const [script, types, more] = await Promise.all([
    loadPart<string>('checker'),
    loadPart<Types>('types'),
    withTensorFlow ? loadPart<Types>('tensorflow-types') : {},
  ]);
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(address);
  const post = (request: CheckRequest): void => worker.postMessage(request);
  const waiting = new Map<
    number,
    { resolve(found: readonly TypeProblem[]): void; reject(error: Error): void }
  >();
  worker.onmessage = ({ data }: MessageEvent<CheckAnswer>) => {
    waiting.get(data.id)?.resolve(data.problems);
    waiting.delete(data.id);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    for (const { reject } of waiting.values()) reject(new Error(event.message || 'The checker failed.'));
    waiting.clear();
  };
  post({ kind: 'types', files: { ...types, ...more } });
  let asked = 0;
  return (cells, of) =>
    new Promise((resolve, reject) => {
      const id = ++asked;
      waiting.set(id, { resolve, reject });
      post({ kind: 'check', id, cells, of });
    });
}
