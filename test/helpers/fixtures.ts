import { readFileSync } from 'node:fs';
import { createParameters } from '../../lib/src/core/parameters';
import { createCell, type CellConfig } from '../../lib/src/neural/createCell';
import { expectClose } from './arrays';
import { runCase, type CellCase } from './cells';

/** A cell's values and gradients as PyTorch computed them: see test/fixtures/cells/make.py. */
export interface CellFixture {
  readonly config: CellConfig;
  readonly T: number;
  readonly B: number;
  readonly inputSize: number;
  readonly mask?: number[];
  readonly weights: Record<string, number[]>;
  readonly x: number[];
  readonly initialState: number[];
  readonly dh: number[];
  readonly h: number[];
  readonly finalState: number[];
  readonly dx: number[];
  readonly dInitialState: number[];
  readonly gradients: Record<string, number[]>;
}

/** Reads a file of test/fixtures/cells. */
export function readFixture<Fixture>(name: string): Fixture {
  return JSON.parse(readFileSync(new URL(`../fixtures/cells/${name}`, import.meta.url), 'utf8'));
}

/** The fixtures of one kind of cell, each under a name that says what it is. */
export function cellFixtures(kind: CellConfig['kind']): [string, CellFixture][] {
  return readFixture<{ cases: CellFixture[] }>('cells.json')
    .cases.filter(({ config }) => config.kind === kind)
    .map((fixture) => [`${JSON.stringify(fixture.config)}${fixture.mask ? ', masked' : ''}`, fixture]);
}

/** Expects the cell to compute what PyTorch did. Both are float64: only the order of sums may differ. */
export function expectAsInPytorch({ config, T, B, inputSize, ...theirs }: CellFixture): void {
  const tolerance = 1e-13;
  const cell = createCell(config, inputSize);
  const parameters = createParameters(cell.shapes);
  for (const [name, weight] of Object.entries(theirs.weights)) parameters.views[name]?.set(weight);
  const it: CellCase = {
    cell,
    T,
    B,
    parameters,
    gradients: createParameters(cell.shapes),
    workspace: cell.createWorkspace(T, B),
    x: Float64Array.from(theirs.x),
    dx: new Float64Array(theirs.x.length),
    dh: Float64Array.from(theirs.dh),
    options: {
      initialState: Float64Array.from(theirs.initialState),
      ...(theirs.mask ? { mask: Float64Array.from(theirs.mask) } : {}),
    },
  };
  runCase(it);
  const { mask } = theirs;
  // PyTorch gives 0 for a padded output where we repeat the last state: compare the others.
  const scored = it.workspace.h.all.map((h, i) => (mask?.[Math.floor(i / config.hiddenSize)] === 0 ? 0 : h));
  expectClose(scored, theirs.h, tolerance, 'h');
  expectClose(it.workspace.finalState, theirs.finalState, tolerance, 'the final state');
  expectClose(it.dx, theirs.dx, tolerance, 'dx');
  expectClose(it.workspace.dInitialState, theirs.dInitialState, tolerance, 'dInitialState');
  const names = Object.keys(theirs.gradients);
  for (const name of names) {
    expectClose(it.gradients.views[name] ?? [], theirs.gradients[name] ?? [], tolerance, `d${name}`);
  }
  expectClose([names.length], [Object.keys(cell.shapes).length], 0, 'the number of weights');
}
