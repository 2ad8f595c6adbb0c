/** @typedef {{ passed: number, failed: number }} Counts */

/** @type {Counts} */
export const NONE = { passed: 0, failed: 0 };

/** @param {Counts} a @param {Counts} b @returns {Counts} */
export const add = (a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed });

/** @param {Counts} counts */
export const write = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

/**
 * A tool that found nothing wrong but did not end well has failed all the same.
 * @param {Counts} counts
 * @param {number | null} status its exit status
 * @returns {Counts}
 */
export const withStatus = (counts, status) =>
  status !== 0 && counts.failed === 0 ? add(counts, { passed: 0, failed: 1 }) : counts;

/**
 * Reads the last line of a script of ours.
 * @param {string} output
 * @returns {Counts} one failure if it does not end with "N passed, N failed"
 */
export function countsInLastLine(output) {
  const match = /^(\d+) passed, (\d+) failed$/.exec(output.trimEnd().split('\n').at(-1)?.trim() ?? '');
  return match ? { passed: Number(match[1]), failed: Number(match[2]) } : { passed: 0, failed: 1 };
}

/**
 * Reads vitest's JSON report.
 * @param {string | undefined} json undefined: it wrote none
 * @returns {Counts} a file that could not be loaded counts as one failure
 */
export function countsInReport(json) {
  if (json === undefined) return { passed: 0, failed: 1 };
  /** @type {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} */
  const report = JSON.parse(json);
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
}
