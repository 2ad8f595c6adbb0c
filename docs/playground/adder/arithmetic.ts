// Why a bit comes out as it does: every product of one column, and their sums.
import type { Parameters } from '../../../lib/src/core/parameters';
import type { Column } from './sumView';

/** A weight times what comes in. */
export interface Product {
  readonly weight: number;
  readonly value: number;
}

/** How one unit comes to its value. */
export interface UnitSum {
  /** The two bits. */
  readonly inputs: readonly Product[];
  /** The state that the column before has left; nothing in the first column, where it is zero. */
  readonly states: readonly Product[];
  readonly bias: number;
  /** The sum, before the activation. */
  readonly a: number;
  /** The value, after it. */
  readonly h: number;
  /** Its weight in the answer. */
  readonly weight: number;
}

/** How one column comes to its bit. */
export interface Arithmetic {
  readonly units: readonly UnitSum[];
  readonly bias: number;
  /** The sum of the units and the bias; above 0 it means 1. */
  readonly logit: number;
}

const sumOf = (products: readonly Product[]): number =>
  products.reduce((sum, { weight, value }) => sum + weight * value, 0);

/** Takes column `t` of a sum apart. */
export function arithmeticOf({ views }: Parameters, columns: readonly Column[], t: number): Arithmetic {
  const column = columns[t];
  const view = (name: string): ArrayLike<number> => views[name] ?? [];
  const [W_xh, W_hh, b_h] = [view('cell0.W_xh'), view('cell0.W_hh'), view('cell0.b_h')];
  const [W_hy, b_y] = [view('readOut.W'), view('readOut.b')];
  const h = Array.from(column?.h ?? []);
  const hPrev = Array.from(columns[t - 1]?.h ?? []);
  const units = h.map((value, j): UnitSum => {
    const at = (matrix: ArrayLike<number>, row: number): number => matrix[row * h.length + j] ?? 0;
    const inputs = [column?.a ?? 0, column?.b ?? 0].map((bit, row) => ({
      weight: at(W_xh, row),
      value: bit,
    }));
    const states = hPrev.map((before, row) => ({ weight: at(W_hh, row), value: before }));
    const bias = b_h[j] ?? 0;
    const a = sumOf(inputs) + sumOf(states) + bias;
    return { inputs, states, bias, a, h: value, weight: W_hy[j] ?? 0 };
  });
  const bias = b_y[0] ?? 0;
  return { units, bias, logit: sumOf(units.map(({ weight, h: value }) => ({ weight, value }))) + bias };
}
