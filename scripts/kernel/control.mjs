// Jupyter's control channel in a thread of its own, so that the stop button is heard while a cell computes.
//
// A signal would not do: Node on Windows never gets it, and a cell that has awaited something once and then computes
// without a pause would not hear it either. So JupyterLab sends a message ("interrupt_mode": "message"), this thread
// passes it on, and where the main thread does not answer, ends what it computes.
import { createHmac, randomUUID } from 'node:crypto';
import { Session } from 'node:inspector';
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

/** How long a step of a training may compute before it is ended in the middle, in milliseconds. */
const PATIENCE = 2000;

/**
 * @typedef {{ transport: string, ip: string, control_port: number, key: string }} Connection
 * @typedef {{ request: 'interrupt' | 'shutdown', id: number, forced: boolean }} Request
 * @typedef {{ answered: number }} Answer
 */

const DELIMITER = '<IDS|MSG>';

/** @param {Connection} connection */
async function serve({ transport, ip, control_port: port, key }) {
  const { Router } = createRequire(createRequire(import.meta.url).resolve('tslab/package.json'))('zeromq');
  const socket = new Router({ sendTimeout: 0 });
  await socket.bind(`${transport}://${ip}:${port}`);
  for await (const frames of socket) {
    const start = frames.findIndex((/** @type {Buffer} */ frame) => frame.toString() === DELIMITER);
    const [signature, ...parts] = frames.slice(start + 1);
    const signed = parts.slice(0, 4);
    if (start < 0 || (key !== '' && signature.toString() !== sign(key, signed))) continue;
    const [header, , , content] = signed.map((/** @type {Buffer} */ part) => JSON.parse(part.toString()));
    const kind = header.msg_type.replace(/_request$/, '');
    if (kind !== 'interrupt' && kind !== 'shutdown') continue;
    const reply = [
      { ...header, msg_type: `${kind}_reply`, msg_id: randomUUID(), date: new Date().toISOString() },
      header,
      {},
      { status: 'ok', ...(kind === 'shutdown' && { restart: content.restart }) },
    ].map((part) => Buffer.from(JSON.stringify(part)));
    await socket.send([...frames.slice(0, start + 1), sign(key, reply), ...reply]);
    const passed = pass(kind);
    if (kind === 'shutdown') {
      await passed;
      socket.close();
    }
  }
  parentPort?.close(); // with it this thread ends
}

/** @param {string} key @param {Buffer[]} parts */
function sign(key, parts) {
  if (key === '') return '';
  const hash = createHmac('sha256', key);
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

let last = 0;
let answered = 0;
parentPort?.on('message', (/** @type {Answer} */ answer) => (answered = Math.max(answered, answer.answered)));

/**
 * Passes a request on; where no answer comes in time, ends what the main thread computes, and asks again.
 * @param {Request['request']} request
 */
async function pass(request) {
  const id = ++last;
  parentPort?.postMessage({ request, id, forced: false });
  for (let round = 0; round < 5; round++) {
    for (let waited = 0; waited < PATIENCE && answered < id; waited += 20)
      await new Promise((resolve) => setTimeout(resolve, 20));
    if (answered >= id) return;
    // Nothing can be lost any more by ending the whole process.
    if (request === 'shutdown') process.kill(process.pid, 'SIGKILL');
    endWhatIsComputed();
    parentPort?.postMessage({ request, id, forced: true });
  }
}

function endWhatIsComputed() {
  const session = new Session();
  session.connectToMainThread();
  session.post('Runtime.terminateExecution', () => session.disconnect());
}

/** How often it is looked whether Jupyter is still there, in milliseconds. */
const LOOK = 1000;

// Jupyter that was killed ends no kernel, and one that computes would go on for ever. Jupyter names itself in this variable
// where its kernels are to end with it; a process whose parent has gone gets another one. (On Windows it keeps the old.)
if (process.env['JPY_PARENT_PID']) {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
  }, LOOK).unref();
}

await serve(workerData);
