/** How long work goes on before others get their turn, and how often the clock is read, in milliseconds. */
const TURN = 25;
const GLANCE = 4;

/** Tells when it is time to let others run. Reads the clock every few steps only, as many as take GLANCE. */
export function createBreaks(): { isDue: () => boolean; take: () => Promise<void> } {
  let turnStarted = performance.now();
  let lastGlance = turnStarted;
  let glanceEvery = 1;
  let untilGlance = 1;
  return {
    isDue() {
      if (--untilGlance > 0) return false;
      const now = performance.now();
      const pace = glanceEvery / Math.max(now - lastGlance, 1e-3); // steps in a millisecond
      glanceEvery = Math.max(1, Math.min(2 * glanceEvery, Math.floor(pace * GLANCE)));
      untilGlance = glanceEvery;
      lastGlance = now;
      return now - turnStarted >= TURN;
    },
    async take() {
      await new Promise<void>(letOthersRun);
      turnStarted = lastGlance = performance.now();
    },
  };
}

/** Calls back after waiting events have been handled: at once in Node, after a short while in a browser. */
const letOthersRun = (resume: () => void): void => {
  if (typeof setImmediate === 'function') setImmediate(resume);
  else setTimeout(resume, 0);
};
