// The page's end of the kernel: starts the worker, runs cells in it, stops them.
import type { Answer, CellNames, Failure, Output, Request } from '../kernel/protocol';
import { keptFiles, keepFile } from './keptFiles';
import { bytesOf, loadPart } from './parts';

/** How a run ended. */
export interface RunResult {
  readonly milliseconds: number;
  readonly failure?: Failure | undefined;
  readonly stopped: boolean;
  /** The worker had to be ended: every variable is gone. */
  readonly lost: boolean;
}

/** A kernel that has not answered the stop button for so long is ended, in milliseconds. */
const DEAF = 700;

type Run = { readonly number: number; show(outputs: readonly Output[]): void; end(result: RunResult): void };

/** The page's end of a kernel. */
export interface KernelClient {
  /** Runs a cell; the cells of one kernel run one after another. */
  run(cell: string, source: string, show: (outputs: readonly Output[]) => void): Promise<RunResult>;
  /** Ends the cell that runs: gently, and if it does not hear, with the worker. A second call is not gentle. */
  stop(): void;
  /** Ends the worker; the next run starts a new one. */
  restart(): void;
  /** Which names cells declare and take. */
  names(sources: Readonly<Record<string, string>>): Promise<Readonly<Record<string, CellNames>>>;
}

/**
 * Makes a client; nothing is loaded before the first run.
 *
 * @param files - the data files that the notebook reads, by their path from the course's folder
 */
export function createKernel(files: readonly string[]): KernelClient {
  let worker: Promise<Worker> | undefined;
  let current: Run | undefined;
  let runs = 0;
  let stops = 0;
  let askNames: ((names: Readonly<Record<string, CellNames>>) => void) | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let deaf: ReturnType<typeof setTimeout> | undefined;

  async function start(): Promise<Worker> {
    const [script, kept, ...data] = await Promise.all([
      loadPart<string>('kernel'),
      keptFiles(),
      ...files.map((name) => loadPart<string>(name)),
    ]);
    const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    const made = new Worker(address);
    await new Promise<void>((resolve, reject) => {
      made.onmessage = ({ data: answer }: MessageEvent<Answer>) => {
        if (answer.kind === 'ready') resolve();
        else void answered(made, answer);
      };
      made.onerror = (event) => {
        reject(new Error(event.message || 'The worker could not be started.'));
        event.preventDefault();
      };
    });
    URL.revokeObjectURL(address);
    const brought = Object.fromEntries(files.map((name, n) => [name, data[n] ?? '']));
    const site = location.protocol === 'file:' ? undefined : new URL(baseOfSite(), location.href).href;
    post(made, { kind: 'files', files: { ...brought, ...kept }, ...(site !== undefined && { site }) });
    return made;
  }
  const post = (to: Worker, request: Request): void => to.postMessage(request);

  async function answered(from: Worker, answer: Answer): Promise<void> {
    switch (answer.kind) {
      case 'outputs':
        if (answer.run === current?.number) current.show(answer.outputs);
        else late.get(answer.run)?.(answer.outputs);
        return;
      case 'done':
        clearTimeout(deaf);
        if (answer.run === current?.number) {
          const { milliseconds, failure, stopped } = answer;
          current.end({ milliseconds, failure, stopped, lost: false });
        }
        return;
      case 'stopping':
        return clearTimeout(deaf);
      case 'need':
        try {
          const { script, data } = await loadPart<{ script: string; data: string }>(answer.name);
          post(from, { kind: 'resource', name: answer.name, script, data: bytesOf(data) });
        } catch (error) {
          post(from, { kind: 'unavailable', name: answer.name, reason: String(error) });
        }
        return;
      case 'file':
        return keepFile(answer.path, answer.text);
      case 'names':
        return askNames?.(answer.names);
    }
  }

  /** What a timer shows after its cell has ended goes to that cell. */
  const late = new Map<number, (outputs: readonly Output[]) => void>();

  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  }

  function kill(): void {
    clearTimeout(deaf);
    const ended = worker;
    worker = undefined;
    void ended?.then(
      (each) => each.terminate(),
      () => undefined,
    );
    late.clear();
    const failure = { name: 'Interrupted', message: 'The kernel was ended.', frames: [] };
    current?.end({ milliseconds: NaN, failure, stopped: true, lost: true });
  }

  return {
    run: (cell, source, show) =>
      inTurn(async () => {
        worker ??= start();
        const starting = worker;
        const to = await starting.catch((error: unknown) => {
          if (worker === starting) worker = undefined;
          throw error;
        });
        const number = ++runs;
        stops = 0;
        try {
          return await new Promise<RunResult>((resolve) => {
            current = { number, show, end: resolve };
            late.set(number, show);
            post(to, { kind: 'run', run: number, cell, source });
          });
        } finally {
          current = undefined;
        }
      }),
    stop() {
      if (!current) return;
      if (++stops > 1) return kill();
      void worker?.then((to) => post(to, { kind: 'stop' }));
      deaf = setTimeout(kill, DEAF);
    },
    restart: kill,
    names: (sources) =>
      inTurn(async () => {
        const to = await (worker ??= start());
        return new Promise((resolve) => {
          askNames = resolve;
          post(to, { kind: 'names', sources });
        });
      }),
  };
}

const baseOfSite = (): string => document.documentElement.dataset['root'] ?? '';
