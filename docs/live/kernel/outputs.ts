// What a cell shows is gathered for a twentieth of a second: a loop that prints sends a few messages, not thousands.
import type { Output } from './protocol';
import { ownTimers } from './timers';

/** How long outputs are gathered, in milliseconds. */
const GATHER = 50;
/** Of the text of one cell, so many characters are sent as they come; of what follows, the end. */
export const MOST_TEXT = 200_000;
const TAIL = 20_000;

type Stream = 'stdout' | 'stderr';

/** Gathers the outputs of one run. */
export function createOutputs(send: (outputs: readonly Output[]) => void) {
  let waiting: Output[] = [];
  let timer: number | undefined;
  let sentAt = performance.now();
  let characters = 0;
  let leftOut = 0;
  let tail = '';

  function flush(): void {
    ownTimers.clearTimeout(timer);
    timer = undefined;
    sentAt = performance.now();
    if (waiting.length === 0) return;
    const outputs = waiting;
    waiting = [];
    send(outputs);
  }
  function later(): void {
    // A loop that never pauses lets no timer come: then the next output sends the ones before it.
    if (performance.now() - sentAt >= GATHER) flush();
    else timer ??= ownTimers.setTimeout(flush, GATHER);
  }
  function append(name: Stream, text: string): void {
    const last = waiting.at(-1);
    if (last?.output_type === 'stream' && last.name === name)
      waiting[waiting.length - 1] = { ...last, text: last.text + text };
    else waiting.push({ output_type: 'stream', name, text });
  }
  return {
    write(name: Stream, text: string): void {
      if (text === '') return;
      const room = Math.max(0, MOST_TEXT - characters);
      characters += text.length;
      if (room > 0) append(name, text.slice(0, room));
      if (text.length > room) {
        const more = tail + text.slice(room);
        leftOut += text.length - room;
        tail = more.slice(-TAIL);
      }
      later();
    },
    show(data: Record<string, unknown>, metadata: Record<string, unknown>, slot?: string): void {
      const output: Output = {
        output_type: 'display_data',
        data,
        metadata,
        ...(slot !== undefined && { slot }),
      };
      const known =
        slot === undefined ? -1 : waiting.findIndex((each) => 'slot' in each && each.slot === slot);
      if (known >= 0) waiting[known] = output;
      else waiting.push(output);
      later();
    },
    /** Sends what is left at the end of the cell; what comes later, from a timer, is sent as it comes. */
    finish(): void {
      if (leftOut > 0) {
        const hidden = leftOut - tail.length;
        const note =
          hidden > 0 ? `\n… ${hidden.toLocaleString('en-US')} characters are left out here …\n` : '';
        append('stdout', note + tail);
        leftOut = 0;
        tail = '';
      }
      flush();
    },
  };
}

/** The outputs of one run. */
export type Outputs = ReturnType<typeof createOutputs>;
