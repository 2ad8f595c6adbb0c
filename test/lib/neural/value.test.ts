import { describe, expect, it } from 'vitest';
import { Value } from '../../../lib/src/neural/value';
import { expectClose } from '../../helpers/arrays';
import * as cells from '../../helpers/cells';
import { fc } from '../../helpers/fastCheck';
import { expectGradient } from '../../helpers/gradients';
import { valueGradients } from '../../helpers/valueCells';

/** An expression in three numbers that uses every operation, and each number several times. */
function everything([a, b, c]: readonly Value[]): Value {
  const product = a!.times(b!).plus(c!.times(2)).tanh();
  const quotient = product.minus(b!).softplus().log().exp();
  return quotient.times(a!.sigmoid()).minus(c!.relu().times(product)).plus(1).times(b!);
}

describe('Value', () => {
  it('plus, minus, times compute, and their slopes are 1, ±1 and the other factor', () => {
    const [a, b] = [new Value(3), new Value(-5)];
    const cases = [
      [a.plus(b), -2, 1, 1],
      [a.minus(b), 8, 1, -1],
      [a.times(b), -15, -5, 3],
    ] as const;
    for (const [result, data, da, db] of cases) {
      result.backward();
      expect([result.data, a.gradient, b.gradient, result.gradient]).toEqual([data, da, db, 1]);
    }
  });

  it('backward() adds where paths meet: a·a + a at 3 has the slope 7', () => {
    const a = new Value(3);
    a.times(a).plus(a).backward();
    expect(a.gradient).toBe(7);
  });

  it('backward() replaces the gradients of an earlier call', () => {
    const a = new Value(3);
    const loss = a.times(a);
    loss.backward();
    loss.backward();
    expect(a.gradient).toBe(6);
  });

  it('backward() visits a result before its operands, even where a short path and a long one meet', () => {
    const a = new Value(2);
    const long = a.times(3).times(5).times(7);
    a.times(long).backward(); // 105 a²
    expect(a.gradient).toBe(420);
  });

  it('every operation together agrees with finite differences at 100 random places', () => {
    const place = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(place, place, place), (point) => {
        fc.pre(Math.abs(point[2]) > 0.01); // away from the kink of the rectifier
        const at = Float64Array.from(point);
        const values = point.map((number) => new Value(number));
        everything(values).backward();
        const loss = () => everything(Array.from(at, (number) => new Value(number))).data;
        expectGradient(
          loss,
          at,
          Float64Array.from(values, ({ gradient }) => gradient),
          'gradient',
        );
      }),
      { numRuns: 100 },
    );
  });

  it('softplus() neither overflows nor loses its slope at ±1000', () => {
    const [low, high] = [new Value(-1000), new Value(1000)];
    expect([low.softplus().data, high.softplus().data]).toEqual([0, 1000]);
    high.softplus().backward();
    expect(high.gradient).toBe(1);
  });

  it('relu() passes no gradient at 0', () => {
    const a = new Value(0);
    a.relu().backward();
    expect(a.gradient).toBe(0);
  });

  it('backward() of 200,000 operations in a row does not run out of stack', () => {
    const a = new Value(1);
    let sum = a;
    for (let n = 1; n < 200_000; n++) sum = sum.plus(a);
    sum.backward();
    expect(a.gradient).toBe(200_000);
  });

  it('refuses NaN, infinity, logarithms of 0 and slopes that no operand has', () => {
    expect(() => new Value(NaN)).toThrow('Value: data is NaN, expected a finite number');
    expect(() => new Value(1e200).times(1e200)).toThrow('Value: data is Infinity');
    expect(() => new Value(0).log()).toThrow('Value.log: data is 0');
    expect(() => new Value(1, [], [2])).toThrow('Value: 1 slopes for 0 operands');
  });
});

describe('Value as a judge of the cells', () => {
  const biases = { bias: true, recurrentBias: true };
  const variants = [
    { kind: 'rnn', activation: 'tanh', ...biases },
    { kind: 'rnn', activation: 'sigmoid', ...biases },
    { kind: 'lstm', ...biases },
    { kind: 'gru', reset: 'before', ...biases },
    { kind: 'gru', reset: 'after', ...biases },
  ] as const;

  it.each(variants)(
    'backward(…) agrees to 1e-12 with automatic differentiation, biases included: %o',
    (config) => {
      fc.assert(
        fc.property(cells.cellSizes, (sizes) => {
          const one = cells.makeCase(config, sizes);
          const { cell, parameters, gradients, workspace, x, dx, dh, options } = one;
          cell.forward(parameters, x, workspace, options);
          cell.backward(parameters, x, dh, workspace, gradients, dx);
          const judged = valueGradients(config, one);
          expectClose(gradients.flat, judged.parameters, 1e-12);
          expectClose(dx, judged.x, 1e-12);
          expectClose(workspace.dInitialState, judged.initialState, 1e-12);
        }),
        { numRuns: 20 },
      );
    },
  );
});
