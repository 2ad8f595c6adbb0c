import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/src/core/random';
import type { Certificate } from '../../../lib/src/proof/certificate';
import { outputAt } from '../../../lib/src/proof/checkedStep';
import type { PlainNetwork } from '../../../lib/src/proof/network';
import { roundingError } from '../../../lib/src/proof/roundingError';
import { exact, sigmoid as exactSigmoid, tanh as exactTanh } from '../../helpers/highPrecision';

const folder = path.resolve(import.meta.dirname, '../../../data/certificates');
const names = fs.readdirSync(folder).map((file) => file.replace('.json', ''));
const read = (name: string): { tolerance: number; certificate: Certificate } =>
  JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), 'utf8')) as never;

/** A step on a device that rounds every weight, product, sum and function; the last number is the output. */
function stepOn(
  round: (value: number) => number,
  { cell, activation, hiddenSize: H, W_xh, W_hh, b_h, W_hy, b_y }: PlainNetwork,
  state: readonly number[],
  x: readonly number[],
): number[] {
  const sum = (terms: readonly (readonly [number, number])[]): number =>
    terms.reduce((total, [v, w]) => round(total + round(v * round(w))), 0);
  const tanh = (a: number): number => round(Math.tanh(a));
  const sigmoid = (a: number): number => round(1 / round(1 + round(Math.exp(-a))));
  const columns = b_h.length;
  const a = b_h.map((b, j) =>
    sum([
      ...x.map((value, i) => [value, W_xh[i * columns + j]!] as const),
      ...state.slice(0, H).map((value, i) => [value, W_hh[i * columns + j]!] as const),
      [1, b],
    ]),
  );
  let after = a.map(activation === 'tanh' ? tanh : sigmoid);
  if (cell === 'lstm') {
    const gate = (n: number, g: (a: number) => number): number[] => a.slice(n * H, (n + 1) * H).map(g);
    const [i, f, g, o] = [gate(0, sigmoid), gate(1, sigmoid), gate(2, tanh), gate(3, sigmoid)];
    const c = f.map((value, n) => round(round(value * state[H + n]!) + round(i[n]! * g[n]!)));
    after = [...o.map((value, n) => round(value * tanh(c[n]!))), ...c];
  }
  return [...after, sum([...after.slice(0, H).map((value, n) => [value, W_hy[n]!] as const), [1, b_y[0]!]])];
}

/** Some states from the boxes of a certificate, as a device has them, and every input. */
function someSteps(
  { boxes, machine }: Certificate,
  round: (value: number) => number,
): [number[], readonly number[]][] {
  const rng = createRng(1);
  return Array.from({ length: 300 }, (_, n) => {
    const { low, high } = boxes[n % boxes.length]!;
    const state = low.map((end, j) => round(end + rng.next() * (high[j]! - end)));
    return [state, machine.inputs[n % machine.inputs.length]!];
  });
}

describe('roundingError(certificate, unitRoundoff)', () => {
  it.each(names)('of %s is far below the tolerance, in 53 bits and in 24', (name) => {
    const { certificate, tolerance } = read(name);
    expect(roundingError(certificate, 2 ** -53)).toBeLessThan(tolerance * 2 ** -32);
    expect(roundingError(certificate, 2 ** -24)).toBeLessThan(tolerance / 10);
    expect(roundingError(certificate, 2 ** -24)).toBeGreaterThan(2 ** -24);
  });

  it.each(names)(
    'bounds what 24-bit numbers do to a step of %s, and by less than a thousand times',
    (name) => {
      const { certificate } = read(name);
      const bound = roundingError(certificate, 2 ** -24);
      const worst = someSteps(certificate, Math.fround).map(([state, x]) => {
        const [coarse, fine] = [Math.fround, (value: number) => value].map((round) =>
          stepOn(round, certificate.network, state, x),
        );
        // The output of a device is compared with the output for its own state.
        const { network } = certificate;
        const [low, high] = outputAt(
          network,
          coarse!.slice(0, -1).map((value) => [value, value] as const),
        );
        fine![fine!.length - 1] = (low + high) / 2 + network.threshold;
        return Math.max(...coarse!.map((value, j) => Math.abs(value - fine![j]!)));
      });
      expect(Math.max(...worst)).toBeLessThan(bound);
      expect(Math.max(...worst)).toBeGreaterThan(bound / 1000);
    },
  );

  it.each(names.filter((name) => name !== 'lstm-adder'))('bounds what 53-bit numbers do to %s', (name) => {
    const { certificate } = read(name);
    const { activation, hiddenSize: H, W_xh, W_hh, b_h } = certificate.network;
    const g = activation === 'tanh' ? exactTanh : exactSigmoid;
    const one = exact(1);
    const bound = exact(roundingError(certificate, 2 ** -53));
    for (const [state, x] of someSteps(certificate, (value) => value).slice(0, 20)) {
      const computed = stepOn((value) => value, certificate.network, state, x);
      for (let j = 0; j < H; j++) {
        const products = [
          ...x.map((v, i) => [v, W_xh[i * H + j]!]),
          ...state.map((v, i) => [v, W_hh[i * H + j]!]),
        ];
        const a = products.reduce((sum, [v, w]) => sum + (exact(v!) * exact(w!)) / one, exact(b_h[j]!));
        const difference = g(a) - exact(computed[j]!);
        expect(difference < bound && -difference < bound, `unit ${j}`).toBe(true);
      }
    }
  });

  it.each([
    { activation: 'tanh', slope: 1, ulps: 8 },
    { activation: 'sigmoid', slope: 1 / 4, ulps: 16 },
  ] as const)(
    'is that of the state where the output is small: $activation',
    ({ activation, slope, ulps }) => {
      const u = 2 ** -24;
      const network: PlainNetwork = {
        ...{ cell: 'rnn', activation, inputSize: 1, hiddenSize: 1, threshold: 0 },
        ...{ W_xh: [3], W_hh: [-2], b_h: [1], W_hy: [1e-6], b_y: [0] },
      };
      const { certificate } = read('comparer');
      const machine = { ...certificate.machine, inputs: [[0], [1]] };
      const boxes = [{ ...certificate.boxes[0]!, low: [-0.75], high: [0.5] }];
      // Three terms: 3 · 1, 2 · .75 and 1.
      const sum = ((5 * u) / (1 - 5 * u)) * 5.5;
      const bound = roundingError({ ...certificate, network, machine, boxes }, u);
      expect(bound).toBe(slope * sum + ulps * u);
    },
  );

  it('is that of the output where its terms are large, and of h = o ⊙ tanh(c) in an LSTM, by hand', () => {
    const u = 2 ** -24;
    const { certificate } = read('comparer');
    const machine = { ...certificate.machine, inputs: [[0], [1]] };
    const boundOf = (network: PlainNetwork, low: number[], high: number[]): number =>
      roundingError(
        { ...certificate, network, machine, boxes: [{ ...certificate.boxes[0]!, low, high }] },
        u,
      );
    const rnn: PlainNetwork = {
      ...{ cell: 'rnn', activation: 'tanh', inputSize: 1, hiddenSize: 1, threshold: -0.5 },
      ...{ W_xh: [0], W_hh: [0], b_h: [0], W_hy: [-1000], b_y: [-2] },
    };
    // Three terms: 1000 · .75, 2 and .5.
    expect(boundOf(rnn, [-0.5], [0.75])).toBe(((5 * u) / (1 - 5 * u)) * 752.5);
    const zeros = [0, 0, 0, 0];
    const lstm: PlainNetwork = {
      ...rnn,
      cell: 'lstm',
      W_xh: zeros,
      W_hh: zeros,
      b_h: zeros,
      W_hy: [0],
      b_y: [0],
      threshold: 0,
    };
    // σ is off by 16u and tanh by 8u: f·c + i·g with |c| ≤ 3 by 3·16 + 16 + 8 and 4·(3 + 1) for roundings, and a
    // product of both errors; tanh of it by 8 more, and the product with o by 16 and 2.
    const bound = boundOf(lstm, [-1, -3], [1, 2]);
    const memory = 88 * u + 128 * u * u;
    expect(bound / u).toBeCloseTo((16 * u + (memory + 8 * u) * (1 + 16 * u) + 2 * u) / u, 9);
  });

  it('refuses a roundoff that is none', () => {
    const { certificate } = read('comparer');
    expect(() => roundingError(certificate, 0.1)).toThrow('roundingError: unitRoundoff is 0.1');
  });
});
