import { beforeAll, describe, expect, it } from 'vitest';
import { createParameters } from '../../../lib/src/core/parameters';
import type { ActivationName } from '../../../lib/src/neural/activations';
import { RnnCell, type RnnWorkspace } from '../../../lib/src/neural/rnn';
import { expectClose } from '../../helpers/arrays';
import * as cells from '../../helpers/cells';
import { fc } from '../../helpers/fastCheck';
import { cellFixtures, expectAsInPytorch } from '../../helpers/fixtures';
import { expectAsInTensorflow, startTensorflow } from '../../helpers/tensorflowCells';

const smooth: ActivationName[] = ['tanh', 'sigmoid', 'linear'];
const kinked: ActivationName[] = ['relu', 'leakyRelu'];
const biases = [
  { bias: true, recurrentBias: false },
  { bias: true, recurrentBias: true },
  { bias: false, recurrentBias: true },
  { bias: false, recurrentBias: false },
];
const variants = smooth.flatMap((activation) => biases.map((bias) => ({ activation, ...bias })));

beforeAll(startTensorflow);

describe('RnnCell', () => {
  it('forward(parameters, x, workspace) follows a[t] = x·W_xh + h[t−1]·W_hh + b_h, h = tanh(a), by hand', () => {
    const cell = new RnnCell({ inputSize: 2, hiddenSize: 1 });
    const parameters = createParameters(cell.shapes, Float64Array.of(0.5, -1, 2, 0.25)); // W_xh, W_hh, b_h
    const workspace = cell.createWorkspace(2, 1);
    cell.forward(parameters, Float64Array.of(1, 1, 0, 1), workspace);
    const first = Math.tanh(0.5 - 1 + 0.25);
    expectClose(workspace.h.all, [first, Math.tanh(-1 + 2 * first + 0.25)], 1e-15);
    expectClose(workspace.finalState, [Math.tanh(-1 + 2 * first + 0.25)], 1e-15);
  });

  it('backward(…) of a linear cell over two steps is the product rule, by hand', () => {
    // h0 = w·x0 + u·s + b and h1 = w·x1 + u·h0 + b, loss = 10·h0 + h1.
    const [w, u, b, s, x0, x1] = [2, 3, 5, 7, 11, 13];
    const cell = new RnnCell({ inputSize: 1, hiddenSize: 1, activation: 'linear' });
    const [parameters, gradients] = [createParameters(cell.shapes), createParameters(cell.shapes)];
    parameters.flat.set([w, u, b]);
    const [workspace, x, dx] = [cell.createWorkspace(2, 1), Float64Array.of(x0, x1), new Float64Array(2)];
    cell.forward(parameters, x, workspace, { initialState: Float64Array.of(s) });
    cell.backward(parameters, x, Float64Array.of(10, 1), workspace, gradients, dx);
    const dh0 = 10 + u;
    const h0 = w * x0 + u * s + b;
    expect(Array.from(gradients.flat)).toEqual([dh0 * x0 + x1, dh0 * s + h0, dh0 + 1]);
    expect(Array.from(dx)).toEqual([dh0 * w, w]);
    expect(Array.from(workspace.dInitialState)).toEqual([dh0 * u]);
  });

  it.each(variants)('backward(…) agrees with finite differences at random sizes and masks: %o', (config) => {
    const kind = 'rnn';
    fc.assert(
      fc.property(cells.cellSizes, fc.boolean(), fc.boolean(), (sizes, masked, noisy) => {
        cells.expectCellGradients(cells.makeCase({ kind, ...config }, sizes, { masked, noisy }));
      }),
      { numRuns: 25 },
    );
  });

  it.each(kinked)('backward(…) agrees with finite differences away from the kink: %s', (activation) => {
    const step = 1e-5; // each a moves by less than the distance that is asked for
    fc.assert(
      fc.property(cells.cellSizes, fc.boolean(), fc.boolean(), (sizes, masked, noisy) => {
        const made = cells.makeCase({ kind: 'rnn', activation }, sizes, { masked, noisy });
        cells.forwardLoss(made);
        const { a } = made.workspace as RnnWorkspace;
        fc.pre(a.all.every((value) => Math.abs(value) > 1e-3));
        cells.expectCellGradients(made, step);
      }),
      { numRuns: 50 },
    );
  });

  it.each(['tanh', 'sigmoid', 'relu', 'linear'] as const)(
    'is the SimpleRNN of TensorFlow.js: %s',
    (activation) => {
      fc.assert(
        fc.property(cells.cellSizes, fc.boolean(), fc.boolean(), (sizes, masked, bias) => {
          const config = { kind: 'rnn', hiddenSize: sizes.hiddenSize, activation, bias } as const;
          // TensorFlow.js 4.22 cannot differentiate a sequence of one step.
          expectAsInTensorflow(config, cells.makeCase(config, { ...sizes, T: sizes.T + 1 }, { masked }));
        }),
        { numRuns: 10 },
      );
    },
  );

  it.each(cellFixtures('rnn'))('is the RNN of PyTorch: %s', (_, fixture) => {
    expectAsInPytorch(fixture);
  });

  cells.itKeepsSequencesApart({ kind: 'rnn' });
});
