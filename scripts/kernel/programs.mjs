// The programs that tslab compiles cells in, in place of TypeScript's watch mode. That makes two for each cell, the first
// only to learn the names that it declares, goes through what all of some 300 files import for each, watches every one of
// them, and now and then stops tslab with "Unexpected pending rebuildTimer" when the library is built beside a kernel.
import path from 'node:path';

/**
 * @typedef {import('./types.d.ts').Compiler} Compiler
 * @typedef {import('./types.d.ts').Builder} Builder
 * @typedef {import('./types.d.ts').WatchHost} WatchHost
 * @typedef {import('typescript').Program} Program
 * @typedef {import('typescript').SourceFile} SourceFile
 */

/** What tslab puts behind a cell, as soon as it knows its names. */
const EXPORTS = /\nexport \{[^{}\n]*\}$/;

/**
 * Files as they were read last: the converter of a second notebook need not parse again what has not changed.
 * @type {Map<string, SourceFile>}
 */
const files = new Map();

/**
 * @param {Compiler} ts tslab's
 * @param {WatchHost} host by which tslab reads files, and is told of programs
 * @param {() => boolean} converting whether a cell is being compiled, not completed or asked about
 * @returns what tslab expects of `createWatchProgram`
 */
export function watchCells(ts, host, converting) {
  const { options } = host;
  let roots = host.rootFiles;
  const cell = roots.find((name) => path.basename(name) === '__tslab__.ts') ?? '';
  /** Those files of which nothing was heard since. @type {Set<string>} */
  const fresh = new Set();
  /** @type {Map<string, { close(): void }>} */
  const watchers = new Map();
  /** The last program, from which the next takes what has not changed. @type {Program | undefined} */
  let last;
  /** @type {unknown} */
  let timer;

  /** Packages do not change under a kernel; the library, a reader's own files and the cell itself do. @param {string} name */
  function watch(name) {
    const packaged = name.includes('/node_modules/') && !roots.includes(name);
    if (watchers.has(name) || packaged) return;
    const changed = () => {
      fresh.delete(name);
      // Only the cell and what was declared before it are compiled at once: other files wait for the next cell.
      if (roots.includes(name)) schedule();
    };
    watchers.set(name, host.watchFile(name, changed, 250));
  }

  function schedule() {
    if (timer) host.clearTimeout(timer);
    timer = host.setTimeout(() => {
      timer = undefined;
      host.afterProgramCreate(nextBuilder());
    }, 0);
  }

  /** @type {import('typescript').CompilerHost} */
  const compilerHost = {
    getSourceFile(name, languageVersion) {
      const before = files.get(name);
      if (before && fresh.has(name)) return before;
      watch(name);
      const text = host.readFile(name);
      if (text === undefined) return undefined;
      // tslab takes statements and names out of the cell and of what was declared before: neither may serve again.
      const same = before?.text === text && !roots.includes(name);
      const file = same ? before : ts.createSourceFile(name, text, languageVersion);
      files.set(name, file);
      fresh.add(name);
      return file;
    },
    getDefaultLibFileName: (given) => host.getDefaultLibFileName(given),
    getDefaultLibLocation: () => host.getDefaultLibLocation(),
    getCurrentDirectory: () => host.getCurrentDirectory(),
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (name) => host.fileExists(name),
    readFile: (name) => host.readFile(name),
    directoryExists: (name) => host.directoryExists(name),
    getDirectories: (name) => host.getDirectories(name),
    realpath: (name) => host.realpath(name),
    writeFile() {
      throw new Error('nothing is written while a cell is compiled');
    },
  };

  /** @returns {Builder} a program that is made when it is first needed */
  function nextBuilder() {
    /** @type {Program | undefined} */
    let made;
    const program = () => {
      const reused = last ? { oldProgram: last } : {};
      made ??= last = ts.createProgram({ rootNames: roots, options, host: compilerHost, ...reused });
      return made;
    };
    return {
      getProgram: program,
      getSourceFile(name) {
        const names = made ? undefined : cellOfNames();
        if (!names) return program().getSourceFile(name);
        return name === cell ? names : undefined;
      },
      getAllDependencies: (file) => sourcesOf(program(), file),
      emit: (...args) => program().emit(...args),
    };
  }

  /**
   * tslab's first look at a cell, for the names that it declares: it needs no program.
   * @returns {SourceFile | undefined} undefined where it is not the first, or nothing is declared
   */
  function cellOfNames() {
    const text = host.readFile(cell) ?? '';
    if (!converting() || EXPORTS.test(text)) return undefined;
    const file = ts.createSourceFile(cell, text, options.target ?? ts.ScriptTarget.Latest);
    ts.bindSourceFile(file, options);
    return /** @type {any} */ (file).locals?.size > 0 ? file : undefined;
  }

  // tslab tells of changes by what it was given to watch.
  for (const name of roots) watch(name);
  const first = nextBuilder();
  first.getProgram(); // while the reader still reads, not when the first cell is run
  host.afterProgramCreate(first);
  return {
    /** @param {string[]} names */
    updateRootFileNames(names) {
      roots = names;
      schedule();
    },
    close() {
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/**
 * The files that must be compiled for one: itself, and what it imports that is no declaration, and so on.
 * @param {Program} program
 * @param {SourceFile} file
 */
function sourcesOf(program, file) {
  const found = new Set([file.fileName]);
  for (const name of found) {
    const source = program.getSourceFile(name);
    if (!source || source.isDeclarationFile) continue;
    /** @type {any} */ (source).resolvedModules?.forEach((/** @type {any} */ resolution) => {
      const to = resolution?.resolvedModule?.resolvedFileName;
      if (to && program.getSourceFile(to)) found.add(to);
    });
  }
  return [...found];
}
