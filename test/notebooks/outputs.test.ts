import { describe, expect, it } from 'vitest';
import type { Cell, DisplayOutput, Output, StreamOutput } from '../../scripts/notebooks/notebookFile.mjs';
import { cleanOutputs, compareOutputs } from '../../scripts/notebooks/outputs.mjs';

const cell = (...tags: string[]): Cell => ({ cell_type: 'code', metadata: { tags }, source: '' });
const stream = (text: string, name = 'stdout'): StreamOutput => ({ output_type: 'stream', name, text });
const shown = (data: Record<string, unknown>, metadata = {}): DisplayOutput => ({
  output_type: 'display_data',
  data,
  metadata,
});
const PLOTLY = 'application/vnd.plotly.v1+json';

describe('cleanOutputs(outputs, cell)', () => {
  it('joins what was written in pieces, but not two streams', () => {
    const outputs = [stream('a'), stream('b\n'), stream('no', 'stderr'), stream('c')];
    expect(cleanOutputs(outputs, cell())).toEqual([stream('ab\n'), stream('no', 'stderr'), stream('c')]);
  });

  it('keeps of a line what a terminal would show', () => {
    expect(cleanOutputs([stream('1 %\r2 %\rdone\nnext\r\n')], cell())).toEqual([stream('done\nnext\n')]);
  });

  it('leaves out the stack of an error, where the paths are', () => {
    const text = 'Error: no\n    at f (/a/b.js:1:2)\n    at /c/d.js:3:4\nafter\n';
    expect(cleanOutputs([stream(text, 'stderr')], cell())).toEqual([stream('Error: no\nafter\n', 'stderr')]);
  });

  it('leaves out the times of startProgress', () => {
    const timing = { carry: { timing: true } };
    const line = shown({ 'text/plain': 'training: done · loss 0.5 · took 8.0 s' }, timing);
    expect(cleanOutputs([line], cell())).toEqual([
      shown({ 'text/plain': 'training: done · loss 0.5' }, timing),
    ]);
    const running = shown({ 'text/plain': 'training: 25 % · 1.5 min left' }, timing);
    expect(cleanOutputs([running], cell())).toEqual([shown({ 'text/plain': 'training: 25 %' }, timing)]);
  });

  it('writes dots for the times of a cell tagged timing, and only there', () => {
    const text = 'ours 3.2 ms, theirs 1,200 µs; 5 minutes; 12 steps\n';
    expect(cleanOutputs([stream(text)], cell('timing'))).toEqual([stream('ours …, theirs …; …; 12 steps\n')]);
    expect(cleanOutputs([stream(text)], cell())).toEqual([stream(text)]);
  });

  it('changes nothing of its arguments', () => {
    const outputs: Output[] = [stream('a'), stream('b')];
    cleanOutputs(outputs, cell());
    expect(outputs).toEqual([stream('a'), stream('b')]);
  });
});

describe('compareOutputs(now, before, cell)', () => {
  it('takes a text and its lines for the same', () => {
    const before = { ...stream(''), text: ['a\n', 'b\n'] };
    expect(compareOutputs([stream('a\nb\n')], [before], cell())).toBeUndefined();
  });

  it('leaves pictures out', () => {
    const figure = { [PLOTLY]: { data: [] }, 'text/plain': 'f' };
    expect(
      compareOutputs([shown(figure)], [shown({ ...figure, 'image/png': 'AAAA' })], cell()),
    ).toBeUndefined();
  });

  it.each([
    ['another number of outputs', [], [stream('a')], '0 outputs, committed 1'],
    ['another kind', [stream('a')], [shown({})], 'stream, committed display_data'],
    ['another stream', [stream('a')], [stream('a', 'stderr')], 'written to stdout, committed stderr'],
    ['another format', [shown({ 'text/html': '' })], [shown({})], 'shown as text/html, committed as '],
    [
      'another figure',
      [shown({ [PLOTLY]: { y: 1 } })],
      [shown({ [PLOTLY]: { y: 2 } })],
      'figure.y: 1, committed 2',
    ],
  ])('tells %s', (_, now, before, problem) => expect(compareOutputs(now, before, cell())).toBe(problem));

  it('obeys the tolerance of the cell', () => {
    expect(compareOutputs([stream('0.500')], [stream('0.501')], cell('tolerance=1e-2'))).toBeUndefined();
    expect(compareOutputs([stream('0.500')], [stream('0.501')], cell('tolerance=1e-3'))).toBeTypeOf('string');
  });

  it('compares of a cell tagged machine only how much it shows', () => {
    const [now, before] = [stream('computes natively'), stream('computes with WebAssembly')];
    expect(compareOutputs([now], [before], cell('machine'))).toBeUndefined();
    expect(compareOutputs([now], [before], cell())).toBeDefined();
    expect(compareOutputs([now, now], [before], cell('machine'))).toBe('2 outputs, committed 1');
  });

  it('does not compare the figures of a cell tagged timing', () => {
    const [now, before] = [shown({ [PLOTLY]: { y: 1 } }), shown({ [PLOTLY]: { y: 2 } })];
    expect(compareOutputs([now], [before], cell('timing'))).toBeUndefined();
  });
});
