import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createParameters } from '../../../lib/src/core/parameters';
import { createRng, integer } from '../../../lib/src/core/random';
import type { CellConfig } from '../../../lib/src/neural/createCell';
import { lossInPlace } from '../../../lib/src/neural/losses';
import { RnnCell, type RnnWorkspace } from '../../../lib/src/neural/rnn';
import { SequenceModel, type ModelConfig } from '../../../lib/src/neural/sequenceModel';
import { expectClose, expectSameBits, randomArray, randomizeInPlace } from '../../helpers/arrays';
import { liveBytes } from '../../helpers/heap';
import { fc } from '../../helpers/fastCheck';
import { readFixture } from '../../helpers/fixtures';
import { expectGradient } from '../../helpers/gradients';
import { NIGHT } from '../../helpers/night';

/** Every kind of field and of rubbish comes dozens of times among them. */
const TRIES = NIGHT ? 10_000 : 2000;

const cell = fc.oneof(
  fc.record<CellConfig>({
    kind: fc.constant('rnn'),
    hiddenSize: fc.integer({ min: 1, max: 4 }),
    activation: fc.constantFrom('tanh', 'sigmoid', 'linear'),
    bias: fc.boolean(),
    recurrentBias: fc.boolean(),
  }),
  fc.record<CellConfig>({
    kind: fc.constant('gru'),
    hiddenSize: fc.integer({ min: 1, max: 4 }),
    reset: fc.constantFrom('before', 'after'),
    bias: fc.boolean(),
  }),
  fc.record<CellConfig>({ kind: fc.constant('lstm'), hiddenSize: fc.integer({ min: 1, max: 4 }) }),
);
const embedding = fc.record({
  symbols: fc.integer({ min: 1, max: 4 }),
  size: fc.integer({ min: 1, max: 3 }),
});
const config: fc.Arbitrary<ModelConfig> = fc.record(
  {
    inputSize: fc.integer({ min: 1, max: 3 }),
    embedding,
    cells: fc.array(cell, { minLength: 1, maxLength: 3 }),
    outputSize: fc.integer({ min: 1, max: 3 }),
    outputActivation: fc.constantFrom('linear', 'sigmoid', 'tanh'),
    outputBias: fc.boolean(),
  },
  { requiredKeys: ['inputSize', 'cells', 'outputSize'] },
);
const sizes = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  T: fc.integer({ min: 1, max: 4 }),
  B: fc.integer({ min: 1, max: 3 }),
});

interface ModelCase {
  readonly model: SequenceModel;
  readonly T: number;
  readonly B: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly initialStates: Float64Array[];
}

function makeModel(config: ModelConfig, { seed, T, B }: { seed: number; T: number; B: number }): ModelCase {
  const rng = createRng(seed);
  const model = new SequenceModel(config);
  randomizeInPlace(rng, model.parameters.flat);
  const { inputSize: D, outputSize: K } = config;
  const symbols = config.embedding?.symbols;
  const x = symbols
    ? Float64Array.from({ length: T * B * D }, () => integer(rng, 0, symbols))
    : randomArray(rng, T * B * D);
  const initialStates = model.cells.map(({ stateSize }) => randomArray(rng, B * stateSize));
  return { model, T, B, x, y: randomArray(rng, T * B * K), initialStates };
}

describe('SequenceModel: parameters', () => {
  it('parameters have names in the order of the flat buffer, and parts are windows on them', () => {
    const cells = [0, 1].map(() => ({ kind: 'gru', hiddenSize: 64, recurrentBias: true }) as const);
    const embedding = { symbols: 10, size: 2 };
    const model = new SequenceModel({ inputSize: 2, embedding, cells, outputSize: 10, outputBias: false });
    expect(Object.keys(model.parameters.shapes)).toEqual([
      'embedding.W_e',
      ...[0, 1].flatMap((n) =>
        ['W_xh', 'W_hh', 'W_hn', 'b_h', 'b_hh', 'b_hn'].map((name) => `cell${n}.${name}`),
      ),
      'readOut.W',
    ]);
    model.parametersOf('cell1').views.b_h?.fill(5);
    expect(model.parameters.views['cell1.b_h']?.every((value) => value === 5)).toBe(true);
    expect(model.parameters.flat.reduce((sum, value) => sum + value)).toBe(5 * 3 * 64);
    expect(() => model.parametersOf('cell2')).toThrow(
      'no part cell2, expected one of embedding, cell0, cell1, readOut',
    );
    expect(() => model.parametersOf('__proto__')).toThrow('no part __proto__');
  });

  it('the configuration is copied: changing the caller’s object changes nothing', () => {
    const mine = { inputSize: 2, cells: [{ kind: 'rnn' as const, hiddenSize: 3 }], outputSize: 1 };
    const model = new SequenceModel(mine);
    mine.cells.push({ kind: 'rnn', hiddenSize: 7 });
    mine.inputSize = 9;
    expect(model.config).toEqual({ inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 3 }], outputSize: 1 });
  });
});

describe('SequenceModel: values and gradients', () => {
  it('forward(batch) of one unit is that cell and that read-out, by hand', () => {
    const model = new SequenceModel({ inputSize: 1, cells: [{ kind: 'rnn', hiddenSize: 1 }], outputSize: 1 });
    model.parameters.flat.set([1, 2, 0.5, 3, -1]); // W_xh, W_hh, b_h, W, b
    const [h0, h1] = [Math.tanh(1.5), Math.tanh(2 + 2 * Math.tanh(1.5) + 0.5)];
    expectClose(model.forward({ x: Float64Array.of(1, 2), T: 2, B: 1 }), [3 * h0 - 1, 3 * h1 - 1], 1e-15);
    model.backward(Float64Array.of(0, 1));
    const da1 = 3 * (1 - h1 * h1);
    const da0 = da1 * 2 * (1 - h0 * h0);
    expectClose(model.gradients.flat, [da0 + 2 * da1, da1 * h0, da0 + da1, h1, 1], 1e-15);
  });

  it('is the stack of PyTorch with an embedding, two LSTMs, a read-out and cross-entropy', () => {
    const theirs = readFixture<ModelFixture>('model.json');
    const model = new SequenceModel(theirs.config);
    for (const [name, weight] of Object.entries(theirs.weights)) model.parameters.views[name]?.set(weight);
    const prediction = model.forward({ x: Float64Array.from(theirs.x), T: theirs.T, B: theirs.B });
    const [y, d] = [Float64Array.from(theirs.y), new Float64Array(prediction.length)];
    const loss = lossInPlace('categoricalCrossEntropy', prediction, y, d, {
      outputSize: theirs.config.outputSize,
    });
    const gradients = model.backward(d);
    expectClose(prediction, theirs.prediction, 1e-13);
    expectClose([loss], [theirs.loss], 1e-13);
    expect(Object.keys(theirs.gradients)).toEqual(Object.keys(gradients.shapes));
    for (const [name, gradient] of Object.entries(theirs.gradients)) {
      expectClose(gradients.views[name] ?? [], gradient, 1e-13, `d${name}`);
    }
  });

  it('backward(dPrediction) agrees with finite differences for random stacks, with masks and initial states', () => {
    fc.assert(
      fc.property(config, sizes, fc.boolean(), (config, size, masked) => {
        const { model, T, B, x, y, initialStates } = makeModel(config, size);
        const mask = Float64Array.from({ length: T * B }, (_, n) => (masked && n % 3 === 1 ? 0 : 1));
        const d = new Float64Array(y.length);
        const loss = (): number => {
          const prediction = model.forward({ x, T, B, mask }, { initialStates });
          return lossInPlace('meanSquaredError', prediction, y, d, {
            outputSize: config.outputSize,
            scored: mask,
          });
        };
        loss();
        model.backward(d);
        expectGradient(loss, model.parameters.flat, model.gradients.flat, 'gradients');
      }),
      { numRuns: 60 },
    );
  });

  it('padding changes no prediction of a real step, and none of the gradients', () => {
    fc.assert(
      fc.property(config, sizes, (config, size) => {
        const { model, T, B, x, y, initialStates } = makeModel(config, size);
        const d = new Float64Array(y.length);
        const options = { outputSize: config.outputSize };
        const whole = model.forward({ x, T, B }, { initialStates });
        lossInPlace('meanSquaredError', whole, y, d, options);
        const gradients = model.backward(d).flat.slice();
        const finalStates = model.finalStates();

        const longer = (rows: Float64Array): Float64Array => {
          const padded = new Float64Array((rows.length / T) * (T + 2)); // symbol 0 where symbols are wanted
          padded.set(rows);
          return padded;
        };
        const mask = longer(new Float64Array(T * B).fill(1));
        const padded = model.forward({ x: longer(x), T: T + 2, B, mask }, { initialStates });
        expectSameBits(padded.slice(0, whole.length), whole, 'predictions');
        model.finalStates().forEach((state, n) => expectSameBits(state, finalStates[n] as Float64Array));
        const dPadded = new Float64Array(padded.length);
        lossInPlace('meanSquaredError', padded, longer(y), dPadded, { ...options, scored: mask });
        expectClose(model.backward(dPadded).flat, gradients, 1e-12, 'gradients');
      }),
      { numRuns: 60 },
    );
  });

  it('a sequence run in pieces, finalStates() carried over, gives the same predictions to the last bit', () => {
    fc.assert(
      fc.property(config, sizes, (config, size) => {
        const { model, T, B, x } = makeModel(config, { ...size, T: size.T + 1 });
        const whole = model.forward({ x, T, B }).slice();
        const [dWidth, kWidth] = [x.length / T, whole.length / T];
        let initialStates: Float64Array[] | undefined;
        for (let t = 0; t < T; t++) {
          const step = model.forward(
            { x: x.slice(t * dWidth, (t + 1) * dWidth), T: 1, B },
            initialStates && { initialStates },
          );
          expectSameBits(step, whole.slice(t * kWidth, (t + 1) * kWidth), `step ${t}`);
          initialStates = model.finalStates();
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('SequenceModel: passes', () => {
  const adder: ModelConfig = { inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 3 }], outputSize: 1 };

  it('the same pass gives the same numbers, whatever sizes came in between', () => {
    const { model, x } = makeModel(adder, { seed: 1, T: 3, B: 2 });
    const first = model.forward({ x, T: 3, B: 2 });
    for (let T = 1; T <= 100; T++) model.forward({ x: new Float64Array(T * 2), T, B: 1 }); // more than are kept
    expectSameBits(model.forward({ x, T: 3, B: 2 }), first);
    expectSameBits(model.forward({ x, T: 3, B: 2 }), first);
  });

  it('does not keep the buffers of every size that it has seen: 30 lengths of 1,000 sequences', () => {
    const model = new SequenceModel({ ...adder, cells: [{ kind: 'rnn', hiddenSize: 16 }] });
    const grown = (lengths: readonly number[]): number => {
      const before = liveBytes();
      for (const T of lengths) model.forward({ x: new Float64Array(T * 2000), T, B: 1000 });
      return liveBytes() - before;
    };
    const longest = grown([40]);
    const others = grown(Array.from({ length: 30 }, (_, n) => 10 + n));
    expect(longest).toBeGreaterThan(1e6);
    expect(others).toBeLessThan(longest);
  });

  it('cellWorkspaces() shows the states, finalStates() are copies of the last', () => {
    const { model, x } = makeModel(adder, { seed: 1, T: 3, B: 1 });
    model.forward({ x, T: 3, B: 1 });
    const [workspace] = model.cellWorkspaces();
    const [state] = model.finalStates();
    expectSameBits(state as Float64Array, workspace?.h.steps[2]?.slice() as Float64Array);
    state?.fill(9);
    expect(workspace?.finalState.includes(9)).toBe(false);
  });

  it('noise is added to the states of the lowest cell, and noise of 0 is no noise', () => {
    const stack = { ...adder, cells: [...adder.cells, ...adder.cells] };
    const { model, x } = makeModel(stack, { seed: 1, T: 3, B: 2 });
    const quiet = model.forward({ x, T: 3, B: 2 });
    const zero = new Float64Array(3 * 2 * 3);
    expectSameBits(model.forward({ x, T: 3, B: 2 }, { noise: zero }), quiet);
    const noise = randomArray(createRng(2), zero.length);
    model.forward({ x, T: 3, B: 2 }, { noise });
    const [lower, upper] = model.cellWorkspaces() as readonly RnnWorkspace[];
    expectClose(
      lower?.h.all ?? [],
      noise.map((value, i) => value + (lower?.activated.all[i] as number)),
      0,
    );
    expectSameBits(upper?.activated.all as Float64Array, upper?.h.all.slice() as Float64Array);
    const cell = new RnnCell({ inputSize: 2, hiddenSize: 3 });
    const [parameters, alone] = [createParameters(cell.shapes), cell.createWorkspace(3, 2)];
    parameters.flat.set(model.parametersOf('cell0').flat);
    cell.forward(parameters, x, alone, { noise });
    expectSameBits(alone.h.all, lower?.h.all as Float64Array);
  });
});

describe('SequenceModel: printing', () => {
  it('shows what it is made of, and none of its buffers', () => {
    const embedding = { symbols: 10, size: 4 };
    const cells = [{ kind: 'rnn', hiddenSize: 6 }, { kind: 'lstm', hiddenSize: 5 }] as const; // prettier-ignore
    const model = new SequenceModel({ inputSize: 2, embedding, cells, outputSize: 10, answer: 'class' });
    model.forward({ x: new Float64Array(200), T: 100, B: 1 });
    expect(inspect(model)).toBe(
      'SequenceModel 2 → embedding 10 × 4 → rnn 6 → lstm 5 → 10 (linear, answer: class; 430 weights)',
    );
  });
});

describe('SequenceModel: nothing is shared with the caller', () => {
  const sigmoid: ModelConfig = {
    inputSize: 2,
    cells: [{ kind: 'rnn', hiddenSize: 3 }],
    outputSize: 1,
    outputActivation: 'sigmoid',
  };

  it('a prediction stays as it is when the model goes on, and two of one size are two', () => {
    const { model, x } = makeModel(sigmoid, { seed: 1, T: 3, B: 2 });
    const first = model.forward({ x, T: 3, B: 2 });
    const kept = first.slice();
    const second = model.forward({ x: x.map((value) => value + 1), T: 3, B: 2 });
    expect(second).not.toBe(first);
    expectSameBits(first, kept);
  });

  it('a prediction that the caller changes changes no gradient', () => {
    const { model, x } = makeModel(sigmoid, { seed: 1, T: 3, B: 2 });
    const d = new Float64Array(6).fill(1);
    model.forward({ x, T: 3, B: 2 });
    const wanted = model.backward(d).flat.slice();
    model.forward({ x, T: 3, B: 2 }).fill(9);
    expectSameBits(model.backward(d).flat, wanted);
  });

  it('backward(d) leaves d, so that a second time it gives the same, for a sigmoid output, too', () => {
    const { model, x } = makeModel(sigmoid, { seed: 1, T: 3, B: 2 });
    model.forward({ x, T: 3, B: 2 });
    const d = new Float64Array(6).fill(1);
    const once = model.backward(d).flat.slice();
    expect(d.every((value) => value === 1)).toBe(true);
    expectSameBits(model.backward(d).flat, once);
  });

  it('the configuration cannot be changed once the model is made', () => {
    const model = new SequenceModel({ ...sigmoid, embedding: { symbols: 3, size: 1 } });
    const change = (change: () => void) => expect(change).toThrow(TypeError);
    change(() => Object.assign(model.config, { outputActivation: 'tanh' }));
    change(() => Object.assign(model.config.cells[0] ?? {}, { activation: 'sigmoid' }));
    change(() => (model.config.cells as unknown[]).push({ kind: 'rnn', hiddenSize: 1 }));
    change(() => Object.assign(model.config.embedding ?? {}, { size: 2 }));
  });
});

describe('SequenceModel refuses what does not fit, and leaves the caller’s data', () => {
  const good: ModelConfig = { inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 3 }], outputSize: 1 };

  it.each<[unknown, string]>([
    [undefined, 'config is no object with a list of cells'],
    [[], 'config is no object with a list of cells'],
    [{ ...good, cells: { length: 1 } }, 'config is no object with a list of cells'],
    [{ ...good, cells: [] }, 'the number of cells is 0, expected a whole number from 1 to 64'],
    [{ ...good, cells: Array(65).fill(good.cells[0]) }, 'the number of cells is 65'],
    [{ ...good, cells: [null] }, 'config is no object'],
    [{ ...good, inputSize: 0 }, 'inputSize is 0'],
    [{ ...good, inputSize: NaN }, 'inputSize is NaN'],
    [{ ...good, outputSize: 0.5 }, 'outputSize is 0.5'],
    [{ ...good, outputSize: 2 ** 31 }, 'outputSize is 2147483648'],
    [{ ...good, outputActivation: 'softmax' }, 'outputActivation is "softmax", expected one of linear'],
    [{ ...good, outputBias: 0 }, 'outputBias is 0, expected true or false'],
    [{ ...good, embedding: { symbols: -1, size: 2 } }, 'embedding.symbols is -1'],
    [{ ...good, embedding: { symbols: 2 } }, 'embedding.size is undefined'],
    [{ ...good, embedding: 'yes' }, 'embedding is "yes", expected an object'],
    [{ ...good, answer: 'argmax' }, 'answer is "argmax", expected one of bit, logit, class'],
    [{ ...good, answer: 'logit', outputActivation: 'sigmoid' }, 'a sigmoid output is always above 0'],
    [{ ...good, embedding: { symbols: 2, size: 2, sizze: 3 } }, 'a field of embedding is "sizze"'],
    [{ ...good, layers: 2 }, 'config has the field layers, expected inputSize'],
    [
      JSON.parse('{"__proto__": {"inputSize": 1}, "cells": [], "outputSize": 1}'),
      'config has the field __proto__',
    ],
  ])('new SequenceModel(%o)', (config, message) => {
    expect(() => new SequenceModel(config as ModelConfig)).toThrow(message);
  });

  const stack: ModelConfig = { ...good, cells: [...good.cells, { kind: 'lstm', hiddenSize: 2 }] };
  const array = (length: number, value = 0): Float64Array => new Float64Array(length).fill(value);
  it.each<[string, Parameters<SequenceModel['forward']>, string]>([
    ['T = 0', [{ x: array(0), T: 0, B: 1 }], 'a size of [0,1,2] is 0'],
    ['B = −1', [{ x: array(0), T: 1, B: -1 }], 'a size of [1,-1,2] is -1'],
    ['T = 1.5', [{ x: array(3), T: 1.5, B: 1 }], 'a size of [1.5,1,2] is 1.5'],
    [
      'gigantic sizes',
      [{ x: array(2), T: 1e9, B: 1e9 }],
      'the number of elements of [1000000000,1000000000,2]',
    ],
    ['a short x', [{ x: array(11), T: 3, B: 2 }], 'x has 11 numbers, expected 12 for shape [3,2,2]'],
    [
      'a list',
      [{ x: [1, 2] as unknown as Float64Array, T: 1, B: 1 }],
      'x is an array, expected a Float64Array [1,1,2]',
    ],
    ['NaN', [{ x: array(12, NaN), T: 3, B: 2 }], 'x[0] is NaN, expected a finite number'],
    ['infinity', [{ x: array(12, -Infinity), T: 3, B: 2 }], 'x[0] is -Infinity'],
    [
      'a short mask',
      [{ x: array(12), T: 3, B: 2, mask: array(5) }],
      'mask has 5 numbers, expected 6 for shape [3,2]',
    ],
    ['half a mask', [{ x: array(12), T: 3, B: 2, mask: array(6, 0.5) }], 'mask[0] is 0.5, expected 0 or 1'],
    [
      'one state too few',
      [{ x: array(12), T: 3, B: 2 }, { initialStates: [array(6)] }],
      'the number of initialStates is 1',
    ],
    [
      'a short state',
      [{ x: array(12), T: 3, B: 2 }, { initialStates: [array(6), array(4)] }],
      'initialStates[1] has 4 numbers, expected 8',
    ],
    ['noise that is NaN', [{ x: array(12), T: 3, B: 2 }, { noise: array(18, NaN) }], 'noise[0] is NaN'],
  ])('forward(…): %s', (_, given, message) => {
    const model = new SequenceModel(stack);
    const before = given[0].x.slice();
    expect(() => model.forward(...given)).toThrow(`SequenceModel.forward: ${message}`);
    expect(given[0].x).toEqual(before);
    expect(() => model.finalStates()).toThrow('expected a forward pass first');
  });

  it('backward(…) after a forward pass that broke off, whose buffers are half of one pass, half of another', () => {
    const model = new SequenceModel({ ...good, embedding: { symbols: 3, size: 2 } });
    model.forward({ x: array(12), T: 3, B: 2 });
    expect(() => model.forward({ x: array(12, 3), T: 3, B: 2 })).toThrow('Embedding.forward: x[0] is 3');
    expect(() => model.backward(array(6))).toThrow('SequenceModel.backward: called before forward');
  });

  it('backward(…) before forward, with another length, or with NaN', () => {
    const model = new SequenceModel(good);
    expect(() => model.backward(array(1))).toThrow('SequenceModel.backward: called before forward');
    model.forward({ x: array(12), T: 3, B: 2 });
    expect(() => model.backward(array(5))).toThrow(
      'SequenceModel.backward: dPrediction has 5 numbers, expected 6',
    );
    expect(() => model.backward(array(6, NaN))).toThrow('SequenceModel.backward: dPrediction[0] is NaN');
  });

  it(`${TRIES} random configurations and inputs: a clear error or finite predictions, never anything else`, () => {
    const rubbish = fc.anything({ withNullPrototype: true, withBigInt: true, maxDepth: 1 });
    const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
      fc.oneof({ weight: 8, arbitrary: value }, rubbish);
    const number = fc.oneof(
      fc.integer({ min: -1, max: 4 }),
      fc.constantFrom(NaN, Infinity, 0.5, 1e9, 2 ** 53),
    );
    const badConfig = fc.record(
      {
        inputSize: maybe(number),
        embedding: maybe(fc.record({ symbols: maybe(number), size: maybe(number) })),
        cells: maybe(
          fc.array(
            maybe(fc.oneof(cell, fc.record({ kind: maybe(fc.constant('rnn')), hiddenSize: maybe(number) }))),
          ),
        ),
        outputSize: maybe(number),
        outputActivation: maybe(fc.constantFrom('tanh', 'relu')),
      },
      { requiredKeys: ['inputSize', 'cells', 'outputSize'] },
    );
    let refused = 0;
    fc.assert(
      fc.property(
        fc.oneof(badConfig, config),
        maybe(number),
        maybe(number),
        number,
        (config, T, B, value) => {
          try {
            const model = new SequenceModel(config as ModelConfig);
            const prediction = model.forward({
              x: Float64Array.of(value, 0),
              T: T as number,
              B: B as number,
            });
            expect(prediction.every(Number.isFinite)).toBe(true);
          } catch (error) {
            if (!(error instanceof RangeError || error instanceof TypeError)) throw error;
            // Ours begin with the function's name; the engine's own do not.
            expect(error.message).toMatch(
              /^(SequenceModel|SequenceModel\.forward|createCell|RnnCell|GruCell|LstmCell|Dense|Embedding|Embedding\.forward|countParameters|createParameters): /,
            );
            refused++;
          }
        },
      ),
      { numRuns: TRIES },
    );
    expect(refused).toBeGreaterThan(0.9 * TRIES);
  });
});

interface ModelFixture {
  readonly config: ModelConfig;
  readonly T: number;
  readonly B: number;
  readonly x: number[];
  readonly y: number[];
  readonly weights: Record<string, number[]>;
  readonly prediction: number[];
  readonly loss: number;
  readonly gradients: Record<string, number[]>;
}
