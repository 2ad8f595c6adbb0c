// Answers JupyterLab's requests as tslab does, but sends what a cell prints in pieces, and says what cannot be drawn.
import { createRequire } from 'node:module';
import { undrawable } from './undrawable.mjs';
import { runOutside } from './work.mjs';

const require = createRequire(import.meta.url);

/** As long as ipykernel gathers what is printed, in milliseconds. */
const GATHER = 50;

/**
 * @typedef {(name: string, text: string) => void} WriteStream
 */

/** @param {import('tslab/dist/executor.js').Executor} session as `openSession` makes it */
export function createHandler(session) {
  /** @type {typeof import('tslab/dist/jupyter.js')} */
  const { JupyterHandlerImpl } = require('tslab/dist/jupyter.js');
  const handler = new JupyterHandlerImpl(session, false);
  // After a failed cell, tslab takes no more for a while, which a timer ends.
  /** @type {{ reset(milliseconds: number): void }} */
  const queue = /** @type {any} */ (handler).execQueue;
  const reset = queue.reset.bind(queue);
  queue.reset = (milliseconds) => runOutside(() => reset(milliseconds));
  const handleExecute = handler.handleExecute.bind(handler);
  handler.handleExecute = async (request, send, show) => {
    const { write, flush } = createGatherer(send);
    /** @param {any} bundle @param {boolean} [update] */
    const showChecked = (bundle, update = false) => {
      flush(); // what was printed before it stands above it
      const { data, complaints } = undrawable(bundle.data);
      show({ ...bundle, data }, update);
      for (const complaint of complaints) write('stderr', `${complaint}\n`);
    };
    try {
      return await handleExecute(request, write, showChecked);
    } finally {
      flush();
    }
  };
  return handler;
}

// Taken before cells run: the timers of a cell that is stopped never ring.
const { setTimeout } = globalThis;

/**
 * JupyterLab needs about ten milliseconds for each message, however short: thousands of lines, one message each, freeze it.
 * @param {WriteStream} send
 */
export function createGatherer(send) {
  let [name, text] = ['', ''];
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let sentAt = -Infinity;
  function flush() {
    clearTimeout(timer);
    timer = undefined;
    if (text === '') return;
    const gathered = text;
    text = '';
    sentAt = performance.now();
    send(name, gathered);
  }
  return {
    flush,
    /** @type {WriteStream} */
    write(to, more) {
      if (to !== name) flush();
      name = to;
      text += more;
      // A loop that never waits lets no timer ring.
      if (performance.now() - sentAt >= GATHER) flush();
      else timer ??= setTimeout(flush, GATHER);
    },
  };
}
