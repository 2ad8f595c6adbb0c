import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { countsInLastLine, countsInReport, withStatus } from '../../scripts/testing/counts.mjs';
import { places } from '../../scripts/setup/places.mjs';
import { PHASES } from '../../scripts/testing/phases.mjs';
import { show } from '../../scripts/testing/show.mjs';
import { inTurn } from '../../scripts/testing/turns.mjs';
import { Sandbox, setUpOnce } from './sandbox';

/** Whether a process of ours still runs; a dead one that nobody has collected yet does not. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

describe('countsInLastLine(output)', () => {
  it.each([
    ['a\nb\n12 passed, 0 failed\n', { passed: 12, failed: 0 }],
    ['3 passed, 2 failed', { passed: 3, failed: 2 }],
    ['12 passed, 0 failed\nthen it crashed', { passed: 0, failed: 1 }],
    ['', { passed: 0, failed: 1 }],
  ])('%j: %j', (output, counts) => expect(countsInLastLine(output)).toEqual(counts));
});

describe('countsInReport(json)', () => {
  const report = (testResults: object[]) =>
    JSON.stringify({ numPassedTests: 5, numFailedTests: 1, testResults });

  it('reads the numbers, and counts a file that could not be loaded', () => {
    const loaded = { status: 'failed', assertionResults: [{}] };
    expect(countsInReport(report([loaded]))).toEqual({ passed: 5, failed: 1 });
    expect(countsInReport(report([loaded, { status: 'failed', assertionResults: [] }]))).toEqual({
      passed: 5,
      failed: 2,
    });
  });

  it('counts a report that is not there as a failure', () => {
    expect(countsInReport(undefined)).toEqual({ passed: 0, failed: 1 });
  });
});

describe('withStatus(counts, status)', () => {
  it('adds a failure for a tool that did not end well without naming one', () => {
    expect(withStatus({ passed: 2, failed: 0 }, 0)).toEqual({ passed: 2, failed: 0 });
    expect(withStatus({ passed: 2, failed: 0 }, 1)).toEqual({ passed: 2, failed: 1 });
    expect(withStatus({ passed: 2, failed: 0 }, null)).toEqual({ passed: 2, failed: 1 });
    expect(withStatus({ passed: 2, failed: 3 }, 1)).toEqual({ passed: 2, failed: 3 });
  });
});

describe('inTurn(print, works)', () => {
  it('does all at the same time, and shows what each printed as one', async () => {
    const shown: string[] = [];
    const ends: (() => void)[] = [];
    const prints: ((chunk: string) => void)[] = [];
    const work = (n: number) => (print: (chunk: string) => void) => {
      prints[n] = print;
      return new Promise<number>((resolve) => (ends[n] = () => resolve(n)));
    };
    const all = inTurn((chunk) => shown.push(String(chunk)), [work(0), work(1), work(2)]);
    const [first, second, third] = prints;
    third?.('c1');
    first?.('a1');
    second?.('b1');
    first?.('a2');
    expect(shown).toEqual(['a1', 'a2']);
    ends[1]?.();
    await Promise.resolve();
    expect(shown).toEqual(['a1', 'a2']);
    first?.('a3');
    ends[0]?.();
    await vi.waitFor(() => expect(shown).toEqual(['a1', 'a2', 'a3', 'b1', 'c1']), { timeout: 240_000 });
    third?.('c2');
    ends[2]?.();
    expect(await all).toEqual([0, 1, 2]);
    expect(shown.at(-1)).toBe('c2');
  });

  it('fails when all have ended, and shows what was printed', async () => {
    const shown: unknown[] = [];
    let ended = false;
    const works = [
      async (print: (chunk: string) => void) => {
        print('a');
        throw new Error('no');
      },
      async (print: (chunk: string) => void) => {
        await new Promise((then) => setImmediate(then));
        print('b');
        ended = true;
      },
    ];
    await expect(inTurn((chunk) => shown.push(chunk), works)).rejects.toThrow('no');
    expect({ ended, shown }).toEqual({ ended: true, shown: ['a', 'b'] });
  });
});

describe('show(around, args)', () => {
  afterEach(() => vi.useRealTimers());

  it('ends what never ends, with all that it started', async () => {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-show-'));
    // It does not listen to polite signals, and its child holds the output open.
    fs.writeFileSync(
      path.join(root, 'deaf.mjs'),
      `import { spawn } from 'node:child_process';
      const loop = "process.on('SIGTERM', () => {}); process.stdout.write('on'); setInterval(() => {}, 1000)";
      process.on('SIGTERM', () => {});
      const child = spawn(process.execPath, ['-e', loop], { stdio: ['ignore', 'pipe', 'inherit'] });
      child.stdout.once('data', () => console.log('child ' + child.pid));
      spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });`,
    );
    // Its time is up when it has started all, however long that takes here.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    let heard: (pid: number) => void = () => undefined;
    const started = new Promise<number>((resolve) => (heard = resolve));
    const print = (chunk: string | Buffer): void => {
      const [, pid] = /child (\d+)/.exec(String(chunk)) ?? [];
      if (pid !== undefined) heard(Number(pid));
    };
    const interrupt = new AbortController().signal;
    const around = { places: { ...places(), root }, interrupt, minutes: 10, print };
    const shown = show(around, ['deaf.mjs']);
    const child = await started;
    vi.advanceTimersByTime(10 * 60_000);
    expect(isAlive(child)).toBe(true); // it was asked politely
    vi.advanceTimersByTime(5000);
    const { status, output } = await shown;
    expect({ status, output }).toEqual({ status: null, output: `child ${child}\n` });
    while (isAlive(child)) await new Promise((go) => setImmediate(go));
    fs.rmSync(root, { recursive: true });
  });
});

describe('npm test', () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.dispose());
  const afterSetUp = setUpOnce();

  /** Runs phases; the last line and the exit code are what machines read. */
  async function verdict(phases: string[], env: NodeJS.ProcessEnv = {}) {
    const { code, stdout, stderr } = await sandbox.run(phases, env, { script: 'test.mjs' });
    return { code, stdout, stderr, lastLine: stdout.trimEnd().split('\n').at(-1) };
  }

  it('sets up from nothing, runs the phases that were named, and adds up their counts', async () => {
    sandbox = new Sandbox();
    sandbox.write('scripts/docs.mjs', "console.log('fine\\n3 passed, 0 failed');");
    const first = await verdict(['types', 'docs']);
    expect(first).toMatchObject({ code: 0, lastLine: '4 passed, 0 failed' });
    expect(first.stdout).toMatch(/types: 1 passed, 0 failed, in \d+ s\ndocs: 3 passed, 0 failed, in \d+ s/);
    expect(sandbox.has('.venv/.carry-stamp')).toBe(true);
  });

  it('runs every phase even when one fails, and ends with exit code 1', async () => {
    sandbox = afterSetUp();
    sandbox.write('scripts/notebooks.mjs', "console.log('3 passed, 2 failed'); process.exitCode = 1;");
    sandbox.write('scripts/docs.mjs', "console.log('7 passed, 0 failed');");
    expect(await verdict(['docs', 'notebooks'])).toMatchObject({ code: 1, lastLine: '10 passed, 2 failed' });
  });

  it('runs phases that only read beside each other, and shows each as one', async () => {
    expect(PHASES.filter(({ reads }) => reads).map(({ name }) => name)).toEqual(['types', 'lint']);
    sandbox = afterSetUp();
    // "a" ends when "b" has: one after the other, nothing would be left to do, and Node would end without a verdict.
    sandbox.write(
      'scripts/testing/phases.mjs',
      `let tell;
      let reading = 0;
      const told = new Promise((then) => (tell = then));
      const phase = (name, reads, work) => ({ name, title: name, minutes: 10, reads, run: async ({ print }) => {
        print(name + ' begun\\n');
        reading++;
        await work();
        reading--;
        print(name + ' ended\\n');
        return name === 'b' ? { passed: 0, failed: 1 } : { passed: 1, failed: 0 };
      }});
      const alone = () => { if (reading !== 1) throw new Error('not alone'); };
      export const PHASES = [
        phase('a', true, () => told), phase('b', true, () => tell()), phase('c', undefined, alone), phase('d', true, alone),
      ];
      export const NIGHTLY = [];`,
    );
    const { stdout, stderr, code, lastLine } = await verdict([]);
    const lines = stdout.slice(stdout.indexOf('── a')).replace(/,? in \d+ s/g, '');
    const of = (name: string, counts: string): string[] => [
      `── ${name} ${'─'.repeat(69)}`,
      `${name} begun`,
      `${name} ended`,
      `${name}: ${counts}`,
      '',
    ];
    const [passed, failed] = ['1 passed, 0 failed', '0 passed, 1 failed'];
    expect(lines.split('\n── Summary')[0]?.split('\n')).toEqual([
      ...of('a', passed),
      ...of('b', failed),
      ...of('c', passed),
      ...of('d', passed),
    ]);
    expect({ stderr, code, lastLine }).toEqual({ stderr: '', code: 1, lastLine: '3 passed, 1 failed' });
  });

  it('ends what never ends, counts it, and goes on', async () => {
    sandbox = afterSetUp();
    for (const name of ['notebooks', 'docs'])
      sandbox.write(`scripts/${name}.mjs`, 'setInterval(() => {}, 1000);');
    const result = await verdict(['notebooks', 'docs'], { PHASE_MINUTES: '0.005' });
    expect(result).toMatchObject({ code: 1, lastLine: '0 passed, 2 failed' });
    expect(result.stdout).toContain('Not done after 0.005 minutes: ended. This counts as one failure.');
  });

  it('does not wait for a server that a phase leaves behind', async () => {
    sandbox = afterSetUp();
    sandbox.write(
      'scripts/docs.mjs',
      `import { spawn } from 'node:child_process';
      spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' }).unref();
      console.log('7 passed, 0 failed');`,
    );
    expect(await verdict(['docs'])).toMatchObject({ code: 0, lastLine: '7 passed, 0 failed' });
  });

  it('says which phase was left out, and takes nothing run for a failure', async () => {
    sandbox = afterSetUp();
    sandbox.remove('scripts/docs.mjs');
    const { code, stdout, lastLine } = await verdict(['docs']);
    expect(stdout).toContain('docs: left out, scripts/docs.mjs does not exist');
    expect([code, lastLine]).toEqual([1, '0 passed, 1 failed']);
  });

  it('ends with its last line also when the set-up fails or the phase does not exist', async () => {
    sandbox = new Sandbox();
    const { stderr, ...failed } = await verdict([], { FAKE_NPM: 'offline' });
    expect(failed).toMatchObject({ code: 1, lastLine: '0 passed, 1 failed' });
    expect(stderr).toContain('the network cannot be reached');
    const unknown = await verdict(['unti']);
    expect(unknown).toMatchObject({ code: 1, lastLine: '0 passed, 1 failed' });
    expect(unknown.stderr).toContain('There is no phase "unti". There are types, lint, unit');
  });
});
