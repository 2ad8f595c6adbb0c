// The parts of the playground that compute; what a reader sees of them is tested in test/browser.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTrainer } from '../../docs/playground/adder/trainer';
import { addColumns, columnsFor, writtenBy } from '../../docs/playground/adder/columns';
import { carriesOf, fitCarryLine, readCarry } from '../../docs/playground/adder/carryLine';
import { coqFileOf } from '../../docs/playground/adder/coqDownload';
import { examine } from '../../docs/playground/adder/examiner';
import type { Answer, Progress } from '../../docs/playground/adder/protocol';
import { createAdder, type Settings } from '../../docs/playground/adder/settings';
import { fields, readEdits, writeEdits } from '../../docs/playground/adder/state';
import { wrongSumOf } from '../../docs/playground/adder/proofView';
import { walk } from '../../docs/playground/optimizers/race';
import { SURFACES } from '../../docs/playground/optimizers/surfaces';
import {
  choice,
  number,
  readState,
  text,
  writeState,
  type Fields,
} from '../../docs/playground/parts/address';
import { additionBatch } from '../../lib/src/tasks/binaryAddition';
import { tanhAdder } from '../../lib/src/proof/handBuilt';

interface Some {
  readonly gate: 'and' | 'or';
  readonly w: number;
  readonly name: string;
}

describe('the address', () => {
  const some: Fields<Some> = {
    gate: choice<'and' | 'or'>('and', ['and', 'or']),
    w: number(1, -10, 10, 2),
    name: text('', /^[a-z,:]*$/),
  };

  it('readState(writeState(s)) is s', () => {
    const states = fc.record({
      gate: fc.constantFrom('and' as const, 'or' as const),
      w: fc.integer({ min: -1000, max: 1000 }).map((w) => w / 100),
      name: fc.stringMatching(/^[a-z,:]{0,9}$/),
    });
    fc.assert(
      fc.property(states, (state) => {
        expect(readState(some, writeState(some, state))).toEqual(state);
      }),
    );
  });

  it('readState(hash) takes the fallback for what makes no sense, and keeps numbers in their range', () => {
    expect(readState(some, '#gate=nor&w=1e9&name=<b>')).toEqual({ gate: 'and', w: 10, name: '' });
    expect(readState(some, '#w=&gate')).toEqual({ gate: 'and', w: 1, name: '' });
    fc.assert(
      fc.property(fc.string(), (hash) => {
        expect(Math.abs(readState(some, hash).w)).toBeLessThanOrEqual(10);
      }),
    );
  });

  it('writeState(s) leaves out what has its fallback', () => {
    expect(writeState<Some>(some, { gate: 'and', w: 1, name: '' })).toBe('#');
    expect(writeState<Some>(some, { gate: 'or', w: 1, name: 'a:b' })).toBe('#gate=or&name=a%3Ab');
  });

  it('readEdits(writeEdits(e)) is e, to three decimals', () => {
    const edits = new Map([
      [3, -0.5],
      [17, 1.235],
    ]);
    expect(readEdits(writeEdits(edits))).toEqual(edits);
    expect(fields.edits.read(writeEdits(edits))).toBe('3:-0.5,17:1.235');
  });
});

describe.each(Object.entries(SURFACES))('the surface %s', (_, { height, slope, x, y, lowest, start }) => {
  it('slope(x, y) is the gradient of height(x, y)', () => {
    const e = 1e-5;
    for (let n = 0; n < 50; n++) {
      const [px, py] = [
        x[0] + ((n + 0.5) / 50) * (x[1] - x[0]),
        y[0] + (((n * 7) % 50) / 50) * (y[1] - y[0]),
      ];
      expect(slope(px, py)[0]).toBeCloseTo((height(px + e, py) - height(px - e, py)) / (2 * e), 5);
      expect(slope(px, py)[1]).toBeCloseTo((height(px, py + e) - height(px, py - e)) / (2 * e), 5);
    }
  });

  it('lowest is the lowest height, and the start is on the map', () => {
    let found = Infinity;
    for (let px = x[0]; px <= x[1]; px += (x[1] - x[0]) / 1000) {
      for (let py = y[0]; py <= y[1]; py += (y[1] - y[0]) / 1000) found = Math.min(found, height(px, py));
    }
    expect(found).toBeGreaterThanOrEqual(lowest - 1e-6);
    expect(found).toBeLessThan(lowest + 1e-3);
    expect(start[0] > x[0] && start[0] < x[1] && start[1] > y[0] && start[1] < y[1]).toBe(true);
  });
});

describe('a race', () => {
  it('walk(…): on the long valley SGD arrives below the border of 1 and is lost above it', () => {
    expect(walk('sgd', 0.9, SURFACES.valley, SURFACES.valley.start).arrived).toBe(32);
    expect(walk('sgd', 1.2, SURFACES.valley, SURFACES.valley.start)).toMatchObject({
      arrived: undefined,
      lost: expect.any(Number),
    });
  });

  it('walk(…): on the two bowls momentum is carried over the rim, SGD is not', () => {
    const { bowls } = SURFACES;
    expect(walk('momentum', bowls.rates.momentum, bowls, bowls.start).arrived).toBeGreaterThan(0);
    expect(walk('sgd', bowls.rates.sgd, bowls, bowls.start).arrived).toBeUndefined();
  });

  it('walk(…) does not take passing by for arriving', () => {
    const { path, arrived } = walk('momentum', 0.15, SURFACES.valley, SURFACES.valley.start);
    const passed = path.findIndex(([px, py]) => SURFACES.valley.height(px, py) < 0.01);
    expect(arrived).toBeGreaterThan(passed);
  });
});

describe('the sum', () => {
  const adder = tanhAdder();
  const line = fitCarryLine(adder);

  it('fitCarryLine(model) reads every carry off an adder that was made by hand', () => {
    expect(line.accuracy).toBe(1);
    const { x } = additionBatch([[3, 1]], 4);
    adder.forward({ x, T: 4, B: 1 });
    const states = adder.cellWorkspaces()[0]?.h.steps ?? [];
    expect(states.map((h) => readCarry(line, h) > 0)).toEqual([true, true, false, false]);
  });

  it('carriesOf(x) is the carry after each step of each sum', () => {
    const { x, T, B } = additionBatch(
      [
        [3, 1],
        [2, 2],
      ],
      3,
    );
    expect(Array.from(carriesOf(x, T, B))).toEqual([1, 0, 1, 1, 0, 0]);
  });

  it('addColumns(…) writes down the sum of any two numbers', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 60n), fc.bigInt(0n, 2n ** 60n), (a, b) => {
        const T = columnsFor(a, b, 8, 128);
        // The adder by hand answers above ½, the playground's above 0.
        const columns = addColumns(adder, line, a, b, T).map((column) => ({
          ...column,
          logit: column.logit - 0.5,
        }));
        expect(writtenBy(columns)).toBe(a + b);
        expect(columns.every(({ carry, reading }) => reading > 0 === (carry === 1))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('wrongSumOf(inputs) are the two numbers behind a sequence of inputs', () => {
    expect(wrongSumOf([3, 1, 2, 0])).toEqual({ a: 5n, b: 3n, columns: 4 });
  });
});

const settings: Settings = {
  units: 3,
  activation: 'tanh',
  first: 'sqrt',
  seed: 4,
  rate: 0.01,
  noise: 0.1,
  price: 0.0005,
};

/** Trains as the page does; `act` may speak to the trainer at each report. Gives the last report. */
function trained(
  upTo: number,
  act: (trainer: ReturnType<typeof createTrainer>, step: number) => void = () => undefined,
): Promise<Progress> {
  return new Promise((resolve, reject) => {
    let last: Progress | undefined;
    const trainer = createTrainer((answer: Answer) => {
      if (answer.kind === 'progress') {
        last = answer;
        act(trainer, answer.step);
      } else if (answer.kind === 'failed') reject(new Error(answer.message));
      else if (answer.kind === 'ended' && answer.step >= upTo && last) resolve(last);
      else if (answer.kind === 'ended') trainer.train(2, settings, false, upTo, 'fast');
    });
    trainer.train(1, settings, true, upTo, 'fast');
  });
}

describe('the trainer', () => {
  it('a training that is paused and taken up again gives the same weights, bit for bit', async () => {
    const inOneGo = await trained(300);
    let paused = 0;
    const inParts = await trained(300, (trainer, step) => {
      if (step > 0 && step < 300 && paused++ < 2) trainer.pause();
    });
    expect(inParts.step).toBe(300);
    expect(inParts.parameters).toEqual(inOneGo.parameters);
  });

  it('gives the same weights wherever pauses fall, between two reports, too', async () => {
    const inOneGo = await trained(1500);
    const steps: number[] = [];
    const inParts = await new Promise<Progress>((resolve, reject) => {
      let last: Progress | undefined;
      const trainer = createTrainer((answer: Answer) => {
        if (answer.kind === 'progress') last = answer;
        else if (answer.kind === 'failed') reject(new Error(answer.message));
        else if (answer.kind === 'ended') {
          steps.push(answer.step);
          if (answer.step >= 1500 && last) resolve(last);
          else goOn();
        }
      });
      const goOn = (fresh = false) => {
        trainer.train(1, settings, fresh, 1500, 'fast');
        if (steps.length < 20) setTimeout(() => trainer.pause(), 2 * steps.length);
      };
      goOn(true);
    });
    expect(steps.some((step) => step % 5 !== 0)).toBe(true); // else nothing was tried
    expect(inParts.step).toBe(1500);
    expect(inParts.parameters).toEqual(inOneGo.parameters);
  });

  it('a trained network is found to be addition and proved; with its memory cut off it is neither', async () => {
    const { parameters } = await trained(4000);
    const look = (weights: Float64Array) =>
      examine({
        kind: 'examine',
        id: 1,
        settings,
        parameters: weights,
        wants: { machine: true, proof: true },
      });
    const whole = look(parameters);
    expect(whole.machine).toMatchObject({ adds: true, exact: true });
    expect(whole.proof).toMatchObject({ checked: true });
    const theorem = coqFileOf(whole.proof!.certificate!);
    expect(theorem).toContain('Theorem the_network_adds :');
    expect(theorem).toContain('Definition tolerated : fraction := 1 // 17.');
    const cut = createAdder(settings);
    cut.parameters.flat.set(parameters);
    cut.parameters.views['cell0.W_hh']?.fill(0);
    const broken = look(cut.parameters.flat);
    expect(broken.machine?.adds).toBe(false);
    expect(broken.proof?.certificate).toBeUndefined();
    expect(broken.proof?.counterexample?.length).toBeGreaterThan(0);
  });

  it('ReLU units are not sent to a proof that cannot be', () => {
    const relu: Settings = { ...settings, activation: 'relu' };
    const parameters = createAdder(relu).parameters.flat;
    expect(
      examine({ kind: 'examine', id: 1, settings: relu, parameters, wants: { machine: false, proof: true } })
        .proof?.unable,
    ).toContain('no bounds');
  });
});
