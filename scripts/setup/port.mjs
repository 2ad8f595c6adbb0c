import net from 'node:net';
import { failures } from './failures.mjs';

/**
 * Makes sure, before the long part of the set-up, that JupyterLab will be able to listen.
 * @param {number} port on 127.0.0.1
 * @returns {Promise<void>}
 * @throws SetupFailure if it cannot be used
 */
export function requirePort(port) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ { code }) => {
      const reason = code === 'EACCES' ? 'needs more rights than you have' : 'is in use';
      reject(failures.portUnusable(port, reason));
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve()));
  });
}
