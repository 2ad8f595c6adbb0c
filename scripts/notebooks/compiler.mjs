// Compiles cells for kernel.mjs, of one notebook after another: what is loaded and warm once serves all.
// Started by runNotebook.mjs, which hands messages on between the two.
import { openCompiler } from '../kernel/compiler.mjs';

/** @typedef {{ open: string } | { declarations: string, source: string }} Request */

/** @type {import('../kernel/types.d.ts').CellCompiler | undefined} */
let compiler;

process.on('message', (/** @type {Request} */ request) => {
  if ('open' in request) {
    compiler?.close();
    process.chdir(request.open);
    compiler = openCompiler({ strict: true });
    return;
  }
  try {
    process.send?.({ compiled: compiler?.compile(request.declarations, request.source) });
  } catch (error) {
    process.send?.({ error: String(error) });
  }
});
process.on('disconnect', () => process.exit());
