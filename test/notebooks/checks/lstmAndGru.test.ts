import { sigmoid } from 'carry';
import { describe, it } from 'vitest';
import { farApart, lstmCounts, lstmStep, mixBack } from '../../../notebooks/checks/lstmAndGru';
import { expectExercise } from '../../helpers/exercise';

type Step = (
  x: number[],
  hPrev: number[],
  cPrev: number[],
  W_xh: number[][],
  W_hh: number[][],
  b_h: number[],
) => [number[], number[]];

/** The four groups of an LSTM in the order of the arguments of `mix`. */
const stepBy =
  (mix: (a: [number, number, number, number], cPrev: number) => [h: number, c: number]): Step =>
  (x, hPrev, cPrev, W_xh, W_hh, b_h) => {
    const H = hPrev.length;
    const a = b_h.map(
      (b, n) =>
        b +
        x.reduce((sum, v, d) => sum + v * W_xh[d]![n]!, 0) +
        hPrev.reduce((sum, v, k) => sum + v * W_hh[k]![n]!, 0),
    );
    const units = cPrev.map((c, j) => mix([a[j]!, a[H + j]!, a[2 * H + j]!, a[3 * H + j]!], c));
    return [units.map(([h]) => h), units.map(([, c]) => c)];
  };

const right: Step = stepBy(([i, f, g, o], cPrev) => {
  const c = sigmoid(f) * cPrev + sigmoid(i) * Math.tanh(g);
  return [sigmoid(o) * Math.tanh(c), c];
});

describe('exercises of notebook 12', () => {
  it('lstmCounts knows one gate, doubled weights, one bias too few and three gates', () =>
    expectExercise(lstmCounts, {
      stub: [NaN, NaN],
      wrong: [
        [[130, 140], /four sets/],
        [[520, 1040], /Only the biases/],
        [[480, 520], /none and one/],
        [[390, 420], /candidate/],
        [[520, 530], /each of the four/],
        [[560, 520], /other way round/],
      ],
      right: [
        [520, 560],
        [4 * (2 * 10 + 100 + 10), 4 * (2 * 10 + 100 + 20)],
      ],
    }));

  it('lstmStep knows exchanged gates and results, and what is missing', () =>
    expectExercise(lstmStep, {
      stub: () => [[], []],
      wrong: [
        [(...given) => [...right(...given)].reverse() as [number[], number[]], /order \[c, h\]/],
        [
          stepBy(([f, i, g, o], cPrev) => {
            const c = sigmoid(f) * cPrev + sigmoid(i) * Math.tanh(g);
            return [sigmoid(o) * Math.tanh(c), c];
          }),
          /i and f are exchanged/,
        ],
        [
          stepBy(([i, f, o, g], cPrev) => {
            const c = sigmoid(f) * cPrev + sigmoid(i) * Math.tanh(g);
            return [sigmoid(o) * Math.tanh(c), c];
          }),
          /g and o are exchanged/,
        ],
        [
          stepBy(([i, f, g, o], cPrev) => {
            const c = sigmoid(f) * cPrev + sigmoid(i) * sigmoid(g);
            return [sigmoid(o) * Math.tanh(c), c];
          }),
          /no gate/,
        ],
        [
          stepBy(([i, f, g, o], cPrev) => {
            const c = sigmoid(f) * cPrev + sigmoid(i) * Math.tanh(g);
            return [sigmoid(o) * c, c];
          }),
          /The cell is right/,
        ],
        [
          stepBy(([i, , g, o], cPrev) => {
            const c = (1 - sigmoid(i)) * cPrev + sigmoid(i) * Math.tanh(g);
            return [sigmoid(o) * Math.tanh(c), c];
          }),
          /forget gate of its own/,
        ],
        [
          (x, h, ...rest) =>
            right(
              x,
              h.map(() => 0),
              ...rest,
            ),
          /hPrev is not read/,
        ],
      ],
      right: [
        right,
        (x, hPrev, cPrev, W_xh, W_hh, b_h) =>
          right(
            [...x, ...hPrev],
            hPrev.map(() => 0),
            cPrev,
            [...W_xh, ...W_hh],
            W_hh,
            b_h,
          ),
      ],
    }));

  it('mixBack knows missing slopes, half a derivative, the wrong sign and the other convention', () => {
    type Each = (dh: number, u: number, n: number, h: number) => number[];
    const by =
      (each: Each) =>
      (dh: number[], u: number[], n: number[], h: number[]): number[][] =>
        [0, 1, 2].map((k) => dh.map((d, j) => each(d, u[j]!, n[j]!, h[j]!)[k]!));
    expectExercise(mixBack, {
      stub: () => [[], [], []],
      wrong: [
        [by((d, u, n, h) => [d * (h - n), d * (1 - u), d * u]), /slopes/],
        [by((d, u, n, h) => [d * h * u * (1 - u), d * (1 - u) * (1 - n * n), d * u]), /twice/],
        [by((d, u, n, h) => [d * (n - h) * u * (1 - u), d * (1 - u) * (1 - n * n), d * u]), /sign/],
        [by((d, u, n, h) => [d * (h - n) * u * (1 - u), d * u * (1 - n * n), d * (1 - u)]), /exchanged/],
      ],
      right: [
        by((d, u, n, h) => [d * (h - n) * u * (1 - u), d * (1 - u) * (1 - n * n), d * u]),
        by((d, u, n, h) => [d * (u - u * u) * (h - n), d * (1 - u - n * n + u * n * n), u * d]),
      ],
    });
  });

  it('farApart checks the ranges and the distance', () =>
    expectExercise(farApart, {
      stub: { hPrev: [NaN, NaN], r: [NaN, NaN], W_hn: [[NaN, NaN], [NaN, NaN]] }, // prettier-ignore
      wrong: [
        [{ hPrev: [2, 1], r: [1, 0], W_hn: [[0, 2], [2, 0]] }, /from −1 to 1/], // prettier-ignore
        [{ hPrev: [1, 1], r: [1, -1], W_hn: [[0, 2], [2, 0]] }, /from 0 to 1/], // prettier-ignore
        [{ hPrev: [1, 1], r: [1, 0], W_hn: [[0, 3], [2, 0]] }, /from −2 to 2/], // prettier-ignore
        [{ hPrev: [1, 1], r: [1, 0], W_hn: [[2, 0], [0, 2]] }, /differ by 0\.000/], // prettier-ignore
      ],
      right: [
        { hPrev: [1, 1], r: [1, 0], W_hn: [[0, 2], [2, 0]] }, // prettier-ignore
        { hPrev: [-1, 1], r: [0, 1], W_hn: [[0.5, 2], [-1.5, 1]] }, // prettier-ignore
      ],
    }));
});
