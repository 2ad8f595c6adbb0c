import { describe, expect, it } from 'vitest';
import { createParameters } from '../../../lib/src/core/parameters';
import { createRng, integer } from '../../../lib/src/core/random';
import { Embedding } from '../../../lib/src/neural/embedding';
import { expectClose, randomArray, randomizeInPlace } from '../../helpers/arrays';
import { fc } from '../../helpers/fastCheck';
import { expectGradient } from '../../helpers/gradients';
import { startTensorflow } from '../../helpers/tensorflowCells';

const sizes = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  N: fc.integer({ min: 1, max: 8 }),
  symbols: fc.integer({ min: 1, max: 5 }),
  size: fc.integer({ min: 1, max: 4 }),
});

function makeTable({ seed, N, ...options }: { seed: number; N: number; symbols: number; size: number }) {
  const rng = createRng(seed);
  const embedding = new Embedding(options);
  const [parameters, gradients] = [createParameters(embedding.shapes), createParameters(embedding.shapes)];
  randomizeInPlace(rng, parameters.flat);
  const x = Float64Array.from({ length: N }, () => integer(rng, 0, options.symbols));
  const de = randomArray(rng, N * options.size);
  const e = new Float64Array(de.length);
  return { embedding, parameters, gradients, x, e, de };
}

describe('Embedding', () => {
  it('forward(parameters, x, e) looks rows up, backward(x, de, gradients) adds to the rows that were used', () => {
    const embedding = new Embedding({ symbols: 3, size: 2 });
    const parameters = createParameters(embedding.shapes, Float64Array.of(1, 2, 3, 4, 5, 6));
    const [x, e] = [Float64Array.of(2, 0, 2), new Float64Array(6)];
    embedding.forward(parameters, x, e);
    expect(Array.from(e)).toEqual([5, 6, 1, 2, 5, 6]);
    const gradients = createParameters(embedding.shapes, Float64Array.of(1, 1, 1, 1, 1, 1));
    embedding.backward(x, Float64Array.of(1, 2, 3, 4, 10, 20), gradients);
    expect(Array.from(gradients.flat)).toEqual([4, 5, 1, 1, 12, 23]);
  });

  it('backward(…) agrees with finite differences', () => {
    fc.assert(
      fc.property(sizes, (options) => {
        const { embedding, parameters, gradients, x, e, de } = makeTable(options);
        const loss = (): number => {
          embedding.forward(parameters, x, e);
          return e.reduce((sum, value, i) => sum + value * (de[i] as number), 0);
        };
        embedding.backward(x, de, gradients);
        expectGradient(loss, parameters.flat, gradients.flat, 'dW_e');
      }),
    );
  });

  it('is a one-hot product and the gather of TensorFlow.js', async () => {
    const tf = await startTensorflow();
    fc.assert(
      fc.property(sizes, (options) => {
        const symbols = options.symbols + 1; // TensorFlow.js has no one-hot of one symbol
        const { embedding, parameters, gradients, x, e, de } = makeTable({ ...options, symbols });
        const { symbols: C, size: E } = embedding;
        embedding.forward(parameters, x, e);
        embedding.backward(x, de, gradients);
        const indices = tf.tensor1d(Array.from(x), 'int32');
        const table = tf.tensor2d(Array.from(parameters.flat), [C, E]);
        const look = (rows: typeof table) => tf.gather(rows, indices);
        expectClose(e, look(table).dataSync(), 1e-6, 'e');
        expectClose(e, tf.matMul(tf.oneHot(indices, C).toFloat(), table).dataSync(), 1e-6, 'one-hot');
        const dTable = tf.grad((rows) => look(rows as typeof table))(
          table,
          tf.tensor2d(Array.from(de), [x.length, E]),
        );
        expectClose(gradients.flat, dTable.dataSync(), 1e-5, 'dW_e');
      }),
    );
  });

  it.each([3, -1, 0.5, NaN, Infinity])(
    'forward(…) refuses the symbol %d and leaves e as it was',
    (symbol) => {
      const embedding = new Embedding({ symbols: 3, size: 1 });
      const [parameters, e] = [createParameters(embedding.shapes), Float64Array.of(8, 8)];
      expect(() => embedding.forward(parameters, Float64Array.of(1, symbol), e)).toThrow(
        `Embedding.forward: x[1] is ${symbol}, expected a whole number from 0 to 2`,
      );
      expect(Array.from(e)).toEqual([8, 8]);
    },
  );

  it('refuses sizes that are none and buffers of another length', () => {
    expect(() => new Embedding({ symbols: 0, size: 1 })).toThrow('Embedding: symbols is 0');
    expect(() => new Embedding({ symbols: 1, size: NaN })).toThrow('Embedding: size is NaN');
    const embedding = new Embedding({ symbols: 2, size: 2 });
    const [parameters, x] = [createParameters(embedding.shapes), new Float64Array(2)];
    expect(() => embedding.forward(parameters, x, new Float64Array(3))).toThrow(
      'Embedding.forward: e has 3 numbers, expected 4 for shape [2,2]',
    );
    expect(() => embedding.forward(parameters, [0, 1] as never, new Float64Array(4))).toThrow(
      'Embedding.forward: x is object, expected a Float64Array',
    );
    expect(() => embedding.backward(x, new Float64Array(3), parameters)).toThrow(
      'Embedding.backward: de has 3 numbers',
    );
  });
});
