type Listener = (signal: NodeJS.Signals) => void;

/**
 * Runs work that the notebook's stop button ends cleanly: the first press aborts the signal, the work stops by itself
 * and returns what it has; the cell then goes on, and the kernel lives. A second press is the ordinary interrupt.
 *
 * @param work - is given the signal; must watch it, as `train` does, and return (or throw) soon after it is aborted
 * @returns what `work` returns
 * @throws what `work` throws
 *
 * @example
 * import { interruptible } from 'carry';
 * const answer = await interruptible(async (signal) => (signal.aborted ? 'stopped' : 'finished'));
 * answer; // → "finished"
 *
 * Source: https://developer.mozilla.org/en-US/docs/Web/API/AbortSignal
 */
export async function interruptible<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  // While the synchronous part of a cell runs, Node puts the handlers of SIGINT aside, and one that is set then
  // would be left alone with the signal: the kernel would die. So let the synchronous part end first.
  await new Promise((resolve) => setImmediate(resolve));
  const usual = process.rawListeners('SIGINT') as Listener[];
  const restore = () => {
    process.removeListener('SIGINT', stop);
    for (const listener of usual)
      if (!process.listeners('SIGINT').includes(listener)) process.on('SIGINT', listener);
  };
  const controller = new AbortController();
  function stop(): void {
    controller.abort();
    restore();
  }
  for (const listener of usual) process.removeListener('SIGINT', listener);
  process.on('SIGINT', stop);
  try {
    return await work(controller.signal);
  } finally {
    restore();
  }
}
