import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '..');
const { MUTATION_TESTS = 'test/lib/{core,neural,proof}/**/*.test.ts' } = process.env;

// For Stryker (CONTRIBUTING.md, "Mutation testing"), which changes the library and runs these tests after each change.
export default defineConfig({
  root,
  resolve: { alias: [{ find: /^carry$/, replacement: path.join(root, 'lib/src/index.ts') }] },
  test: {
    include: MUTATION_TESTS.split(' '),
    // One test of ten thousand networks takes as long as all others together.
    testNamePattern: /^(?!.*10,000 random)/,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
