import { describe, expect, it } from 'vitest';
import { createRng, shuffleInPlace } from '../../../lib/src/core/random';
import type { Batch } from '../../../lib/src/core/sequence';
import type { Answer } from '../../../lib/src/neural/modelConfig';
import { SequenceModel } from '../../../lib/src/neural/sequenceModel';
import { createAdditionSampler } from '../../../lib/src/tasks/additionSampler';
import { additionBatch } from '../../../lib/src/tasks/addition';
import { decimalBatch } from '../../../lib/src/tasks/addition';
import type { Pair } from '../../../lib/src/tasks/pairs';
import { addNumbers, decide, evaluate, lengthSweep } from '../../../lib/src/training/evaluate';
import { expectSameBits } from '../../helpers/arrays';
import { fc } from '../../helpers/fastCheck';
import { adders, decimalAdder, seededModel } from '../../helpers/models';

/**
 * Three threshold-like units on the sum of both bits and the carry, which is unit 2: an adder without training.
 * With sigmoid units 60 steep, it is right for every number that a test can hold.
 */
function handBuiltAdder(): SequenceModel {
  const model = new SequenceModel({
    inputSize: 2,
    cells: [{ kind: 'rnn', hiddenSize: 3, activation: 'sigmoid' }],
    outputSize: 1,
  });
  const steep = 60;
  const { views } = model.parameters;
  views['cell0.W_xh']?.fill(steep);
  views['cell0.W_hh']?.set([0, 0, 0, steep, steep, steep, 0, 0, 0]); // unit 2 is the carry
  views['cell0.b_h']?.set([-0.5 * steep, -1.5 * steep, -2.5 * steep]);
  views['readOut.W']?.set([1, -1, 1]); // the sum is 1 where it is above .5 and not above 1.5, or above 2.5
  return model;
}

/** The batch with its rows in another order. */
function reordered(batch: Batch, order: readonly number[]): Batch {
  const { T, B } = batch;
  const move = (rows: Float64Array): Float64Array => {
    const size = rows.length / (T * B);
    return rows.map((_, i) => {
      const [row, k] = [Math.floor(i / size), i % size];
      const from = Math.floor(row / B) * B + (order[row % B] ?? NaN);
      return rows[from * size + k] ?? NaN;
    });
  };
  return { T, B, x: move(batch.x), y: move(batch.y), ...(batch.mask ? { mask: move(batch.mask) } : {}) };
}

/** The batch with steps of junk at the end, which a mask leaves out. */
function padded(batch: Batch, steps: number, junk: number): Batch {
  const { T, B } = batch;
  const pad = (rows: Float64Array): Float64Array => {
    const longer = new Float64Array((rows.length / T) * (T + steps)).fill(junk);
    longer.set(rows);
    return longer;
  };
  const mask = new Float64Array((T + steps) * B).fill(1, 0, T * B);
  return { T: T + steps, B, x: pad(batch.x), y: pad(batch.y), mask };
}

describe('decide', () => {
  const answering = (answer: Answer | undefined, outputSize: number): SequenceModel =>
    new SequenceModel({
      inputSize: 2,
      cells: [{ kind: 'rnn', hiddenSize: 2 }],
      outputSize,
      ...(answer ? { answer } : {}),
    });

  it('decide(model, prediction): a bit is 1 above one half, a logit above zero', () => {
    const prediction = Float64Array.of(-1, 0, 0.5, 0.6);
    expect(Array.from(decide(answering(undefined, 1), prediction))).toEqual([0, 0, 0, 1]);
    expect(Array.from(decide(answering('bit', 1), prediction))).toEqual([0, 0, 0, 1]);
    expect(Array.from(decide(answering('logit', 1), prediction))).toEqual([0, 0, 1, 1]);
  });

  it('decide(model, prediction): a class is the first of the largest in each row', () => {
    const prediction = Float64Array.of(1, 3, 3, -5, -6, -7);
    expect(Array.from(decide(answering('class', 3), prediction))).toEqual([1, 0]);
  });

  it('decide refuses rows that do not fit', () => {
    expect(() => decide(answering('bit', 2), new Float64Array(3))).toThrow(
      'decide: the number of rows of prediction is 1.5',
    );
  });
});

describe('evaluate', () => {
  it('a model that always says 0 is right on the zeros, by hand', () => {
    const model = new SequenceModel({ inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 2 }], outputSize: 1 });
    const pairs: Pair[] = [[0, 0], [1, 2], [2, 2]]; // prettier-ignore
    // Sums 000, 110, 001: seven... of nine bits, six are 0, and one sum is 0.
    expect(evaluate(model, additionBatch(pairs, 3))).toEqual({
      bitAccuracy: 6 / 9,
      sumAccuracy: 1 / 3,
      bits: 9,
      sums: 3,
    });
  });

  it('masked steps are not scored, and a row that is all masked is no sum', () => {
    const model = new SequenceModel({ inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 2 }], outputSize: 1 });
    const batch = additionBatch([[1, 2], [0, 0], [3, 0]], 2); // prettier-ignore
    const mask = Float64Array.of(1, 1, 0, 0, 1, 0); // of 11, 00, 11: the first bit, both, none
    expect(evaluate(model, { ...batch, mask })).toEqual({
      bitAccuracy: 2 / 3,
      sumAccuracy: 1 / 2,
      bits: 3,
      sums: 2,
    });
  });

  it.each(adders)('neither the order of a batch nor padding changes a result: %s', (_name, config) => {
    const number = fc.integer({ min: 0, max: 31 });
    const pairs = fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 7 });
    fc.assert(
      fc.property(fc.nat(99), pairs, fc.integer({ min: 1, max: 4 }), (seed, list, steps) => {
        const model = seededModel(config, seed);
        const batch = additionBatch(list, 6);
        const result = evaluate(model, batch);
        const prediction = model.forward(batch).slice();
        const order = shuffleInPlace(createRng(seed), [...list.keys()]);
        const moved = reordered(batch, order);
        expect(evaluate(model, moved)).toEqual(result);
        expectSameBits(model.forward(moved), reordered({ ...batch, y: prediction }, order).y);
        const longer = padded(batch, steps, 1);
        expect(evaluate(model, longer)).toEqual(result);
        const same = model.forward(longer);
        expectSameBits(same.slice(0, prediction.length), prediction);
      }),
      { numRuns: 20 },
    );
  });

  it.each([...adders, ['decimal', decimalAdder] as const])(
    'splitting a sequence and carrying the state gives the whole sequence to the last bit: %s',
    (_name, config) => {
      fc.assert(
        fc.property(
          fc.nat(99),
          fc.integer({ min: 1, max: 8 }),
          fc.integer({ min: 1, max: 8 }),
          (seed, head, tail) => {
            const model = seededModel(config, seed);
            const B = 1 + (seed % 3);
            const rng = createRng(seed);
            const most = config.embedding ? 10 : 2;
            const x = Float64Array.from({ length: (head + tail) * B * 2 }, () =>
              Math.floor(rng.next() * most),
            );
            const whole = model.forward({ x, T: head + tail, B });
            const cut = head * B * 2;
            const first = model.forward({ x: x.slice(0, cut), T: head, B });
            const second = model.forward(
              { x: x.slice(cut), T: tail, B },
              { initialStates: model.finalStates() },
            );
            expectSameBits(Float64Array.of(...first, ...second), whole);
          },
        ),
        { numRuns: 30 },
      );
    },
  );

  it('evaluate compares classes for a decimal adder', () => {
    const model = new SequenceModel(decimalAdder); // all weights 0: it says 0, the first of the largest
    const { bitAccuracy, sumAccuracy } = evaluate(model, decimalBatch([[0, 0], [5, 5]], 2)); // prettier-ignore
    expect([bitAccuracy, sumAccuracy]).toEqual([3 / 4, 1 / 2]);
  });

  it('evaluate refuses targets that do not fit and a mask of zeros', () => {
    const model = new SequenceModel(adders[0]?.[1] ?? decimalAdder);
    const batch = additionBatch([[1, 2]], 3);
    expect(() => evaluate(model, { ...batch, y: new Float64Array(2) })).toThrow('evaluate: y has 2 numbers');
    expect(() => evaluate(model, { ...batch, mask: new Float64Array(3) })).toThrow(
      'evaluate: scored is 0 everywhere',
    );
    const half = Float64Array.of(1, 0.5, 0);
    expect(() => evaluate(model, { ...batch, scored: half })).toThrow('evaluate: scored[1] is 0.5');
    expect(() => evaluate(model, { ...batch, x: new Float64Array(5) })).toThrow('x has 5 numbers');
  });
});

describe('lengthSweep', () => {
  it('lengthSweep evaluates each length once, in order', () => {
    const model = handBuiltAdder();
    const asked: number[] = [];
    const batchOf = (length: number): Batch => {
      asked.push(length);
      return additionBatch([[2 ** (length - 1) - 1, 1], [length, 0]], length); // prettier-ignore
    };
    const sweep = lengthSweep(model, { lengths: [4, 2, 9], batchOf });
    expect(asked).toEqual([4, 2, 9]);
    expect(sweep.map(({ length, sums, bits }) => [length, sums, bits])).toEqual([[4, 2, 8], [2, 2, 4], [9, 2, 18]]); // prettier-ignore
    expect(sweep.every(({ sumAccuracy }) => sumAccuracy === 1)).toBe(true);
  });

  it('lengthSweep refuses what makes batches of one length whatever it is asked for', () => {
    const batchOf = createAdditionSampler({ bits: 8, B: 4, rng: createRng(1) }); // takes a step, ignores a length
    expect(() => lengthSweep(handBuiltAdder(), { lengths: [2, 50], batchOf })).toThrow(
      'lengthSweep: batchOf gives 9 steps whatever the length',
    );
  });
});

describe('addNumbers', () => {
  it('addNumbers(model, a, b) with an adder built by hand is a + b, for numbers of 300 bits', () => {
    const model = handBuiltAdder();
    const number = fc.bigInt({ min: 0n, max: 2n ** 300n });
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(addNumbers(model, a, b)).toBe(a + b);
      }),
      { numRuns: 50 },
    );
    expect(addNumbers(model, 2n ** 1000n - 1n, 1)).toBe(2n ** 1000n); // a carry through every bit
    expect(addNumbers(model, 0, 0)).toBe(0n);
  });

  it('addNumbers refuses other models and numbers that are none', () => {
    expect(() => addNumbers(new SequenceModel(decimalAdder), 1, 2)).toThrow(
      'addNumbers: the model has 2 inputs, 10 outputs and the answer class, expected 2, 1 and a bit, and no embedding',
    );
    expect(() => addNumbers(handBuiltAdder(), -1, 2)).toThrow('addNumbers: a is -1');
    expect(() => addNumbers(handBuiltAdder(), 1, 0.5)).toThrow('addNumbers: b is 0.5');
  });
});
