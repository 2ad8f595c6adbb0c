// The browser's kernel: runs TypeScript cells one after another, as tslab does in JupyterLab.
import { compile, HELPERS, SLOT } from './compile';
import { createConsole, shown } from './console';
import { createDisplay } from './display';
import { failureOf, textOf } from './errors';
import { addFiles, onFileChange } from './files';
import { createLoader } from './modules';
import { createProcess, emit, forgetListeners } from './node/process';
import { createOutputs, type Outputs } from './outputs';
import type { Answer, CellNames, Failure, Request, Resource } from './protocol';
import { createSlots, type Shared } from './slots';
import { dropTimers, installTimers, ownTimers } from './timers';

type CellFunction = (...given: unknown[]) => Promise<void>;
const scope = globalThis as unknown as {
  postMessage(answer: Answer): void;
  importScripts(address: string): void;
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  carryCell?: CellFunction;
};

/** How long a cell that was asked to stop may take to end by itself, in milliseconds. */
const PATIENCE = 1500;

const tell = (answer: Answer): void => scope.postMessage(answer);
const slots = createSlots();
/** The cell of each script that was run. */
const cells = new Map<string, string>();
const fetching = new Map<Resource, { resolve(data: Uint8Array): void; reject(error: Error): void }>();

let outputs: Outputs = createOutputs(() => undefined);
/** Ends the cell that runs, or undefined while none does. */
let endRunning: ((reason: Failure) => void) | undefined;

const write = (name: 'stdout' | 'stderr', text: string): void => outputs.write(name, text);
const { tslab, jupyter } = createDisplay(() => outputs);
const load = createLoader(fetchResource, { tslab });
install();

function install(): void {
  installTimers();
  const process = createProcess(write);
  Object.assign(globalThis.console, createConsole(write));
  Object.assign(globalThis, {
    process,
    global: globalThis,
    carryImport: load,
    // Where the library looks for the kernel's writer.
    __tslab__: { require: () => jupyter },
  });
  // Only a page from a secure host has it.
  if (typeof crypto.randomUUID !== 'function')
    Object.defineProperty(crypto, 'randomUUID', {
      value: () => uuidOf(crypto.getRandomValues(new Uint8Array(16))),
    });
  onFileChange((path, text) => tell({ kind: 'file', path, text }));
  const uncaught = (kind: string, error: unknown): void =>
    write('stderr', `${kind}: ${textOf(failureOf(error, (address) => cells.get(address)))}`);
  addEventListener('error', (event) => {
    event.preventDefault();
    uncaught('UncaughtException', event.error ?? event.message);
  });
  addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    uncaught('UnhandledPromiseRejection', event.reason);
  });
}

const uuidOf = (bytes: Uint8Array): string => {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
};

scope.onmessage = ({ data: request }) => {
  switch (request.kind) {
    case 'run':
      return void run(request.run, request.cell, request.source);
    case 'stop':
      return stop();
    case 'files':
      return addFiles(request.files, request.site);
    case 'resource':
      try {
        runScript(request.script);
        fetching.get(request.name)?.resolve(request.data);
      } catch (error) {
        fetching.get(request.name)?.reject(error instanceof Error ? error : new Error(String(error)));
      }
      return;
    case 'unavailable':
      return fetching.get(request.name)?.reject(new Error(request.reason));
    case 'names':
      return tell({ kind: 'names', names: Object.fromEntries(Object.entries(request.sources).map(namesOf)) });
  }
};
tell({ kind: 'ready' });

function namesOf([cell, source]: readonly [string, string]): [string, CellNames] {
  try {
    const { declared, free, written } = compile(source, () => false);
    return [cell, { declared, free, written }];
  } catch {
    return [cell, { declared: [], free: [], written: [] }]; // the run of the cell says what is wrong with it
  }
}

/** Runs a script of the page's. By its address, because a strict page lets nothing else become a script. */
function runScript(script: string): string {
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  try {
    scope.importScripts(address);
  } finally {
    URL.revokeObjectURL(address);
  }
  return address;
}

function fetchResource(name: Resource): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    fetching.set(name, { resolve, reject });
    tell({ kind: 'need', name });
  });
}

async function run(number: number, cell: string, source: string): Promise<void> {
  outputs = createOutputs((shownNow) => tell({ kind: 'outputs', run: number, outputs: shownNow }));
  const startedAt = performance.now();
  let shared: Shared | undefined;
  let last: unknown;
  let stopped = false;
  let failure: Failure | undefined;
  const ended = new Promise<Failure>((resolve) => {
    endRunning = (reason) => {
      stopped = true;
      resolve(reason);
    };
  });
  try {
    const { code, free } = compile(source, slots.has);
    const taken = free.filter(slots.has);
    const work = functionOf(code, taken, cell)(
      (variables: Parameters<typeof slots.share>[0]) => (shared = slots.share(variables)),
      load,
      (value: unknown) => (last = value),
      ...taken.map(slots.get),
    );
    failure = (await Promise.race([work, ended])) ?? undefined;
    if (!failure && last !== undefined && last !== null) write('stdout', `${shown(last)}\n`);
  } catch (error) {
    failure = failureOf(error, (address) => cells.get(address));
  }
  endRunning = undefined;
  if (failure) {
    shared?.undo();
    forgetListeners();
    write('stderr', stopped ? `${failure.message}\n` : textOf(failure));
  } else shared?.keep();
  outputs.finish();
  const milliseconds = performance.now() - startedAt;
  tell({ kind: 'done', run: number, milliseconds, stopped, ...(failure && { failure }) });
}

function functionOf(code: string, taken: readonly string[], cell: string): CellFunction {
  const parameters = [...Object.values(HELPERS), ...taken.map((name) => SLOT + name)].join(', ');
  const address = runScript(`"use strict"; self.carryCell = async (${parameters}) => { ${code}\n};`);
  cells.set(address, cell);
  const made = scope.carryCell;
  delete scope.carryCell;
  if (!made) throw new Error('The cell could not be loaded.');
  return made;
}

/** First the cell is asked to end by itself, as the stop button does in JupyterLab; then it is ended. */
function stop(): void {
  const end = endRunning;
  if (!end) return tell({ kind: 'stopping', gently: false });
  const gently = emit('SIGINT');
  tell({ kind: 'stopping', gently });
  const now = (): void => {
    dropTimers();
    end({ name: 'Interrupted', message: 'Stopped. What the cell has done so far is kept.', frames: [] });
  };
  if (!gently) return now();
  // What answers the stop button ends the cell soon; if it does not, the cell is ended.
  ownTimers.setTimeout(() => {
    if (endRunning === end) now();
  }, PATIENCE);
}
