import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { casesOf, PEERS } from '../../scripts/bench/cases.mjs';
import { tableOf } from '../../scripts/bench/table.mjs';
import { compareLosses, type Result } from '../../scripts/bench/measure.mjs';

const script = path.resolve(import.meta.dirname, '../../scripts/bench.mjs');

describe('npm run bench', () => {
  it('covers the adders, the decimal adder, and growth of hidden size, length and batch', () => {
    const names = casesOf(false).map(({ name }) => name);
    expect(names.slice(0, 4)).toEqual(['rnn-adder', 'lstm-adder', 'decimal-rnn', 'decimal-lstm']);
    expect(names).toEqual(
      expect.arrayContaining(['growth-hidden-8', 'growth-hidden-256', 'growth-length-1024']),
    );
    for (const { peers, steps } of casesOf(true)) {
      for (const timed of Object.values(peers)) expect(timed).toBeLessThanOrEqual(steps);
    }
  });

  // Whoever is there does the same work, or the program fails: it compares the first losses of all peers.
  it(
    '--quick --json gives our median and each peer’s, the ratio, or why a peer is missing',
    { timeout: 300_000 },
    async () => {
      const names = ['rnn-adder', 'growth-batch'];
      const { stdout } = await promisify(execFile)(process.execPath, [script, '--quick', '--json', ...names]);
      const { cases, rounds } = JSON.parse(stdout) as { cases: Result[]; rounds: number };
      expect(rounds).toBe(1);
      expect(cases.map(({ name }) => name)).toEqual(['rnn-adder', 'growth-batch-1', 'growth-batch-8']);
      expect(Object.keys(cases[0]?.peers ?? {}).sort()).toEqual([...PEERS].sort());
      for (const { ours, peers } of cases) {
        expect(ours).toBeGreaterThan(0);
        for (const result of Object.values(peers)) {
          if ('missing' in result) expect(result.missing).toMatch(/\w/);
          else expect(result.stepsTimed).toBeGreaterThan(0);
        }
      }
      // Without a peer nothing is compared; this one comes with the course's own packages.
      expect(cases[0]?.peers['tensorflow-wasm']).not.toHaveProperty('missing');
    },
  );

  it('refuses a peer that does other work', () => {
    const started = (numpy: number, wasm: number) =>
      new Map([
        ['ours', { loss: 0.25 }],
        ['numpy', { loss: numpy }],
        ['tensorflow-wasm', { loss: wasm }],
      ]);
    const it = { title: 'a case' };
    expect(() => compareLosses(it, started(0.25 + 1e-12, 0.25001))).not.toThrow();
    expect(() => compareLosses(it, started(0.2500001, 0.25))).toThrow(
      /numpy has the loss 0.2500001, we 0.25/,
    );
    expect(() => compareLosses(it, started(0.25, 0.26))).toThrow(/tensorflow-wasm has the loss/);
    expect(() => compareLosses(it, started(NaN, 0.25))).toThrow(/numpy has the loss NaN/);
  });

  it('an unknown case is refused', async () => {
    const run = promisify(execFile)(process.execPath, [script, '--quick', 'no-such-case']);
    await expect(run).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('No case begins with no-such-case'),
    });
  });

  it('the table names who is missing and why', () => {
    const peers = {
      c: { ms: 2, ratio: 1.5, stepsTimed: 10 },
      numpy: { missing: 'no Python with NumPy was found' },
    };
    const table = tableOf([{ name: 'a', title: 'a case', steps: 10, ours: 3, peers }]);
    expect(table).toContain('a case (10 steps)');
    expect(table).toContain('2 (1.5)');
    expect(table).toContain('numpy is missing: no Python with NumPy was found');
  });
});
