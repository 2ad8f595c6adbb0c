// Two set-ups in one folder would write over each other, so the second waits for the first.
// The lock names the process that holds it and the tool (npm, pip) that works for it: it is stale once both
// are gone, because a set-up that was killed can leave its npm running.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Interrupted } from './failures.mjs';
import { readIfThere, writeWhole } from './stamps.mjs';

/** @typedef {{ pid: number, host: string, tool?: number | undefined }} Holder */
/** @typedef {{ tool: (pid: number | undefined) => void }} Lock tells the lock which tool is running */

const HEARTBEAT = 2000;

/**
 * Does the work while nobody else in this folder does any.
 * @template T
 * @param {string} file
 * @param {(lock: Lock) => Promise<T>} work
 * @param {{ onWait?: (pid: number | undefined) => void, poll?: number, patience?: number, interrupt?: AbortSignal }} [options]
 *   `interrupt` ends the waiting; `poll` in ms; `patience`: after so many polls without a heartbeat, a holder elsewhere is given up
 * @returns {Promise<T>}
 */
export async function withLock(file, work, options = {}) {
  await acquire(file, options);
  const heartbeat = setInterval(() => touch(file), HEARTBEAT);
  heartbeat.unref();
  try {
    return await work({ tool: (pid) => writeWhole(file, describe(pid)) });
  } finally {
    clearInterval(heartbeat);
    fs.rmSync(file, { force: true });
  }
}

/** @param {number} [tool] */
const describe = (tool) => JSON.stringify({ pid: process.pid, host: os.hostname(), tool });

/** @param {string} file */
function touch(file) {
  const now = new Date();
  try {
    fs.utimesSync(file, now, now);
  } catch {
    // Somebody removed the lock by hand; the work goes on.
  }
}

/**
 * @param {string} file
 * @param {{ onWait?: (pid: number | undefined) => void, poll?: number, patience?: number, interrupt?: AbortSignal }} options
 */
async function acquire(file, { onWait, poll = 250, patience = 240, interrupt }) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let unchanged = 0;
  let last = '';
  for (let told = false; !create(file); await sleep(poll)) {
    if (interrupt?.aborted) throw new Interrupted();
    const text = readIfThere(file);
    if (text === undefined) continue;
    const beat = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    const state = judge(text, beat);
    const seen = `${text} ${beat}`;
    unchanged = seen === last ? unchanged + 1 : 0;
    last = seen;
    // Counting polls instead of reading the clock survives a laptop that sleeps.
    if (state === 'stale' || (state === 'unknown' && unchanged >= patience)) remove(file, text);
    else if (!told) {
      told = true;
      onWait?.(parse(text)?.pid);
    }
  }
}

/** @param {string} file @returns {boolean} whether the lock is now ours */
function create(file) {
  try {
    fs.writeFileSync(file, describe(), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Removes a stale lock unless another waiter was quicker and has already put its own in place.
 * @param {string} file @param {string} text what was judged stale
 */
function remove(file, text) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    fs.renameSync(file, aside);
    if (readIfThere(aside) !== text) fs.renameSync(aside, file);
    else fs.rmSync(aside);
  } catch {
    // It went away by itself.
  }
}

/** @param {string} text @returns {Holder | undefined} */
function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} text the lock's content
 * @param {number} beat when it was last touched, ms since 1970
 * @returns {'held' | 'stale' | 'unknown'} unknown: unreadable, or made on another computer
 */
export function judge(text, beat) {
  const holder = parse(text);
  if (!holder || holder.host !== os.hostname()) return 'unknown';
  const booted = new Date().getTime() - os.uptime() * 1000;
  if (beat < booted) return 'stale';
  return [holder.pid, holder.tool].some(isAlive) ? 'held' : 'stale';
}

/** @param {number | undefined} pid */
function isAlive(pid) {
  if (pid === undefined || pid === process.pid) return false; // our own number, from before a restart
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
