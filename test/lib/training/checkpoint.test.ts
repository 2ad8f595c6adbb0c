import { checksumOf } from '../../../lib/src/training/checkpointFields';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/src/core/random';
import { createOptimizer, type OptimizerConfig } from '../../../lib/src/neural/optimizers';
import type { ModelConfig } from '../../../lib/src/neural/sequenceModel';
import { createAdditionSampler } from '../../../lib/src/tasks/additionSampler';
import { createDecimalSampler } from '../../../lib/src/tasks/additionSampler';
import { parseCheckpoint, serialize } from '../../../lib/src/training/checkpoint';
import { train } from '../../../lib/src/training/train';
import { expectSameBits } from '../../helpers/arrays';
import { fc } from '../../helpers/fastCheck';
import { adders, decimalAdder, seededModel } from '../../helpers/models';

const kinds: OptimizerConfig['kind'][] = ['sgd', 'momentum', 'nesterov', 'rmsProp', 'adam'];

/** A training that has made some steps, and everything that it depends on. */
async function trained(config: ModelConfig, kind: OptimizerConfig['kind'], steps: number) {
  const model = seededModel(config);
  const optimizer = createOptimizer({ kind, learningRate: 0.01 }, model.parameters.flat.length);
  const rng = createRng(5);
  await proceed({ model, optimizer, rng }, 0, steps);
  return { model, optimizer, rng };
}

async function proceed(
  { model, optimizer, rng }: Pick<ReturnType<typeof parseCheckpoint>, 'model' | 'optimizer' | 'rng'>,
  startStep: number,
  steps: number,
): Promise<void> {
  if (!optimizer || !rng) throw new Error('the checkpoint has lost its optimizer or its rng');
  const decimal = model.config.embedding !== undefined;
  const sample = decimal
    ? createDecimalSampler({ digits: 2, B: 3, rng })
    : createAdditionSampler({ bits: 3, B: 3, rng });
  const loss = decimal ? 'categoricalCrossEntropy' : 'meanSquaredError';
  await train(model, { sample, loss, optimizer, steps, startStep });
}

describe('serialize and parseCheckpoint', () => {
  const cases = [...adders, ['decimal', decimalAdder] as [string, ModelConfig]].flatMap(([name, config]) =>
    kinds.map((kind) => [name, kind, config] as const),
  );

  it.each(cases)(
    'training goes on to the last bit after save and load: %s with %s',
    async (_n, kind, config) => {
      const whole = await trained(config, kind, 40);
      const half = await trained(config, kind, 25);
      const loaded = parseCheckpoint(serialize(half.model, { ...half, step: 25 }));
      await proceed(loaded, loaded.step, 40);
      expectSameBits(loaded.model.parameters.flat, whole.model.parameters.flat);
      expect(loaded.optimizer?.state()).toEqual(whole.optimizer.state());
      expect(loaded.rng?.state()).toEqual(whole.rng.state());
    },
  );

  it('every finite number comes back with the same 64 bits, −0 and the smallest included', () => {
    const model = seededModel({ inputSize: 1, cells: [{ kind: 'rnn', hiddenSize: 1 }], outputSize: 1 });
    const size = model.parameters.flat.length;
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom(-0, 5e-324, -Number.MAX_VALUE, 0.1, 1 / 3),
    );
    fc.assert(
      fc.property(fc.array(number, { minLength: size, maxLength: size }), (numbers) => {
        model.parameters.flat.set(numbers);
        expectSameBits(parseCheckpoint(serialize(model)).model.parameters.flat, Float64Array.from(numbers));
      }),
      { numRuns: 300 },
    );
  });

  it('what was not given does not come back, and the step is 0', () => {
    const loaded = parseCheckpoint(serialize(seededModel(decimalAdder)));
    expect(Object.keys(loaded)).toEqual(['model', 'step']);
    expect(loaded.step).toBe(0);
    expect(loaded.model.config).toEqual(seededModel(decimalAdder).config);
  });

  it('the text is JSON of the documented form', () => {
    const model = seededModel({ inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 1 }], outputSize: 1 });
    model.parameters.flat.set([0, 1, 2, 3, 4, 5]);
    const optimizer = createOptimizer({ kind: 'momentum', learningRate: 0.1 }, 6);
    const data: unknown = JSON.parse(serialize(model, { optimizer, rng: createRng([1, 2, 3, 4]), step: 9 }));
    expect(data).toEqual({
      format: 'carry checkpoint',
      version: 2,
      step: 9,
      model: { inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 1 }], outputSize: 1 },
      parameters: {
        'cell0.W_xh': { shape: [2, 1], values: [0, 1] },
        'cell0.W_hh': { shape: [1, 1], values: [2] },
        'cell0.b_h': { shape: [1], values: [3] },
        'readOut.W': { shape: [1, 1], values: [4] },
        'readOut.b': { shape: [1], values: [5] },
      },
      optimizer: { config: { kind: 'momentum', learningRate: 0.1 }, steps: 0, buffers: [[0, 0, 0, 0, 0, 0]] },
      rng: [1, 2, 3, 4],
      checksum: expect.stringMatching(/^[0-9a-f]{8}$/) as string,
    });
  });

  it('serialize refuses numbers that JSON cannot hold, naming them', () => {
    const model = seededModel(decimalAdder);
    model.parameters.views['cell1.W_hh']?.fill(NaN, 3, 4);
    expect(() => serialize(model)).toThrow('serialize: cell1.W_hh[3] is NaN');
    expect(() => serialize(seededModel(decimalAdder), { step: -1 })).toThrow('serialize: step is -1');
  });
});

describe('parseCheckpoint trusts nothing', () => {
  const model = seededModel({
    inputSize: 2,
    embedding: { symbols: 3, size: 2 },
    cells: [{ kind: 'lstm', hiddenSize: 2 }],
    outputSize: 3,
  });
  const optimizer = createOptimizer({ kind: 'adam', learningRate: 0.1 }, model.parameters.flat.length);
  const text = serialize(model, { optimizer, rng: createRng(1), step: 5 });

  /** The text with one field changed: `path` is like `model.cells.0.kind`; undefined takes the field away. */
  function changed(path: string, value: unknown): string {
    const data = JSON.parse(text) as Record<string, unknown>;
    const keys = path.split('/');
    const last = keys.pop() ?? '';
    const holder = keys.reduce<Record<string, unknown>>(
      (at, key) => at[key] as Record<string, unknown>,
      data,
    );
    if (value === undefined) delete holder[last];
    else Object.defineProperty(holder, last, { value, enumerable: true, configurable: true });
    data['checksum'] = checksumOf(data); // as someone would who means harm
    return JSON.stringify(data);
  }

  const hostile: [string, unknown, RegExp][] = [
    ['format', 'tensorflow', /format is "tensorflow", expected one of carry checkpoint/],
    ['version', 1, /version is 1, expected/],
    ['version', undefined, /version is undefined, expected/],
    ['step', 1.5, /step is 1.5/],
    ['step', -1, /step is -1/],
    ['step', '5', /step is "5"/],
    ['model', undefined, /model is missing/],
    ['model', [], /model/],
    ['model', null, /model/],
    ['model/cells', [], /the number of cells is 0/],
    ['model/cells', Array(65).fill({ kind: 'rnn', hiddenSize: 1 }), /cells is 65/],
    ['model/cells', 'rnn', /cells/],
    ['model/cells/0/kind', 'transformer', /kind is "transformer", expected one of rnn, gru, lstm/],
    ['model/cells/0/kind', undefined, /kind is/],
    ['model/cells/0/hiddenSize', 2 ** 40, /hiddenSize is 1099511627776/],
    ['model/cells/0/hiddenSize', 2 ** 29, /model: .*2147483648/],
    ['model/cells/0/hiddenSize', 10_000, /parameters hold \d+ numbers, expected \d+/],
    ['model/cells/0/hiddenSize', -2, /hiddenSize is -2/],
    ['model/cells/0/hiddenSize', 0, /hiddenSize is 0/],
    ['model/cells/0/bias', 'yes', /bias/],
    ['model/cells/0/__proto__', { bias: false }, /__proto__/],
    ['model/cells/0/constructor', 1, /constructor/],
    ['model/inputSize', 1e9, /inputSize is 2000000000/],
    ['model/outputSize', null, /outputSize is null/],
    ['model/embedding/size', 2 ** 30, /parameters hold|1073741824/],
    ['model/__proto__', {}, /__proto__/],
    ['parameters', {}, /parameters hold 0 numbers/],
    ['parameters', [], /parameters is a list, expected an object/],
    ['parameters/__proto__', { shape: [1], values: [] }, /parameters.__proto__ is no weight/],
    ['parameters/toString', { shape: [1], values: [] }, /parameters.toString is no weight/],
    ['parameters/readOut.b', undefined, /parameters hold \d+ numbers, expected \d+/],
    ['parameters/readOut.b', { shape: [3], values: [1, 2] }, /parameters hold/],
    [
      'parameters/readOut.b',
      { shape: [1, 3], values: [1, 2, 3] },
      /readOut.b is \[1,3\] with 3 values, expected \[3\]/,
    ],
    ['parameters/readOut.b', { shape: [3], values: [1, 2, null] }, /readOut.b.values\[2\] is null/],
    ['parameters/readOut.b', { shape: [3], values: ['1', 2, 3] }, /readOut.b.values\[0\] is "1"/],
    ['parameters/readOut.b', { shape: [3], values: { length: 3 } }, /readOut.b.values is a object|an object/],
    ['parameters/readOut.b', { shape: [3], values: [1, 2, 3], more: 1 }, /readOut.b.more is not known/],
    ['parameters/readOut.b', 3, /parameters.readOut.b is a number, expected an object/],
    ['optimizer', {}, /optimizer.config is missing/],
    ['optimizer/config', { kind: 'adam' }, /optimizer.*learningRate/],
    ['optimizer/config/kind', 'lion', /kind is "lion"/],
    ['optimizer/config/learningRate', -1, /learningRate is -1/],
    ['optimizer/config/beta1', 7, /beta1 is 7/],
    ['optimizer/config/__proto__', { beta1: 7 }, /__proto__/],
    ['optimizer/buffers', [], /optimizer: .*buffers/],
    ['optimizer/buffers', [[1], [2]], /optimizer: buffers\[0\] does not hold/],
    ['optimizer/buffers/0/1', 'x', /optimizer.buffers\[0\]\[1\] is "x"/],
    ['optimizer/steps', -3, /optimizer.steps is -3/],
    ['rng', [0, 0, 0, 0], /rng: .*not all 0/],
    ['rng', [1, 2, 3], /rng: /],
    ['rng', [1, 2, 3, 2 ** 32], /rng\[3\] is 4294967296/],
    ['rng', 5, /rng is a number, expected a list/],
    ['extra', 1, /extra is not known, expected only format/],
    ['__proto__', { polluted: true }, /__proto__ is not known/],
  ];

  it.each(hostile)('%s = %o', (path, value, message) => {
    const attempt = (): unknown => parseCheckpoint(changed(path, value));
    expect(attempt).toThrow(message);
    expect(attempt).toThrow(/^parseCheckpoint: /);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('one flipped bit is refused, wherever it is, or changes nothing', () => {
    const bytes = Buffer.from(serialize(model, { step: 5 }));
    let noticed = 0;
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 7));
      try {
        const { model: loaded, step } = parseCheckpoint(damaged.toString());
        expect(step).toBe(5); // a blank that became another, or a digit beyond what a double holds
        expectSameBits(loaded.parameters.flat, model.parameters.flat);
        expect(loaded.config).toEqual(model.config);
      } catch (error) {
        expect(String(error)).toMatch(/^RangeError: parseCheckpoint: /);
        noticed++;
      }
    }
    expect(noticed).toBeGreaterThan(bytes.length / 2);
  });

  it('a number that overflows, as 1e999 does, is refused', () => {
    const [name = ''] = /"cell0.W_xh": \{ "shape": \[4,8\], "values": \[[^,]*/.exec(text) ?? [];
    const overflowing = text.replace(name, name.replace(/\[[^[]*$/, '[1e999'));
    expect(() => parseCheckpoint(overflowing)).toThrow('parameters.cell0.W_xh.values[0] is Infinity');
  });

  it('a text that is cut off anywhere is refused, and says so', () => {
    const end = text.trimEnd().length;
    for (let length = 0; length < end; length++) {
      expect(() => parseCheckpoint(text.slice(0, length))).toThrow(
        'parseCheckpoint: text is not JSON (was it cut off?)',
      );
    }
    expect(parseCheckpoint(text.slice(0, end)).step).toBe(5);
  });

  it('a text in which any one character is another is refused or still a checkpoint, and never crashes', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...'{}[]",:0-e.x '), (at, character) => {
        const other = text.slice(0, at) + character + text.slice(at + 1);
        try {
          expect(parseCheckpoint(other).model.parameters.flat.every(Number.isFinite)).toBe(true);
        } catch (error) {
          expect(String(error)).toMatch(/^RangeError: parseCheckpoint: /);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('what is no text, or deep nesting, is refused', () => {
    for (const value of [undefined, null, 7, {}, []]) {
      expect(() => parseCheckpoint(value as unknown as string)).toThrow('parseCheckpoint: text is');
    }
    for (const value of ['null', '7', '"x"', '[]', '['.repeat(100_000) + ']'.repeat(100_000)]) {
      expect(() => parseCheckpoint(value)).toThrow('parseCheckpoint: ');
    }
  });
});
