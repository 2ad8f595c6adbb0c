// Starts the peers, each in a process of its own, and asks them for one training at a time.
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import { pythonWithNumpy } from './numpy.mjs';

/** @typedef {import('./cases.mjs').Case} Case */
/** @typedef {import('./cases.mjs').PeerName} PeerName */
/** @typedef {{ ms: number, loss: number }} Round */
/** @typedef {{ round: () => Promise<Round>, stop: () => void }} Peer */
/** @typedef {{ it: Case, file: string, steps: number, checked: number }} Job */

/** A peer that is not on this machine, and why. */
export class Missing extends Error {}

const HERE = import.meta.dirname;

/**
 * @param {'ours' | PeerName} name
 * @param {Job} job
 * @returns {Promise<Peer>}
 * @throws Missing when this machine lacks what the peer needs
 */
export function startPeer(name, job) {
  if (name === 'c') return startProcess(compile(job), [job.file]);
  if (name === 'numpy') return startProcess(pythonWithNumpy(), numpyArguments(job));
  const script = name === 'ours' ? 'ours.mjs' : 'tensorflow.mjs';
  const task = JSON.stringify({ ...job, backend: name.replace('tensorflow-', '') });
  return startProcess(process.execPath, [path.join(HERE, script), task]);
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<Peer>}
 */
async function startProcess(command, args) {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (chunk) => (complaints += chunk));
  const ended = new Promise((_, reject) => {
    child.on('error', (error) => reject(new Missing(error.message)));
    child.on('close', () => reject(new Missing(lastLine(complaints) || 'it ended at once')));
  });
  ended.catch(() => undefined); // read by whoever waits for a line
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => String((await Promise.race([lines.next(), ended])).value);
  const first = await nextLine();
  if (first !== 'ready') throw new Missing(first);
  return {
    async round() {
      child.stdin.write('\n');
      const [ms = NaN, loss = NaN] = (await nextLine()).split(' ').map(Number);
      return { ms, loss };
    },
    stop: () => child.kill(),
  };
}

/** The message of an error that ended a process, out of its stack trace. @param {string} text */
function lastLine(text) {
  const lines = text.trim().split('\n');
  const error = lines.find((line) => /^\w*Error: /.test(line));
  return (error ?? lines.at(-1) ?? '').replace(/^\w*Error: /, '');
}

/** The first C compiler there is. */
export function compiler() {
  const names = [process.env.CC ?? '', 'cc', 'gcc', 'clang'].filter(Boolean);
  const found = names.find((name) => spawnSync(name, ['--version']).status === 0);
  if (found === undefined) throw new Missing('no C compiler (cc, gcc or clang) was found');
  return found;
}

/**
 * Compiles trainer.c for the sizes of a case.
 * @param {Job} job
 * @returns {string} the program
 */
function compile({ it, file, steps, checked }) {
  const { config, T, B, optimizer } = it;
  const [cell] = config.cells;
  if (!cell) throw new Error('a model has at least one cell');
  const macros = {
    INPUTS: config.inputSize,
    SYMBOLS: config.embedding?.symbols ?? 0,
    E: config.embedding?.size ?? 0,
    LAYERS: config.cells.length,
    H: cell.hiddenSize,
    K: config.outputSize,
    LSTM: cell.kind === 'lstm' ? 1 : 0,
    TANH: cell.kind === 'rnn' && cell.activation === undefined ? 1 : 0,
    BIAS: cell.bias === false ? 0 : 1,
    ADAM: optimizer.kind === 'adam' ? 1 : 0,
    LEARNING_RATE: optimizer.learningRate,
    T,
    B,
    STEPS: steps,
    CHECKED: checked,
  };
  const program = `${file}.bin`; // beside the work
  const flags = Object.entries(macros).map(([name, value]) => `-D${name}=${value}`);
  const args = ['-O3', ...flags, path.join(HERE, 'trainer.c'), '-o', program, '-lm'];
  const { status, stderr } = spawnSync(compiler(), args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`trainer.c does not compile: ${stderr}`);
  return program;
}

/** @param {Job} job */
function numpyArguments({ it, file, steps, checked }) {
  const H = it.config.cells[0]?.hiddenSize ?? 0;
  return [path.join(HERE, 'trainer.py'), file, ...[H, it.T, steps, checked].map(String)];
}
