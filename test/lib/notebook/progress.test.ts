import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startProgress } from '../../../lib/src/notebook/progress';
import { pretendKernel } from '../../helpers/kernel';

let kernel: ReturnType<typeof pretendKernel>;
beforeEach(() => {
  kernel = pretendKernel();
  vi.useFakeTimers();
});
afterEach(() => {
  kernel.stop();
  vi.useRealTimers();
});
const lines = () => kernel.messages.map(({ data }) => data['text/plain']);

describe('startProgress(title, total, every)', () => {
  it('says percent, note, and the time that is left, in one line that is replaced', () => {
    const progress = startProgress('training', 200);
    vi.advanceTimersByTime(2000);
    progress.report(50, 'loss 0.5');
    vi.advanceTimersByTime(6000);
    progress.report(200);
    progress.done();
    expect(lines()).toEqual([
      'training: 25 % · loss 0.5 · 6.0 s left',
      'training: 100 % · loss 0.5 · 0.0 s left',
      'training: done · loss 0.5 · took 8.0 s',
    ]);
    expect(kernel.messages.map(({ update }) => update)).toEqual([false, true, true]);
  });

  it('draws at most once in the interval', () => {
    const progress = startProgress('training', 1000, 100);
    for (let step = 1; step <= 1000; step++) {
      vi.advanceTimersByTime(1);
      progress.report(step);
    }
    expect(lines()).toHaveLength(10);
  });

  it('done() before the end says where it stopped', () => {
    const progress = startProgress('training', 3);
    progress.report(1);
    progress.done('stopped by hand');
    expect(lines().at(-1)).toBe('training: stopped at 33 % · stopped by hand · took 0.0 s');
  });

  it('marks every line as one that holds a time', () => {
    startProgress('training', 1).done();
    expect(kernel.messages.map(({ metadata }) => metadata)).toEqual([{ carry: { timing: true } }]);
  });

  it('says minutes where seconds would be many, and no rest before the first step', () => {
    const progress = startProgress('training', 10);
    progress.report(0);
    vi.advanceTimersByTime(60_000);
    progress.report(1);
    expect(lines()).toEqual(['training: 0 %', 'training: 10 % · 9.0 min left']);
  });

  it('throws unless total is above 0', () => {
    expect(() => startProgress('training', 0)).toThrow('startProgress: total 0, expected a number above 0');
    expect(() => startProgress('training', NaN)).toThrow('total NaN');
  });

  it('prints only the last line outside a notebook', () => {
    kernel.stop();
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    const progress = startProgress('training', 2);
    progress.report(1);
    progress.report(2);
    progress.done();
    expect(log.mock.calls).toEqual([['training: done · took 0.0 s']]);
    log.mockRestore();
  });
});
