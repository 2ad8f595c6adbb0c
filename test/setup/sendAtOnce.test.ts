import { createRequire } from 'node:module';
import { afterEach, describe, expect, it } from 'vitest';
import { sendAtOnce } from '../../scripts/kernel/sendAtOnce.mjs';

const require = createRequire(import.meta.url);
const { Publisher } = createRequire(require.resolve('tslab/package.json'))('zeromq');
const sockets: { close(): void }[] = [];
afterEach(() => sockets.splice(0).forEach((socket) => socket.close()));

/** Sends without waiting, as tslab does, and gives the number of messages that were taken. */
async function sendMany(Kind: typeof Publisher, wanted: number): Promise<number> {
  const socket = new Kind();
  sockets.push(socket);
  await socket.bind('tcp://127.0.0.1:*');
  const sent: Promise<void>[] = [];
  try {
    while (sent.length < wanted) sent.push(socket.send(['topic', String(sent.length)]));
  } catch (error) {
    expect(String(error)).toContain('Socket is busy writing');
  }
  await Promise.all(sent);
  return sent.length;
}

describe('sendAtOnce(kinds)', () => {
  it('takes any number of messages that nobody waits for; without it, zeromq refuses after 513', async () => {
    class Mended extends Publisher {}
    sendAtOnce([Mended]);
    expect(await sendMany(Mended, 3000)).toBe(3000);
    expect(await sendMany(Publisher, 3000)).toBe(513);
  });
});
