import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { within } from '../../scripts/notebooks/within.mjs';
import { accessibilityProblems, readThrough, settled } from '../browser/site/visit';

const NEVER = new Promise<never>(() => undefined);

describe('within(answer, what)', () => {
  afterEach(() => vi.useRealTimers());

  it('gives the answer, or the error, and leaves no timer behind', async () => {
    vi.useFakeTimers();
    expect(await within(Promise.resolve(3), 'a number')).toBe(3);
    await expect(within(Promise.reject(new Error('crashed')), 'a number')).rejects.toThrow('crashed');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('names what it waited for in vain', async () => {
    vi.useFakeTimers();
    const waits = expect(within(NEVER, 'a number', 5000)).rejects.toThrow('a number: not done after 5 s');
    vi.advanceTimersByTime(5000);
    await waits;
  });

  it.each([
    { wait: settled, named: 'the next frames of file:///a.html: not done after 240 s' },
    { wait: readThrough, named: 'reading file:///a.html: not done after 600 s' },
    { wait: accessibilityProblems, named: 'axe on file:///a.html: not done after 600 s' },
  ])('ends a visit to a page that does not answer: $named', async ({ wait, named }) => {
    vi.useFakeTimers();
    const page = { url: () => 'file:///a.html', evaluate: () => NEVER } as unknown as Page;
    const waits = expect(wait(page)).rejects.toThrow(named);
    vi.advanceTimersByTime(600_000);
    await waits;
  });
});
