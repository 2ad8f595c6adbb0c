import { vi } from 'vitest';
import type { Bundle, Writer } from '../../lib/src/notebook/kernel';

/** A message as the front end would get it. */
export interface Message extends Bundle {
  readonly update: boolean;
}

/** Pretends to be a running kernel until `stop` is called; collects what is shown. */
export function pretendKernel(): { messages: Message[]; stop(): void } {
  const messages: Message[] = [];
  const lastWriteDisplayData: Writer = (bundle, update = false) => messages.push({ ...bundle, update });
  vi.stubGlobal('__tslab__', { require: () => ({ lastWriteDisplayData }) });
  return { messages, stop: () => vi.unstubAllGlobals() };
}
