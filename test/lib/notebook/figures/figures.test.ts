import { describe, expect, it } from 'vitest';
import { animation } from '../../../../lib/src/notebook/figures/animation';
import { heatMap } from '../../../../lib/src/notebook/figures/heatMap';
import { acrossSeeds, lineChart, type LineChart } from '../../../../lib/src/notebook/figures/lineChart';
import { decisionPlane, scatterPlot } from '../../../../lib/src/notebook/figures/scatterPlot';
import { PALETTE } from '../../../../lib/src/notebook/figures/style';
import { titleOf, type Figure } from '../../../../lib/src/notebook/figure';

const axes = { x: { label: 'epoch' }, y: { label: 'time', unit: 's' } };
const chart = (over: Partial<LineChart> = {}) =>
  lineChart({ title: 'Up', alt: 'up', ...axes, series: [{ name: 'a', x: [0, 1], y: [2, 3] }], ...over });

describe('lineChart(chart)', () => {
  it('labels the axes with their units', () => {
    expect(chart().layout).toMatchObject({
      xaxis: { title: { text: 'epoch' } },
      yaxis: { title: { text: 'time [s]' } },
    });
  });

  it('draws a band below its line, from its low to its high edge', () => {
    const { data } = chart({ series: [{ name: 'a', x: [0, 1], y: [2, 3], low: [1, 2], high: [3, 4] }] });
    expect(data.map(({ y }) => y)).toEqual([
      [1, 2],
      [3, 4],
      [2, 3],
    ]);
    expect(data.map(({ fill }) => fill)).toEqual([undefined, 'tonexty', undefined]);
    expect(data.map(({ showlegend }) => showlegend)).toEqual([false, false, undefined]);
  });

  it('tells series apart by color, dash, and symbol', () => {
    const series = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name, x: [0], y: [0] }));
    const { data } = chart({ series });
    for (const part of ['line.color', 'line.dash', 'marker.symbol']) {
      const [group = '', key = ''] = part.split('.');
      expect(new Set(data.map((trace) => (trace[group] as Record<string, unknown>)[key])).size, part).toBe(6);
    }
  });

  it('takes the range of a logarithmic axis in its own values', () => {
    const { layout } = chart({ y: { label: 'loss', log: true, range: [0.01, 100] } });
    expect(layout).toMatchObject({ yaxis: { type: 'log', range: [-2, 2] } });
  });

  it('throws when the arrays of a series differ in length', () => {
    const series = [{ name: 'a', x: [0, 1], y: [2] }];
    expect(() => chart({ series })).toThrow('lineChart: "a" has arrays of lengths 2, 1, expected one length');
  });

  it('leaves ground and font color to the theme, and breaks long titles', () => {
    const { layout } = chart({ title: 'word '.repeat(40).trim() });
    expect(layout).toMatchObject({ paper_bgcolor: 'rgba(0, 0, 0, 0)', plot_bgcolor: 'rgba(0, 0, 0, 0)' });
    expect(layout).not.toHaveProperty('font');
    expect((layout['title'] as { text: string }).text.split('<br>').every((line) => line.length <= 84)).toBe(
      true,
    );
    expect(titleOf({ data: [], layout, alt: '' })).toBe('word '.repeat(40).trim());
  });
});

describe('acrossSeeds(runs)', () => {
  it('gives mean, least, and most of each step, by hand', () => {
    expect(acrossSeeds([new Float64Array([1, 4]), [3, 8]])).toEqual({ y: [2, 6], low: [1, 4], high: [3, 8] });
  });

  it('throws without runs and on runs of different lengths', () => {
    expect(() => acrossSeeds([])).toThrow('acrossSeeds: 0 runs, expected at least 1');
    expect(() => acrossSeeds([[1, 2], [1]])).toThrow('acrossSeeds: a run of 1 steps, expected 2');
  });
});

describe('heatMap(map)', () => {
  const map = { title: 'Bowl', alt: 'bowl', ...axes, scale: { label: 'loss' } };

  it('makes a diverging scale as long above zero as below', () => {
    const { data } = heatMap({ ...map, diverging: true, values: [[-1, 3]] });
    expect(data[0]).toMatchObject({ zmin: -3, zmax: 3 });
  });

  it('throws on rows of different lengths and on no values', () => {
    expect(() => heatMap({ ...map, values: [[1, 2], [1]] })).toThrow(
      'heatMap: row 1 has 1 values, expected 2',
    );
    expect(() => heatMap({ ...map, values: [] })).toThrow('heatMap: 0 rows without values');
  });

  it('takes large maps', () => {
    const values = Array.from({ length: 500 }, () => new Float32Array(500));
    expect(heatMap({ ...map, diverging: true, values }).data[0]?.['z']).toHaveLength(500);
  });
});

describe('scatterPlot(plot) and decisionPlane(plane)', () => {
  const groups = [
    { name: '0', x: [0], y: [0] },
    { name: '1', x: [1], y: [1], text: ['both'] },
  ];

  it('groups differ in color and in symbol', () => {
    const { data } = scatterPlot({ title: 'P', alt: 'p', ...axes, groups });
    const markers = data.map(({ marker }) => marker as { color: string; symbol: string });
    expect(markers.map(({ color }) => color)).toEqual([PALETTE[0], PALETTE[1]]);
    expect(markers.map(({ symbol }) => symbol)).toEqual(['circle', 'diamond']);
  });

  it('computes the ground at the place it stands, and is white where the decision turns', () => {
    const range = [0, 2] as const;
    const { data } = decisionPlane({
      title: 'P',
      alt: 'p',
      x: { label: 'x', range },
      y: { label: 'y', range },
      output: (x, y) => x + 10 * y,
      threshold: 1,
      scale: 'out',
      groups,
      resolution: 3,
    });
    expect(data[0]).toMatchObject({ x: [0, 1, 2], y: [0, 1, 2], zmin: 1 - 21, zmax: 1 + 21 });
    expect(data[0]?.['z']).toEqual([
      Float32Array.of(0, 1, 2),
      Float32Array.of(10, 11, 12),
      Float32Array.of(20, 21, 22),
    ]);
    expect(data[1]).toMatchObject({ type: 'contour', contours: { start: 1, end: 1 } });
    expect(data).toHaveLength(4);
  });
});

describe('animation(steps, options)', () => {
  const step = (name: string, figure: Figure) => ({ name, figure });
  const at = (y: number) => chart({ series: [{ name: 'a', x: [0, 1], y: [0, y] }] });

  it('makes a frame and a stop of the slider for each step, and shows the first', () => {
    const { frames, layout, data } = animation([step('0', at(1)), step('9', at(2))], {
      alt: 'moves',
      prefix: 'e ',
    });
    expect(frames?.map(({ name }) => name)).toEqual(['0', '9']);
    expect(layout).toMatchObject({ sliders: [{ active: 0, currentvalue: { prefix: 'e ' } }] });
    expect(data).toEqual(at(1).data);
  });

  it('gives axes without a range one that fits every step', () => {
    const { layout } = animation([step('0', at(-10)), step('1', at(30))], { alt: 'moves' });
    expect(layout).toMatchObject({ xaxis: { range: [-0.05, 1.05] }, yaxis: { range: [-12, 32] } });
  });

  it('throws on no steps, on repeated names, on different numbers of traces', () => {
    expect(() => animation([], { alt: '' })).toThrow('animation: 0 steps');
    expect(() => animation([step('0', at(1)), step('0', at(2))], { alt: '' })).toThrow(
      'two steps with one name',
    );
    const bare = { ...at(1), data: [] };
    expect(() => animation([step('0', at(1)), step('1', bare)], { alt: '' })).toThrow('steps of 1, 0 traces');
  });
  it('keeps what can be clicked, in every step and in one, and refuses what leads nowhere', () => {
    const presses = [{ x: 0, y: 1, step: '9' }];
    const steps = [{ ...step('0', at(1)), presses }, step('9', at(2))];
    const { layout } = animation(steps, { alt: 'a', presses: [{ x: 2, y: 3, step: '0' }] });
    expect(layout['meta']).toEqual({ presses: { everywhere: [[2, 3, '0']], at: { 0: [[0, 1, '9']] } } });
    expect(animation([step('0', at(1))], { alt: 'a' }).layout).not.toHaveProperty('meta');
    expect(() => animation([{ ...step('0', at(1)), presses }], { alt: 'a' })).toThrow(
      'animation: a place leads to step "9", expected one of 0',
    );
  });
});
