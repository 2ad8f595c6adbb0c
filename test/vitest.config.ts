import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '..');

/** Tests that need a process for themselves: TensorFlow.js keeps its backend, and how many tensors there are. */
const ALONE = ['test/lib/tensorflow/**/*.test.ts', 'test/lib/{badInput,examples}.test.ts'];

/**
 * Limits against what hangs, so long that no load of the machine reaches them: a notebook in JupyterLab takes 100 s, and
 * took more than 300 beside two more runs of all tests.
 */
const PATIENT = { testTimeout: 1_200_000, hookTimeout: 1_200_000, expect: { poll: { timeout: 240_000 } } };

// Three projects: `pure` and `unit` need nothing but Node, `browser` a Chromium and the course's JupyterLab.
// One file:   node node_modules/vitest/vitest.mjs run --config test/vitest.config.ts test/lib/core/matrix.test.ts
export default defineConfig({
  root,
  // The library's sources, so that a test never sees a build that is out of date.
  resolve: {
    alias: [
      { find: /^carry$/, replacement: path.join(root, 'lib/src/index.ts') },
      { find: /^carry\/exercises$/, replacement: path.join(root, 'notebooks/checks/index.ts') },
      { find: /^carry\/pictures$/, replacement: path.join(root, 'notebooks/pictures/index.ts') },
    ],
  },
  test: {
    // All processors: vitest would leave one idle, which on two is half of them.
    maxWorkers: '100%',
    // A server or a browser that does not end must not keep the whole run waiting.
    teardownTimeout: 30_000,
    projects: [
      // One after the other in the same process, which loads the library, the compiler and vitest itself once: a third of
      // the time was loading.
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['test/**/*.test.ts'],
          exclude: ['test/browser/**', ...ALONE],
          isolate: false,
          ...PATIENT,
        },
      },
      { extends: true, test: { name: 'unit', include: ALONE, ...PATIENT } },
      { extends: true, test: { name: 'browser', include: ['test/browser/**/*.test.ts'], ...PATIENT } },
    ],
  },
});
