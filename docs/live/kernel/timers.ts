// Timers that the stop button can take back: what waits for them never goes on, so that nothing is computed any more.

type Callback = (...given: unknown[]) => void;

const native = {
  setTimeout: setTimeout.bind(globalThis) as (callback: Callback, delay?: number) => number,
  setInterval: setInterval.bind(globalThis) as (callback: Callback, delay?: number) => number,
  clearTimeout: clearTimeout.bind(globalThis) as (id?: number) => void,
};

const pending = new Set<number>();
const immediates = new Map<number, () => void>();
let lastImmediate = 0;
const channel = new MessageChannel();
channel.port1.onmessage = ({ data }: MessageEvent<number>) => {
  const callback = immediates.get(data);
  immediates.delete(data);
  callback?.();
};

/** Timers of the kernel itself, which nothing takes back. */
export const ownTimers = native;

/** Puts the timers that can be taken back in the place of the worker's, and gives it Node's `setImmediate`. */
export function installTimers(): void {
  const once = (callback: Callback, delay?: number, ...given: unknown[]): number => {
    const id = native.setTimeout(() => {
      pending.delete(id);
      callback(...given);
    }, delay);
    pending.add(id);
    return id;
  };
  const again = (callback: Callback, delay?: number, ...given: unknown[]): number => {
    const id = native.setInterval(() => callback(...given), delay);
    pending.add(id);
    return id;
  };
  const clear = (id?: number): void => {
    if (id !== undefined) pending.delete(id);
    native.clearTimeout(id);
  };
  // A message comes at once, where a timeout waits for 4 ms when one follows another.
  const immediate = (callback: Callback, ...given: unknown[]): number => {
    const id = ++lastImmediate;
    immediates.set(id, () => callback(...given));
    channel.port2.postMessage(id);
    return id;
  };
  Object.assign(globalThis, {
    setTimeout: once,
    setInterval: again,
    clearTimeout: clear,
    clearInterval: clear,
    setImmediate: immediate,
    clearImmediate: (id: number) => void immediates.delete(id),
  });
}

/** Takes back every timer that has not come yet. */
export function dropTimers(): void {
  for (const id of pending) native.clearTimeout(id);
  pending.clear();
  immediates.clear();
}
