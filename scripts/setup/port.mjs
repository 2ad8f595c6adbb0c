import net from 'node:net';
import { failures } from './failures.mjs';

const FIRST = 8888; // JupyterLab's own

/**
 * @param {number | undefined} wanted what the reader asked for; undefined: the first free one from 8888 on
 * @returns {Promise<number>} a port on which JupyterLab can listen
 * @throws SetupFailure if the wanted one cannot be used
 */
export async function choosePort(wanted) {
  if (wanted !== undefined) {
    const { port, error } = await tryPort(wanted);
    if (port !== undefined) return port;
    throw failures.portUnusable(wanted, error === 'EACCES' ? 'needs more rights than you have' : 'is in use');
  }
  for (let candidate = FIRST; candidate < FIRST + 50; candidate++) {
    const { port } = await tryPort(candidate);
    if (port !== undefined) return port;
  }
  return choosePort(0);
}

/**
 * @param {number} port
 * @returns {Promise<{ port?: number, error?: string | undefined }>}
 */
function tryPort(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve({ error: error.code }));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      const chosen = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve({ port: chosen }));
    });
  });
}
