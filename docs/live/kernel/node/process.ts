// As much of Node's `process` as the library and notebooks use: the streams, and the signal of the stop button.
import type { Write } from '../console';

type Listener = (...given: unknown[]) => void;

const listeners = new Map<string, Listener[]>();
const of = (event: string): Listener[] => [...(listeners.get(event) ?? [])];
const add = (event: string, listener: Listener): void => void listeners.set(event, [...of(event), listener]);
const remove = (event: string, listener: Listener): void => {
  const left = of(event);
  const at = left.lastIndexOf(listener);
  if (at >= 0) left.splice(at, 1);
  listeners.set(event, left);
};

/** Calls the listeners of an event; tells whether there were any. */
export function emit(event: string, ...given: unknown[]): boolean {
  const all = of(event);
  for (const listener of all) listener(...given);
  return all.length > 0;
}

/** Forgets all listeners: those that a stopped cell has left. */
export const forgetListeners = (): void => listeners.clear();

/** Makes the object. */
export function createProcess(write: Write): Record<string, unknown> {
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    columns: 80,
    write: (text: unknown) => {
      write(name, ArrayBuffer.isView(text) ? new TextDecoder().decode(text as Uint8Array) : String(text));
      return true;
    },
  });
  const self = {
    env: {},
    argv: ['browser'],
    platform: 'browser',
    pid: 1,
    version: '',
    versions: {},
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    cwd: () => '/course/notebooks',
    uptime: () => performance.now() / 1000,
    hrtime: Object.assign(
      () => [Math.floor(performance.now() / 1000), Math.floor((performance.now() % 1000) * 1e6)],
      { bigint: () => BigInt(Math.floor(performance.now() * 1e6)) },
    ),
    memoryUsage: () => {
      const { memory } = performance as { memory?: { usedJSHeapSize: number } };
      return { heapUsed: memory?.usedJSHeapSize ?? NaN, rss: memory?.usedJSHeapSize ?? NaN };
    },
    nextTick: (callback: Listener, ...given: unknown[]) => queueMicrotask(() => callback(...given)),
    on: (event: string, listener: Listener) => (add(event, listener), self),
    once: (event: string, listener: Listener) => {
      const first: Listener = (...given) => {
        remove(event, first);
        listener(...given);
      };
      add(event, first);
      return self;
    },
    off: (event: string, listener: Listener) => (remove(event, listener), self),
    addListener: (event: string, listener: Listener) => (add(event, listener), self),
    removeListener: (event: string, listener: Listener) => (remove(event, listener), self),
    listeners: of,
    rawListeners: of,
    listenerCount: (event: string) => of(event).length,
  };
  return self;
}
