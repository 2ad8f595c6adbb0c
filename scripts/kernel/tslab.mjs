// The TypeScript kernel that JupyterLab starts: tslab's converter and server, and a session of ours between them.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { createHandler } from './handler.mjs';
import { sendAtOnce } from './sendAtOnce.mjs';
import { openSession } from './session.mjs';

const require = createRequire(import.meta.url);
const { values } = parseArgs({ allowPositionals: true, options: { 'config-path': { type: 'string' } } });

const { Publisher, Router } = createRequire(require.resolve('tslab/package.json'))('zeromq');
sendAtOnce([Publisher, Router]);
const session = openSession();
const { ZmqServer } = require('tslab/dist/jupyter.js');
const server = new ZmqServer(createHandler(/** @type {any} */ (session)), values['config-path'] ?? '');
process.on('SIGINT', () => session.interrupt());
process.on('uncaughtException', (error) => console.error(`Uncaught: ${session.describe(error)}`));
process.on('unhandledRejection', (reason) => console.error(`Nobody caught: ${session.describe(reason)}`));
server.init();
