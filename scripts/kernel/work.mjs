// What a cell has begun can be ended with it.
//
// A cell that awaits is ended by the stop button, but what it waits for would go on: a training would change weights
// while the reader trains again. All such work, TensorFlow.js's `fit` too, now and then lets others run, by a timer.
// So timers know which cell set them, and those of a cell that was stopped never ring. Which cell that is, a variable
// tells: cells run one after another, and a timer that rings goes on with the work of the cell that set it.
// (AsyncLocalStorage would tell it in more cases, but slows every promise, and Node checks its stack of contexts, which
// does not survive the end of a callback in its middle: see control.mjs.)
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import promised from 'node:timers/promises';
import { promisify } from 'node:util';

/** @typedef {{ stopped: boolean }} Cell */

/** @type {Cell | undefined} */
let running;

/**
 * Runs a cell's code so that what it begins belongs to it.
 * @template Result
 * @param {Cell} cell set `stopped` to end its work
 * @param {() => Result} code
 */
export function runAs(cell, code) {
  running = cell;
  return code();
}

/**
 * Runs code of the kernel's own, whose timers ring whatever cell was stopped.
 * @param {() => void} code
 */
export function runOutside(code) {
  const cell = running;
  running = undefined;
  code();
  running = cell;
}

/** Makes all timers of this process obey. Call it once, before any code takes a timer for itself. */
export function endTimersWithTheirCell() {
  for (const name of /** @type {const} */ (['setImmediate', 'setTimeout', 'setInterval'])) {
    /** @type {any} */
    const set = timers[name];
    /** @param {(...args: any[]) => void} callback @param {unknown[]} rest */
    const obedient = (callback, ...rest) => {
      const cell = running;
      if (!cell || typeof callback !== 'function') return set(callback, ...rest);
      const timer = set(
        (/** @type {any[]} */ ...args) => {
          if (!cell.stopped) runAs(cell, () => callback(...args));
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
    const cell = running;
    const value = await wait(...args);
    if (cell?.stopped) return new Promise(() => undefined);
    running = cell;
    return value;
  };
  return /** @type {Wait} */ (waiting);
}
