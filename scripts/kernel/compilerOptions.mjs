// Changes the options with which tslab compiles cells, in this process only. Call it before tslab is loaded.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * @param {Record<string, unknown>} changes compiler options of TypeScript; all others stay as tslab has them
 */
export function changeCompilerOptions(changes) {
  const tslab = createRequire(require.resolve('tslab/package.json'));
  const compiler = tslab.resolve('@tslab/typescript-for-tslab');
  const original = tslab(compiler);
  /** @param {unknown} roots @param {object} options @param {unknown[]} rest */
  const createWatchCompilerHost = (roots, options, ...rest) =>
    original.createWatchCompilerHost(roots, { ...options, ...changes }, ...rest);
  // The module's own properties cannot be assigned, so tslab is given a copy of it.
  const cached = require.cache[compiler];
  if (!cached) throw new Error('tslab keeps its compiler elsewhere than expected');
  cached.exports = { ...original, createWatchCompilerHost };
}
