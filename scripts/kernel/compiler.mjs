// tslab's compiler, with what tslab leaves open mended by transformers of the compiler's own:
// names of other cells in shorthand properties, variables that closures share with later cells, and positions of errors.
// Load it before anything else loads tslab: what is changed is changed for this process only.
import { SourceMap, createRequire } from 'node:module';
import path from 'node:path';
import { withDeclarableTypes, withoutExports } from './cellSource.mjs';
import { watchCells } from './programs.mjs';
import { readEarlierVariables, shareVariables } from './transformers.mjs';

const require = createRequire(import.meta.url);

/**
 * @typedef {import('./types.d.ts').Compiler} Compiler
 * @typedef {import('./types.d.ts').Builder} Builder
 * @typedef {import('./types.d.ts').CellCompiler} CellCompiler
 * @typedef {import('./types.d.ts').Converter} Converter
 * @typedef {import('./types.d.ts').Origin} Origin
 */

/** Methods that Node 20 has and that tslab's compiler does not know. */
const NEWER_TYPES = path.join(import.meta.dirname, 'es2023.d.ts');

/** The first line of what tslab compiles is its own. */
const LINES_BEFORE = 1;

/**
 * @param {{ strict?: boolean }} [options] `strict`: as the tests demand it, not as a reader who tries things out
 * @returns {CellCompiler} for notebooks in the working folder
 */
export function openCompiler({ strict = false } = {}) {
  const { ts, createConverter } = (loaded ??= loadCompiler());
  const { getCodeMetadata } = require('tslab/dist/metadata.js');
  // Without strictNullChecks, `if (!result.proved)` tells the two kinds of result apart nowhere but in the tests, which
  // are strict. Full strictness would demand a type on every parameter that a reader tries out.
  const converter = createConverter(strict ? { strict: true } : { strictNullChecks: true });
  return {
    compile(declarations, source) {
      const meta = getCodeMetadata(source);
      if (meta.module) return { module: true, diagnostics: converter.addModule(meta.module, source, meta) };
      const text = withoutExports(ts, source);
      const converted = converter.convert(declarations, text);
      const declarable = withDeclarableTypes(ts, text, converted.diagnostics);
      return declarable === text ? converted : converter.convert(declarations, declarable);
    },
    inspect: converter.inspect,
    complete: converter.complete,
    close: converter.close,
  };
}

/** tslab's compiler as this process has it. @type {ReturnType<typeof loadCompiler> | undefined} */
let loaded;

/**
 * @returns {{ ts: Compiler, createConverter: (changes: object) => Converter }} `changes`: of the compiler's options; all
 *   others stay as tslab has them
 */
function loadCompiler() {
  const tslab = createRequire(require.resolve('tslab/package.json'));
  const compiler = tslab.resolve('@tslab/typescript-for-tslab');
  /** @type {Compiler} */
  const ts = tslab(compiler);
  /** @type {import('./types.d.ts').Maps} */
  let maps = {};
  let changes = {};

  /** @param {string[]} roots @param {object} options @param {unknown[]} rest */
  const createWatchCompilerHost = (roots, options, ...rest) =>
    ts.createWatchCompilerHost(
      [...roots, NEWER_TYPES],
      { ...options, sourceMap: true, lib: ['lib.es2023.d.ts'], ...changes },
      ...rest,
    );

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
    createConverter(wanted) {
      changes = wanted;
      const converter = createConverter({ isJS: false, isBrowser: false });
      return {
        ...converter,
        convert(previous, source) {
          converting = true;
          try {
            return { ...converter.convert(previous, source), maps };
          } finally {
            converting = false;
          }
        },
      };
    },
  };
}

/**
 * @param {import('./types.d.ts').Maps} [maps] of a compiled cell
 * @returns {Origin} from a place in what was compiled to one in the cell
 */
export function originOf({ toModule, toScript } = {}) {
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
}
