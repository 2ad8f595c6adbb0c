import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc'); // a flag of the process, set late: a new context then has `gc`

/** Throws away what nobody needs. */
export const collectGarbage = runInNewContext('gc') as () => void;

/** The bytes in use after everything that nobody needs has been thrown away. */
export function liveBytes(): number {
  const collected = (): number => {
    collectGarbage();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  // What one collection finds, other threads may still be freeing when it returns; the next waits for them.
  let [last, now] = [Infinity, collected()];
  for (let n = 0; n < 20 && now < last; n++) [last, now] = [now, collected()];
  return now;
}
