import { describe, expect, it } from 'vitest';
import { createRng, integer, uniform } from '../../../lib/src/core/random';
import { sigmoid } from '../../../lib/src/neural/activations';
import { createOptimizer } from '../../../lib/src/neural/optimizers';
import { Value } from '../../../lib/src/neural/value';
import * as exercises from '../../../notebooks/checks/theCarryAsAScan';
import { expectExercise } from '../../helpers/exercise';

const { borrowGates, breaking, heldAfter16, millionRounds, thriftyScan } = exercises;
type Join = (earlier: string, later: string) => string;

function oneByOne(items: string[], join: Join): string[] {
  const found = items.slice(0, 1);
  for (const item of items.slice(1)) found.push(join(found.at(-1)!, item));
  return found;
}

function doubling(items: string[], join: Join): string[] {
  let known = items;
  for (let reach = 1; reach < items.length; reach *= 2) {
    known = known.map((later, t) => (t < reach ? later : join(known[t - reach]!, later)));
  }
  return known;
}

function byPairs(items: string[], join: Join): string[] {
  if (items.length < 2) return items;
  const pairs = items.flatMap((item, t) => (t % 2 === 1 ? [join(items[t - 1]!, item)] : []));
  const odd = byPairs(pairs, join);
  return items.map((item, t) =>
    t === 0 ? item : t % 2 === 1 ? odd[(t - 1) / 2]! : join(odd[t / 2 - 1]!, item),
  );
}

const chain = (length: number): number[] => [2, ...new Array<number>(length).fill(1)];

describe('exercises of notebook 14', () => {
  it('millionRounds knows one by one, a power too few and the wrong base', () =>
    expectExercise(millionRounds, {
      stub: NaN,
      wrong: [
        [1e6, /after the other/],
        [19, /not quite/],
        [6, /base 10/],
      ],
      right: [20, Math.ceil(Math.log2(1e6))],
    }));

  it('borrowGates knows the gates of addition, the other direction and an exchanged p', () =>
    expectExercise(borrowGates, {
      stub: () => [],
      wrong: [
        [(x, y) => [x ^ y, x & y], /addition/],
        [(x, y) => [1 - (x ^ y), x & (1 - y)], /y − x/],
        [(x, y) => [x ^ y, (1 - x) & y], /decides by itself/],
      ],
      right: [(x, y) => [1 - (x ^ y), (1 - x) & y], (x, y) => [Number(x === y), Number(y > x)]],
    }));

  it('thriftyScan counts joins, and knows the wrong order and missing places', () =>
    expectExercise(thriftyScan, {
      stub: () => {
        throw new Error('not done');
      },
      wrong: [
        [doubling, /joins/],
        [(items, join) => byPairs(items, (earlier, later) => join(later, earlier)), /order/],
        [(items) => items, /not ab/],
        [(items, join) => byPairs(items, join).slice(1), /returns/],
      ],
      right: [byPairs, oneByOne],
    }));

  it('breaking runs the leaking adder', () =>
    expectExercise(breaking, {
      stub: [],
      wrong: [
        [chain(50), /rightly/],
        [chain(300), /at most 200/],
        [[3], /two bits/],
      ],
      right: [chain(110), [...chain(150), 0, 2]],
    }));

  it('heldAfter16 is the middle of three seeds', () => {
    const memories = [1, 2, 3].map(heldAfterTraining).sort((one, other) => one - other);
    expect(memories).toEqual([15, 17, 17]);
    expectExercise(heldAfter16, {
      stub: NaN,
      wrong: [
        [10, /8 columns/],
        [11, /8 columns/],
        [15, /second seed/],
      ],
      right: [17, 34 / 2],
    });
  });
});

/** Trains the notebook's scan of twelve numbers on 16 columns, and counts how far it hands a lone carry on. */
function heldAfterTraining(seed: number): number {
  const rng = createRng(seed);
  const flat = Float64Array.from({ length: 12 }, () => uniform(rng, -1, 1));
  const adam = createOptimizer({ kind: 'adam', learningRate: 0.05 }, 12);
  for (let step = 0; step < 400; step++) {
    const p = Array.from(flat, (number) => new Value(number));
    const u = p.slice(0, 3).map((logit) => logit.sigmoid());
    let loss = new Value(0);
    for (let b = 0; b < 16; b++) {
      let [c, carry] = [new Value(0), 0];
      for (let t = 0; t < 16; t++) {
        const s = integer(rng, 0, 2) + integer(rng, 0, 2);
        const logit = p[6 + s]!.plus(p[9 + s]!.times(c));
        loss = loss.plus(logit.softplus().minus(logit.times((s + carry) % 2)));
        c = p[3 + s]!.plus(u[s]!.times(c.minus(p[3 + s]!)));
        carry = Number(s + carry > 1);
      }
    }
    loss.times(1 / 256).backward();
    adam.stepInPlace(
      flat,
      Float64Array.from(p, ({ gradient }) => gradient),
    );
  }
  return columnsHeld(flat);
}

function columnsHeld(p: Float64Array): number {
  for (let columns = 0; ; columns++) {
    let [c, carry] = [0, 0];
    for (const s of [...chain(columns), 0]) {
      if (Number(p[6 + s]! + p[9 + s]! * c > 0) !== (s + carry) % 2) return columns;
      const u = sigmoid(p[s]!);
      c = u * c + (1 - u) * p[3 + s]!;
      carry = Number(s + carry > 1);
    }
  }
}
