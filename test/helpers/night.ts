import { expect } from 'vitest';

/** Whether `npm test -- nightly` runs: what takes minutes is then done in full, and by day in a part that shows it works. */
export const NIGHT = process.env['NIGHTLY'] === '1';

/** The same, and by night no call may take above a second: of the processor, so that no other work counts. */
export function withinASecond<A extends unknown[], R>(judge: (...given: A) => R): (...given: A) => R {
  if (!NIGHT) return judge;
  return (...given) => {
    const before = process.cpuUsage();
    const result = judge(...given);
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(1);
    return result;
  };
}
