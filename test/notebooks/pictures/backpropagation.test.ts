import { describe, expect, it } from 'vitest';
import type { Trace } from '../../../lib/src/notebook/figure';
import { bendingPlane } from '../../../notebooks/pictures/bendingPlane';
import { gradientFlow, hearsFromAll } from '../../../notebooks/pictures/gradientFlow';
import { lossCurves } from '../../../notebooks/pictures/lossCurves';
import { networkInUse } from '../../../notebooks/pictures/networkInUse';
import { answerAt, hiddenPoint, type TwoUnitNetwork } from '../../../notebooks/pictures/twoUnitNetwork';

const network: TwoUnitNetwork = {
  W_xh: [
    [1, -1],
    [0.5, 2],
  ],
  b_h: [0.1, -0.2],
  W_hy: [1, -1.5],
  b_y: 0.3,
};

const textsOf = (traces: readonly Trace[]): string[] =>
  traces.flatMap((trace) => (Array.isArray(trace['text']) ? (trace['text'] as string[]) : []));

describe('the two-unit network of the pictures', () => {
  it('computes h = tanh(x·W_xh + b_h) and σ(h·W_hy + b_y), by hand', () => {
    const h = hiddenPoint(network, [1, 0]);
    expect(h).toEqual([Math.tanh(1.1), Math.tanh(-1.2)]);
    const z = Math.tanh(1.1) - 1.5 * Math.tanh(-1.2) + 0.3;
    expect(answerAt(network, h)).toBeCloseTo(1 / (1 + Math.exp(-z)), 12);
  });
});

describe('gradientFlow', () => {
  it('opens with the inputs alone and ends with the gradients that finite differences give', () => {
    const figure = gradientFlow(network, [1, 0], 1);
    expect(figure.frames).toHaveLength(9);
    expect(textsOf(figure.data).some((text) => text.includes('da₁'))).toBe(false);
    const last = textsOf(figure.frames?.at(-1)?.data ?? []);
    const lossAt = (move: number): number => {
      const h1 = Math.tanh(1.1 + move);
      return -Math.log(answerAt(network, [h1, Math.tanh(-1.2)]));
    };
    const slope = (lossAt(1e-5) - lossAt(-1e-5)) / 2e-5;
    expect(last.some((text) => text.includes(`da₁ = ${slope.toFixed(3).replace('-', '−')}`))).toBe(true);
  });
});

describe('bendingPlane', () => {
  it('has a frame for each network, and a line on which the answer is a half', () => {
    const figure = bendingPlane([network, { ...network, b_y: 1 }], [0, 20], {
      title: 'A bend',
      alt: 'Planes.',
    });
    expect(figure.frames?.map(({ name }) => name)).toEqual(['0', '20']);
    const line = figure.data.find(({ name, type }) => name === 'answer = 0.5' && type === 'scatter');
    const [xs, ys] = [line?.['x'] as Float32Array, line?.['y'] as Float32Array];
    for (const n of [0, 1]) expect(answerAt(network, [xs[n]!, ys[n]!])).toBeCloseTo(0.5, 6);
  });

  it('draws the net where the hidden layer puts it', () => {
    const figure = bendingPlane([network], [0], { title: 'A bend', alt: 'Planes.' });
    const nets = figure.data.filter(({ name }) => name === 'x₁ stays the same');
    const [across, up] = [nets[1]?.['x'] as Float32Array, nets[1]?.['y'] as Float32Array];
    const [h1, h2] = hiddenPoint(network, [0, 0]);
    expect([across[0], up[0]]).toEqual([Math.fround(h1), Math.fround(h2)]);
  });
});

describe('networkInUse', () => {
  it('tries the four inputs with both units, and with either silenced', () => {
    const figure = networkInUse(network);
    expect(figure.frames).toHaveLength(12);
    const answerOf = (frame: number): string | undefined =>
      textsOf(figure.frames?.[frame]?.data ?? []).find((text) => text.startsWith('y = '));
    const withoutFirst = answerAt(network, [0, Math.tanh(-1.2)]);
    expect(answerOf(6)).toContain(`y = ${withoutFirst.toFixed(2)}`);
    expect(answerOf(6)).toContain(withoutFirst > 0.5 ? 'right' : 'wrong');
  });

  it('switches the bit that is clicked, and silences the unit that is clicked or lets it speak again', () => {
    const { presses } = networkInUse(network).layout['meta'] as { presses: { at: Record<string, unknown> } };
    expect(presses.at['(0, 1) without h₂']).toEqual([
      [0, 1, '(1, 1) without h₂'],
      [0, -1, '(0, 0) without h₂'],
      [1, 1, '(0, 1) without h₁'],
      [1, -1, '(0, 1)'],
    ]);
  });
});

describe('lossCurves', () => {
  it('parts the runs that solved XOR from the others, with a gap between two runs', () => {
    const figure = lossCurves(
      'runs',
      [
        [1, 0.01],
        [1, 0.4],
        [1, 0.02],
      ],
      (losses) => losses.at(-1)! < 0.1,
    );
    const [solved, stuck] = figure.data.map(({ y }) => Array.from(y as ArrayLike<number>));
    expect(solved?.filter(Number.isNaN)).toHaveLength(2);
    expect(stuck?.filter(Number.isNaN)).toHaveLength(1);
  });
});

describe('hearsFromAll', () => {
  it('names the three factors', () => {
    const texts = textsOf(hearsFromAll().data).join(' ');
    for (const digit of '₁₂₃') expect(texts).toContain(`· W${digit}`);
  });
});
