// What a cell has begun can be ended with it.
//
// A cell that awaits is ended by the stop button, but what it waits for would go on: a training would change weights
// while the reader trains again. All such work, TensorFlow.js's `fit` too, now and then lets others run, by a timer.
// So timers know which cell set them, and those of a cell that was stopped never ring.
import { AsyncLocalStorage } from 'node:async_hooks';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import promised from 'node:timers/promises';
import { promisify } from 'node:util';

/** @type {AsyncLocalStorage<{ stopped: boolean }>} */
const running = new AsyncLocalStorage();

/**
 * Runs a cell's code so that what it begins belongs to it.
 * @template Result
 * @param {{ stopped: boolean }} cell set `stopped` to end its work
 * @param {() => Result} code
 */
export const runAs = (cell, code) => running.run(cell, code);

/** Makes all timers of this process obey. Call it once, before any code takes a timer for itself. */
export function endTimersWithTheirCell() {
  for (const name of /** @type {const} */ (['setImmediate', 'setTimeout', 'setInterval'])) {
    /** @type {any} */
    const set = timers[name];
    /** @param {(...args: any[]) => void} callback @param {unknown[]} rest */
    const obedient = (callback, ...rest) => {
      const cell = running.getStore();
      if (!cell || typeof callback !== 'function') return set(callback, ...rest);
      const timer = set(
        (/** @type {any[]} */ ...args) => {
          if (!cell.stopped) callback(...args);
          else if (name === 'setInterval') clearInterval(timer);
        },
        ...rest,
      );
      return timer;
    };
    const promise = set[promisify.custom];
    if (promise) Object.defineProperty(obedient, promisify.custom, { value: silent(promise) });
    Object.defineProperty(obedient, 'name', { value: name });
    Object.assign(timers, { [name]: obedient });
    Object.assign(globalThis, { [name]: obedient });
  }
  promised.setTimeout = silent(promised.setTimeout);
  promised.setImmediate = silent(promised.setImmediate);
  syncBuiltinESMExports();
}

/**
 * A promise that a stopped cell waits for in vain.
 * @template {(...args: any[]) => Promise<any>} Wait
 * @param {Wait} wait
 * @returns {Wait}
 */
function silent(wait) {
  const waiting = async (/** @type {any[]} */ ...args) => {
    const value = await wait(...args);
    return running.getStore()?.stopped ? new Promise(() => undefined) : value;
  };
  return /** @type {Wait} */ (waiting);
}
