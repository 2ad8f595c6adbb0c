import { describe, it } from 'vitest';
import { createParameters } from '../../../lib/src/core/parameters';
import { createRng } from '../../../lib/src/core/random';
import type { CellConfig } from '../../../lib/src/neural/createCell';
import { expectClose, expectSameBits, randomizeInPlace } from '../../helpers/arrays';
import { cellSizes, makeCase, runCase, type CellCase } from '../../helpers/cells';
import { fc } from '../../helpers/fastCheck';

// With every bias, since a buffer that starts at a bias is one more that must not keep old numbers.
const configs: Omit<CellConfig, 'hiddenSize'>[] = [
  { kind: 'rnn', recurrentBias: true },
  { kind: 'gru', reset: 'before', recurrentBias: true },
  { kind: 'gru', reset: 'after', recurrentBias: true },
  { kind: 'lstm', recurrentBias: true },
];
const seeds = fc.tuple(fc.nat(), fc.nat());
const [yesOrNo, bools] = [fc.boolean(), fc.tuple(fc.boolean(), fc.boolean())];

describe.each(configs)('Cell: $kind $reset', (config) => {
  const noisy = true;

  it('a workspace that was used before gives the same outputs and gradients as a fresh one, bit for bit', () => {
    fc.assert(
      fc.property(cellSizes, seeds, bools, yesOrNo, (sizes, [before, now], [wasMasked, masked], started) => {
        const used = makeCase(config, { ...sizes, seed: before }, { masked: wasMasked, noisy });
        const fresh = makeCase(config, { ...sizes, seed: now }, { masked });
        const { initialState, ...rest } = fresh.options;
        const options = (started ? { initialState, ...rest } : rest) as CellCase['options'];
        const again: CellCase = {
          ...fresh,
          options,
          workspace: used.workspace,
          gradients: createParameters(fresh.cell.shapes),
          dx: new Float64Array(fresh.dx.length),
        };
        runCase(used);
        runCase({ ...fresh, options });
        runCase(again);
        expectSameBits(again.workspace.h.all, fresh.workspace.h.all, 'h');
        expectSameBits(again.workspace.finalState, fresh.workspace.finalState, 'the final state');
        expectSameBits(again.gradients.flat, fresh.gradients.flat, 'gradients');
        expectSameBits(again.dx, fresh.dx, 'dx');
        expectSameBits(again.workspace.dInitialState, fresh.workspace.dInitialState, 'dInitialState');
      }),
      { numRuns: 40 },
    );
  });

  it('backward(…) adds to what stands in the gradients and in dx', () => {
    fc.assert(
      fc.property(cellSizes, yesOrNo, (sizes, masked) => {
        const made = makeCase(config, sizes, { masked, noisy });
        runCase(made);
        const added = { ...made, gradients: createParameters(made.cell.shapes), dx: made.dx.slice() };
        for (const array of [added.gradients.flat, added.dx]) randomizeInPlace(createRng(sizes.seed), array);
        const expected = [
          added.gradients.flat.map((start, i) => start + (made.gradients.flat[i] as number)),
          added.dx.map((start, i) => start + (made.dx[i] as number)),
        ] as const;
        runCase(added);
        // The sums over steps begin at other numbers: equal but for rounding.
        expectClose(added.gradients.flat, expected[0], 1e-12, 'gradients');
        expectClose(added.dx, expected[1], 1e-12, 'dx');
      }),
      { numRuns: 40 },
    );
  });
});
