// A wrong run is told where it first departs from the right one: the step, the unit, the column.
import { judge, type Exercise, type MealyMachine } from 'carry';
import { describe, expect, it } from 'vitest';
import { embeddingGradient, dCrossEntropy } from '../../../notebooks/checks/aDecimalAdder';
import { longestCarried } from '../../../notebooks/checks/aMemoryThatHolds';
import { invariantInterval } from '../../../notebooks/checks/aProofForEveryLength';
import { differenceBits, slopeOfW_h } from '../../../notebooks/checks/anAdderByHand';
import { memorySlope } from '../../../notebooks/checks/automaticGradients';
import { layerBackward, measureGradient } from '../../../notebooks/checks/backpropagation';
import { measuredGradient, slopeOfPolynomial } from '../../../notebooks/checks/breakTheAdder';
import { batchOf, safeSoftmax } from '../../../notebooks/checks/dataAsVectors';
import { fitLine } from '../../../notebooks/checks/gradientDescent';
import { separate } from '../../../notebooks/checks/insideTheAdder';
import { lstmStep, mixBack } from '../../../notebooks/checks/lstmAndGru';
import { sumSlopes } from '../../../notebooks/checks/recurrence';
import { borrowGates } from '../../../notebooks/checks/theCarryAsAScan';
import { summary } from '../../../notebooks/checks/whichSettingsMatter';
import { clipTogether } from '../../../notebooks/checks/whyRnnsAreHardToTrain';
import { everySecond } from '../../../notebooks/checks/yourOwnMachine';

const hintFor = <Answer>(exercise: Exercise<Answer>, answer: Answer): string => {
  const verdict = judge(exercise, answer);
  return 'hint' in verdict ? verdict.hint : verdict.state;
};

describe('a function that runs over time and gives one number: from how many steps on it is wrong', () => {
  it('sumSlopes, which takes its last step only', () => {
    expect(hintFor(sumSlopes, (_w, _u, _b, xs, dLast) => [dLast * xs.at(-1)!, 0, dLast])).toContain(
      'first departs with 2 of the steps. For (0.5, 0.8, 0.1, [9, 0], 2): dw is 0, expected 14.4.',
    );
  });

  it('memorySlope, which gives its state', () => {
    expect(hintFor(memorySlope, (w, xs) => xs.reduce((h, x) => w * h + x, 0))).toContain(
      'This is the state. Return the gradient of w. Your run first departs with 1 of the steps.',
    );
  });

  it('slopeOfW_h, through which nothing comes back', () => {
    const alone: Parameters<typeof slopeOfW_h.check>[0] = (h, y, target, _, w_y) =>
      h.reduce((sum, h_t, t) => {
        const dz = (y[t]! - target[t]!) * y[t]! * (1 - y[t]!);
        return sum + (h[t - 1] ?? 0) * dz * w_y * h_t * (1 - h_t);
      }, 0);
    // With two steps the one that counts is the last, and nothing comes back to it.
    expect(hintFor(slopeOfW_h, alone)).toMatch(
      /^Nothing comes back.* Your run first departs here\. For \(\[0\.6, /,
    );
  });

  it('longestCarried, which counts fresh carries', () => {
    expect(hintFor(longestCarried, (a) => Math.max(0, a.length - 1))).toContain(
      'first departs with 2 of the columns. For ([0, 1], [1, 0]): the answer is 1, expected 0.',
    );
  });

  it('fitLine, which halves its slopes', () => {
    const half = (x: number[], target: number[], rate: number, steps: number) => {
      const line = { w: 0, b: 0 };
      for (let step = 0; step < steps; step++) {
        const dy = x.map((value, n) => (value * line.w + line.b - target[n]!) / x.length);
        line.w -= rate * dy.reduce((sum, d, n) => sum + d * x[n]!, 0);
        line.b -= rate * dy.reduce((sum, d) => sum + d, 0);
      }
      return line;
    };
    expect(hintFor(fitLine, half)).toMatch(
      /half as long.*first departs.*\(\[1\], \[3\], 0\.25, 1\): b of the answer/,
    );
  });

  it('summary, which never arrives', () => {
    expect(hintFor(summary, (curve) => [Infinity, curve.at(-1)!, 1])).toMatch(
      /first departs with \d+ of the tests\. For .*: the step of arrival is Infinity, expected/,
    );
  });
});

describe('a function that gives a list: which item is the first that is wrong', () => {
  const places: readonly (readonly [string, string, string])[] = [
    ['slopeOfPolynomial', hintFor(slopeOfPolynomial, (c) => c.slice(1)), 'coefficient 1 is 5, expected 10'],
    [
      'measuredGradient',
      hintFor(measuredGradient, (f, x) => x.map(() => f(x))),
      'slope 0 is 18, expected 12',
    ],
    [
      'batchOf',
      hintFor(batchOf, (words) =>
        Array.from({ length: Math.max(...words.map((word) => word.length)) }, () =>
          words.map(() => new Array<number>(26).fill(0)),
        ),
      ),
      'step 0, word 0, place 2 is 0, expected 1',
    ],
    ['safeSoftmax', hintFor(safeSoftmax, (z) => z.map(() => 0.5)), 'probability 0 is 0.5'],
    [
      'layerBackward',
      hintFor(layerBackward, (x, W, da) => ({
        dW: W.map((_, i) => da[0]!.map((__, j) => da.reduce((sum, row, n) => sum + x[n]![i]! * row[j]!, 0))),
        db: da.at(-1)!,
        dx: x,
      })),
      'db of the answer, unit 0 is 0, expected 3',
    ],
    [
      'measureGradient',
      hintFor(measureGradient, (loss, w) => w.map((_, k) => (k === 0 ? 12 : loss(w) + 100))),
      'slope 1 of [',
    ],
    [
      'differenceBits',
      hintFor(differenceBits, (a, b) => a.map((bit, t) => bit ^ b[t]!)),
      'column 3 is 1, expected 0',
    ],
    ['lstmStep', hintFor(lstmStep, (_x, h, c) => [h, c]), 'h, unit 0 is 0.3'],
    ['mixBack', hintFor(mixBack, (dh) => [dh, dh, dh]), 'da_u, unit 0 is 1'],
    ['clipTogether', hintFor(clipTogether, (lists) => lists), 'list 0, place 0 is 30, expected 3'],
    ['borrowGates', hintFor(borrowGates, (x, y) => [x === y ? 1 : 0, 1]), 'g is 1, expected 0'],
    ['invariantInterval', hintFor(invariantInterval, () => [0, 1]), 'high is 1'],
    [
      'embeddingGradient',
      hintFor(embeddingGradient, (_, de) => [...de, de[0]!]),
      'symbol 0, place 0 is 1, expected 3',
    ],
    ['dCrossEntropy', hintFor(dCrossEntropy, (z) => z.map(() => 0.25)), 'class 2 is 0.25, expected -0.75'],
    ['separate', hintFor(separate, () => [1, 1, 1]), 'the first of them (0, 0)'],
  ];

  it.each(places)('%s', (_, hint, place) => {
    expect(hint).toContain(place);
  });
});

it('a machine is told the shortest sequence after which it departs, beside a known mistake’s hint', () => {
  const parity: MealyMachine = {
    name: 'parity',
    states: 2,
    inputs: [[0], [1]],
    start: 0,
    next: [[0, 1], [1, 0]], // prettier-ignore
    output: [[0, 1], [1, 0]], // prettier-ignore
  };
  expect(hintFor(everySecond, parity)).toMatch(
    /parity.*It first departs after 1, where it says 1, and should say 0\.$/,
  );
});
