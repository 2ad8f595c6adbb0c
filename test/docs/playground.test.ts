// The parts of the playground that compute; what a reader sees of them is tested in test/browser.
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createTrainer, REPORT, WATCHED_STEPS } from '../../docs/playground/adder/trainer';
import { arithmeticOf } from '../../docs/playground/adder/arithmetic';
import { addColumns, columnsFor, readWholeNumber, writtenBy } from '../../docs/playground/adder/columns';
import { carriesOf, fitCarryLine, readCarry } from '../../docs/playground/adder/carryLine';
import { coqFileOf } from '../../docs/playground/adder/coqDownload';
import { examine } from '../../docs/playground/adder/examiner';
import type { Answer, Progress } from '../../docs/playground/adder/protocol';
import { verdictOf } from '../../docs/playground/adder/proofView';
import { wrongSumOf } from '../../docs/playground/adder/wrongSum';
import { PRESETS, stateOf } from '../../docs/playground/adder/presets';
import { createAdder, type Settings } from '../../docs/playground/adder/settings';
import {
  fields,
  readAddress,
  readEdits,
  settingsOf,
  weightCount,
  writeEdits,
} from '../../docs/playground/adder/state';
import * as neuron from '../../docs/playground/neuron/state';
import * as optimizers from '../../docs/playground/optimizers/state';
import { walk } from '../../docs/playground/optimizers/race';
import { RACERS, SURFACES } from '../../docs/playground/optimizers/surfaces';
import {
  choice,
  number,
  readState,
  text,
  writeState,
  type Fields,
} from '../../docs/playground/parts/address';
import { createRng } from '../../lib/src/core/random';
import { additionBatch } from '../../lib/src/tasks/addition';
import { tanhAdder } from '../../lib/src/proof/handBuilt';
import { NIGHT, withinASecond } from '../helpers/night';
import { inherited } from '../helpers/prototypes';

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

/** Addresses that somebody with bad intentions, or a slip of the hand, could send. */
const hostile = (() => {
  const names = [...new Set([fields, neuron.fields, optimizers.fields].flatMap((each) => Object.keys(each)))];
  const pieces = [
    ...['', '-', '.', ':', ',', '1', '111:', '9'.repeat(400), '1e999', '0x10', 'NaN', 'Infinity', '-0'],
    ...['sgd', 'adam', 'sgd:0.5', 'sgd:0', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', '3:0.5', '320:8', '999:1'],
    ...['machine', 'proof', '%', '%zz', '%00', '\u202e', '<b>', '__proto__', 'toString', '1,2', '-3.25'],
  ];
  const one = fc.tuple(
    fc.oneof(fc.constantFrom(...names, '__proto__', 'constructor'), fc.string({ maxLength: 4 })),
    fc.oneof(
      fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join('')),
      fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(',')),
      fc.double().map(String),
      fc.string({ maxLength: 40 }),
    ),
  );
  return fc
    .array(one, { maxLength: 5 })
    .map((given) => `#${given.map(([name, value]) => `${name}=${value}`).join('&')}`);
})();
const tries = { numRuns: NIGHT ? 100_000 : 1500, seed: 18 };
const cleanly = inherited();

describe('an address from anybody', { timeout: NIGHT ? 3_000_000 : 1_200_000 }, () => {
  it('neuron: gives a state that can be shown', () => {
    fc.assert(
      fc.property(
        hostile,
        withinASecond((hash: string) => {
          const { gate, w1, w2, b } = readState(neuron.fields, hash);
          return gate in neuron.GATES && [w1, w2, b].every((value) => Math.abs(value) <= 15);
        }),
      ),
      tries,
    );
  });

  it('optimizers: gives a state in which every start and rate is a number', () => {
    fc.assert(
      fc.property(
        hostile,
        withinASecond((hash: string) => {
          const state = readState(optimizers.fields, hash);
          const rates = RACERS.map((racer) => optimizers.rateOf(state, racer));
          const start = optimizers.startOf(state);
          return (
            start.length === 2 && start.every(Number.isFinite) && rates.every((r) => r > 0 && r < Infinity)
          );
        }),
      ),
      tries,
    );
  });

  it('adder: gives a state whose changed weights are there, and which is written as it was read', () => {
    fc.assert(
      fc.property(
        hostile,
        withinASecond((hash: string) => {
          const state = readAddress(hash);
          for (const [index, value] of readEdits(state.edits))
            if (!(index < weightCount(state.units) && Number.isFinite(value))) return false;
          expect(readAddress(writeState(fields, state))).toEqual(state);
          return Object.values(settingsOf(state)).every(
            (value) => typeof value === 'string' || Number.isFinite(value),
          );
        }),
      ),
      tries,
    );
  });

  it('leaves what every object has as it was', () => expect(inherited()).toEqual(cleanly));

  it.each([
    ['without', `${'a'.repeat(29)}!`],
    ['rates', `${'a:1'.repeat(40)}!`],
    ['rates', `sgd:${'9'.repeat(400)}`],
    ['rates', 'sgd:0'],
    ['rates', 'nobody:1'],
    ['from', '1'],
    ['from', `${'9'.repeat(400)},1`],
  ])('optimizers: what makes no sense is passed over, without trying for long: %#, %s', (name, value) => {
    expect(readState(optimizers.fields, `#${name}=${value}`)).toEqual(readState(optimizers.fields, ''));
  });

  it.each([`1:${'111:'.repeat(24)}!`, `1:${'9'.repeat(400)}`, '999:1', '33:1', '1:1:1', '-1:1'])(
    'adder: edits that are none change no weight of four units: %#',
    (edits) => {
      expect(readAddress(`#edits=${edits}`)).toEqual(readAddress(''));
    },
  );

  it('adder: what the page itself writes is read again', () => {
    expect(readAddress('#edits=32%3A0.125%2C0%3A-8').edits).toBe('32:0.125,0:-8');
    const state = readState(
      optimizers.fields,
      '#rates=sgd%3A1.2%2Cadam%3A0.05&from=-9.00%2C2.60&without=nesterov',
    );
    expect(state).toMatchObject({ rates: 'sgd:1.2,adam:0.05', without: 'nesterov' });
    expect(optimizers.startOf(state)).toEqual([-9, 2.6]);
  });
});

describe('a number that a reader types', () => {
  it('readWholeNumber(text) takes digits, in groups or not, and nothing else', () => {
    expect(['92', ' 1,023 ', '1 000 000', '007'].map(readWholeNumber)).toEqual([92n, 1023n, 1000000n, 7n]);
    for (const text of ['', ' ', 'abc', '-5', '1e5', '1.5', '1,5', '10,23', '0x10', '9'.repeat(39)])
      expect(readWholeNumber(text), text).toBeUndefined();
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

  it('arithmeticOf(…) adds up, by hand, to what the network says', () => {
    const model = createAdder({ units: 3, activation: 'tanh' });
    const rng = createRng(2);
    model.parameters.flat.forEach((_, n, flat) => (flat[n] = 4 * rng.next() - 2));
    const columns = addColumns(model, line, 92n, 111n, 8);
    columns.forEach(({ a, b, h, logit }, t) => {
      const { units, logit: sum } = arithmeticOf(model.parameters, columns, t);
      expect(sum).toBeCloseTo(logit, 12);
      units.forEach((unit, j) => {
        expect(unit.inputs.map(({ value }) => value)).toEqual([a, b]);
        expect(unit.states.map(({ value }) => value)).toEqual(t === 0 ? [] : Array.from(columns[t - 1]!.h));
        expect(Math.tanh(unit.a)).toBeCloseTo(h[j]!, 12);
      });
    });
  });

  it('fitCarryLine(model) says what can be read without looking', () => {
    expect(line.chance).toBeGreaterThan(0.5);
    expect(line.chance).toBeLessThan(0.6);
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

const order = (upTo: number, fresh: boolean) =>
  ({ run: 1, settings, fresh, upTo, untilRight: false, pace: 'fast' }) as const;

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
      else if (answer.kind === 'ended') trainer.train(order(upTo, false));
    });
    trainer.train(order(upTo, true));
  });
}

/** So many turns of the events, and one more. */
async function turns(count: number): Promise<void> {
  for (let n = 0; n <= count; n++) await new Promise((go) => setImmediate(go));
}

describe('the trainer', { timeout: 1_200_000 }, () => {
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
    const inOneGo = await trained(300);
    const steps: number[] = [];
    // Each look at the clock takes 7 ms, so that others get their turn after the same steps on every machine.
    let clock = 0;
    const now = vi.spyOn(performance, 'now').mockImplementation(() => (clock += 7));
    const inParts = await new Promise<Progress>((resolve, reject) => {
      let last: Progress | undefined;
      const trainer = createTrainer((answer: Answer) => {
        if (answer.kind === 'progress') last = answer;
        else if (answer.kind === 'failed') reject(new Error(answer.message));
        else if (answer.kind === 'ended') {
          steps.push(answer.step);
          if (answer.step >= 300 && last) resolve(last);
          else goOn();
        }
      });
      const goOn = (fresh = false) => {
        trainer.train(order(300, fresh));
        if (steps.length < 20) void turns(steps.length % 6).then(() => trainer.pause());
      };
      goOn(true);
    });
    now.mockRestore();
    expect(steps.some((step) => step % 5 !== 0)).toBe(true); // else nothing was tried
    expect(inParts.step).toBe(300);
    expect(inParts.parameters).toEqual(inOneGo.parameters);
  });

  it('ends by itself when all is right, at the same step at every pace, within 10 s to the proof', async () => {
    const begun = settingsOf(readAddress(''));
    const last = await new Promise<Progress & { reason: string }>((resolve, reject) => {
      let report: Progress | undefined;
      const trainer = createTrainer((answer: Answer) => {
        if (answer.kind === 'progress') report = answer;
        else if (answer.kind === 'failed') reject(new Error(answer.message));
        else if (answer.kind === 'ended' && report) resolve({ ...report, reason: answer.reason });
      });
      trainer.train({ ...order(4000, true), settings: begun, untilRight: true });
    });
    expect(last).toMatchObject({ reason: 'right', sums: 1, longSums: 1, step: 200 });
    // The page's own time: so many reports, each after its pause. The proof takes a few tenths of a second.
    expect((last.step / WATCHED_STEPS) * REPORT).toBeLessThan(8000);
    const wants = { machine: false, proof: true };
    const look = (parameters: Float64Array) =>
      examine({ kind: 'examine', id: 1, settings: begun, parameters, wants });
    const found = look(last.parameters);
    expect(found.proof).toMatchObject({ checked: true });
    expect(verdictOf(found.proof!)).toMatchObject({ good: true });
    // The score is that of the weights that were given, not of those that were trained.
    expect([found.sums, found.longSums]).toEqual([1, 1]);
    const broken = createAdder(begun);
    broken.parameters.flat.set(last.parameters);
    broken.parameters.views['cell0.W_hh']?.fill(0);
    const fallen = look(broken.parameters.flat);
    expect(fallen.sums).toBeLessThan(0.5);
    expect(verdictOf(fallen.proof!)).toMatchObject({ good: false });
  });

  it('the first preset has a perfect score, and a sum that comes out wrong', async () => {
    const view = stateOf(PRESETS.wrong);
    const { parameters, sums, longSums } = await new Promise<Progress>((resolve, reject) => {
      let report: Progress | undefined;
      const trainer = createTrainer((answer: Answer) => {
        if (answer.kind === 'progress') report = answer;
        else if (answer.kind === 'failed') reject(new Error(answer.message));
        else if (answer.kind === 'ended' && report) resolve(report);
      });
      trainer.train({ ...order(view.step, true), settings: settingsOf(view) });
    });
    expect([sums, longSums]).toEqual([1, 1]);
    const { proof } = examine({
      kind: 'examine',
      id: 1,
      settings: settingsOf(view),
      parameters,
      wants: { machine: false, proof: true },
    });
    const { a, b, columns } = wrongSumOf(proof?.counterexample ?? []);
    const model = createAdder(settingsOf(view));
    model.parameters.flat.set(parameters);
    const T = columnsFor(a, b, columns, 128);
    expect(writtenBy(addColumns(model, fitCarryLine(model), a, b, T))).not.toBe(a + b);
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
