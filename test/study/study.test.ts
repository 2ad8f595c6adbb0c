// `npm run study` as a reader calls it: stopped, started again, shared between machines.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { createRng } from '../../lib/src/core/random';
import { parseOptions } from '../../scripts/study/options.mjs';
import { NIGHT } from '../helpers/night';

const KILLS = NIGHT ? 20 : 4;

const ROOT = path.resolve(import.meta.dirname, '../..');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-study-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const dataFolder = () => fs.mkdtempSync(path.join(folder, 'data-'));

function start(data: string, args: string[]) {
  const all = ['test/study/program.mjs', ...args, '--from', 'test/fixtures/studies', '--data', data];
  const child = spawn(process.execPath, all, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<{ code: number | null; output: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, output })),
  );
  return { child, ended };
}

const study = (data: string, ...args: string[]) => start(data, args).ended;
const read = (data: string) => fs.readFileSync(path.join(data, 'walk.csv'), 'utf8');
const countRows = (data: string) =>
  fs.existsSync(path.join(data, 'walk.csv')) ? rowsIn(read(data)).length : 0;
const rowsIn = (text: string) => text.split('\n').filter((line) => /^(short|long),/.test(line));

/** What an undisturbed run writes. */
const whole = (async () => {
  const data = dataFolder();
  const { code, output } = await study(data, 'walk', '--workers', '4');
  expect(output).toContain('60 of 60 rows are in');
  expect(code).toBe(0);
  return read(data);
})();

// Each test starts processes, some of them a dozen, which takes its time while other tests use the machine. They wait for
// each other's rows more than they compute, and each has a folder of its own: several of them run at the same time.
describe('npm run study', { timeout: 300_000, concurrent: true }, () => {
  it('writes one line for each row, in the order of the study, with the command and the versions', async () => {
    const text = await whole;
    expect(text).toContain('# npm run study -- walk\nkind,seed,place,carry,node\n');
    const lines = rowsIn(text);
    expect(lines).toHaveLength(60);
    expect(new Set(lines).size).toBe(60);
    const { version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'lib/package.json'), 'utf8'));
    const versions = `${version},${process.versions.node}`;
    expect(lines[0]).toMatch(new RegExp(`^short,1,-?[\\d.]+,${versions.replaceAll('.', '\\.')}$`));
    expect(lines.map((line) => line.split(',')[1])).toEqual(
      [...Array(2)].flatMap(() => Array.from({ length: 30 }, (_, n) => String(n + 1))),
    );
  });

  // The whole has four, and the runs that are killed have two.
  it.each([1, 7])('gives the same file with %i workers', async (workers) => {
    const data = dataFolder();
    await study(data, 'walk', '--workers', String(workers));
    expect(read(data)).toBe(await whole);
  });

  it(`killed ${KILLS} times at random moments, gives the same file as never killed`, async () => {
    const expected = await whole;
    const data = dataFolder();
    const rng = createRng(20);
    const counts: number[] = [];
    for (let kills = 0; kills < KILLS; kills++) {
      const { child, ended } = start(data, ['walk', '--workers', '2']);
      const before = countRows(data);
      // Some are killed while they start, most while rows come in: at the mercy of the machine, on purpose.
      if (kills % 4 > 0) while (countRows(data) === before && child.exitCode === null) await sleep(2);
      await sleep(120 * rng.next());
      child.kill('SIGKILL');
      await ended;
      counts.push(countRows(data));
    }
    for (const [n, count] of counts.entries()) expect(count).toBeGreaterThanOrEqual(counts[n - 1] ?? 0);
    expect(counts.at(-1)).toBeGreaterThan(KILLS / 2); // rows were made, and not one was lost
    const { code } = await study(data, 'walk', '--workers', '2');
    expect(code).toBe(0);
    expect(read(data)).toBe(expected);
  });

  it('stopped politely, says so, keeps what is finished, and goes on from there', async () => {
    const data = dataFolder();
    const { child, ended } = start(data, ['walk', '--workers', '2']);
    while (child.exitCode === null && countRows(data) < 5) await sleep(20);
    child.kill('SIGINT');
    const { code, output } = await ended;
    expect(code).toBe(130);
    expect(output).toContain('Stopped. What was finished is in');
    expect(rowsIn(read(data)).length).toBeGreaterThanOrEqual(5);
    const again = await study(data, 'walk', '--workers', '4');
    expect(again.output).not.toContain(': 0 of 60 rows are there');
    expect(read(data)).toBe(await whole);
  });

  it('shared between two machines, the files put one behind the other are the whole study', async () => {
    const [one, other, both] = [dataFolder(), dataFolder(), dataFolder()];
    await Promise.all([study(one, 'walk', '--share', '1/2'), study(other, 'walk', '--share', '2/2')]);
    expect(rowsIn(read(one))).toHaveLength(30);
    expect(rowsIn(read(other))).toHaveLength(30);
    fs.writeFileSync(path.join(both, 'walk.csv'), read(one) + read(other));
    const { output } = await study(both, 'walk');
    expect(output).toContain('Random walks: 60 of 60 rows are there.');
    expect(read(both)).toBe(await whole);
  });

  it('makes good a line that was cut off, and counts no row twice', async () => {
    const data = dataFolder();
    const text = await whole;
    const cut = text.slice(0, text.indexOf('\nlong,17') + 12); // in the middle of a number
    fs.writeFileSync(path.join(data, 'walk.csv'), text.slice(0, text.indexOf('\nshort,9') + 1) + cut);
    await study(data, 'walk', '--workers', '4');
    expect(read(data)).toBe(text);
  });

  it('runs single rows by their numbers', async () => {
    const data = dataFolder();
    expect((await study(data, 'walk', '--rows')).output).toMatch(/^ {3}1 {2}kind short, seed 1\n/);
    await study(data, 'walk', '--row', '31', '--row', '2');
    expect(rowsIn(read(data)).map((line) => line.split(',').slice(0, 2).join())).toEqual([
      'short,2',
      'long,1',
    ]);
  });

  it('verifies rows that are there, and finds one that was changed', async () => {
    const data = dataFolder();
    fs.writeFileSync(path.join(data, 'walk.csv'), (await whole).replace(/^(short,1,)[-\d.]+/m, '$10.5'));
    const { code, output } = await study(data, 'walk', '--verify', '--row', '1', '--row', '2');
    expect(code).toBe(1);
    expect(output).toMatch(/DIFFERENT +kind short, seed 1, place/);
    expect(output).toMatch(/the same +kind short, seed 2, place/);
    expect(output).toContain('1 of 2 rows gave the same numbers again.');
  });

  it('does what can be done when a row fails, says which failed, and ends with an error', async () => {
    const data = dataFolder();
    const { code, output } = await study(data, 'failing');
    expect(code).toBe(1);
    expect(output).toContain('x 0: 0 has no reciprocal');
    expect(fs.readFileSync(path.join(data, 'failing.csv'), 'utf8')).toMatch(
      /\nx,reciprocal,carry,node\n2,0\.5,.*\n1,1,.*\n$/,
    );
  });

  it('lists the studies, and how far each has come', async () => {
    const { output } = await study(dataFolder(), '--list');
    expect(output).toMatch(/^failing +0 of 3 rows +Reciprocals\nwalk +0 of 60 rows +Random walks\n$/);
  });

  it('says what is wrong with its arguments', async () => {
    const data = dataFolder();
    expect((await study(data, 'run')).output).toContain(
      'There is no study "run". The studies: failing, walk.',
    );
    expect((await study(data, 'walk', '--row', '61')).output).toContain(
      'There is no row 61: the study has 60.',
    );
    const { code, output } = await study(data, 'walk', '--workers', 'two');
    expect(code).toBe(2);
    expect(output).toContain('--workers is two, expected a whole number');
    expect(() => parseOptions(['walk', '--share', '3/2'])).toThrow('--share is 3/2, expected I/N');
    expect(() => parseOptions(['walk', '--fast'])).toThrow("Unknown option '--fast'");
  });
});
