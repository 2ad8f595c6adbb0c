import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { interruptible } from '../../../lib/src/notebook/interruptible';

// The kernel's own handler, as tslab sets it. Signals are emitted, not sent, so that no test can end the test run.
const kernelsOwn = vi.fn();
beforeEach(() => void process.on('SIGINT', kernelsOwn));
afterEach(() => {
  process.removeListener('SIGINT', kernelsOwn);
  kernelsOwn.mockClear();
});
const pressStop = () => process.emit('SIGINT', 'SIGINT');
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Counts until it is told to stop, or to a thousand. */
async function count(signal: AbortSignal): Promise<number> {
  let steps = 0;
  for (; steps < 1000 && !signal.aborted; steps++) await turn();
  return steps;
}

describe('interruptible(work)', () => {
  it('returns what the work returns, and leaves the handlers as they were', async () => {
    const before = process.listeners('SIGINT');
    expect(await interruptible(() => Promise.resolve(7))).toBe(7);
    expect(process.listeners('SIGINT')).toEqual(before);
  });

  it('the first press ends the work, which keeps what it has, and the kernel hears nothing', async () => {
    const counting = interruptible(count);
    await turn();
    await turn();
    pressStop();
    expect(await counting).toBeLessThan(10);
    expect(kernelsOwn).not.toHaveBeenCalled();
    expect(process.listeners('SIGINT')).toContain(kernelsOwn);
  });

  it('a second press goes to the kernel', async () => {
    let wake = (): void => undefined;
    const deaf = interruptible(() => new Promise<void>((resolve) => (wake = resolve)));
    await turn();
    await turn();
    pressStop();
    pressStop();
    wake();
    await deaf;
    expect(kernelsOwn).toHaveBeenCalledTimes(1);
  });

  it('restores the handlers when the work throws', async () => {
    const before = process.listeners('SIGINT');
    await expect(interruptible(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(process.listeners('SIGINT')).toEqual(before);
  });

  it('sets no handler in the synchronous part of the cell, where it would be lost', async () => {
    const before = process.listeners('SIGINT');
    const work = interruptible(() => Promise.resolve());
    expect(process.listeners('SIGINT')).toEqual(before);
    await work;
  });
});
