// Serves the course with JupyterLab, on this computer only, until it is told to stop.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines } from './diagnose.mjs';
import { failures, Interrupted } from './failures.mjs';
import { choosePort } from './port.mjs';
import { cleanEnvironment } from './run.mjs';

/** @typedef {import('./places.mjs').Places} Places */
/** @typedef {{ port: number | undefined, browser: boolean, say: (line: string) => void, interrupt: AbortSignal }} Serving */

/**
 * JupyterLab sees our kernel, settings and extensions, and none of the reader's other Jupyter.
 * @param {Places} places
 */
export function labEnvironment({ jupyterState }) {
  const env = cleanEnvironment();
  delete env['JUPYTERLAB_SETTINGS_DIR'];
  delete env['JUPYTERLAB_WORKSPACES_DIR'];
  return {
    ...env,
    JUPYTER_CONFIG_DIR: path.join(jupyterState, 'config'),
    JUPYTER_DATA_DIR: path.join(jupyterState, 'data'),
    JUPYTER_RUNTIME_DIR: path.join(jupyterState, 'runtime'),
    JUPYTER_PREFER_ENV_PATH: '1',
    JUPYTER_TOKEN: process.env['JUPYTER_TOKEN'] || randomBytes(24).toString('hex'),
  };
}

/**
 * @param {Places} places
 * @param {{ port: number | undefined, browser: boolean, root: boolean }} options `root`: we run as the superuser
 * @returns {string[]}
 */
export function labArguments(places, { port, browser, root }) {
  return [
    ...['-m', 'jupyterlab'],
    ...(browser ? [] : ['--no-browser']),
    ...(root ? ['--allow-root'] : []),
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.port=${port}`,
    '--ServerApp.port_retries=0',
    `--ServerApp.root_dir=${places.root}`,
    '--ServerApp.answer_yes=True',
    '--Application.log_level=WARN',
    // Its own default is longer than its own limit, and it would say so for every kernel.
    "--ServerApp.tornado_settings={'ws_ping_timeout': 30000}",
    `--LabApp.default_url=/lab/tree/${places.firstNotebook}`,
    '--LabApp.extension_manager=readonly',
    '--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate',
    "--KernelSpecManager.allowed_kernelspecs={'tslab'}",
    '--MultiKernelManager.default_kernel_name=tslab',
  ];
}

/**
 * Serves until JupyterLab ends or a signal asks for its end.
 * @param {Places} places
 * @param {Serving} serving
 * @returns {Promise<number>} the exit code: 0 after a signal
 * @throws SetupFailure if it ends before it has served
 */
export async function serveLab(places, { port: wanted, browser, say, interrupt }) {
  const root = process.getuid?.() === 0;
  if (root) say('Running as root: JupyterLab is told to allow it. A user of your own would be safer.');
  for (let tries = 3; ; tries--) {
    if (interrupt.aborted) throw new Interrupted();
    const port = await choosePort(wanted);
    const env = labEnvironment(places);
    const lab = launch(places, labArguments(places, { port, browser, root }), env, interrupt);
    const served = await answers(port, env.JUPYTER_TOKEN, lab.ended);
    if (served) {
      say(
        `JupyterLab is at http://127.0.0.1:${port}/lab/tree/${places.firstNotebook}?token=${env.JUPYTER_TOKEN}`,
      );
      say('Ctrl+C ends it.');
    }
    const code = await lab.ended;
    if (interrupt.aborted) return 0;
    if (served) return code;
    // Another server may have taken the port in the second that JupyterLab needs to reach for it.
    const taken = (await choosePort(port).catch(() => undefined)) === undefined;
    if (!taken || wanted !== undefined || tries === 0) {
      throw failures.stepFailed('JupyterLab starting', lastLines(lab.log(), 20));
    }
  }
}

/**
 * @param {Places} places
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} interrupt
 * @returns {{ ended: Promise<number>, log: () => string }}
 */
function launch(places, args, env, interrupt) {
  const child = spawn(places.python, args, {
    cwd: places.root,
    env,
    stdio: ['ignore', 'inherit', 'pipe'],
    // In a group of its own, Ctrl+C reaches only us, and JupyterLab gets one clean request to end.
    detached: process.platform !== 'win32',
  });
  let log = '';
  child.stderr.on('data', (/** @type {Buffer} */ chunk) => {
    log = (log + chunk.toString()).slice(-20_000);
    process.stderr.write(chunk);
  });
  const stop = () => child.kill('SIGTERM');
  interrupt.addEventListener('abort', stop);
  /** @type {Promise<number>} */
  const ended = new Promise((resolve) => {
    child.on('error', (error) => ((log += error.message), resolve(1)));
    child.on('close', (code) => resolve(code ?? 0));
  });
  return { ended: ended.finally(() => interrupt.removeEventListener('abort', stop)), log: () => log };
}

/**
 * Waits until our own server answers: another one on the same port would refuse our token.
 * @param {number} port
 * @param {string} token
 * @param {Promise<unknown>} ended
 * @returns {Promise<boolean>} false if it ended first
 */
async function answers(port, token, ended) {
  let over = false;
  void ended.then(() => (over = true));
  while (!over) {
    if ((await status(port, token)) === 200) return true;
    await sleep(100);
  }
  return false;
}

/**
 * @param {number} port
 * @param {string} token
 * @returns {Promise<number | undefined>} the HTTP status of a page that needs the token
 */
function status(port, token) {
  return new Promise((resolve) => {
    const headers = { authorization: `token ${token}` };
    // An agent of our own, since the default one may be told to use the reader's proxy.
    const agent = new http.Agent();
    http
      .get({ host: '127.0.0.1', port, path: '/api/status', headers, agent }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
      .on('error', () => resolve(undefined));
  });
}
