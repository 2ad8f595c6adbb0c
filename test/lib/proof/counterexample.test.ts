import { describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/src/core/random';
import { SequenceModel } from '../../../lib/src/neural/sequenceModel';
import { findCounterexample } from '../../../lib/src/proof/counterexample';
import { tanhAdder, thresholdAdder } from '../../../lib/src/proof/handBuilt';
import { additionBatch } from '../../../lib/src/tasks/addition';
import { additionMachine, parityMachine } from '../../../lib/src/tasks/machines';
import { runMachine } from '../../../lib/src/tasks/mealy';
import { allPairs } from '../../../lib/src/tasks/pairs';
import { evaluate } from '../../../lib/src/training/evaluate';

/** Whether each answer to a sequence is right. */
function verdicts(model: SequenceModel, inputs: readonly number[]): boolean[] {
  const x = Float64Array.from(inputs.flatMap((input) => additionMachine.inputs[input]!));
  const wanted = runMachine(additionMachine, inputs).outputs;
  const prediction = model.forward({ x, T: inputs.length, B: 1 });
  return Array.from(prediction, (value, t) => (value > 0.5 ? 1 : 0) === wanted[t]);
}

/** An adder whose carry fades while it travels; above a weight of 13.5 it lasts. */
function forgetful(weight: number): SequenceModel {
  const model = thresholdAdder();
  model.parameters.views['cell0.W_hh']?.set([0, 0, 0, 20, weight, 20, 0, 0, 0]);
  return model;
}

describe('findCounterexample(model, machine, options)', () => {
  it('finds a sum of 24 bits that a network gets wrong which adds all pairs of 8-bit numbers', () => {
    const model = forgetful(13.48);
    expect(evaluate(model, additionBatch(allPairs(8), 9)).sumAccuracy).toBe(1);
    const found = findCounterexample(model, additionMachine, { rng: createRng(1) });
    expect(found?.foundBy).toBe('repetition');
    expect(found?.inputs).toEqual([3, ...Array<number>(23).fill(1)]);
    const right = verdicts(model, found!.inputs);
    expect(right.indexOf(false)).toBe(right.length - 1); // wrong at the last step, and only there
    expect(found?.wanted).toBe(runMachine(additionMachine, found!.inputs).outputs.at(-1));
    expect(found!.prediction > 0.5 ? 1 : 0).not.toBe(found?.wanted);
  });

  it('what it finds cannot be shortened by leaving out one input', () => {
    const model = forgetful(13.4);
    const { inputs } = findCounterexample(model, additionMachine, { rng: createRng(1) })!;
    for (let n = 0; n < inputs.length; n++) {
      expect(
        verdicts(
          model,
          inputs.filter((_, t) => t !== n),
        ).every(Boolean),
      ).toBe(true);
    }
  });

  it('leaves out a single input from the way that it was given', () => {
    const pattern = [1, 1, 0, 1, 0, 0]; // h[k] is 1 where the last inputs are its first k + 1
    const H = pattern.length;
    const cells = [{ kind: 'rnn', hiddenSize: H, activation: 'sigmoid' }] as const;
    const model = new SequenceModel({ inputSize: 1, cells, outputSize: 1 });
    const views = model.parameters.views;
    pattern.forEach((bit, k) => {
      views['cell0.W_xh']![k] = bit ? 40 : -40;
      views['cell0.b_h']![k] = (bit ? -60 : -20) + (k === 0 ? 40 : 0);
      if (k > 0) views['cell0.W_hh']![(k - 1) * H + k] = 40;
    });
    views['readOut.W']![H - 1] = 1; // the output is 1 after the pattern, and 0 is wanted for ever
    const machine = {
      name: 'silence',
      states: 1,
      inputs: [[0], [1]],
      start: 0,
      next: [[0, 0]],
      output: [[0, 0]],
    };
    const found = findCounterexample(model, machine, { rng: createRng(1), steps: 2, way: [0, ...pattern] });
    expect(found).toMatchObject({ inputs: pattern, wanted: 0, foundBy: 'beam' });
    expect(found!.prediction).toBeCloseTo(1, 6);
  });

  it('finds nothing in adders built by hand', () => {
    for (const model of [thresholdAdder(), tanhAdder()]) {
      expect(
        findCounterexample(model, additionMachine, { rng: createRng(1), way: [3, 1, 1] }),
      ).toBeUndefined();
    }
  });

  it('finds the same with the same seed', () => {
    const hunt = (): unknown =>
      findCounterexample(forgetful(13), additionMachine, { rng: createRng(8), steps: 20 });
    expect(hunt()).toEqual(hunt());
  });

  it('refuses a machine that does not fit and a beam of nothing', () => {
    const rng = createRng(1);
    expect(() => findCounterexample(thresholdAdder(), parityMachine, { rng })).toThrow(
      '2 inputs and 1 outputs, expected 1',
    );
    expect(() => findCounterexample(thresholdAdder(), additionMachine, { rng, beam: 0 })).toThrow(
      'beam is 0',
    );
    expect(() => findCounterexample(thresholdAdder(), additionMachine, { rng, way: [3, 4] })).toThrow(
      'way[1] is 4, expected a whole number from 0 to 3',
    );
  });
});
