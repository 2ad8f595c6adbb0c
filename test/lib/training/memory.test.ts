import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { adders } from '../../helpers/models';
import type { StepMemory } from '../../helpers/stepMemory';

// On one thread V8 compiles and collects at the same places whatever else the machine does, and with so much room
// for new objects it collects nothing while it is measured. These flags hold only if a process starts with them.
const FLAGS = ['--single-threaded', '--min-semi-space-size=64', '--max-semi-space-size=64'];

let memory: StepMemory;
beforeAll(async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-memory-'));
  const outfile = path.join(folder, 'stepMemory.mjs');
  const entryPoints = [path.resolve(import.meta.dirname, '../../helpers/stepMemory.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm' });
  const { stdout } = await promisify(execFile)(process.execPath, [...FLAGS, outfile], { timeout: 550_000 });
  fs.rmSync(folder, { recursive: true });
  memory = JSON.parse(stdout);
}, 600_000);

describe('a step of training', () => {
  it.each([...adders.map(([name]) => name), 'decimal'])(
    'asks for no memory in a loop over steps, rows or units: %s',
    (name) => {
      const { bytes = NaN, more = NaN } = memory.perCall[name] ?? {};
      // The checks of the arguments make a few short lists, as many for two steps as for sixteen. One number made at
      // each step would be 224 bytes more, a window on an array over 1000.
      expect(more).toBeLessThan(128);
      expect(bytes).toBeLessThan(5000); // about 3,800 with Node 22, up to 4,500 with Node 24
      expect(bytes).toBeGreaterThan(0); // or a collection came in between, and nothing was measured
    },
  );

  it('asks for no memory that stays: the heap is flat over 100,000 samples', () => {
    // One number kept of each of the 90,000 samples would be 720,000 bytes.
    expect(memory.growth).toBeLessThan(100_000);
  });
});
