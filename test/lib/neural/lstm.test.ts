import { beforeAll, describe, expect, it } from 'vitest';
import { createParameters } from '../../../lib/src/core/parameters';
import { sigmoid } from '../../../lib/src/neural/activations';
import { LstmCell } from '../../../lib/src/neural/lstm';
import { expectClose } from '../../helpers/arrays';
import * as cells from '../../helpers/cells';
import { fc } from '../../helpers/fastCheck';
import { cellFixtures, expectAsInPytorch } from '../../helpers/fixtures';
import { expectAsInTensorflow, startTensorflow } from '../../helpers/tensorflowCells';

const biases = [
  { bias: true, recurrentBias: false },
  { bias: true, recurrentBias: true },
  { bias: false, recurrentBias: true },
  { bias: false, recurrentBias: false },
];

beforeAll(startTensorflow);

describe('LstmCell', () => {
  it('has 4·(D + H + 1)·H weights: 1216 for 2 → 16, and 440 + 80 for 1 → 10 with PyTorch’s second bias', () => {
    const count = (D: number, H: number, recurrentBias = false): number =>
      createParameters(new LstmCell({ inputSize: D, hiddenSize: H, recurrentBias }).shapes).flat.length;
    expect([count(2, 16), count(2, 10), count(2, 10, true)]).toEqual([1216, 520, 560]);
  });

  it('forward(parameters, x, workspace) follows the equations of i, f, g, o, c and h, by hand', () => {
    const cell = new LstmCell({ inputSize: 1, hiddenSize: 1 });
    const [W_xh, W_hh, b_h] = [
      [1, 2, 3, 4],
      [0.5, -0.5, 0.25, -1],
      [0.1, 0.2, 0.3, 0.4],
    ] as const;
    const parameters = createParameters(cell.shapes, Float64Array.of(...W_xh, ...W_hh, ...b_h));
    const [x, hPrev, cPrev] = [0.7, 0.6, -0.9];
    const workspace = cell.createWorkspace(1, 1);
    cell.forward(parameters, Float64Array.of(x), workspace, { initialState: Float64Array.of(hPrev, cPrev) });
    const i = sigmoid(0.7 * 1 + 0.6 * 0.5 + 0.1);
    const f = sigmoid(0.7 * 2 - 0.6 * 0.5 + 0.2);
    const g = Math.tanh(0.7 * 3 + 0.6 * 0.25 + 0.3);
    const o = sigmoid(0.7 * 4 - 0.6 + 0.4);
    const c = f * cPrev + i * g;
    expectClose(workspace.gates.all, [i, f, g, o], 1e-15, 'gates');
    expectClose(workspace.finalState, [o * Math.tanh(c), c], 1e-15, 'the final state');
  });

  it('backward(…) of one step is the chain rule through h = o ⊙ tanh(c), by hand', () => {
    const cell = new LstmCell({ inputSize: 1, hiddenSize: 1 });
    const [parameters, gradients] = [createParameters(cell.shapes), createParameters(cell.shapes)];
    const [workspace, dx, cPrev] = [cell.createWorkspace(1, 1), new Float64Array(1), 0.8];
    // All weights 0: i = f = o = ½, g = 0, c = cPrev/2.
    cell.forward(parameters, Float64Array.of(3), workspace, { initialState: Float64Array.of(0, cPrev) });
    cell.backward(parameters, Float64Array.of(3), Float64Array.of(1), workspace, gradients, dx);
    const dc = 0.5 * (1 - Math.tanh(0.4) ** 2);
    const da = [0, (dc * cPrev) / 4, dc / 2, Math.tanh(0.4) / 4];
    expectClose(gradients.views.b_h ?? [], da, 1e-15, 'db_h');
    expectClose(gradients.views.W_xh ?? [], da.map((d) => 3 * d), 1e-15, 'dW_xh'); // prettier-ignore
    expectClose(workspace.dInitialState, [0, dc / 2], 1e-15, 'dInitialState');
  });

  it.each(biases)(
    'backward(…) agrees with finite differences at random sizes, masks and noise: %o',
    (bias) => {
      fc.assert(
        fc.property(cells.cellSizes, fc.boolean(), fc.boolean(), (sizes, masked, noisy) => {
          cells.expectCellGradients(cells.makeCase({ kind: 'lstm', ...bias }, sizes, { masked, noisy }));
        }),
        { numRuns: 25 },
      );
    },
  );

  it('noise is added to h and c after the step: c and the next step feel that of c, h of this step does not', () => {
    const cell = new LstmCell({ inputSize: 1, hiddenSize: 1 }); // all weights 0: i = f = o = ½, g = 0
    const [parameters, workspace] = [createParameters(cell.shapes), cell.createWorkspace(2, 1)];
    const noise = Float64Array.of(0.25, 8, 0, 0); // [T, B, (h, c)]
    cell.forward(parameters, new Float64Array(2), workspace, { initialState: Float64Array.of(0, 2), noise });
    const h = [Math.tanh(1) / 2 + 0.25, Math.tanh(4.5) / 2]; // c: 2 → 1 + 8 → 4.5
    expectClose(workspace.h.all, h, 1e-15, 'h');
    expectClose(workspace.finalState, [h[1]!, 4.5], 1e-15, 'the final state');
  });

  it.each([true, false])('is the LSTM of TensorFlow.js with sigmoid gates: bias %s', (bias) => {
    fc.assert(
      fc.property(cells.cellSizes, fc.boolean(), (sizes, masked) => {
        const config = { kind: 'lstm', hiddenSize: sizes.hiddenSize, bias } as const;
        // TensorFlow.js 4.22 cannot differentiate a sequence of one step.
        expectAsInTensorflow(config, cells.makeCase(config, { ...sizes, T: sizes.T + 1 }, { masked }));
      }),
      { numRuns: 15 },
    );
  });

  it.each(cellFixtures('lstm'))('is the LSTM of PyTorch: %s', (_, fixture) => {
    expectAsInPytorch(fixture);
  });

  cells.itKeepsSequencesApart({ kind: 'lstm' });
});
