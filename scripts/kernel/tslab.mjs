// The TypeScript kernel that JupyterLab starts: tslab's converter and server, and a session of ours between them.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { createHandler } from './handler.mjs';
import { sendAtOnce } from './sendAtOnce.mjs';
import { openSession } from './session.mjs';

const require = createRequire(import.meta.url);
const { values } = parseArgs({ allowPositionals: true, options: { 'config-path': { type: 'string' } } });
const connectionFile = values['config-path'] ?? '';

const { Publisher, Router } = createRequire(require.resolve('tslab/package.json'))('zeromq');
sendAtOnce([Publisher, Router]);
const session = openSession();
const { ZmqServer } = require('tslab/dist/jupyter.js');

/** @type {any} */
const server = new ZmqServer(createHandler(/** @type {any} */ (session)), connectionFile);
const bindSocket = server.bindSocket.bind(server);
// All of tslab's channels but the control channel, which has a thread of its own.
server.bindSocket = async (/** @type {unknown} */ socket, /** @type {number} */ port) => {
  if (socket !== server.control) await bindSocket(socket, port);
};

const control = new Worker(path.join(import.meta.dirname, 'control.mjs'), {
  workerData: JSON.parse(fs.readFileSync(connectionFile, 'utf8')),
});
control.unref(); // it ends with the rest
control.on('message', (/** @type {import('./control.mjs').Request} */ { request, id, forced }) => {
  control.postMessage({ answered: id });
  if (request === 'shutdown') {
    server.close();
    // A timer of a cell would keep the process until Jupyter loses its patience.
    control.on('exit', () => process.exit());
    return;
  }
  // As a signal: `interruptible` of the library listens to it, to end a training and let its cell go on.
  process.emit('SIGINT', 'SIGINT');
  if (forced) session.interrupt(); // what listened is no more
});

/**
 * A port that was free when Jupyter chose it may be taken by now, mostly for a moment. A kernel that ends is started again,
 * and reported dead if that does not help; one that stays without a channel looks as if it were busy for ever.
 * @param {unknown} error
 */
function cannotListen(error) {
  console.error(`The kernel cannot listen on the ports that Jupyter gave it: ${error}`);
  process.exit(1);
}
control.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
  if (error.code === 'EADDRINUSE') cannotListen(error);
  // Without it the stop button does nothing, but what was computed is kept.
  console.error(`The control channel failed: ${error.message}`);
});

process.on('SIGINT', () => session.interrupt());
process.on('uncaughtException', (error) => console.error(`Uncaught: ${session.describe(error)}`));
process.on('unhandledRejection', (reason) => console.error(`Nobody caught: ${session.describe(reason)}`));
await server.init().catch(cannotListen);
