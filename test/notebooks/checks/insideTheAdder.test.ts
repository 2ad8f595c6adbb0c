import { describe, it } from 'vitest';
import { minimizeMachine } from '../../../lib/src/proof/compareMachines';
import * as checks from '../../../notebooks/checks/insideTheAdder';
import { expectExercise } from '../../helpers/exercise';

type Separator = (points: number[][], labels: number[]) => number[] | null;

/** A perceptron; `change` breaks it in one place. */
const perceptron =
  (change = ''): Separator =>
  (points, labels) => {
    const w = points[0]!.map(() => 0);
    let b = 0;
    for (let round = 0; round < 1000; round++) {
      let mistakes = 0;
      points.forEach((point, n) => {
        const wanted = labels[n] === 1 ? 1 : -1;
        if (wanted * point.reduce((sum, value, i) => sum + value * w[i]!, b) > 0) return;
        mistakes++;
        point.forEach((value, i) => (w[i]! += wanted * value));
        b += wanted;
      });
      if (mistakes === 0 || change === 'one round') return change === 'no bias' ? w : [...w, b];
    }
    return change === 'never gives up' ? [...w, b] : null;
  };

describe('the exercises of notebook 09', () => {
  it('allOnes: three ones exceed all thresholds', () =>
    expectExercise(checks.allOnes, {
      stub: [NaN, NaN, NaN],
      wrong: [
        [[1, 1, 0], /two ones/],
        [[0, 0, 1], /stays on/],
        [[1, 0, 1], /at least two/],
      ],
      right: [[1, 1, 1], Float64Array.of(1, 1, 1)],
    }));

  it('separate: runs on four tasks, and XOR has no answer', () =>
    expectExercise(checks.separate as never as Parameters<typeof expectExercise<Separator>>[0], {
      stub: () => {
        throw new Error('not done');
      },
      wrong: [
        [perceptron('one round'), /wrong side/],
        [perceptron('no bias'), /bias/],
        [perceptron('never gives up'), /XOR/],
        [() => null, /can be separated/],
      ],
      right: [
        perceptron(),
        (points, labels) => {
          const found = perceptron()(points, labels);
          return found && found.map((value) => 3 * value);
        },
      ],
    }));

  it('smallestSize: refines until nothing changes', () =>
    expectExercise(checks.smallestSize, {
      stub: () => NaN,
      wrong: [
        [(next) => next.length, /all states/],
        [(_, output) => new Set(output.map((row) => row.join())).size, /outputs only/],
        [
          (next, output) =>
            new Set(next.map((row, s) => [s, ...row].map((state) => output[state]!.join()).join('/'))).size,
          /refines once/,
        ],
      ],
      right: [
        (next, output) =>
          minimizeMachine({
            name: '',
            states: next.length,
            inputs: output[0]!.map((_, i) => [i]),
            start: 0,
            next,
            output,
          }).states,
        (next, output) => {
          // Pairs that some word tells apart, from short words to long ones.
          const n = next.length;
          const apart = new Set<string>();
          for (let changed = true; changed;) {
            changed = false;
            for (let p = 0; p < n; p++)
              for (let q = 0; q < n; q++) {
                const differs =
                  output[p]!.join() !== output[q]!.join() ||
                  next[p]!.some((to, i) => apart.has(`${to},${next[q]![i]}`));
                if (!differs || apart.has(`${p},${q}`)) continue;
                apart.add(`${p},${q}`);
                changed = true;
              }
          }
          const first = (p: number) => next.findIndex((_, q) => !apart.has(`${p},${q}`));
          return new Set(next.map((_, p) => first(p))).size;
        },
      ],
    }));

  it('leakyWeight: all short sums right, and a long one wrong', () =>
    expectExercise(checks.leakyWeight, {
      stub: NaN,
      wrong: [
        [20, /finds no sum/],
        [13, /% of the sums/],
        [Infinity, /One number/],
      ],
      right: [13.4, 13.2, 13.5],
    }));

  it('oldProbe: in percent', () =>
    expectExercise(checks.oldProbe, {
      stub: NaN,
      wrong: [
        [1, /percent/],
        [50, /same neuron/],
        [0, /after the training/],
      ],
      right: [100, 50 * 2],
    }));
});
