import type { Parameters } from '../core/parameters';
import type { CellKind } from '../neural/workspace';

/** One weight of a TensorFlow layer: its numbers, row-major, and its shape. */
export interface LayerWeight {
  readonly values: Float64Array;
  readonly shape: readonly number[];
}

/** How the weights of a part of our model lie in the TensorFlow layer that matches it. */
export interface Layout {
  /** Our weights in the layer's order and shapes, as fresh copies. */
  toLayer(parameters: Parameters): LayerWeight[];
  /** The layer's weights, in its order, written into ours. */
  fromLayerInPlace(parameters: Parameters, weights: readonly ArrayLike<number>[]): void;
}

/** Weights that lie alike on both sides, under these names of ours, in TensorFlow's order. */
function alike(...names: string[]): Layout {
  return {
    toLayer: ({ views, shapes }) =>
      names.flatMap((name) => {
        const [view, shape] = [views[name], shapes[name]];
        return view && shape ? [{ values: view.slice(), shape }] : []; // a bias may be switched off
      }),
    fromLayerInPlace({ views }, weights) {
      names.filter((name) => views[name]).forEach((name, n) => views[name]!.set(weights[n]!)); // checked by the caller
    },
  };
}

/** TensorFlow's GRU has the recurrent weights of z, r and n side by side, [H, 3H]; ours are [H, 2H] and [H, H]. */
const gru: Layout = {
  toLayer(parameters) {
    const { W_hh, W_hn } = parameters.views;
    const H = Math.sqrt(W_hn!.length); // a GRU has both
    const joined = new Float64Array(3 * H * H);
    for (let row = 0; row < H; row++) {
      joined.set(W_hh!.subarray(row * 2 * H, (row + 1) * 2 * H), row * 3 * H);
      joined.set(W_hn!.subarray(row * H, (row + 1) * H), row * 3 * H + 2 * H);
    }
    const [W_xh, ...bias] = alike('W_xh', 'b_h').toLayer(parameters);
    return [W_xh!, { values: joined, shape: [H, 3 * H] }, ...bias]; // W_xh is always there
  },
  fromLayerInPlace(parameters, [W_xh, joined, b_h]) {
    const { W_hh, W_hn } = parameters.views;
    const H = Math.sqrt(W_hn!.length);
    for (let row = 0; row < H; row++) {
      const whole = Float64Array.from(joined!).subarray(row * 3 * H, (row + 1) * 3 * H);
      W_hh!.set(whole.subarray(0, 2 * H), row * 2 * H);
      W_hn!.set(whole.subarray(2 * H), row * H);
    }
    alike('W_xh', 'b_h').fromLayerInPlace(parameters, b_h ? [W_xh!, b_h] : [W_xh!]);
  },
};

/** The layouts of the cells. TensorFlow's LSTM has our order of gates, i, f, g, o, and its GRU ours, z, r, n. */
export const CELL_LAYOUTS: Readonly<Record<CellKind, Layout>> = {
  rnn: alike('W_xh', 'W_hh', 'b_h'),
  gru,
  lstm: alike('W_xh', 'W_hh', 'b_h'),
};

export const EMBEDDING_LAYOUT: Layout = alike('W_e');

export const READ_OUT_LAYOUT: Layout = alike('W', 'b');
