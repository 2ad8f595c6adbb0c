import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { examine } from '../../scripts/notebooks/examine.mjs';
import {
  readNotebook,
  serializeNotebook,
  type Cell,
  type Output,
} from '../../scripts/notebooks/notebookFile.mjs';
import type { RunResult } from '../../scripts/notebooks/runNotebook.mjs';
import { md, temporaryFolder, ts, writeCells } from '../helpers/notebook';

const folder = temporaryFolder();
const PLOTLY = 'application/vnd.plotly.v1+json';
const print = (text: string): Output => ({ output_type: 'stream', name: 'stdout', text });
const display = (data: Record<string, unknown>, metadata = {}): Output => ({
  output_type: 'display_data',
  data,
  metadata,
});
const figure = (y: number) =>
  display({ [PLOTLY]: { data: [{ y: [y] }], layout: { meta: { alt: 'a point' } } } });
const exercise = (title: string, state: string) =>
  display({ 'text/plain': 'x' }, { carry: { exercise: title, state } });

/** A run in which the code cells show the given outputs; `half` is the value of every bound number. */
const shows =
  (outputs: readonly Output[][], half = 0.5, over: Partial<RunResult> = {}) =>
  (file: string, { expressions = [] }: { expressions?: string[] } = {}): Promise<RunResult> => {
    const code = readNotebook(file).cells.flatMap(({ cell_type }, index) =>
      cell_type === 'code' ? [index] : [],
    );
    const cells = code.map((index, k) => ({
      index,
      ok: true,
      milliseconds: 1,
      typeErrors: [],
      outputs: outputs[k] ?? [],
    }));
    return Promise.resolve({
      cells,
      uncaught: [],
      values: expressions.map(() => ({ value: half })),
      milliseconds: 9,
      ...over,
    });
  };

const notebook: Cell[] = [
  md('A half is 0.5<!--= half -->.'),
  ts('print'),
  md('A figure.'),
  ts('figure'),
  md('## Summary'),
  md('## Exercises'),
  ts('exercise'),
  md('## Sources'),
];
const outputs = (half: number) => [[print(`${half}\n`)], [figure(half)], [exercise('One', 'not done yet')]];

/** Examines and returns the failed checks, the notes, and how often a picture was drawn. */
async function look(file: string, run: ReturnType<typeof shows>, write = false) {
  const failed: Record<string, string[]> = {};
  const names: string[] = [];
  const notes: string[] = [];
  let pictures = 0;
  const report = {
    running: () => undefined,
    note: (text: string) => void notes.push(text),
    end: () => undefined,
    check(name: string, problems: string[]) {
      const short = name.replace(/^[^:]*: /, '').replace(/ \(.*/, '');
      names.push(short);
      if (problems.length > 0) failed[short] = problems;
    },
  };
  const painter = {
    draw: () => Promise.resolve(`picture${++pictures}`),
    validate: () => Promise.resolve([]),
    close: () => Promise.resolve(),
  };
  await examine(file, { root: folder, write, painter, report, run });
  return { failed, names, notes, pictures };
}

describe('examine(file, options)', () => {
  it('writes outputs with pictures, and is then content', async () => {
    const file = writeCells(folder, 'notebooks/01-a-half.ipynb', notebook);
    const first = await look(file, shows(outputs(0.5)));
    expect(Object.keys(first.failed)).toEqual(['outputs as committed']);
    expect(first.names).toEqual([
      'form',
      'strict types',
      'runs',
      'outputs as committed',
      'numbers in the prose',
      'figures',
      'exercises',
      'file',
    ]);
    const written = await look(file, shows(outputs(0.5)), true);
    expect(written).toMatchObject({ failed: {}, notes: ['wrote 01-a-half'], pictures: 1 });
    expect(fs.readFileSync(file, 'utf8')).toContain('"image/png": "picture1"');
    expect((await look(file, shows(outputs(0.5)))).failed).toEqual({});
  });

  it('changes no byte where nothing changed but rounding', async () => {
    const file = writeCells(folder, 'notebooks/02-still.ipynb', notebook);
    await look(file, shows(outputs(0.5)), true);
    const text = fs.readFileSync(file, 'utf8');
    const again = await look(file, shows(outputs(0.5 + 1e-12)), true);
    expect(again).toMatchObject({ failed: {}, notes: ['unchanged 02-still'], pictures: 0 });
    expect(fs.readFileSync(file, 'utf8')).toBe(text);
  });

  it('says what differs, and draws a picture again when its figure changed', async () => {
    const file = writeCells(folder, 'notebooks/03-a-third.ipynb', notebook);
    await look(file, shows(outputs(0.5)), true);
    const { failed } = await look(file, shows(outputs(0.4), 0.4));
    expect(failed).toEqual({
      'outputs as committed': [
        'cell 1: 0.4, committed 0.5, in "0.4"',
        'cell 3: figure.data.0.y.0: 0.4, committed 0.5',
      ],
      'numbers in the prose': ['cell 0: the prose says 0.5, but half is 0.4'],
    });
    expect(await look(file, shows(outputs(0.4), 0.4), true)).toMatchObject({ pictures: 1 });
  });

  it('leaves a notebook that fails as it was', async () => {
    const file = writeCells(folder, 'notebooks/04-broken.ipynb', notebook);
    const before = fs.readFileSync(file, 'utf8');
    const cells = [{ index: 1, ok: false, milliseconds: 1, typeErrors: [], outputs: [print('Error: no')] }];
    const { failed, notes } = await look(file, shows([], 0.5, { cells }), true);
    expect(failed).toEqual({ runs: ['cell 1 fails: Error: no'] });
    expect(notes).toEqual([]);
    expect(fs.readFileSync(file, 'utf8')).toBe(before);
  });

  it('explains why a short property finds no variable of an earlier cell', async () => {
    const file = writeCells(folder, 'notebooks/11-short.ipynb', notebook);
    const outputs = [print('ReferenceError: rng is not defined\n')];
    const cells = [{ index: 1, ok: false, milliseconds: 1, typeErrors: [], outputs }];
    const { failed } = await look(file, shows([], 0.5, { cells }));
    expect(failed['runs']).toEqual([expect.stringContaining('write { rng: rng }')]);
  });

  it('fails on what nobody caught, and on a process that ends', async () => {
    const file = writeCells(folder, 'notebooks/05-lost.ipynb', notebook);
    const lost = await look(file, shows(outputs(0.5), 0.5, { uncaught: ['UncaughtException: x'] }), true);
    expect(lost).toMatchObject({ failed: { runs: ['UncaughtException: x'] }, notes: [] });
    const ended = await look(file, () => Promise.reject(new Error('the process ended')), true);
    expect(ended).toMatchObject({ failed: { runs: ['the process ended'] }, names: ['runs'] });
  });

  it('fails on a cell that is tagged raises-exception and runs', async () => {
    const file = writeCells(folder, 'notebooks/06-fine.ipynb', [
      md('x'),
      ts('f', 'raises-exception'),
      ...notebook.slice(4),
    ]);
    const { failed } = await look(file, shows([]));
    expect(failed['runs']).toEqual(['cell 1 runs, but is tagged raises-exception']);
  });

  it('demands a picture and alternative text of each figure', async () => {
    const bare = display({ [PLOTLY]: { data: [], layout: {} } });
    const cells = [md('x'), { ...ts('f'), outputs: [bare] }, ...notebook.slice(4)];
    const file = writeCells(folder, 'notebooks/07-bare.ipynb', cells);
    const { failed } = await look(file, shows([[bare]]));
    expect(failed['figures']).toEqual([
      'cell 1: a figure without its picture',
      'cell 1: a figure without alternative text',
    ]);
  });

  it('holds notebooks to blank exercises, and solutions to solving all of them', async () => {
    const asked = writeCells(folder, 'notebooks/08-asked.ipynb', notebook);
    const done = await look(asked, shows([[], [], [exercise('Two', 'right')]]), true);
    expect(done.failed['exercises']).toEqual(['"Two" is right, expected not done yet']);
    const file = writeCells(folder, 'notebooks/solutions/08-asked.ipynb', [md('Solved.'), ts('answer')]);
    const { failed } = await look(file, shows([[exercise('One', 'wrong')]]), true);
    expect(failed['exercises']).toEqual([
      '"One" is wrong, expected right',
      '"Two" is not solved',
      '"One" is not in the notebook',
    ]);
    expect((await look(file, shows([[exercise('Two', 'right')]]), true)).failed).toEqual({});
  });

  it('lets an exercise say how many minutes it takes', async () => {
    const verdict = display(
      { 'text/plain': '☐ Two (●○○, 10 minutes): not done yet' },
      { carry: { exercise: 'Two', state: 'not done yet' } },
    );
    const file = writeCells(folder, 'notebooks/12-minutes.ipynb', notebook);
    expect((await look(file, shows([[print('0.5\n')], [figure(0.5)], [verdict]]), true)).failed).toEqual({});
  });

  it('stores the outputs of a cell tagged answer folded, and those of no other', () => {
    const cells = [ts('a', 'answer', 'machine'), ts('b', 'machine'), ts('c')];
    const stored = JSON.parse(serializeNotebook({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    expect(stored.cells.map(({ metadata }: Cell) => metadata)).toEqual([
      { jupyter: { outputs_hidden: true }, tags: ['answer', 'machine'] },
      { tags: ['machine'] },
      {},
    ]);
  });

  it('finds what must not be shown: paths, times; and files that are too large', async () => {
    const file = writeCells(folder, 'notebooks/09-told.ipynb', notebook);
    const told = [
      [print('/home/ada/notes, took 3.2 s\n'), print(folder)],
      [figure(0.5)],
      [exercise('One', 'not done yet')],
    ];
    const { failed } = await look(file, shows(told), true);
    expect(failed['file']).toEqual([
      'cell 1: shows a path of this machine: /home/ada/notes,',
      'cell 1: shows a time: 3.2 s (use startProgress, or tag the cell timing)',
    ]);
    const large = writeCells(folder, 'notebooks/10-large.ipynb', [
      ...notebook.slice(0, -1),
      md('x'.repeat(500_000)),
      md('## Sources'),
    ]);
    expect((await look(large, shows([]))).failed['file']).toEqual([
      expect.stringMatching(/^50\d{4} bytes, expected under 500000$/),
    ]);
  });
});
