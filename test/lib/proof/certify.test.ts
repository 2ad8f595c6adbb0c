import { describe, expect, it } from 'vitest';
import { createRng, integer } from '../../../lib/src/core/random';
import { SequenceModel } from '../../../lib/src/neural/sequenceModel';
import type { Certificate } from '../../../lib/src/proof/certificate';
import { certify } from '../../../lib/src/proof/certify';
import { checkCertificate } from '../../../lib/src/proof/checkCertificate';
import { findCounterexample } from '../../../lib/src/proof/counterexample';
import { tanhAdder, thresholdAdder } from '../../../lib/src/proof/handBuilt';
import { plainNetwork } from '../../../lib/src/proof/network';
import { createStepBounds } from '../../../lib/src/proof/stepBounds';
import { additionMachine, parityMachine } from '../../../lib/src/tasks/machines';
import { seededModel } from '../../helpers/models';
import { provable, prove } from '../../helpers/provable';
import { trained } from '../../helpers/trained';
import { NIGHT } from '../../helpers/night';

/** Of 200,000 steps each: in one of them 1000 runs come through all boxes hundreds of times. */
const ROUNDS = NIGHT ? 50 : 1;
/** By day every eleventh network is tried: so of every strength and cell, since 20 and 4 have no factor with 11. */
const PART = NIGHT ? 1 : 11;
const seeds = (most: number): number[] =>
  Array.from({ length: Math.ceil(most / PART) }, (_, n) => 1 + n * PART);
/** Networks that were proved and then shaken, that nobody trained, and that were trained for a while. */
const [SHAKEN, RANDOM, YOUNG] = [seeds(400), seeds(100), seeds(40)];
const TRIED = SHAKEN.length + RANDOM.length + YOUNG.length;

describe('certify(network, machine)', () => {
  it.each(Object.entries(provable))('proves %s, and the checker agrees', (_name, recipe) => {
    const certificate = prove(recipe);
    const check = checkCertificate(certificate, certificate.network, recipe.machine);
    expect(check).toEqual({ proved: true, boxes: certificate.boxes.length, margin: certificate.margin });
    expect(certificate.margin).toBeGreaterThan(0.01);
  });

  it.each([
    ['thresholdAdder', thresholdAdder()],
    ['tanhAdder', tanhAdder()],
  ])('proves %s with two boxes: carry 0 and carry 1', (_name, model) => {
    const result = certify(plainNetwork(model), additionMachine);
    expect(result.attempts).toEqual([{ k: 0, boxes: 2, outcome: 'proved' }]);
  });

  it.each([1e-3, 1e8, 1e15])('proves an adder whose read-out is %d times as large', (factor) => {
    const plain = plainNetwork(thresholdAdder());
    const network = {
      ...plain,
      W_hy: plain.W_hy.map((w) => w * factor),
      b_y: plain.b_y.map((b) => b * factor),
      threshold: plain.threshold * factor,
    };
    expect(certify(network, additionMachine).attempts).toEqual([{ k: 0, boxes: 2, outcome: 'proved' }]);
  });

  it('refuses sizes that the weights do not have, before it counts to them, and weights whose sums may overflow', () => {
    const network = plainNetwork(thresholdAdder());
    expect(() => certify({ ...network, hiddenSize: 2 ** 31 - 1 }, additionMachine)).toThrow(
      'certify: hiddenSize is 2147483647, expected a whole number from 1 to 65536',
    );
    expect(() => certify({ ...network, hiddenSize: 4 }, additionMachine)).toThrow(
      'certify: W_xh has 6 numbers, expected 8',
    );
    const W_xh = network.W_xh.map((w, n) => (n < 4 ? (n < 2 ? 1.7e308 : -1.7e308) : w));
    expect(() => certify({ ...network, W_xh }, additionMachine)).toThrow('certify: W_xh[0] is 1.7e+308');
  });

  it('does not prove a network that forgets the carry, and leads to its mistake', () => {
    const model = thresholdAdder();
    model.parameters.views['cell0.W_hh']?.fill(0);
    const result = certify(plainNetwork(model), additionMachine, { mostK: 2 });
    expect(result.proved).toBe(false);
    if (result.proved || !result.failure) throw new Error('unreachable');
    expect(result.attempts.map(({ k }) => k)).toEqual([0, 1, 2]);
    expect(result.failure.way).toEqual([3, 0]); // 1 + 1, and then nothing: the carry is due
    expect(result.failure.margin).toBeLessThan(0);
  });

  it('with a tolerance, boxes leave that room around every step, and the margin counts the output’s', () => {
    const network = plainNetwork(tanhAdder());
    const tolerance = 2 ** -8;
    const [tight, roomy] = [0, tolerance].map((room) =>
      certify(network, additionMachine, { tolerance: room }),
    );
    if (!tight?.proved || !roomy?.proved) throw new Error('unreachable');
    expect(roomy.certificate.margin).toBeLessThan(tight.certificate.margin - tolerance);
    const { boxes, machine } = roomy.certificate;
    const bounds = createStepBounds(network);
    for (const { low, high, next } of boxes) {
      machine.inputs.forEach((input, i) => {
        const box = { low: Float64Array.from(low), high: Float64Array.from(high) };
        const image = bounds.step(box, input);
        const target = boxes[next[i]!]!;
        image.low.forEach((end, j) => expect(end - target.low[j]!).toBeGreaterThanOrEqual(tolerance - 1e-12));
        image.high.forEach((end, j) =>
          expect(target.high[j]! - end).toBeGreaterThanOrEqual(tolerance - 1e-12),
        );
      });
    }
    expect(certify(network, additionMachine, { mostK: 1, tolerance: 1 }).proved).toBe(false);
  });

  it('refuses a tolerance that is none', () => {
    const network = plainNetwork(tanhAdder());
    const given = (tolerance: number) => () => certify(network, additionMachine, { tolerance });
    expect(given(-1)).toThrow('certify: tolerance is -1');
    expect(given(NaN)).toThrow('certify: tolerance is NaN');
  });

  it('a certificate survives being written as JSON and read again', () => {
    const network = plainNetwork(thresholdAdder());
    const result = certify(network, additionMachine);
    if (!result.proved) throw new Error('unreachable');
    const read = JSON.parse(JSON.stringify(result.certificate)) as Certificate;
    expect(checkCertificate(read, network, additionMachine).proved).toBe(true);
  });

  it('gives up at mostBoxes', () => {
    const model = seededModel({ inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 2 }], outputSize: 1 });
    model.parameters.views['readOut.b']?.fill(50); // always 1, with certainty
    const ones = { ...additionMachine, output: [[1, 1, 1, 1], [1, 1, 1, 1]] }; // prettier-ignore
    expect(certify(plainNetwork(model), ones, { mostBoxes: 1 }).attempts).toEqual([
      { k: 0, boxes: 2, outcome: 'too many boxes' },
    ]);
    expect(certify(plainNetwork(model), ones).proved).toBe(true);
  });

  it('refuses what does not fit', () => {
    const network = plainNetwork(thresholdAdder());
    expect(() => certify(network, parityMachine)).toThrow('certify: inputs of 1 numbers, expected 2');
    const classes = { ...additionMachine, output: [[0, 1, 2, 0], [1, 0, 0, 1]] }; // prettier-ignore
    expect(() => certify(network, classes)).toThrow('certify: output[0][2] is 2');
    const broken = { ...additionMachine, next: [[0, 0, 0, 1]] };
    expect(() => certify(network, broken)).toThrow('checkMachine');
  });
});

describe('soundness', () => {
  it(`${ROUNDS * 200_000} random steps of a certified network stay in its boxes`, () => {
    const recipe = provable['addition']!;
    const model = trained(recipe);
    const { boxes, k } = prove(recipe);
    const [H, T, B] = [4, 200, 1000];
    const rng = createRng(99);
    let states: Float64Array[] = [new Float64Array(B * H)];
    const at = new Int32Array(B); // the box of each run
    const x = new Float64Array(T * B * 2);
    let [steps, outside, wrong] = [0, 0, 0];
    for (let round = 0; round < ROUNDS; round++) {
      const read = Array.from({ length: T * B }, () => integer(rng, 0, 4));
      read.forEach((input, n) => x.set(additionMachine.inputs[input]!, 2 * n));
      const prediction = model.forward({ x, T, B }, { initialStates: states });
      const h = model.cellWorkspaces()[0]!.h.all;
      for (let n = 0; n < T * B; n++) {
        const { before, inputs, next } = boxes[at[n % B]!]!;
        const state = inputs.reduce((now, input) => additionMachine.next[now]![input]!, before);
        const answer = prediction[n]! > 0 ? 1 : 0;
        if (answer !== additionMachine.output[state]![read[n]!]) wrong++;
        at[n % B] = next[read[n]!]!;
        const { low, high } = boxes[at[n % B]!]!;
        for (let j = 0; j < H; j++) if (!(low[j]! <= h[n * H + j]! && h[n * H + j]! <= high[j]!)) outside++;
        steps++;
      }
      states = model.finalStates();
    }
    expect({ steps, outside, wrong }).toEqual({ steps: ROUNDS * 200_000, outside: 0, wrong: 0 });
    expect(k).toBe(1);
  });

  it(`no network with a known counterexample is ever certified: ${TRIED} tried`, { timeout: 240_000 }, () => {
    const base = trained(provable['addition']!);
    const tally = { proved: 0, refuted: 0, open: 0, contradictions: 0 };
    const judge = (model: SequenceModel, seed: number): void => {
      const result = certify(plainNetwork(model), additionMachine, { mostK: 2 });
      const way = result.proved ? [] : (result.failure?.way ?? []);
      const search = { rng: createRng(seed), way, steps: 48, beam: 24 } as const;
      const wrong = findCounterexample(model, additionMachine, search);
      if (result.proved && wrong) tally.contradictions++;
      tally[result.proved ? 'proved' : wrong ? 'refuted' : 'open']++;
    };
    // Proved networks shaken harder and harder: some are still right, some are wrong far away.
    for (const seed of SHAKEN) {
      const rng = createRng(seed);
      const shaken = new SequenceModel(base.config);
      const strength = (seed % 20) / 80; // up to a quarter of each weight
      shaken.parameters.flat.set(base.parameters.flat.map((w) => w * (1 + strength * (2 * rng.next() - 1))));
      judge(shaken, seed);
    }
    for (const seed of RANDOM) {
      judge(
        seededModel({ inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 3 }], outputSize: 1 }, seed),
        seed,
      );
    }
    for (const seed of YOUNG) {
      const cell = { kind: seed % 4 === 0 ? ('lstm' as const) : ('rnn' as const), hiddenSize: 4 };
      judge(trained({ machine: additionMachine, cell, seed, steps: 300 + 20 * seed, l1: 1e-4, T: 6 }), seed);
    }
    expect(tally.contradictions).toBe(0);
    expect(tally.proved).toBeGreaterThan((100 / 540) * TRIED); // so that the search had something to contradict
    expect(tally.refuted).toBeGreaterThan((150 / 540) * TRIED);
    expect(tally.proved + tally.refuted + tally.open).toBe(TRIED);
  });
});
