import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { checkLosses, PEERS } from '../../scripts/bench/main.mjs';

const script = path.resolve(import.meta.dirname, '../../scripts/bench.mjs');
const run = (...args: string[]) => promisify(execFile)(process.execPath, [script, ...args]);

describe('npm run bench', () => {
  // Whoever is there does the same work, or the program fails: it compares the first losses of all.
  it('--quick trains both cells with everyone who is there', { timeout: 300_000 }, async () => {
    const { stdout } = await run('--quick');
    const [table = '', notes = ''] = stdout.split('\n\n');
    const [head = [], , ...rows] = table.split('\n').map((row) => row.split(' | '));
    expect(head).toHaveLength(2 + PEERS.length);
    expect(rows).toHaveLength(2);
    for (const [n, peer] of PEERS.entries()) {
      const times = rows.map((row) => Number.parseFloat(row[2 + n] ?? ''));
      if (notes.includes(`${peer} is missing: only`)) expect(times).toEqual([expect.any(Number), NaN]);
      else if (notes.includes(`${peer} is missing: `)) expect(times).toEqual([NaN, NaN]);
      else expect(Math.min(...times), peer).toBeGreaterThan(0);
    }
    // These two come with the course's own packages.
    expect(notes).not.toMatch(/TensorFlow.js (wasm|cpu) is missing/);
  });

  it('refuses a peer that does other work', () => {
    const losses = (NumPy: number, wasm: number) =>
      Object.entries({ ours: 0.25, NumPy, 'TensorFlow.js wasm': wasm }).map(([who, loss]) => ({ who, loss }));
    expect(() => checkLosses(losses(0.25 + 1e-12, 0.25001))).not.toThrow();
    expect(() => checkLosses(losses(0.2500001, 0.25))).toThrow('NumPy has the loss 0.2500001, we 0.25');
    expect(() => checkLosses(losses(0.25, 0.26))).toThrow('TensorFlow.js wasm has the loss');
    expect(() => checkLosses(losses(NaN, 0.25))).toThrow('NumPy has the loss NaN');
  });

  it('refuses an option that it does not know', async () => {
    await expect(run('--fast')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('--fast') });
  });
});
