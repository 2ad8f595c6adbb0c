import { beforeAll, describe, expect, it } from 'vitest';
import { createParameters } from '../../../lib/src/core/parameters';
import { sigmoid } from '../../../lib/src/neural/activations';
import { GruCell } from '../../../lib/src/neural/gru';
import type { GruReset } from '../../../lib/src/neural/gru';
import { expectClose } from '../../helpers/arrays';
import * as cells from '../../helpers/cells';
import { fc } from '../../helpers/fastCheck';
import { cellFixtures, expectAsInPytorch } from '../../helpers/fixtures';
import { expectAsInTensorflow, startTensorflow } from '../../helpers/tensorflowCells';

const resets: GruReset[] = ['before', 'after'];
const variants = resets.flatMap((reset) =>
  [true, false].flatMap((bias) => [true, false].map((recurrentBias) => ({ reset, bias, recurrentBias }))),
);

beforeAll(startTensorflow);

describe('GruCell', () => {
  it('has 3·(D + H + 1)·H weights, and 3·H more with the second biases', () => {
    const count = (recurrentBias: boolean): number =>
      createParameters(new GruCell({ inputSize: 2, hiddenSize: 16, recurrentBias }).shapes).flat.length;
    expect([count(false), count(true)]).toEqual([912, 960]);
  });

  it.each(resets)(
    'forward(parameters, x, workspace) follows the equations of z, r, n and h, by hand: %s',
    (reset) => {
      const cell = new GruCell({ inputSize: 1, hiddenSize: 1, reset, recurrentBias: true });
      const parameters = createParameters(cell.shapes);
      const { W_xh, W_hh, W_hn, b_h, b_hh, b_hn } = parameters.views;
      W_xh?.set([1, 2, 3]);
      W_hh?.set([0.5, -0.5]);
      W_hn?.set([0.75]);
      b_h?.set([0.1, 0.2, 0.3]);
      b_hh?.set([0.01, 0.02]);
      b_hn?.set([0.03]);
      const workspace = cell.createWorkspace(1, 1);
      cell.forward(parameters, Float64Array.of(0.7), workspace, { initialState: Float64Array.of(0.6) });
      const z = sigmoid(0.7 + 0.6 * 0.5 + 0.11);
      const r = sigmoid(1.4 - 0.6 * 0.5 + 0.22);
      const product = reset === 'before' ? r * 0.6 * 0.75 + 0.03 : r * (0.6 * 0.75 + 0.03);
      const n = Math.tanh(2.1 + product + 0.3);
      expectClose(workspace.finalState, [z * 0.6 + (1 - z) * n], 1e-15, 'the final state');
    },
  );

  it.each(resets)('backward(…) of one step with weights 0 is the chain rule, by hand: reset %s', (reset) => {
    // z = r = ½ and n = 0, so h = hPrev/2; with W_hn = 0 nothing comes back through r.
    const cell = new GruCell({ inputSize: 1, hiddenSize: 1, reset });
    const [parameters, gradients] = [createParameters(cell.shapes), createParameters(cell.shapes)];
    const [workspace, hPrev] = [cell.createWorkspace(1, 1), 0.8];
    cell.forward(parameters, Float64Array.of(3), workspace, { initialState: Float64Array.of(hPrev) });
    cell.backward(parameters, Float64Array.of(3), Float64Array.of(1), workspace, gradients);
    const [dz, dn] = [hPrev * 0.25, 0.5];
    expectClose(gradients.views.b_h ?? [], [dz, 0, dn], 1e-15, 'db_h');
    expectClose(gradients.views.W_xh ?? [], [3 * dz, 0, 3 * dn], 1e-15, 'dW_xh');
    expectClose(gradients.views.W_hh ?? [], [hPrev * dz, 0], 1e-15, 'dW_hh');
    expectClose(gradients.views.W_hn ?? [], [dn * 0.5 * hPrev], 1e-15, 'dW_hn'); // r ⊙ hPrev, or r ⊙ the product
    expectClose(workspace.dInitialState, [0.5], 1e-15, 'dInitialState');
  });

  it.each(variants)(
    'backward(…) agrees with finite differences at random sizes, masks and noise: %o',
    (variant) => {
      fc.assert(
        fc.property(cells.cellSizes, fc.boolean(), fc.boolean(), (sizes, masked, noisy) => {
          cells.expectCellGradients(cells.makeCase({ kind: 'gru', ...variant }, sizes, { masked, noisy }));
        }),
        { numRuns: 25 },
      );
    },
  );

  it.each([true, false])('is the GRU of TensorFlow.js, which resets before the product: bias %s', (bias) => {
    fc.assert(
      fc.property(cells.cellSizes, fc.boolean(), (sizes, masked) => {
        const config = { kind: 'gru', hiddenSize: sizes.hiddenSize, reset: 'before', bias } as const;
        // TensorFlow.js 4.22 cannot differentiate a sequence of one step.
        expectAsInTensorflow(config, cells.makeCase(config, { ...sizes, T: sizes.T + 1 }, { masked }));
      }),
      { numRuns: 15 },
    );
  });

  it.each(cellFixtures('gru'))(
    'is the GRU of PyTorch, which resets after it, and the one written out: %s',
    (_, fixture) => {
      expectAsInPytorch(fixture);
    },
  );

  for (const reset of resets) {
    describe(`reset ${reset}`, () => cells.itKeepsSequencesApart({ kind: 'gru', reset }));
  }
});
