import { describe, expect, it } from 'vitest';
import { createParameters } from '../../../lib/src/core/parameters';
import { createSequence } from '../../../lib/src/core/sequence';
import type { CellOptions } from '../../../lib/src/neural/workspace';
import { checkCellConfig, createCell, type CellConfig } from '../../../lib/src/neural/createCell';
import { GruCell } from '../../../lib/src/neural/gru';
import { LstmCell } from '../../../lib/src/neural/lstm';
import { RnnCell } from '../../../lib/src/neural/rnn';

const kinds = ['rnn', 'gru', 'lstm'] as const;

describe('createCell', () => {
  it('createCell(config, inputSize) makes the cell that the configuration describes', () => {
    const rnn = createCell({ kind: 'rnn', hiddenSize: 3, activation: 'relu', bias: false }, 2);
    expect(rnn).toBeInstanceOf(RnnCell);
    expect(rnn).toMatchObject({ inputSize: 2, hiddenSize: 3, stateSize: 3, activation: 'relu' });
    expect(rnn.shapes).toEqual({ W_xh: [2, 3], W_hh: [3, 3] });
    const gru = createCell({ kind: 'gru', hiddenSize: 3, reset: 'after', recurrentBias: true }, 2);
    expect(gru).toBeInstanceOf(GruCell);
    expect(gru).toMatchObject({ reset: 'after', stateSize: 3 });
    expect(gru.shapes).toEqual({ W_xh: [2, 9], W_hh: [3, 6], W_hn: [3, 3], b_h: [9], b_hh: [6], b_hn: [3] });
    const lstm = createCell({ kind: 'lstm', hiddenSize: 3 }, 2);
    expect(lstm).toBeInstanceOf(LstmCell);
    expect(lstm.stateSize).toBe(6);
    expect(lstm.shapes).toEqual({ W_xh: [2, 12], W_hh: [3, 12], b_h: [12] });
  });

  it('checkCellConfig(config) gives a copy without what is undefined', () => {
    const config = {
      kind: 'rnn',
      hiddenSize: 2,
      activation: undefined,
      bias: false,
    } as unknown as CellConfig;
    expect(checkCellConfig(config)).toStrictEqual({ kind: 'rnn', hiddenSize: 2, bias: false });
  });

  it.each<[unknown, string]>([
    [null, 'createCell: config is no object'],
    ['lstm', 'createCell: config is no object'],
    [{}, 'createCell: kind is undefined, expected one of rnn, gru, lstm'],
    [{ kind: 'transformer', hiddenSize: 2 }, 'createCell: kind is "transformer"'],
    [{ kind: '__proto__', hiddenSize: 2 }, 'createCell: kind is "__proto__"'],
    [{ kind: 'rnn' }, 'createCell: hiddenSize is undefined, expected a whole number'],
    [{ kind: 'rnn', hiddenSize: -1 }, 'createCell: hiddenSize is -1'],
    [{ kind: 'rnn', hiddenSize: 2.5 }, 'createCell: hiddenSize is 2.5'],
    [{ kind: 'rnn', hiddenSize: Infinity }, 'createCell: hiddenSize is Infinity'],
    [{ kind: 'rnn', hiddenSize: '2' }, 'createCell: hiddenSize is "2"'],
    [{ kind: 'rnn', hiddenSize: 2 ** 20 }, 'the number of elements of [1048576,1048576] is 1099511627776'],
    [{ kind: 'rnn', hiddenSize: 2, activation: 'swish' }, 'createCell: activation is "swish"'],
    [{ kind: 'rnn', hiddenSize: 2, bias: 1 }, 'createCell: bias is 1, expected true or false'],
    [{ kind: 'lstm', hiddenSize: 2, recurrentBias: 'no' }, 'createCell: recurrentBias is "no"'],
    [
      { kind: 'gru', hiddenSize: 2, reset: 'never' },
      'createCell: reset is "never", expected one of before, after',
    ],
    [
      { kind: 'lstm', hiddenSize: 2, activation: 'relu' },
      'createCell: an option of lstm is "activation", expected',
    ],
    [{ kind: 'rnn', hiddenSize: 2, reset: 'after' }, 'createCell: an option of rnn is "reset", expected'],
    [{ kind: 'rnn', hiddenSize: 2, units: 3 }, 'createCell: an option of rnn is "units", expected'],
  ])('createCell(%o, 1) is refused', (config, message) => {
    const make = (): number => createParameters(createCell(config as CellConfig, 1).shapes).flat.length;
    expect(make).toThrow(message);
  });

  it.each(kinds)(
    '%s: createWorkspace(T, B) refuses more steps than a sequence may have, by its name',
    (kind) => {
      expect(() => createCell({ kind, hiddenSize: 1 }, 1).createWorkspace(2 ** 20 + 1, 1)).toThrow(
        /^(Rnn|Gru|Lstm)Cell\.createWorkspace: T is 1048577, expected a whole number from 1 to 1048576$/,
      );
    },
  );

  it.each(kinds)('createCell({ kind: %s, … }, inputSize) refuses an input size that is none', (kind) => {
    expect(() => createCell({ kind, hiddenSize: 1 }, 0)).toThrow(
      'inputSize is 0, expected a whole number from 1 to',
    );
  });
});

describe.each(kinds)('what a cell is given: %s', (kind) => {
  const cell = createCell({ kind, hiddenSize: 2 }, 3);
  const name = `${{ rnn: 'Rnn', gru: 'Gru', lstm: 'Lstm' }[kind]}Cell`;
  const parameters = createParameters(cell.shapes);
  const [T, B] = [4, 2];
  const workspace = cell.createWorkspace(T, B);
  const array = (length: number): Float64Array => new Float64Array(length);

  it('createWorkspace(T, B) refuses sizes that are none', () => {
    expect(() => cell.createWorkspace(0, 1)).toThrow(`${name}.createWorkspace: T is 0`);
    expect(() => cell.createWorkspace(1, -1)).toThrow('-1');
    expect(() => cell.createWorkspace(2 ** 20, 2 ** 20)).toThrow('the number of elements of');
  });

  it.each<[string, () => void, string]>([
    [
      'x',
      () => cell.forward(parameters, array(23), workspace),
      'x has 23 numbers, expected 24 for shape [4,2,3]',
    ],
    [
      'x',
      () => cell.forward(parameters, [1] as unknown as Float64Array, workspace),
      'x is an array, expected a Float64Array',
    ],
    [
      'the weights',
      () => cell.forward(createParameters({ W_xh: [3, 2] }), array(24), workspace),
      'parameters are W_xh [3,2], expected W_xh',
    ],
    [
      'the workspace',
      () => cell.forward(parameters, array(24), { ...workspace, h: createSequence(T, B, 3) }),
      'workspace.h has 24 numbers, expected 16 for shape [4,2,2]',
    ],
    ['the initial state', () => forward({ initialState: array(1) }), 'initialState has 1 numbers'],
    ['the mask', () => forward({ mask: array(9) }), 'mask has 9 numbers, expected 8 for shape [4,2]'],
    [
      'the noise',
      () => forward({ noise: array(9) }),
      `noise has 9 numbers, expected ${8 * cell.stateSize} for shape [4,2,${cell.stateSize}]`,
    ],
  ])('forward(…) refuses %s that does not fit', (_, run, message) => {
    expect(run).toThrow(`${name}.forward: ${message}`);
  });
  const forward = (options: CellOptions): void => cell.forward(parameters, array(24), workspace, options);

  it('backward(…) refuses what does not fit, and leaves the gradients', () => {
    const gradients = createParameters(cell.shapes);
    gradients.flat.fill(7);
    forward({});
    const run = (x: number, dh: number, dx?: number) => () =>
      cell.backward(parameters, array(x), array(dh), workspace, gradients, dx === undefined ? dx : array(dx));
    expect(run(23, 16)).toThrow(`${name}.backward: x has 23 numbers`);
    expect(run(24, 15)).toThrow(`${name}.backward: dh has 15 numbers, expected 16 for shape [4,2,2]`);
    expect(run(24, 16, 1)).toThrow(`${name}.backward: dx has 1 numbers`);
    const other = createParameters({ W: [1] });
    expect(() => cell.backward(parameters, array(24), array(16), workspace, other)).toThrow(
      `${name}.backward: gradients are W [1], expected W_xh`,
    );
    expect(gradients.flat.every((gradient) => gradient === 7)).toBe(true);
  });
});
