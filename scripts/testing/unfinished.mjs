// A reporter of vitest: when the run is ended from outside, it names the files that had not come to their end.
// A test in an endless loop can be stopped by nothing inside of vitest, and would otherwise stay unnamed.
import path from 'node:path';

/** @typedef {{ moduleId: string }} Module */

export default class Unfinished {
  /** @type {Map<string, number>} */
  #since = new Map();

  onInit() {
    process.once('SIGTERM', () => {
      for (const [file, since] of this.#since) {
        const seconds = Math.round((performance.now() - since) / 1000);
        console.log(`Not finished: ${path.relative('.', file)}, begun ${seconds} s ago.`);
      }
      process.exit(1);
    });
  }

  /** @param {Module} module */
  onTestModuleQueued({ moduleId }) {
    this.#since.set(moduleId, performance.now());
  }

  /** @param {Module} module */
  onTestModuleEnd({ moduleId }) {
    this.#since.delete(moduleId);
  }
}
