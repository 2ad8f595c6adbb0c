import fs from 'node:fs';
import wabt from 'wabt';
import { describe, expect, it, vi } from 'vitest';
import { exp, tanh } from '../../../lib/src/core/elementary';
import { createRng, uniform } from '../../../lib/src/core/random';
import { activateVectorInPlace, MOST, SIMD, type Run } from '../../../lib/src/core/simd';

it('the bytes in simd.ts are simd.wat, assembled', async () => {
  const { parseWat } = await wabt();
  const text = fs.readFileSync(new URL('../../../lib/src/core/simd.wat', import.meta.url), 'utf8');
  const { buffer } = parseWat('simd.wat', text, { simd: true }).toBinary({});
  expect(SIMD.replaceAll('\n', '')).toBe(Buffer.from(buffer).toString('base64'));
});

describe('activateVectorInPlace(runs, a, h)', () => {
  const sigmoid = (a: number): number => 1 / (1 + exp(-a));
  const rng = createRng(1);
  const signed = (size: number): number => (rng.next() < 0.5 ? size : -size);
  /** Where a formula changes, each with its neighbors. */
  const edges = [
    0,
    2 ** -28,
    0.34657382965087890625 / 2,
    0.34657382965087890625,
    0.5,
    1,
    20,
    22,
    28,
    700,
    709,
    745,
  ]
    .flatMap((x) => [x, x * (1 + 2 ** -52), x * (1 - 2 ** -53)])
    .flatMap((x) => [x, -x]);
  const kinds: readonly [string, () => number][] = [
    ['from a network', () => uniform(rng, -6, 6)],
    ['where tanh turns to 1', () => uniform(rng, -30, 30)],
    ['of all sizes', () => signed(2 ** uniform(rng, -60, 8))],
    ['far away', () => signed(uniform(rng, 600, 800))],
    ['where a formula changes', () => edges[Math.floor(rng.next() * edges.length)] ?? 0],
    ['that are none', () => [NaN, Infinity, -Infinity, -0, 5e-324][Math.floor(rng.next() * 5)] ?? 0],
  ];

  it.each(kinds)('has the bits of elementary.ts: 1,000,000 numbers %s', (_name, next) => {
    const a = Float64Array.from({ length: 500_000 }, next);
    const h = new Float64Array(a.length);
    for (const [activation, g] of [
      ['sigmoid', sigmoid],
      ['tanh', tanh],
    ] as const) {
      expect(activateVectorInPlace([{ activation, count: MOST }], a, h)).toBe(true);
      let wrong = 0;
      for (const [i, value] of a.entries()) if (!Object.is(h[i], g(value))) wrong++;
      expect(wrong).toBe(0);
    }
  });

  it.each([1, 2, 3, 7, 64, 700])('keeps runs of %i numbers apart, in place, in few rows and in many', (H) => {
    const runs: readonly Run[] = [
      { activation: 'sigmoid', count: H },
      { activation: 'linear', count: 2 },
      { activation: 'tanh', count: H },
      { activation: 'sigmoid', count: 1 },
    ];
    const row = [
      ...Array<typeof sigmoid>(H).fill(sigmoid),
      Number,
      Number,
      ...Array<typeof tanh>(H).fill(tanh),
      sigmoid,
    ];
    for (const B of [1, 3, 200]) {
      const rows = Float64Array.from({ length: B * row.length }, () => uniform(rng, -4, 4));
      rows[0] = -800; // beyond what the instructions do
      const expected = rows.map((value, i) => row[i % row.length]?.(value) ?? NaN);
      expect(activateVectorInPlace(runs, rows, rows)).toBe(true);
      expect(rows).toEqual(expected);
    }
  });

  it('leaves rows alone that are too long for the memory', () => {
    const runs = [
      { activation: 'tanh', count: 70_000 },
      { activation: 'sigmoid', count: 1 },
    ] as const;
    const rows = new Float64Array(70_001).fill(1);
    expect(activateVectorInPlace(runs, rows, rows)).toBe(false);
    expect(rows[0]).toBe(1);
  });
});

it('activations have the same bits where the machine has no such instructions', async () => {
  const runs: readonly Run[] = [
    { activation: 'sigmoid', count: 4 },
    { activation: 'linear', count: 1 },
    { activation: 'tanh', count: 2 },
  ];
  const rng = createRng(1);
  const rows = Float64Array.from({ length: 7 * 50 }, () => uniform(rng, -30, 30));
  const results = async (): Promise<Float64Array[]> => {
    vi.resetModules();
    const { activateInPlace, activateRunsInPlace } = await import('../../../lib/src/neural/activations');
    const [all, sigmoids, tanhs] = [rows.slice(), rows.slice(), rows.slice()];
    activateRunsInPlace(runs, all);
    activateInPlace('sigmoid', rows, sigmoids);
    activateInPlace('tanh', rows, tanhs);
    return [all, sigmoids, tanhs];
  };
  const expected = await results();
  vi.stubGlobal('WebAssembly', undefined);
  try {
    expect(await results()).toEqual(expected);
  } finally {
    vi.unstubAllGlobals();
  }
  expect(expected[0]?.[4]).toBe(rows[4]); // the linear one
});
