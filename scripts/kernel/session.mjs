// Runs cells one after another: what lies between tslab's converter and its Jupyter server.
// JupyterLab's kernel and `npm run notebooks` both run cells by this code.
import { createRequire } from 'node:module';
import Module from 'node:module';
import path from 'node:path';
import { inspect } from 'node:util';
import vm from 'node:vm';
import { openCompiler, originOf } from './compiler.mjs';
import { describeDiagnostics, describeError, Interruption } from './complaints.mjs';
import { endTimersWithTheirCell, runAs } from './work.mjs';

const require = createRequire(import.meta.url);
const ROOT = path.resolve(import.meta.dirname, '../..');

/**
 * @typedef {import('./types.d.ts').Diagnostic} Diagnostic
 * @typedef {import('./types.d.ts').Origin} Origin
 * @typedef {[read: () => unknown, write?: (value: unknown) => void]} Accessor
 */

/**
 * @param {{ compiler?: import('./types.d.ts').CellCompiler, onDiagnostics?: (diagnostics: Diagnostic[]) => void }}
 *   [options] `onDiagnostics` is told what is wrong with each cell
 */
export function openSession({ compiler = openCompiler(), onDiagnostics } = {}) {
  endTimersWithTheirCell();
  // One number a line for a hundred lines, and that for each array of a model, helps nobody.
  inspect.defaultOptions.maxArrayLength = 32;
  const variables = createVariables();
  const modules = createModules(process.cwd());
  vm.runInThisContext('(x) => { globalThis.__tslab__ = x; }')({
    exports: variables.exports,
    require: modules.require,
  });
  /** @type {Map<number, Origin>} */
  const origins = new Map();
  let declarations = '';
  let count = 0;
  /** @type {{ stopped: boolean, reject(error: Error): void } | undefined} */
  let current;

  /** @param {Diagnostic[]} diagnostics */
  function complain(diagnostics) {
    onDiagnostics?.(diagnostics);
    for (const line of describeDiagnostics(diagnostics)) console.error(line);
    return diagnostics.length === 0;
  }

  /**
   * @param {string} source
   * @returns {Promise<boolean>} whether the cell compiled and ran to its end
   */
  async function execute(source) {
    count++;
    const compiled = await compiler.compile(declarations, source);
    const fine = complain(compiled.diagnostics);
    if (compiled.module) return true;
    modules.update(compiled.sideOutputs ?? []);
    if (!fine) return false;
    const { output, declOutput, hasToplevelAwait, lastExpressionVar, maps } = compiled;
    declarations = declOutput ?? '';
    if (!output) return true;
    origins.set(count, originOf(maps));
    try {
      await run(output, hasToplevelAwait ?? false, `cell ${count}`);
    } catch (error) {
      variables.keepWhatWasThere();
      console.error(describeError(error, origins, ROOT));
      return false;
    }
    variables.forgetWhatWasThere();
    const value = lastExpressionVar && variables.take(lastExpressionVar);
    if (value !== undefined && value !== null) console.log(value);
    return true;
  }

  /**
   * @param {string} output
   * @param {boolean} awaits
   * @param {string} filename
   */
  async function run(output, awaits, filename) {
    // On the first line, so that the lines of the output keep their numbers.
    const head = `(${awaits ? 'async ' : ''}function (exports, require, __share) { 'use strict'; `;
    const code = vm.runInThisContext(`${head}${output}\n})`, { filename, columnOffset: -head.length });
    /** @type {Promise<never>} */
    const interrupted = new Promise((_, reject) => (current = { stopped: false, reject }));
    interrupted.catch(() => undefined);
    const cell = /** @type {NonNullable<typeof current>} */ (current);
    try {
      await Promise.race([
        begin(cell, () => code(variables.exports, modules.require, variables.share)),
        interrupted,
      ]);
    } finally {
      current = undefined;
    }
  }

  return {
    execute,
    locals: variables.exports,
    /** Ends the cell that runs, and the work that it has begun. */
    interrupt() {
      if (!current) return;
      current.stopped = true;
      current.reject(new Interruption());
    },
    /** @param {string} source @param {number} position */
    inspect: (source, position) => compiler.inspect(declarations, source, position),
    /** @param {string} source @param {number} position */
    complete: (source, position) => compiler.complete(declarations, source, position),
    /** @param {unknown} error */
    describe: (error) => describeError(error, origins, ROOT),
    reset() {
      declarations = '';
      variables.clear();
    },
    close: () => compiler.close(),
  };
}

// Taken before cells run: the timers of a cell that is stopped never ring.
const { setImmediate } = globalThis;

/**
 * Runs a cell's code in a turn of its own: where that turn is ended from outside (see control.mjs), the session is not.
 * @param {{ stopped: boolean }} cell
 * @param {() => unknown} code
 * @returns {Promise<unknown>} of what it returns, awaited
 */
const begin = (cell, code) =>
  new Promise((resolve, reject) => {
    setImmediate(() => {
      try {
        resolve(runAs(cell, code));
      } catch (error) {
        reject(error);
      }
    });
  });

/** The variables of all cells, each read and written where it lives, in the cell that made it. */
function createVariables() {
  /** @type {Record<string, unknown>} */
  const exports = {};
  /** @type {Map<string, PropertyDescriptor | undefined>} of the names that the running cell makes anew */
  const before = new Map();
  return {
    exports,
    /** @param {Record<string, Accessor>} accessors */
    share(accessors) {
      before.clear();
      for (const [name, [read, write]] of Object.entries(accessors)) {
        const earlier = Object.getOwnPropertyDescriptor(exports, name);
        before.set(name, earlier);
        Object.defineProperty(exports, name, {
          configurable: true,
          enumerable: true,
          get() {
            try {
              return read();
            } catch (error) {
              // Not yet made anew: what an earlier cell made under this name still holds.
              const value = before.get(name);
              if (value) return value.get ? value.get() : value.value;
              throw error;
            }
          },
          ...(write && { set: write }),
        });
      }
    },
    /** After a cell that stopped half-way: what it had not come to is as it was before. */
    keepWhatWasThere() {
      for (const [name, earlier] of before) {
        if (!earlier) continue;
        before.set(name, undefined);
        try {
          void exports[name];
        } catch {
          Object.defineProperty(exports, name, earlier);
        }
      }
      before.clear();
    },
    forgetWhatWasThere: () => before.clear(),
    /** @param {string} name */
    take(name) {
      const value = exports[name];
      delete exports[name];
      return value;
    },
    clear() {
      for (const name of Object.keys(exports)) delete exports[name];
    },
  };
}

/**
 * `require` for cells: packages as seen from the notebook's folder, TypeScript modules beside it as compiled.
 * @param {string} folder
 */
function createModules(folder) {
  /** @type {Map<string, string>} */
  const outputs = new Map();
  /** @type {Map<string, { exports: unknown }>} */
  const loaded = new Map();
  /** @param {NodeJS.Require} plain @param {string} from @returns {NodeJS.Require} */
  const wrap = (plain, from) =>
    new Proxy(plain, { apply: (_, self, [id]) => load(id, from) ?? Reflect.apply(plain, self, [id]) });
  /** @param {string} id @param {string} from */
  function load(id, from) {
    if (id === 'tslab') return require('tslab');
    const file = path.posix.join(from, path.extname(id) === '' ? `${id}.js` : id);
    if (!loaded.has(file) && outputs.has(file)) {
      const made = new Module(file);
      Object.assign(made, { filename: file });
      made.require = wrap(createRequire(file), path.posix.dirname(file));
      /** @type {any} */ (made)._compile(outputs.get(file), file);
      loaded.set(file, made);
    }
    return loaded.get(file)?.exports;
  }
  return {
    require: wrap(createRequire(path.join(folder, 'cell.js')), folder.replaceAll('\\', '/')),
    /** @param {readonly { path: string, data: string }[]} changed */
    update(changed) {
      for (const { path: file, data } of changed) {
        outputs.set(file, data);
        loaded.delete(file);
      }
    },
  };
}
