// Which Python makes the environment? The first that is new enough and has its venv module.
import { failures } from './failures.mjs';
import { ask } from './run.mjs';

/** @typedef {{ command: string[], version: number[], venv: boolean }} Python */
/** How to make an environment in a folder: the command and its arguments but for the folder. */
/** @typedef {{ command: string, args: string[], name: string }} Maker */

/** JupyterLab 4.6 refuses older ones. */
const FLOOR = { major: 3, minor: 10 };

// Understood by every Python since 2.7. Debian ships venv without ensurepip, so both are tried.
const PROBE = [
  'import sys, json',
  'try:',
  '  import venv, ensurepip',
  '  venv = True',
  'except ImportError:',
  '  venv = False',
  'print(json.dumps({"version": list(sys.version_info[:3]), "venv": venv}))',
].join('\n');

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {string[][]} commands to try, in this order
 */
export function candidates(env = process.env, platform = process.platform) {
  if (env['PYTHON']) return [[env['PYTHON']]];
  const versioned = ['3.13', '3.12', '3.11', '3.10', '3.14'].map((version) => [`python${version}`]);
  const plain = [['python3'], ['python']];
  // An environment that the reader has made active, conda's or another, is meant.
  const active = env['CONDA_PREFIX'] || env['VIRTUAL_ENV'] ? [['python']] : [];
  if (platform === 'win32') return [...active, ['py', '-3'], ['python'], ['python3']];
  // A Mac's own python3 is too old, or only a window that offers Apple's developer tools.
  return platform === 'darwin' ? [...active, ...versioned, ...plain] : [...active, ...plain, ...versioned];
}

/**
 * Python's own venv is preferred to uv, because pip obeys the index, proxy and certificate settings that
 * a reader already has, and uv reads none of them. uv helps out where Python is old, bare or absent.
 * @param {string[][]} [commands]
 * @returns {Maker}
 * @throws SetupFailure if there is none
 */
export function findMaker(commands = candidates()) {
  /** @type {Python[]} */
  const found = [];
  for (const command of commands) {
    const python = probe(command);
    if (python && isNewEnough(python.version) && python.venv) {
      const [first = '', ...rest] = command;
      return { command: first, args: [...rest, '-m', 'venv'], name: `Python ${python.version.join('.')}` };
    }
    if (python) found.push(python);
  }
  const uv = ask('uv', ['--version']);
  if (uv)
    return {
      command: 'uv',
      args: ['venv', '--seed', '--python', `>=${FLOOR.major}.${FLOOR.minor}`],
      name: uv,
    };
  throw whyNone(found);
}

/** @param {Python[]} found */
function whyNone(found) {
  const bare = found.find(({ version }) => isNewEnough(version));
  if (bare) return failures.venvMissing(bare.version.join('.'));
  const named = process.env['PYTHON'];
  if (named && found.length === 0) return failures.pythonNamedWrongly(named);
  const [old] = found;
  return old ? failures.pythonTooOld(old.version.join('.')) : failures.pythonMissing();
}

/** @param {string[]} command @returns {Python | undefined} */
function probe([first = '', ...rest]) {
  const answer = ask(first, [...rest, '-c', PROBE]);
  if (!answer?.startsWith('{')) return undefined; // the Windows Store's stand-in, a pyenv shim without a version
  return { command: [first, ...rest], ...JSON.parse(answer) };
}

/** @param {number[]} version */
const isNewEnough = ([major = 0, minor = 0]) =>
  major > FLOOR.major || (major === FLOOR.major && minor >= FLOOR.minor);
