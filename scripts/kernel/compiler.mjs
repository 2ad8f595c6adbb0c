// tslab's compiler, with what tslab leaves open mended by transformers of the compiler's own:
// names of other cells in shorthand properties, variables that closures share with later cells, and positions of errors.
// Load it before anything else loads tslab: what is changed is changed for this process only.
import { SourceMap, createRequire } from 'node:module';
import path from 'node:path';
import { watchCells } from './programs.mjs';
import { readEarlierVariables, shareVariables } from './transformers.mjs';

const require = createRequire(import.meta.url);

/**
 * @typedef {import('./types.d.ts').Compiler} Compiler
 * @typedef {import('./types.d.ts').Builder} Builder
 * @typedef {import('./types.d.ts').Converter} Converter
 */

/** Methods that Node 20 has and that tslab's compiler does not know. */
const NEWER_TYPES = path.join(import.meta.dirname, 'es2023.d.ts');

/** The first line of what tslab compiles is its own. */
const LINES_BEFORE = 1;

/**
 * @param {Record<string, unknown>} changes compiler options of TypeScript; all others stay as tslab has them
 * @returns {{ ts: Compiler, createConverter: () => Converter, originOf: () => import('./types.d.ts').Origin }}
 *   `originOf` gives, for what was converted last, a function from a place in the output to one in the cell
 */
export function loadCompiler(changes) {
  const tslab = createRequire(require.resolve('tslab/package.json'));
  const compiler = tslab.resolve('@tslab/typescript-for-tslab');
  /** @type {Compiler} */
  const ts = tslab(compiler);
  /** @type {{ toModule?: string, toScript?: string | undefined }} what tslab's two passes moved where */
  let maps = {};

  /** @param {string[]} roots @param {object} options @param {unknown[]} rest */
  const createWatchCompilerHost = (roots, options, ...rest) =>
    ts.createWatchCompilerHost([...roots, NEWER_TYPES], { ...options, sourceMap: true, ...changes }, ...rest);

  let converting = false;
  /** @param {import('./types.d.ts').WatchHost} host */
  const createWatchProgram = (host) => {
    // tslab learns of each new program by a listener that it has set.
    const told = {
      ...host,
      afterProgramCreate: (/** @type {Builder} */ builder) => host.afterProgramCreate(transforming(builder)),
    };
    const watch = watchCells(ts, told, () => converting);
    const updateRootFileNames = (/** @type {string[]} */ roots) =>
      watch.updateRootFileNames([...roots, NEWER_TYPES]);
    return { ...watch, updateRootFileNames };
  };

  /** @param {Builder} builder */
  const transforming = (builder) => {
    /** @type {Builder['emit']} */
    const emit = (file, write, token, onlyTypes, transformers = {}) => {
      const cell = path.basename(file?.fileName ?? '') === '__tslab__.ts';
      if (!file || !cell) return builder.emit(file, write, token, onlyTypes, transformers);
      const program = builder.getProgram();
      const earlier = program.getSourceFile(path.join(path.dirname(file.fileName), '__prev__.d.ts'));
      const { before = [], after = [] } = transformers;
      return builder.emit(
        file,
        (name, text, ...more) => {
          if (name.endsWith('.js.map')) maps = { toModule: text };
          else write(name, text, ...more);
        },
        token,
        onlyTypes,
        {
          ...transformers,
          before: [...before, readEarlierVariables(ts, program.getTypeChecker(), earlier)],
          after: [...after, shareVariables(ts, file)],
        },
      );
    };
    return { ...builder, emit };
  };

  /** @param {string} source @param {{ fileName?: string, compilerOptions: object }} options */
  const transpileModule = (source, options) => {
    if (options.fileName !== 'custom.js') return ts.transpileModule(source, options);
    const { compilerOptions } = options;
    const result = ts.transpileModule(source, {
      ...options,
      compilerOptions: { ...compilerOptions, sourceMap: true },
    });
    maps.toScript = result.sourceMapText;
    return { ...result, outputText: result.outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '') };
  };

  // The module's own properties cannot be assigned, so tslab is given a copy of it.
  const cached = require.cache[compiler];
  if (!cached) throw new Error('tslab keeps its compiler elsewhere than expected');
  const patched = /** @type {any} */ ({
    ...ts,
    createWatchCompilerHost,
    createWatchProgram,
    transpileModule,
  });
  cached.exports = patched;
  const { createConverter } = require('tslab/dist/converter.js');
  return {
    ts: patched,
    createConverter() {
      const converter = createConverter({ isJS: false, isBrowser: false });
      return {
        ...converter,
        convert(previous, source) {
          converting = true;
          try {
            return converter.convert(previous, source);
          } finally {
            converting = false;
          }
        },
      };
    },
    originOf: () => {
      const { toModule, toScript } = maps;
      if (toModule === undefined || toScript === undefined) return () => undefined;
      /** @type {SourceMap[] | undefined} */
      let chain; // made when an error asks for it
      return (line, column) => {
        chain ??= [toScript, toModule].map((text) => new SourceMap(JSON.parse(text)));
        let place = { line: line - 1, column: column - 1 };
        for (const map of chain) {
          const entry = map.findEntry(place.line, place.column);
          if (!('originalLine' in entry)) return undefined;
          place = { line: entry.originalLine, column: entry.originalColumn };
        }
        return { line: place.line + 1 - LINES_BEFORE, column: place.column + 1 };
      };
    },
  };
}
