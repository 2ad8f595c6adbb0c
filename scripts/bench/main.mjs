// What `npm run bench` does: times our trainer beside C, NumPy and TensorFlow.js on the same work, and prints ratios.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { parseArgs } from 'node:util';
import { explain } from '../setup/failures.mjs';
import { ensureLibrary } from '../setup/library.mjs';
import { places } from '../setup/places.mjs';
import { interruptSignal } from '../setup/signals.mjs';

const ROUNDS = 7;
const HELP = `npm run bench [-- --quick]

Trains the same networks from the same weights on the same sums with our trainer, a C program compiled on the spot
(cc -O3), NumPy, and TensorFlow.js on each backend, and prints a table: how long a step takes with us, and our time
over each peer's, as medians of ${ROUNDS} rounds. All compute in double precision but TensorFlow.js, which has single precision
only. --quick runs few steps once: it shows that everything runs, not how fast.`;

/** @typedef {{ cell: 'rnn' | 'lstm', H: number, T: number, B: number, steps: number }} Case */
/** @typedef {{ round: () => Promise<{ ms: number, loss: number }>, stop: () => void }} Peer */
/** @typedef {{ who: string, µs: number, loss: number, missing?: string }} Result µs a step; why it is missing */

/** The course's adders one sample at a time and in batches, and a layer as wide as the decimal adder's. @type {Case[]} */
const CASES = [
  { cell: 'rnn', H: 16, T: 8, B: 1, steps: 4000 },
  { cell: 'rnn', H: 16, T: 8, B: 32, steps: 300 },
  { cell: 'lstm', H: 10, T: 8, B: 1, steps: 3000 },
  { cell: 'lstm', H: 10, T: 8, B: 32, steps: 200 },
  { cell: 'rnn', H: 64, T: 11, B: 200, steps: 10 },
  { cell: 'lstm', H: 64, T: 11, B: 200, steps: 5 },
];
const TENSORFLOW = ['native', 'wasm', 'cpu'];
export const PEERS = ['C', 'NumPy', ...TENSORFLOW.map((backend) => `TensorFlow.js ${backend}`)];
/** So many first steps have their losses compared: who does other work is found out. trainer.c and .py know it, too. */
export const CHECKED = 5;

/** @param {Case['cell']} kind @param {number} hiddenSize @returns {import('carry').ModelConfig} */
export const configOf = (kind, hiddenSize) => ({
  inputSize: 2,
  cells: [{ kind, hiddenSize }],
  outputSize: 1,
});

/** @param {string[]} args @returns {Promise<number>} the exit code */
export async function main(args) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-bench-'));
  try {
    const { values } = parseArgs({
      args,
      options: { quick: { type: 'boolean' }, help: { type: 'boolean' } },
    });
    if (values.help) return (console.log(HELP), 0);
    await ensureLibrary((line) => console.error(line), interruptSignal());
    const cases = values.quick
      ? CASES.filter((_, n) => n === 0 || n === 3).map((it) => ({ ...it, steps: CHECKED }))
      : CASES;
    const results = [];
    for (const it of cases) {
      console.error(titleOf(it));
      results.push(await measure(it, values.quick ? 1 : ROUNDS, path.join(folder, 'work')));
    }
    console.log(tableOf(cases, results));
    return 0;
  } catch (error) {
    console.error(explain(error));
    return 1;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {Case} it */
const titleOf = ({ cell, H, T, B }) => `${cell.toUpperCase()} of ${H} units, ${T} steps, batch of ${B}`;

/**
 * Every peer has one turn a round, so that whatever else the machine is doing hits all alike; the first one warms up.
 * @param {Case} it @param {number} rounds @param {string} file
 * @returns {Promise<Result[]>} ours first
 */
async function measure(it, rounds, file) {
  await writeWork(it, file);
  /** @type {(Result & { steps: number, times: number[], peer?: Peer })[]} */
  const all = ['ours', ...PEERS].map((who) => {
    const steps = who.startsWith('T') ? Math.max(CHECKED, it.steps / 50) : it.steps;
    return { who, steps, times: [], µs: NaN, loss: NaN };
  });
  for (const one of all) {
    try {
      const peer = startPeer(one.who, { ...it, steps: one.steps }, file);
      one.loss = (await peer.round()).loss;
      one.peer = peer;
    } catch (error) {
      if (one.who === 'ours') throw error;
      one.missing = error instanceof Error ? error.message : String(error);
    }
  }
  for (let round = 0; round < rounds; round++)
    for (const { peer, times, steps } of all) if (peer) times.push(((await peer.round()).ms / steps) * 1000);
  for (const one of all) {
    one.peer?.stop();
    one.µs = one.times.sort((a, b) => a - b)[one.times.length >> 1] ?? NaN; // the median
  }
  checkLosses(all.filter(({ peer }) => peer));
  return all;
}

/**
 * The first weights, the bits of both numbers [steps, T, B, 2] and those of the sums [steps, T, B], as doubles.
 * @param {Case} it @param {string} file
 */
async function writeWork({ cell, H, T, B, steps }, file) {
  const { createAdditionSampler, createRng, initializeInPlace, initializers, SequenceModel } =
    await import('carry');
  const rng = createRng(1);
  const { parameters } = new SequenceModel(configOf(cell, H));
  initializeInPlace(parameters, rng, initializers.uniform(-0.5, 0.5));
  const sample = createAdditionSampler({ bits: T - 1, B, rng });
  const batches = Array.from({ length: steps }, () => sample());
  const parts = [parameters.flat, ...batches.map(({ x }) => x), ...batches.map(({ y }) => y)];
  fs.writeFileSync(file, Buffer.concat(parts.map((part) => new Uint8Array(part.buffer))));
}

/** @param {string} who @param {Case} it @param {string} file @returns {Peer} */
function startPeer(who, { cell, H, T, B, steps }, file) {
  const at = (/** @type {string} */ name) => path.join(import.meta.dirname, name);
  const sizes = [cell, H, T, B, steps].map(String);
  if (who === 'C') {
    const macros = { LSTM: cell === 'lstm' ? 1 : 0, H, T, B, STEPS: steps };
    const flags = Object.entries(macros).map(([name, value]) => `-D${name}=${value}`);
    const program = `${file}.${sizes.join('-')}`;
    const cc = firstOf([process.env.CC, 'cc', 'clang'], ['--version'], 'C compiler');
    const { status, stderr } = spawnSync(cc, ['-O3', ...flags, at('trainer.c'), '-o', program, '-lm']);
    if (status !== 0) throw new Error(`trainer.c does not compile: ${stderr}`);
    return startProcess(program, [file]);
  }
  if (who === 'NumPy') {
    if (cell === 'lstm') throw new Error('only the RNN is written in it');
    const pythons = [process.env.PYTHON, places().python, 'python3', 'python'];
    const python = firstOf(pythons, ['-c', 'import numpy'], 'Python with NumPy');
    return startProcess(python, [at('trainer.py'), file, ...sizes.slice(1)]);
  }
  const name = who.replace('TensorFlow.js ', '');
  return startProcess(process.execPath, [at('trainer.mjs'), file, name, ...sizes]);
}

/** @param {(string | undefined)[]} commands @param {string[]} args @param {string} what */
function firstOf(commands, args, what) {
  const found = commands.find((command) => command && spawnSync(command, args).status === 0);
  if (found === undefined) throw new Error(`no ${what} was found`);
  return found;
}

/** @param {string} command @param {string[]} args @returns {Peer} trains once for each line that it is sent */
function startProcess(command, args) {
  const child = spawn(command, args);
  let complaint = '';
  child.stderr.on('data', (chunk) => (complaint += chunk));
  child.stdin.on('error', () => undefined); // it has ended, and its complaint says why
  const lines = readline.createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async round() {
      child.stdin.write('\n');
      const { value, done } = await lines.next();
      const error = /^\w*Error: (.*)/m.exec(complaint)?.[1] ?? complaint.trim();
      if (done) throw new Error(error || `${command} ended at once`);
      const [ms = NaN, loss = NaN] = value.split(' ').map(Number);
      return { ms, loss };
    },
    stop: () => child.kill(),
  };
}

/**
 * All start from the same weights and see the same sums, so their first losses agree: to rounding in double precision,
 * and to what single precision leaves in TensorFlow.js.
 * @param {readonly { who: string, loss: number }[]} results ours first
 * @throws when one of them does other work
 */
export function checkLosses([ours, ...peers]) {
  for (const { who, loss } of peers) {
    const tolerance = who.startsWith('T') ? 1e-3 : 1e-9;
    if (ours && Math.abs(loss - ours.loss) <= tolerance * ours.loss) continue;
    throw new Error(`${who} has the loss ${loss}, we ${ours?.loss}: it does other work than we do.`);
  }
}

/** As Markdown, so that it can stand in the docs as it is. @param {Case[]} cases @param {Result[][]} results */
function tableOf(cases, results) {
  const short = (/** @type {number} */ value, digits = 2) =>
    Number.isNaN(value) ? '–' : String(Number(value.toPrecision(digits)));
  const rows = cases.map((it, n) => {
    const [ours = NaN, ...peers] = (results[n] ?? []).map(({ µs }) => µs);
    return [titleOf(it), `${short(ours, 3)} µs`, ...peers.map((peer) => short(ours / peer))];
  });
  const head = ['a step of training', 'ours', ...PEERS.map((who) => `ours / ${who}`)];
  const table = [head, head.map((_, n) => (n === 0 ? '---' : '--:')), ...rows];
  const machine = `${os.cpus()[0]?.model.trim() ?? 'Unknown processor'}, Node ${process.versions.node}.`;
  const missing = results.flat().filter((it) => it.missing !== undefined);
  const notes = new Set(missing.map((it) => `${it.who} is missing: ${it.missing}`));
  return [...table.map((row) => `| ${row.join(' | ')} |`), '', machine, ...notes].join('\n');
}
