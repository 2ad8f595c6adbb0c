import { openSlot, type Slot } from './kernel';

/** A line under the cell that tells how far a long piece of work has come. */
export interface Progress {
  /** Says that `done` of the steps are done, with a short note such as `loss 0.031`. Cheap: most calls draw nothing. */
  report(done: number, note?: string): void;
  /** Writes the last line. Call it when the work is over, finished or stopped. */
  done(note?: string): void;
}

/**
 * Shows one line that says percent, a note, and the time that is left, and keeps it up to date. The times are marked
 * as times, so that `npm run notebooks` leaves them out of what is saved. Outside a notebook only the last line is
 * printed.
 *
 * @param title - what is being done
 * @param total - number of steps, > 0
 * @param every - the least time between two drawings, in milliseconds, ≥ 0
 * @returns the handle that moves it on
 * @throws when `total` is not above 0
 *
 * @example
 * import { startProgress } from 'carry';
 * const progress = startProgress('training', 100);
 * for (let step = 1; step <= 100; step++) progress.report(step, `loss ${(1 / step).toFixed(3)}`);
 * progress.done();
 */
export function startProgress(title: string, total: number, every = 100): Progress {
  if (!(total > 0)) throw new Error(`startProgress: total ${total}, expected a number above 0`);
  const slot = openSlot();
  const startedAt = performance.now();
  let drawnAt = -Infinity;
  let reached = 0;
  let latest: string | undefined;
  return {
    report(done, note) {
      reached = done;
      latest = note ?? latest;
      const now = performance.now();
      if (!slot || now - drawnAt < every) return;
      drawnAt = now;
      const left = done > 0 ? ((now - startedAt) * (total - done)) / done : undefined;
      write(slot, [percent(done, total), latest, left === undefined ? undefined : `${seconds(left)} left`]);
    },
    done(note) {
      const state = reached < total ? `stopped at ${percent(reached, total)}` : 'done';
      write(slot, [state, note ?? latest, `took ${seconds(performance.now() - startedAt)}`]);
    },
  };

  function write(to: Slot | undefined, parts: readonly (string | undefined)[]): void {
    const line = `${title}: ${parts.filter((part) => part !== undefined).join(' · ')}`;
    if (to) to.show({ 'text/plain': line }, { carry: { timing: true } });
    else console.log(line);
  }
}

function percent(done: number, total: number): string {
  return `${Math.floor((100 * done) / total)} %`;
}

function seconds(milliseconds: number): string {
  const whole = milliseconds / 1000;
  return whole < 90 ? `${whole.toFixed(whole < 10 ? 1 : 0)} s` : `${(whole / 60).toFixed(1)} min`;
}
