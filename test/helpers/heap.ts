import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc'); // a flag of the process, set late: a new context then has `gc`
const collectGarbage = runInNewContext('gc') as () => void;

/** The bytes in use after everything that nobody needs has been thrown away. */
export function liveBytes(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
