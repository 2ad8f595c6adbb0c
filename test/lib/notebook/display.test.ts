import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { figure, liveFigure, PLOTLY_MIME } from '../../../lib/src/notebook/display';
import type { Figure } from '../../../lib/src/notebook/figure';
import { pretendKernel } from '../../helpers/kernel';

const line = (y: number): Figure => ({
  data: [{ type: 'scatter', x: new Uint8Array([1, 2]), y: [0, y] }],
  layout: { title: { text: 'A<br>line' } },
  alt: `A line up to ${y}.`,
});

let kernel: ReturnType<typeof pretendKernel>;
beforeEach(() => {
  kernel = pretendKernel();
  vi.useFakeTimers();
});
afterEach(() => {
  kernel.stop();
  vi.useRealTimers();
});
const heights = () => kernel.messages.map(({ data }) => (data[PLOTLY_MIME] as Figure).data[0]?.['y']);

describe('figure(shown)', () => {
  it('shows one bundle: packed figure, alternative text in it, and the same in words', () => {
    figure(line(3));
    expect(kernel.messages).toHaveLength(1);
    expect(kernel.messages[0]?.data).toEqual({
      [PLOTLY_MIME]: {
        data: [{ type: 'scatter', x: { dtype: 'u1', bdata: 'AQI=' }, y: [0, 3] }],
        layout: { title: { text: 'A<br>line' }, meta: { alt: 'A line up to 3.' } },
      },
      'text/plain': '[figure: A line | A line up to 3.]',
    });
  });

  it('says the alternative text beside what a figure says of itself', () => {
    figure({ ...line(1), layout: { meta: { presses: {} } } });
    expect(kernel.messages[0]?.data[PLOTLY_MIME]).toMatchObject({
      layout: { meta: { presses: {}, alt: 'A line up to 1.' } },
    });
  });

  it('passes frames on', () => {
    figure({ ...line(1), frames: [{ name: '0', data: [] }] });
    expect(kernel.messages[0]?.data[PLOTLY_MIME]).toMatchObject({ frames: [{ name: '0', data: [] }] });
  });

  it('throws without an alternative text, and shows nothing', () => {
    expect(() => figure({ ...line(1), alt: ' ' })).toThrow(
      'figure: {"text":"A<br>line"} has no alternative text',
    );
    expect(kernel.messages).toEqual([]);
  });

  const whole = line(1);
  it.each([
    [JSON.stringify(whole), /^figure: the text "\{.* expected an object \{ data, layout, alt \}$/],
    [null, /^figure: null, expected an object/],
    [
      { ...whole, data: JSON.stringify(whole.data) },
      /^figure: data is the text ".*expected a list of traces/,
    ],
    [{ ...whole, data: { 0: whole.data[0] } }, /^figure: data is a Object, expected a list of traces/],
    [{ ...whole, data: ['{}'] }, /^figure: trace 0 is the text "\{\}", expected an object/],
    [{ ...whole, layout: 'wide' }, /^figure: layout is the text "wide"/],
    [{ ...whole, data: [{ y: new Set([1]) }] }, /^figure: y of trace 0 is a Set, expected a list of numbers/],
    [{ ...whole, data: [{ y: 3 }] }, /^figure: y of trace 0 is 3, expected a list of numbers/],
    [{ ...whole, data: [{ x: [1, 2n] }] }, /^figure: x of trace 0 holds 2n, a big integer at 1/],
    [{ ...whole, data: [{ z: [[1], [true]] }] }, /^figure: z of trace 0, row 1, holds true at 0/],
    [{ ...whole, data: [{ y: [Promise.resolve(1)] }] }, /^figure: y of trace 0 holds a Promise at 0/],
  ])('refuses what would be drawn as nothing: case %#', (shown, message) => {
    expect(() => figure(shown as never)).toThrow(message);
    expect(kernel.messages).toEqual([]);
  });

  it('takes numbers, texts, gaps, typed arrays and rows of them', () => {
    const values = [1, 'a', null, undefined];
    figure({ ...whole, data: [{ x: values, y: Float64Array.of(1), z: [[1, null], new Float32Array(2)] }] });
    expect(kernel.messages).toHaveLength(1);
  });

  it('prints a line outside a notebook', () => {
    kernel.stop();
    const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
    figure(line(2));
    expect(log.mock.calls).toEqual([['[figure: A line | A line up to 2.]']]);
    log.mockRestore();
  });
});

describe('liveFigure(first, every)', () => {
  it('shows the first figure at once, and updates it under the same display id', () => {
    const live = liveFigure(line(0), 0);
    live.update(line(1));
    expect(kernel.messages.map(({ update }) => update)).toEqual([false, true]);
    expect(new Set(kernel.messages.map(({ transient }) => transient.display_id)).size).toBe(1);
  });

  it('draws only the newest of the updates that come within the interval', () => {
    const live = liveFigure(line(0), 100);
    for (let y = 1; y <= 5; y++) live.update(line(y));
    expect(heights()).toEqual([[0, 0]]);
    vi.advanceTimersByTime(100);
    expect(heights()).toEqual([
      [0, 0],
      [0, 5],
    ]);
  });

  it('done() draws the last update at once, and nothing follows', () => {
    const live = liveFigure(line(0), 100);
    live.update(line(1));
    live.update(line(2));
    live.done();
    vi.advanceTimersByTime(1000);
    expect(heights()).toEqual([
      [0, 0],
      [0, 2],
    ]);
  });

  it('two live figures do not share a display id', () => {
    liveFigure(line(0));
    liveFigure(line(0));
    expect(new Set(kernel.messages.map(({ transient }) => transient.display_id)).size).toBe(2);
  });

  it('throws on an update without alternative text', () => {
    expect(() => liveFigure(line(0)).update({ ...line(1), alt: '' })).toThrow('no alternative text');
  });
});
