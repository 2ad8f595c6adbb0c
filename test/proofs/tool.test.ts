import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runTool } from '../../scripts/theorem/tool.mjs';

const shell = async (script: string, seconds = 60, interrupt?: AbortSignal): ReturnType<typeof runTool> =>
  runTool('sh', ['-c', script], { seconds, ...(interrupt ? { interrupt } : {}) });

// What is run here are programs of Unix.
describe.runIf(process.platform !== 'win32')('runTool(command, args, options)', () => {
  it('gives the program its input, and gives back what it says and how it ends', async () => {
    const { status, stdout, stderr } = await runTool('sh', ['-c', 'cat; echo no >&2; exit 3'], {
      ...{ seconds: 60, input: 'carry the one' },
    });
    expect({ status, stdout, stderr }).toEqual({ status: 3, stdout: 'carry the one', stderr: 'no\n' });
  });

  it('ends a program that does not end, with all that it has started, and says so', async () => {
    // The program's child holds its output open, as that of a wrapper script would. Whoever reads the pipe reads its
    // end only when all who could write are dead.
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-tool-'));
    const pipe = path.join(folder, 'pipe');
    expect((await shell(`mkfifo '${pipe}'`)).status).toBe(0);
    const stuck = shell(`exec 9>'${pipe}'; sleep 1000 & wait`, 1);
    const read = fs.promises.readFile(pipe, 'utf8');
    await expect(stuck).rejects.toThrow('not finished after 1 s, killed');
    expect(await read).toBe('');
    fs.rmSync(folder, { recursive: true });
  });

  it('ends it when interrupted', async () => {
    const controller = new AbortController();
    const stuck = shell('sleep 1001', 600, controller.signal);
    controller.abort();
    await expect(stuck).rejects.toThrow('sh -c sleep 1001: interrupted');
  });

  it('says which program cannot be started', async () => {
    await expect(runTool('no-such-program', [], { seconds: 60 })).rejects.toThrow(/no-such-program.*ENOENT/);
  });
});
