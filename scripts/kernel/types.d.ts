// What the kernel uses of tslab and its compiler.
import type ts from 'typescript';

/** tslab's own TypeScript, which is close enough to ours to be described by its types. */
export type Compiler = typeof ts & {
  createWatchCompilerHost(roots: unknown, options: object, ...rest: unknown[]): WatchHost;
  bindSourceFile(file: ts.SourceFile, options: ts.CompilerOptions): void;
  transpileModule(
    source: string,
    options: object,
  ): { outputText: string; sourceMapText?: string; diagnostics?: ts.Diagnostic[] };
};

/** A program that tslab compiles a cell with. */
export interface Builder {
  getProgram(): ts.Program;
  /** Undefined, too, while tslab asks for nothing but the names of a cell. */
  getSourceFile(name: string): ts.SourceFile | undefined;
  /** Names of the files that must be compiled with this one. */
  getAllDependencies(file: ts.SourceFile): string[];
  emit(
    file: ts.SourceFile | undefined,
    write: (name: string, text: string, ...more: unknown[]) => void,
    token?: ts.CancellationToken,
    onlyTypes?: boolean,
    transformers?: ts.CustomTransformers,
  ): unknown;
}

/** How tslab has files read and watched. Its timers hold one call, which it makes itself. */
export interface WatchHost {
  readonly options: ts.CompilerOptions;
  readonly rootFiles: string[];
  afterProgramCreate(builder: Builder): void;
  readFile(name: string): string | undefined;
  fileExists(name: string): boolean;
  directoryExists(name: string): boolean;
  getDirectories(name: string): string[];
  realpath(name: string): string;
  getCurrentDirectory(): string;
  getDefaultLibFileName(options: ts.CompilerOptions): string;
  getDefaultLibLocation(): string;
  watchFile(name: string, changed: () => void, interval: number): { close(): void };
  setTimeout(call: () => void, milliseconds: number): unknown;
  clearTimeout(timer: unknown): void;
}

/** From a place in the compiled cell to one in the cell, both counted from 1; undefined where there is none. */
export type Origin = (line: number, column: number) => { line: number; column: number } | undefined;

export interface Diagnostic {
  readonly start: { readonly offset: number; readonly line: number; readonly character: number };
  readonly end: { readonly offset: number };
  readonly messageText: string;
  readonly code: number;
  readonly fileName?: string;
}

/** What tslab's two passes moved where, as source maps: from the cell to a module, and from that to what runs. */
export interface Maps {
  toModule?: string;
  toScript?: string | undefined;
}

export interface Converted {
  readonly diagnostics: Diagnostic[];
  readonly output?: string;
  readonly declOutput?: string;
  readonly hasToplevelAwait?: boolean;
  readonly lastExpressionVar?: string;
  readonly sideOutputs?: readonly { readonly path: string; readonly data: string }[];
  readonly maps?: Maps;
}

/** A cell that declares a module (`%%module`) is kept for later cells to import, whatever is wrong with it. */
export interface Compiled extends Converted {
  readonly module?: true;
}

/** Compiles cells; `declarations` are those of the cells before. */
export interface CellCompiler {
  compile(declarations: string, source: string): Compiled | Promise<Compiled>;
  inspect(declarations: string, source: string, position: number): unknown;
  complete(declarations: string, source: string, position: number): unknown;
  close(): void;
}

export interface Converter {
  convert(previous: string, source: string): Converted;
  addModule(name: string, source: string, metadata: object): Diagnostic[];
  inspect(previous: string, source: string, position: number): unknown;
  complete(previous: string, source: string, position: number): unknown;
  close(): void;
}
