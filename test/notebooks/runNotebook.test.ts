import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { runNotebook, startCompiler } from '../../scripts/notebooks/runNotebook.mjs';
import { md, temporaryFolder, ts, writeCells } from '../helpers/notebook';

const folder = temporaryFolder();
let count = 0;
const write = (...cells: Parameters<typeof writeCells>[2]) =>
  writeCells(folder, `0${++count}-try.ipynb`, cells);

// Each test starts a compiler or two, which takes its time while other tests use the machine.
describe('runNotebook(file, options)', () => {
  it('gives what each cell shows, and values from the final scope', async () => {
    const file = write(
      md('# Text'),
      ts('const a: number = 1;\nconsole.log("a", a);'),
      ts(
        'const write = (globalThis as any).__tslab__.require("tslab/dist/jupyter.js").lastWriteDisplayData;',
      ),
      ts(`write({ data: { 'text/plain': 'first' }, metadata: {}, transient: { display_id: 'x' } });
await new Promise((resolve) => setTimeout(resolve, 5));
write({ data: { 'text/plain': 'last' }, metadata: {}, transient: { display_id: 'x' } }, true);`),
      ts('throw new Error("on purpose");', 'raises-exception'),
      ts('const a = 2;\nconst big = 2n ** 3n;\na;'),
    );
    const seen: number[] = [];
    const expressions = ['a + 1', 'big', 'missing', '(() => { throw new Error("no"); })()', '"text"'];
    const run = await runNotebook(file, { expressions, onCell: (index) => seen.push(index) });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    expect(run.uncaught).toEqual([]);
    expect(run.cells.map(({ index, ok }) => [index, ok])).toEqual([
      [1, true],
      [2, true],
      [3, true],
      [4, false],
      [5, true],
    ]);
    const outputs = run.cells.map((cell) => cell.outputs);
    expect(outputs[0]).toEqual([{ output_type: 'stream', name: 'stdout', text: 'a 1\n' }]);
    expect(outputs[2]).toEqual([
      { output_type: 'display_data', data: { 'text/plain': 'last' }, metadata: {} },
    ]);
    expect(outputs[3]).toEqual([
      { output_type: 'stream', name: 'stderr', text: expect.stringContaining('on purpose') },
    ]);
    expect(outputs[4]).toEqual([{ output_type: 'stream', name: 'stdout', text: '2\n' }]);
    expect(run.values).toEqual([
      { value: 3 },
      { value: 8 },
      { error: expect.stringContaining("Cannot find name 'missing'") },
      { error: 'Error: no' },
      { error: 'is string, expected a number' },
    ]);
  });

  it('is strict where the kernel is not, and stops at the first error', async () => {
    const doors = ['carry', 'carry/exercises', 'carry/pictures'];
    // The value of a default import would be undefined.
    const defaults = doors.map((door, n) => `import all${n} from '${door}';\nall${n};\n`);
    const run = await runNotebook(write(md(''), ts(`const f = (x) => x;\n${defaults.join('')}`), ts('1;')));
    expect(run.cells).toHaveLength(1);
    expect(run.cells[0]?.typeErrors).toEqual([
      expect.stringMatching(/^1:12 TS7006 Parameter 'x' implicitly/),
      ...doors.map(() => expect.stringMatching(/TS1192 Module .* has no default export/)),
    ]);
    expect(run.values).toEqual([]);
    expect(run.uncaught).toEqual([]);
  });

  it('hears of rejections that nobody catches, and stops there', async () => {
    const source =
      'void Promise.reject(new Error("lost"));\nawait new Promise((resolve) => setTimeout(resolve, 20));';
    const run = await runNotebook(write(md(''), ts(source), ts('1;')));
    expect(run.uncaught).toEqual([expect.stringMatching(/^UnhandledPromiseRejection: Error: lost/)]);
    expect(run.cells).toHaveLength(1);
  });

  it('rejects when the process ends or hangs, and names the cell', async () => {
    await expect(runNotebook(write(md(''), ts('process.exit(3);')))).rejects.toThrow(
      'ended in cell 1 (code 3)',
    );
    const endless = write(md(''), ts('await new Promise((resolve) => setTimeout(resolve, 1e6));'));
    await expect(runNotebook(endless, { limit: 500 })).rejects.toThrow('cell 1 still runs after 0.5 s');
  });

  it('has cells compiled by one process for one notebook after another, none of which knows the others', async () => {
    const compiler = startCompiler();
    try {
      const first = write(md(''), ts('const a: number = 1;'), ts('a.b;'));
      const { cells } = await runNotebook(first, { compiler });
      expect(cells.map(({ ok, typeErrors }) => [ok, typeErrors])).toEqual([
        [true, []],
        [false, [expect.stringContaining("1:3 TS2339 Property 'b' does not exist on type 'number'")]],
      ]);
      const second = write(md(''), ts('const b = 2;'), ts('const a = b + 1;\na;'), ts('c;'));
      const run = await runNotebook(second, { compiler, expressions: ['a'] });
      expect(run.cells.map(({ ok }) => ok)).toEqual([true, true, false]);
      expect(run.cells[1]?.outputs).toEqual([{ output_type: 'stream', name: 'stdout', text: '3\n' }]);
      const third = write(md(''), ts('a;'));
      expect((await runNotebook(third, { compiler })).cells[0]?.typeErrors[0]).toContain(
        "Cannot find name 'a'",
      );
      expect(compiler.connected).toBe(true);
    } finally {
      compiler.disconnect();
    }
  });

  it('ends the compiler with a notebook that fails, and says when the compiler has ended', async () => {
    const compiler = startCompiler();
    const ended = once(compiler, 'exit');
    await expect(runNotebook(write(md(''), ts('process.exit(3);')), { compiler })).rejects.toThrow(
      'the process ended in cell 1 (code 3)',
    );
    await ended;
    const killed = startCompiler();
    const running = runNotebook(write(md(''), ts('1;')), { compiler: killed });
    killed.kill('SIGKILL');
    await expect(running).rejects.toThrow(/the compiler ended before cell -?1 was compiled/);
  });
});
