import type { Arbitrary } from 'fast-check';
import { it as test } from 'vitest';
import { createParameters, type Parameters } from '../../lib/src/core/parameters';
import { createRng, type Rng } from '../../lib/src/core/random';
import type { CellOptions, CellWorkspace } from '../../lib/src/neural/workspace';
import { createCell, type Cell, type CellConfig } from '../../lib/src/neural/createCell';
import { expectClose, expectSameBits, randomArray, randomizeInPlace } from './arrays';
import { fc } from './fastCheck';
import { expectGradient } from './gradients';

/** Everything that one forward and backward pass of a cell needs, with random numbers in it. */
export interface CellCase {
  readonly cell: Cell;
  readonly T: number;
  readonly B: number;
  readonly parameters: Parameters;
  readonly gradients: Parameters;
  readonly workspace: CellWorkspace;
  readonly x: Float64Array;
  readonly dx: Float64Array;
  /** What the outputs are weighed with in the loss Σ dh ⊙ h. */
  readonly dh: Float64Array;
  readonly options: { initialState: Float64Array; mask?: Float64Array; noise?: Float64Array };
}

/** The sizes of a case and what chance it is made with; every size may be 1. */
export interface CellSizes {
  readonly seed: number;
  readonly T: number;
  readonly B: number;
  readonly inputSize: number;
  readonly hiddenSize: number;
}

/** Random sizes, with ones well represented. */
export const cellSizes: Arbitrary<CellSizes> = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  T: fc.integer({ min: 1, max: 5 }),
  B: fc.integer({ min: 1, max: 4 }),
  inputSize: fc.integer({ min: 1, max: 4 }),
  hiddenSize: fc.integer({ min: 1, max: 6 }),
});

/** Makes a case with random weights, inputs, initial state and output weights. */
export function makeCase(
  config: Omit<CellConfig, 'hiddenSize'>,
  { seed, T, B, inputSize, hiddenSize }: CellSizes,
  extras: { masked?: boolean; noisy?: boolean } = {},
): CellCase {
  const rng = createRng(seed);
  const cell = createCell({ ...config, hiddenSize }, inputSize);
  const parameters = createParameters(cell.shapes);
  randomizeInPlace(rng, parameters.flat);
  return {
    cell,
    T,
    B,
    parameters,
    gradients: createParameters(cell.shapes),
    workspace: cell.createWorkspace(T, B),
    x: randomArray(rng, T * B * inputSize),
    dx: new Float64Array(T * B * inputSize),
    dh: randomArray(rng, T * B * hiddenSize),
    options: {
      initialState: randomArray(rng, B * cell.stateSize),
      ...(extras.masked ? { mask: randomMask(rng, T * B) } : {}),
      ...(extras.noisy ? { noise: randomArray(rng, T * B * cell.stateSize, -0.5, 0.5) } : {}),
    },
  };
}

function randomMask(rng: Rng, length: number): Float64Array {
  return Float64Array.from({ length }, () => (rng.next() < 0.6 ? 1 : 0));
}

/** Runs the cell forward and gives Σ dh ⊙ h. */
export function forwardLoss({ cell, parameters, workspace, x, dh, options }: CellCase): number {
  cell.forward(parameters, x, workspace, options);
  return workspace.h.all.reduce((sum, h, i) => sum + h * (dh[i] as number), 0);
}

/** Runs forward and backward: fills `gradients` and `dx`, which must be zero. */
export function runCase(it: CellCase): void {
  it.cell.forward(it.parameters, it.x, it.workspace, it.options);
  it.cell.backward(it.parameters, it.x, it.dh.slice(), it.workspace, it.gradients, it.dx);
}

/** Expects the gradients of all weights, of x and of the initial state to be those of finite differences. */
export function expectCellGradients(it: CellCase, step?: number): void {
  runCase(it);
  const loss = (): number => forwardLoss(it);
  const dInitialState = it.workspace.dInitialState.slice();
  for (const name of Object.keys(it.cell.shapes)) {
    const [at, gradient] = [it.parameters.views[name], it.gradients.views[name]];
    expectGradient(loss, at as Float64Array, gradient as Float64Array, `d${name}`, step); // in shapes
  }
  expectGradient(loss, it.x, it.dx, 'dx', step);
  expectGradient(loss, it.options.initialState, dInitialState, 'dInitialState', step);
}

/** Expects a run in two pieces, with the state carried over, to give the whole run's outputs bit for bit. */
function expectSplitsAnywhere(it: CellCase): void {
  const { cell, parameters, x, T, B, workspace: whole } = it;
  cell.forward(parameters, x, whole, it.options);
  for (let first = 1; first < T; first++) {
    const pieces = [first, T - first].map((steps) => cell.createWorkspace(steps, B));
    let [start, state]: [number, Float64Array] = [0, it.options.initialState];
    for (const piece of pieces) {
      const part = <Rows extends Float64Array | undefined>(rows: Rows): Rows => {
        const width = rows && rows.length / T;
        return (rows && width ? rows.slice(start * width, (start + piece.T) * width) : undefined) as Rows;
      };
      const options: CellOptions = {
        initialState: state,
        ...(it.options.mask ? { mask: part(it.options.mask) } : {}),
        ...(it.options.noise ? { noise: part(it.options.noise) } : {}),
      };
      cell.forward(parameters, part(x), piece, options);
      expectSameBits(piece.h.all, part(whole.h.all), `h of ${piece.T} of ${T} steps`);
      state = piece.finalState;
      start += piece.T;
    }
    expectSameBits(state, whole.finalState, 'the final state');
  }
}

/**
 * Expects padded steps, before, between and after the real ones, to change neither an output nor a gradient.
 * What stands in x, and what reaches the outputs, at a padded step is put in on purpose: for outputs nothing,
 * since they repeat the last state, for x anything.
 */
function expectPaddingChangesNothing(it: CellCase, rng: Rng): void {
  const { cell, T, B } = it;
  runCase(it);
  // Where each real step comes to stand, the same for all sequences; -1 is padding.
  const places = [-1, ...Array.from({ length: T }, (_, t) => [t, ...(t % 2 ? [-1] : [])]).flat(), -1, -1];
  const spread = (rows: Float64Array, padding: () => number): Float64Array => {
    const width = rows.length / T;
    return Float64Array.from(
      places.flatMap((t) =>
        Array.from({ length: width }, (_, k) => (t < 0 ? padding() : (rows[t * width + k] as number))),
      ),
    );
  };
  const padded: CellCase = {
    ...it,
    T: places.length,
    workspace: cell.createWorkspace(places.length, B),
    gradients: createParameters(cell.shapes),
    x: spread(it.x, () => 10 * rng.next()),
    dx: new Float64Array((it.x.length / T) * places.length),
    dh: spread(it.dh, () => 0),
    options: {
      initialState: it.options.initialState,
      mask: spread(it.options.mask ?? new Float64Array(T * B).fill(1), () => 0),
    },
  };
  runCase(padded);
  const width = B * cell.hiddenSize;
  places.forEach((t, at) => {
    const was = it.workspace.h.all.subarray(t * width, (t + 1) * width);
    if (t >= 0) expectSameBits(padded.workspace.h.all.slice(at * width, (at + 1) * width), was.slice(), 'h');
  });
  expectSameBits(padded.workspace.finalState, it.workspace.finalState, 'the final state');
  // Sums over steps may now add in another order: equal but for rounding.
  expectClose(padded.gradients.flat, it.gradients.flat, 1e-12, 'gradients');
  expectClose(padded.workspace.dInitialState, it.workspace.dInitialState, 1e-12, 'dInitialState');
  expectClose(
    padded.dx,
    spread(it.dx, () => 0),
    1e-12,
    'dx',
  );
}

/** Expects that turning the batch round turns the outputs round, bit for bit, and leaves the gradients. */
function expectBatchOrderChangesNothing(it: CellCase): void {
  const { cell, T, B } = it;
  runCase(it);
  const turned = (rows: Float64Array, steps = T): Float64Array => {
    const width = rows.length / steps / B;
    return Float64Array.from(rows, (_, index) => {
      const [row, k] = [Math.floor(index / width), index % width];
      const [t, b] = [Math.floor(row / B), row % B];
      return rows[(t * B + B - 1 - b) * width + k] as number;
    });
  };
  const other: CellCase = {
    ...it,
    workspace: cell.createWorkspace(T, B),
    gradients: createParameters(cell.shapes),
    x: turned(it.x),
    dx: new Float64Array(it.dx.length),
    dh: turned(it.dh),
    options: {
      initialState: turned(it.options.initialState, 1),
      ...(it.options.mask ? { mask: turned(it.options.mask) } : {}),
    },
  };
  runCase(other);
  expectSameBits(other.workspace.h.all, turned(it.workspace.h.all), 'h');
  expectSameBits(other.workspace.finalState, turned(it.workspace.finalState, 1), 'the final state');
  expectSameBits(other.dx, turned(it.dx), 'dx');
  expectSameBits(other.workspace.dInitialState, turned(it.workspace.dInitialState, 1), 'dInitialState');
  expectClose(other.gradients.flat, it.gradients.flat, 1e-12, 'gradients');
}

/** Declares what holds for every cell: pieces, padding and the order of a batch change nothing. */
export function itKeepsSequencesApart(config: Omit<CellConfig, 'hiddenSize'>): void {
  test('a sequence run in pieces, its state carried over, gives the same outputs to the last bit', () => {
    fc.assert(
      fc.property(cellSizes, fc.boolean(), (sizes, masked) => {
        expectSplitsAnywhere(makeCase(config, sizes, { masked, noisy: true }));
      }),
    );
  });

  test('padded steps change neither outputs, nor the final state, nor gradients', () => {
    fc.assert(
      fc.property(cellSizes, fc.boolean(), (sizes, masked) => {
        expectPaddingChangesNothing(makeCase(config, sizes, { masked }), createRng(sizes.seed));
      }),
    );
  });

  test('the order of the batch changes no output and no gradient', () => {
    fc.assert(
      fc.property(cellSizes, fc.boolean(), (sizes, masked) => {
        expectBatchOrderChangesNothing(makeCase(config, sizes, { masked }));
      }),
    );
  });
}
