// What the terminal shows: a line for each check as it ends, and, in a terminal, what is running now.

/**
 * @typedef {{ running(name: string, cell: number): void, note(text: string): void,
 *   check(name: string, problems: string[]): void, end(): void }} Report
 */

/**
 * @param {string[]} names the notebooks that will be examined
 * @returns {Report}
 */
export function openReport(names) {
  const live = process.stdout.isTTY === true;
  const startedAt = performance.now();
  /** @type {Map<string, number>} */
  const cells = new Map();
  let passed = 0;
  let failed = 0;
  const clear = () => live && process.stdout.write('\r\x1b[K');
  const seconds = () => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
  /** @param {string} text */
  const print = (text) => {
    clear();
    console.log(text);
  };
  return {
    running(name, cell) {
      cells.set(name, cell);
      const now = [...cells].map(([notebook, index]) => `${notebook} cell ${index}`).join(', ');
      if (live)
        process.stdout.write(`\r\x1b[K${now.slice(0, (process.stdout.columns ?? 80) - 10)} ${seconds()}`);
    },
    note: print,
    check(name, problems) {
      cells.delete(name.split(':')[0] ?? name);
      if (problems.length === 0) passed++;
      else failed++;
      print(`${problems.length === 0 ? '✓' : '✗'} ${name}`);
      for (const problem of problems) print(`    ${problem.trimEnd().replaceAll('\n', '\n    ')}`);
    },
    end() {
      print(`${names.length} ${names.length === 1 ? 'notebook' : 'notebooks'} in ${seconds()}`);
      print(`${passed} passed, ${failed} failed`);
      process.exitCode = failed > 0 ? 1 : 0;
    },
  };
}
