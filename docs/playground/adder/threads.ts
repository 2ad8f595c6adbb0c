// Workers made from a text, because a page opened from a file may not load one from another file.
import source from 'worker:./worker';
import type { Answer, Request } from './protocol';

/** A thread that can be asked, and ended. */
export interface Thread {
  ask(request: Request): void;
  end(): void;
}

let address: string | undefined;

/** Starts a thread. */
export function startThread(answered: (answer: Answer) => void): Thread {
  address ??= URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  const worker = new Worker(address);
  worker.onmessage = ({ data }: MessageEvent<Answer>) => answered(data);
  worker.onerror = (event) => answered({ kind: 'failed', message: event.message });
  return { ask: (request) => worker.postMessage(request), end: () => worker.terminate() };
}
