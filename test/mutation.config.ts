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
    // A few tests of many thousand networks or numbers take longer than all others together; one counts lines.
    testNamePattern:
      /^(?!.*(10,000 random|1,000,000 numbers|ten million|known counterexample|has as many lines))/,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
