// Shows a folder on this machine only.
import http from 'node:http';
import sirv from 'sirv';

/**
 * @param {string} folder
 * @param {number} [port] any free one if left out
 * @returns {Promise<{ address: string, close(): Promise<void> }>}
 */
export async function serve(folder, port = 0) {
  // "dev": files are read when they are asked for, so that a site built anew is shown at once.
  const files = sirv(folder, { dev: true, extensions: ['html'] });
  const server = http.createServer((request, response) =>
    files(request, response, () => {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such page.');
    }),
  );
  await new Promise((resolve, reject) =>
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(undefined)),
  );
  const { port: open } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => {
    server.closeAllConnections();
    return new Promise((/** @type {(nothing: undefined) => void} */ resolve) =>
      server.close(() => resolve(undefined)),
    );
  };
  return { address: `http://127.0.0.1:${open}/`, close };
}
