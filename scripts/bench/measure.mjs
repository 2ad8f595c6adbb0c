// Times a case: one round after the other, in each of them every peer once, so that whatever else the machine
// is doing hits all alike. The first round warms up and does not count.
import fs from 'node:fs';
import path from 'node:path';
import { PEERS } from './cases.mjs';
import { Missing, startPeer } from './peers.mjs';
import { checkedSteps, writeWork } from './work.mjs';

/** @typedef {import('./cases.mjs').Case} Case */
/** @typedef {import('./cases.mjs').PeerName} PeerName */
/**
 * Times are in milliseconds for all steps of the case; a ratio is our time over the peer's.
 * @typedef {{ ms: number, ratio: number, stepsTimed: number } | { missing: string }} PeerResult
 */
/** @typedef {{ name: string, title: string, steps: number, ours: number, peers: Record<string, PeerResult> }} Result */

/**
 * @param {Case} it
 * @param {{ folder: string, rounds: number, interrupt: AbortSignal, say: (line: string) => void }} how
 * @returns {Promise<Result>}
 */
export async function measure(it, { folder, rounds, interrupt, say }) {
  const file = path.join(folder, `${it.name}.work`);
  writeWork(it, file);
  const checked = checkedSteps(it, it.steps);
  /** @type {Map<'ours' | PeerName, { peer: import('./peers.mjs').Peer, steps: number, times: number[], loss: number }>} */
  const started = new Map();
  /** @type {Record<string, PeerResult>} */
  const peers = {};
  try {
    for (const name of /** @type {const} */ (['ours', ...PEERS])) {
      const steps = name === 'ours' ? it.steps : it.peers[name];
      if (steps === undefined) continue;
      say(`${it.title}: starting ${name}`);
      try {
        const peer = await startPeer(name, { it, file, steps, checked });
        const { loss } = await peer.round();
        started.set(name, { peer, steps, times: [], loss });
      } catch (error) {
        if (!(error instanceof Missing) || name === 'ours') throw error;
        peers[name] = { missing: error.message };
      }
    }
    compareLosses(it, started);
    for (let round = 1; round <= rounds; round++) {
      say(`${it.title}: round ${round} of ${rounds}`);
      for (const { peer, steps, times } of started.values()) {
        if (interrupt.aborted) throw new Error('Stopped before the end.');
        const { ms } = await peer.round();
        times.push((ms * it.steps) / steps);
      }
    }
  } finally {
    for (const { peer } of started.values()) peer.stop();
    fs.rmSync(file, { force: true });
  }
  const ours = median(started.get('ours')?.times ?? []);
  for (const [name, { steps, times }] of started) {
    if (name === 'ours') continue;
    const ms = median(times);
    peers[name] = { ms: round(ms), ratio: round(ours / ms), stepsTimed: steps };
  }
  return { name: it.name, title: it.title, steps: it.steps, ours: round(ours), peers };
}

/**
 * All peers start from the same weights and see the same data, so their first losses must agree: to rounding
 * in double precision, and to what float32 leaves in TensorFlow.js.
 * @param {Pick<Case, 'title'>} it
 * @param {ReadonlyMap<string, { loss: number }>} started
 * @throws when one of them does other work
 */
export function compareLosses(it, started) {
  const ours = started.get('ours')?.loss ?? NaN;
  for (const [name, { loss }] of started) {
    const tolerance = name.startsWith('tensorflow') ? 1e-3 : 1e-9;
    if (Math.abs(loss - ours) <= tolerance * ours) continue;
    throw new Error(`${it.title}: ${name} has the loss ${loss}, we ${ours}: it does other work than we do.`);
  }
}

/** @param {number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** Four digits are more than a timing is worth. @param {number} value */
const round = (value) => Number(value.toPrecision(4));
