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

const CALLS = 100;

/**
 * The bytes that one call asks for, thrown away or not, once its code has been compiled. A collection in between
 * spoils a measurement, and code that is still being compiled many: hence the median of each round, and the least
 * of all rounds.
 */
export function bytesPerCall(work: () => void): number {
  const measure = (): number => {
    const before = process.memoryUsage().heapUsed;
    for (let n = 0; n < CALLS; n++) work();
    return (process.memoryUsage().heapUsed - before) / CALLS;
  };
  const medians = Array.from({ length: 4 }, () => {
    for (let n = 0; n < 2000; n++) work();
    return Array.from({ length: 11 }, measure).sort((a, b) => a - b)[5] as number; // of eleven
  });
  return Math.min(...medians);
}
