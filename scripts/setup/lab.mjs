// Serves the course with JupyterLab, on this computer only, until it is told to stop.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { lastLines } from './diagnose.mjs';
import { failures, Interrupted } from './failures.mjs';
import { requirePort } from './port.mjs';
import { cleanEnvironment } from './run.mjs';
import { readIfThere } from './stamps.mjs';

/** @typedef {import('./places.mjs').Places} Places */
/** @typedef {{ port: number, token: string }} Server */
/** @typedef {{ port: number | undefined, browser: boolean, lab?: string[], say: (line: string) => void, interrupt: AbortSignal }} Serving */

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
 * @param {{ port: number | undefined, browser: boolean, root: boolean, lab?: string[] }} options `root`: we run as the
 *   superuser; `lab`: the reader's own options, which come last and win
 * @returns {string[]}
 */
export function labArguments(places, { port, browser, root, lab = [] }) {
  return [
    path.join(import.meta.dirname, 'lab.py'),
    ...(browser ? [] : ['--no-browser']),
    ...(root ? ['--allow-root'] : []),
    '--ServerApp.ip=127.0.0.1',
    // Without a wish, JupyterLab looks for a free port itself.
    `--ServerApp.port=${port ?? 8888}`,
    `--ServerApp.port_retries=${port === undefined ? 50 : 0}`,
    `--ServerApp.root_dir=${places.root}`,
    '--ServerApp.answer_yes=True',
    '--Application.log_level=WARN',
    // Its pings are for lost networks. On this computer they only cut the line to a busy kernel, and outputs with it.
    "--ServerApp.tornado_settings={'ws_ping_interval': 0}",
    `--LabApp.default_url=/lab/tree/${places.firstNotebook}`,
    '--LabApp.extension_manager=readonly',
    '--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate',
    "--KernelSpecManager.allowed_kernelspecs={'tslab'}",
    '--MultiKernelManager.default_kernel_name=tslab',
    ...lab,
  ];
}

/**
 * Serves until JupyterLab ends or a signal asks for its end.
 * @param {Places} places
 * @param {Serving} serving
 * @returns {Promise<number>} the exit code: 0 after a signal
 * @throws SetupFailure if it ends before it has served
 */
export async function serveLab(places, { port, browser, lab: own = [], say, interrupt }) {
  const root = process.getuid?.() === 0;
  if (root) say('Running as root: JupyterLab is told to allow it. A user of your own would be safer.');
  if (interrupt.aborted) throw new Interrupted();
  const env = labEnvironment(places);
  const lab = launch(places, labArguments(places, { port, browser, root, lab: own }), env, interrupt);
  const server = await announced(env.JUPYTER_RUNTIME_DIR, env.JUPYTER_TOKEN, lab.ended);
  if (server) {
    say(
      `JupyterLab is at http://127.0.0.1:${server.port}/lab/tree/${places.firstNotebook}?token=${server.token}`,
    );
    say('Ctrl+C ends it.');
  }
  const code = await lab.ended;
  if (interrupt.aborted) return 0;
  // The port was free when the set-up began; another program may have taken it since.
  if (!server && port !== undefined) await requirePort(port);
  if (!server) throw failures.stepFailed('JupyterLab starting', lastLines(lab.log(), 20));
  return code;
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
    // Nothing is written into the first pipe: it closes when we are gone, and JupyterLab (lab.py) ends, too.
    stdio: ['pipe', 'inherit', 'pipe'],
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
 * Waits for the file in which a server that listens says where: the only way to know for certain which port
 * it took, as another program may take the first free one while JupyterLab gets ready.
 * @param {string} folder
 * @param {string} token
 * @param {Promise<unknown>} ended
 * @returns {Promise<Server | undefined>} undefined if it ended first
 */
async function announced(folder, token, ended) {
  const earliest = performance.timeOrigin + performance.now() - 1000; // some file systems round times
  let over = false;
  void ended.then(() => (over = true));
  while (!over) {
    const files = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
    for (const file of files.filter((name) => /^jpserver-\d+\.json$/.test(name))) {
      const server = readServer(path.join(folder, file), earliest);
      if (server?.token === token) return server;
    }
    await sleep(50);
  }
  return undefined;
}

/**
 * @param {string} file
 * @param {number} earliest ms since 1970: an older file is of a server that was killed
 * @returns {Server | undefined}
 */
function readServer(file, earliest) {
  if ((fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) < earliest) return undefined;
  try {
    return JSON.parse(readIfThere(file) ?? '');
  } catch {
    return undefined; // not yet written to the end
  }
}
