import { describe, expect, it } from 'vitest';
import { createNumpyRng } from '../../../lib/src/core/mt19937';
import { createRng } from '../../../lib/src/core/random';
import type { Batch } from '../../../lib/src/core/sequence';
import { createAdditionSampler, type AdditionStyle } from '../../../lib/src/tasks/additionSampler';
import { fromBits } from '../../../lib/src/tasks/bits';
import { pairsOf } from '../../helpers/pairs';

function sumsOf({ T, B, y }: Batch): bigint[] {
  return Array.from({ length: B }, (_, b) =>
    fromBits(Array.from({ length: T }, (_, t) => y[t * B + b] ?? NaN)),
  );
}

/** All operands in some batches, and whether each sum is right modulo 2ᵀ. */
function look(style: AdditionStyle, bits: number, batches = 200) {
  const sample = createAdditionSampler({ bits, B: 16, rng: createRng(3), style });
  const operands = new Set<number>();
  const steps = new Set<number>();
  for (let n = 0; n < batches; n++) {
    const batch = sample();
    steps.add(batch.T);
    const pairs = pairsOf(batch);
    for (const number of pairs.flat()) operands.add(Number(number));
    expect(sumsOf(batch)).toEqual(pairs.map(([a, b]) => (a + b) % 2n ** BigInt(batch.T)));
  }
  return { operands: [...operands].sort((a, b) => a - b), steps: [...steps].sort() };
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

describe('createAdditionSampler', () => {
  it('uniform, 3 bits: operands 0 to 7 in 4 steps', () => {
    expect(look('uniform', 3)).toEqual({ operands: range(0, 7), steps: [4] });
  });

  it('trask, 8 bits: operands 0 to 127 in 8 steps', () => {
    expect(look('trask', 8)).toEqual({ operands: range(0, 127), steps: [8] });
  });

  it('tandon, length 3: operands 5, 6, 7 and 8 only, in 4 steps or 5', () => {
    expect(look('tandon', 3)).toEqual({ operands: [5, 6, 7, 8], steps: [4, 5] });
  });

  it('ou, 8 bits: operands 0 to 128 in 8 steps; 128 + 128 counts as 0', () => {
    expect(look('ou', 8, 1000)).toEqual({ operands: range(0, 128), steps: [8] });
    const sample = createAdditionSampler({ bits: 1, B: 64, rng: createRng(1), style: 'ou' });
    const batch = sample();
    expect(pairsOf(batch).some(([a, b]) => a + b === 2n)).toBe(true);
    expect(sumsOf(batch)).toEqual(pairsOf(batch).map(([a, b]) => (a + b) % 2n));
  });

  it('tandon, one sum a batch: n + 2 steps for 8 + 8 alone, with nothing masked', () => {
    const sample = createAdditionSampler({ bits: 3, B: 1, rng: createRng(1), style: 'tandon' });
    let long = 0;
    for (let n = 0; n < 300; n++) {
      const batch = sample();
      const [[a, b] = [0n, 0n]] = pairsOf(batch);
      expect(batch.T).toBe(a + b === 16n ? 5 : 4);
      expect(batch.mask?.every((flag) => flag === 1) ?? true).toBe(true);
      if (batch.T === 5) long++;
    }
    expect(long).toBeGreaterThan(5); // one in sixteen
    expect(long).toBeLessThan(40);
  });

  it('tandon, many sums a batch: exactly the sums of n + 1 bits are masked at the last step', () => {
    const sample = createAdditionSampler({ bits: 3, B: 64, rng: createRng(1), style: 'tandon' });
    const batch = sample();
    expect(batch.T).toBe(5);
    const wanted = sumsOf(batch).map((sum) => (sum === 16n ? 1 : 0));
    expect(Array.from(batch.mask?.subarray(4 * 64) ?? [])).toEqual(wanted);
    expect(batch.mask?.subarray(0, 4 * 64).every((flag) => flag === 1)).toBe(true);
  });

  it('uniform, 1000 bits: right sums, and every bit as often 0 as 1', () => {
    const sample = createAdditionSampler({ bits: 1000, B: 4, rng: createRng(1) });
    const batch = sample();
    expect(batch.T).toBe(1001);
    expect(sumsOf(batch)).toEqual(pairsOf(batch).map(([a, b]) => a + b));
    const ones = batch.x.reduce((sum, bit) => sum + bit, 0);
    expect(Math.abs(ones / 8000 - 0.5)).toBeLessThan(0.03);
    expect(batch.x.subarray(8 * 1000).every((bit) => bit === 0)).toBe(true); // the carry's step
  });

  it("NumPy's generator with seed 0 gives the operands that np.random.randint(128) gives", () => {
    const sample = createAdditionSampler({ bits: 8, B: 3, rng: createNumpyRng(0), style: 'trask' });
    expect(pairsOf(sample()).flat().map(Number)).toEqual([44, 47, 117, 64, 67, 123]);
  });

  it.each(['uniform', 'trask', 'tandon', 'ou'] as const)(
    'a batch stays as it is when the next is drawn: %s',
    (style) => {
      const sample = createAdditionSampler({ bits: 8, B: 2, rng: createRng(1), style });
      const first = sample(0);
      const kept = structuredClone(first);
      const second = sample(1);
      expect([second.x.buffer === first.x.buffer, second.y.buffer === first.y.buffer]).toEqual([
        false,
        false,
      ]);
      expect(first).toEqual(kept);
    },
  );

  it('createAdditionSampler names the option that is out of range', () => {
    const rng = createRng(1);
    const make = (options: object) => () => createAdditionSampler({ bits: 8, B: 1, rng, ...options });
    expect(make({ bits: 0 })).toThrow('createAdditionSampler: bits is 0');
    expect(make({ bits: 31, style: 'trask' })).toThrow('bits is 31, expected a whole number from 1 to 30');
    expect(make({ B: 0 })).toThrow('createAdditionSampler: a size of [9,0,2] is 0');
    expect(make({ style: 'karpathy' })).toThrow('createAdditionSampler: style is "karpathy"');
  });
});
