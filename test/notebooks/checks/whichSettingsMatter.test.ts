import { describe, it } from 'vitest';
import { atLeast, misleading, safeDigits, summary } from '../../../notebooks/checks/whichSettingsMatter';
import { expectExercise } from '../../helpers/exercise';

describe('exercises of notebook 16', () => {
  it('safeDigits knows one digit too many, doubles, caution and bits', () =>
    expectExercise(safeDigits, {
      stub: NaN,
      wrong: [
        [19, /not every sum/],
        [15, /doubles/],
        [17, /Safe/],
        [9, /32 bits/],
        [63, /decimal digits/],
      ],
      right: [18, Math.floor(Math.log10(2 ** 63 / 2))],
    }));

  it('atLeast knows certainty, the likely accuracy and a mean of chances', () =>
    expectExercise(atLeast, {
      stub: () => NaN,
      wrong: [
        [() => 1, /cannot tell/],
        [(n) => 0.95 ** (1 / n), /likely/],
        [(n) => 1 - 0.05 / n, /pⁿ/],
      ],
      right: [(n) => 0.05 ** (1 / n), (n) => Math.exp(Math.log(0.05) / n)],
    }));

  it('summary knows an arrival one test early, the best on the way, and the lowest of all', () => {
    const withFirst =
      (give: (curve: number[], every: number, first: number) => [number, number, number]) =>
      (curve: number[], every: number): [number, number, number] => {
        const first = curve.indexOf(1);
        return first < 0 ? [Infinity, curve.at(-1)!, 1] : give(curve, every, first);
      };
    expectExercise(summary, {
      stub: () => [NaN, NaN, NaN],
      wrong: [
        [withFirst((c, every, n) => [n * every, c.at(-1)!, Math.min(...c.slice(n))]), /place 0/],
        [
          (c, every) => {
            const n = c.indexOf(1);
            const arrived = n < 0 ? Infinity : (n + 1) * every;
            return [arrived, Math.max(...c), n < 0 ? 1 : Math.min(...c.slice(n))];
          },
          /at the end/,
        ],
        [
          (c, every) => {
            const n = c.indexOf(1);
            return [n < 0 ? Infinity : (n + 1) * every, c.at(-1)!, Math.min(...c)];
          },
          /after/,
        ],
      ],
      right: [
        withFirst((c, every, n) => [(n + 1) * every, c.at(-1)!, Math.min(...c.slice(n))]),
        withFirst((c, every, n) => [every * n + every, c[c.length - 1]!, Math.min(1, ...c.slice(n + 1))]),
      ],
    });
  });

  it('misleading wants three counts each, all of B ahead, and overlapping intervals', () =>
    expectExercise(misleading, {
      stub: [[], []],
      wrong: [
        [[[100, 100], [120, 121, 122]], /Three numbers/], // prettier-ignore
        [[[100, 100, 201], [120, 121, 122]], /whole number/], // prettier-ignore
        [[[100, 120, 110], [115, 121, 122]], /must beat every/], // prettier-ignore
        [[[100, 101, 102], [150, 151, 152]], /do not overlap/], // prettier-ignore
      ],
      right: [
        [[188, 189, 190], [191, 191, 192]], // prettier-ignore
        [[100, 101, 102], [103, 104, 105]], // prettier-ignore
      ],
    }));
});
