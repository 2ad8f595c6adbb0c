import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { judge, withLock } from '../../scripts/setup/lock.mjs';

let folder = '';
let file = '';
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-lock-'));
  file = path.join(folder, 'lock');
});
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** The number of a process that has ended. */
const gone = () =>
  new Promise<number>((resolve) => {
    const child = spawn(process.execPath, ['-e', '']);
    child.on('close', () => resolve(child.pid ?? 0));
  });

const now = () => new Date().getTime();
const lockOf = (pid: number, tool?: number) => JSON.stringify({ pid, host: os.hostname(), tool });

describe('judge(text, beat)', () => {
  it('held while the holder or its tool lives, stale once both are gone', async () => {
    const dead = await gone();
    expect(judge(lockOf(process.ppid), now())).toBe('held');
    expect(judge(lockOf(dead), now())).toBe('stale');
    expect(judge(lockOf(dead, process.ppid), now())).toBe('held');
    expect(judge(lockOf(dead, dead), now())).toBe('stale');
  });

  it('stale when it is from before the computer started, whoever has the number now', () => {
    expect(judge(lockOf(process.ppid), 0)).toBe('stale');
  });

  it('unknown when it is unreadable or from another computer', () => {
    expect(judge('', now())).toBe('unknown');
    expect(judge(JSON.stringify({ pid: 1, host: 'elsewhere' }), now())).toBe('unknown');
  });
});

describe('withLock(file, work)', () => {
  it('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside--;
    };
    // One process counts as "not me" to itself only if the lock says so, hence the other host.
    const blocked = withLock(file, async () => {
      fs.writeFileSync(file, JSON.stringify({ pid: process.pid, host: 'elsewhere' }));
      await work();
    });
    await Promise.all([blocked, withLock(file, work, { poll: 5 })]);
    expect(most).toBe(1);
    expect(fs.existsSync(file)).toBe(false);
  });

  it('returns what the work returns, and gives the lock back when it fails', async () => {
    expect(await withLock(file, async () => 42)).toBe(42);
    const failing = withLock(file, async () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(fs.existsSync(file)).toBe(false);
  });

  it('names the tool at work while it works', async () => {
    await withLock(file, async ({ tool }) => {
      tool(1234);
      expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid, tool: 1234 });
    });
  });

  it('tells who it waits for, and takes an abandoned lock once patience ends', async () => {
    fs.writeFileSync(file, JSON.stringify({ pid: 77, host: 'elsewhere' }));
    const told: unknown[] = [];
    const onWait = (pid: number | undefined) => told.push(pid);
    expect(await withLock(file, async () => 'in', { onWait, poll: 2, patience: 5 })).toBe('in');
    expect(told).toEqual([77]);
  });

  it('ends the waiting when it is interrupted, and leaves the lock to its holder', async () => {
    fs.writeFileSync(file, lockOf(process.ppid));
    const controller = new AbortController();
    const waiting = withLock(file, async () => 'in', {
      poll: 2,
      onWait: () => controller.abort(),
      interrupt: controller.signal,
    });
    await expect(waiting).rejects.toThrow('Stopped before the end.');
    expect(fs.existsSync(file)).toBe(true);
  });
});
