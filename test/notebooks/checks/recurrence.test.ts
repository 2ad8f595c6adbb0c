import { describe, it } from 'vitest';
import {
  cellWeights,
  maskedStep,
  snowMatrix,
  sunnyBug,
  updatesPerEpoch,
} from '../../../notebooks/checks/recurrence';
import { expectExercise } from '../../helpers/exercise';

describe('exercises of notebook 04', () => {
  it('cellWeights knows forgotten biases, a dense layer and inputs alone', () =>
    expectExercise(cellWeights, {
      stub: NaN,
      wrong: [
        [40, /biases/],
        [20, /fed back/],
        [15, /of its own/],
        [29, /5 units to the 5/],
      ],
      right: [45, 3 * 5 + 5 ** 2 + 5],
    }));

  it('snowMatrix knows the wrong direction, the identity and a half turn', () =>
    expectExercise(snowMatrix, {
      stub: [],
      wrong: [
        [
          [
            [0, 1, 0],
            [0, 0, 1],
            [1, 0, 0],
          ],
          /W_next/,
        ],
        [
          [
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
          ],
          /sunny/,
        ],
        [
          [
            [0, 0, 1],
            [0, 1, 0],
            [1, 0, 0],
          ],
          /Burger stays/,
        ],
      ],
      right: [
        [
          [0, 0, 1],
          [1, 0, 0],
          [0, 1, 0],
        ],
        [
          Float64Array.of(0, 0, 1),
          Float64Array.of(1, 0, 0),
          Float64Array.of(0, 1, 0),
        ] as unknown as number[][],
      ],
    }));

  it('sunnyBug gives each choice its own reason', () =>
    expectExercise(sunnyBug, {
      stub: '',
      wrong: [
        ['apple pie', /1, 0, 0/],
        ['burger', /second place/],
        ['nothing', /two dishes/],
        ['chicken', /first one/],
      ],
      right: ['apple pie and chicken', 'Pie and chicken', 'chicken and apple pie'],
    }));

  it('updatesPerEpoch knows the forgotten split, rows for batches, and validation', () =>
    expectExercise(updatesPerEpoch, {
      stub: NaN,
      wrong: [
        [10, /never trains/],
        [8000, /training rows/],
        [2, /no updates/],
        [1000, /size of a batch/],
      ],
      right: [8, (10_000 * 0.8) / 1000],
    }));

  it('maskedStep knows an ignored mask, a forgotten state and a hidden input', () =>
    expectExercise(maskedStep, {
      stub: () => {
        throw new Error('not done');
      },
      wrong: [
        [(x, hPrev, _, w, u, b) => w * x + u * hPrev + b, /never looks/],
        [(x, hPrev, mask, w, u, b) => mask * (w * x + u * hPrev + b), /becomes 0/],
        [(x, hPrev, mask, w, u, b) => w * x * mask + u * hPrev + b, /hides the input/],
      ],
      right: [
        (x, hPrev, mask, w, u, b) => (mask ? w * x + u * hPrev + b : hPrev),
        (x, hPrev, mask, w, u, b) => mask * (w * x + u * hPrev + b) + (1 - mask) * hPrev,
      ],
    }));
});
