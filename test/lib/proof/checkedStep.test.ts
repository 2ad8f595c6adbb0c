import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createRng, shuffleInPlace, uniform, type Rng } from '../../../lib/src/core/random';
import { outputAt, stateAfter, type Bounds } from '../../../lib/src/proof/checkedStep';
import type { PlainNetwork } from '../../../lib/src/proof/network';
import * as precise from '../../helpers/highPrecision';

const FILES = ['checkCertificate', 'checkedStep'];
const source = (name: string): string => readFileSync(`lib/src/proof/${name}.ts`, 'utf8');

describe('the checker', () => {
  it('shares nothing with the search but types', () => {
    const imports = FILES.flatMap((name) => source(name).match(/^import .*$/gm) ?? []);
    const values = imports.filter((line) => !line.startsWith('import type'));
    expect(values).toEqual([
      "import { around, outputAt, stateAfter, type Bounds } from './checkedStep';",
      "import { roundingError } from './roundingError';", // the lemma about devices
      "import { exp, tanh } from '../core/elementary';", // as the network that runs computes them
    ]);
    const search = ['certify', 'boxes', 'stepBounds', 'interval', 'network'];
    for (const name of search)
      expect(source(name)).not.toMatch(/from '.*(checkedStep|roundingError|elementary)'/);
  });

  it('has as many lines as the guide says, comments and blank lines left out', () => {
    const lines = FILES.map((name) => source(name).replace(/\/\*\*[\s\S]*?\*\//g, ''))
      .flatMap((text) => text.split('\n'))
      .filter((line) => line.trim() !== '' && !line.trim().startsWith('//')).length;
    expect(readFileSync('docs/how-the-proof-works.md', 'utf8')).toContain(` ${lines} lines`);
  });
});

/** A network of two inputs and H units, with weights of very different sizes. */
function randomNetwork(rng: Rng, cell: 'rnn' | 'lstm', activation: 'tanh' | 'sigmoid'): PlainNetwork {
  const [D, H] = [2, 3];
  const columns = cell === 'lstm' ? 4 * H : H;
  const weights = (count: number, most: number): number[] =>
    Array.from({ length: count }, () => uniform(rng, -1, 1) * 2 ** uniform(rng, -20, most));
  const parts = { W_xh: weights(D * columns, 2), W_hh: weights(H * columns, 3), b_h: weights(columns, 2) };
  const readOut = { W_hy: weights(H, 3), b_y: weights(1, 3), threshold: uniform(rng, -1, 1) };
  return { cell, activation, inputSize: D, hiddenSize: H, ...parts, ...readOut };
}

/** One step of a network with 120 digits: numbers are whole numbers of 2⁻⁴⁰⁰. */
function exactStep(network: PlainNetwork, state: readonly number[], vector: readonly number[]): bigint[] {
  const { hiddenSize: H, W_xh, W_hh, b_h, cell, activation } = network;
  const [values, W] = [[...vector, 1, ...state.slice(0, H)].map(precise.exact), [...W_xh, ...b_h, ...W_hh]];
  const times = (u: bigint, v: bigint): bigint => (u * v) >> 400n;
  const a = b_h.map((_, j) =>
    values.reduce((sum, value, i) => sum + times(value, precise.exact(W[i * b_h.length + j]!)), 0n),
  );
  if (cell === 'rnn') return a.map(activation === 'tanh' ? precise.tanh : precise.sigmoid);
  const c = Array.from({ length: H }, (_, j) => {
    const [i, f, g] = [precise.sigmoid(a[j]!), precise.sigmoid(a[H + j]!), precise.tanh(a[2 * H + j]!)];
    return times(f, precise.exact(state[H + j]!)) + times(i, g);
  });
  return [...c.map((value, j) => times(precise.sigmoid(a[3 * H + j]!), precise.tanh(value))), ...c];
}

describe('stateAfter(network, state, vector)', () => {
  it.each([
    ['rnn', 'tanh'],
    ['rnn', 'sigmoid'],
    ['lstm', 'tanh'],
  ] as const)('%s, %s: holds the exact step from every corner, and is a point for a point', (cell, g) => {
    const rng = createRng(5);
    for (let trial = 0; trial < 60; trial++) {
      const network = randomNetwork(rng, cell, g);
      const size = (cell === 'lstm' ? 2 : 1) * network.hiddenSize;
      const width = trial % 2 === 0 ? 0 : 2 ** uniform(rng, -45, 0);
      const box: Bounds = Array.from({ length: size }, () => {
        const low = uniform(rng, -1, 1);
        return [low, low + width] as const;
      });
      const vector = [rng.next() < 0.5 ? 0 : 1, 1];
      const after = stateAfter(network, box, vector);
      const corner = box.map((ends) => ends[rng.next() < 0.5 ? 0 : 1]);
      exactStep(network, corner, vector).forEach((truth, j) => {
        const [low, high] = after[j]!;
        expect(precise.exact(low) < truth && truth < precise.exact(high), `${trial}, ${j}`).toBe(true);
        if (width === 0) expect(high - low).toBeLessThan(1e-11);
      });
    }
  });
});

describe('outputAt(network, state)', () => {
  it('holds o − threshold, exact and computed in any order, where large terms cancel', () => {
    const rng = createRng(6);
    for (let trial = 0; trial < 400; trial++) {
      const H = 1 + (trial % 20);
      const W_hy = Array.from({ length: H }, () => uniform(rng, -1, 1) * 2 ** uniform(rng, -30, 40));
      const h = W_hy.map(() => uniform(rng, -1, 1));
      const b_y = [-h.reduce((sum, value, j) => sum + value * W_hy[j]!, 0)]; // what is left is rounding errors
      const threshold = trial % 3 === 0 ? 0 : 0.5 * rng.next() ** 20;
      const network = { ...randomNetwork(rng, 'rnn', 'tanh'), hiddenSize: H, W_hy, b_y, threshold };
      const [low, high] = outputAt(
        network,
        h.map((value) => [value, value]),
      );
      const terms = [...h.map((value, j) => [value, W_hy[j]!] as const), [1, b_y[0]!] as const];
      const [least, most] = [precise.exact(low) << 400n, precise.exact(high) << 400n];
      const exact = terms.reduce(
        (sum, [u, v]) => sum + precise.exact(u) * precise.exact(v),
        -(precise.exact(threshold) << 400n),
      );
      expect(least < exact && exact < most, `${trial}`).toBe(true);
      for (let order = 0; order < 5; order++) {
        const computed = shuffleInPlace(rng, [...terms]).reduce((sum, [u, v]) => sum + u * v, 0);
        const above = (precise.exact(computed) - precise.exact(threshold)) << 400n;
        expect(least < above && above < most, `${trial}, order ${order}`).toBe(true);
      }
    }
  });
});
