import { describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/src/core/random';
import { extractMachine } from '../../../lib/src/proof/automaton';
import { compareMachines, minimizeMachine } from '../../../lib/src/proof/compareMachines';
import { tanhAdder, thresholdAdder } from '../../../lib/src/proof/handBuilt';
import { additionMachine, timesThreeMachine } from '../../../lib/src/tasks/machines';
import { trained } from '../../helpers/trained';
import { seededModel } from '../../helpers/models';

const addition = { machine: additionMachine, steps: 2000 };

describe('extractMachine(model, inputs, options)', () => {
  it.each([
    ['three thresholds', () => thresholdAdder()],
    ['two tanh units', () => tanhAdder()],
    ['a trained RNN', () => trained({ ...addition, cell: { kind: 'rnn', hiddenSize: 8 }, seed: 2 })],
    ['a trained GRU', () => trained({ ...addition, cell: { kind: 'gru', hiddenSize: 8 }, seed: 1 })],
    ['a trained LSTM', () => trained({ ...addition, cell: { kind: 'lstm', hiddenSize: 4 }, seed: 2 })],
  ] as const)('finds the carry in %s', (_name, build) => {
    const found = extractMachine(build(), additionMachine.inputs, { rng: createRng(1) });
    expect(found.exact).toBe(true);
    expect(found.agreement).toBe(1);
    expect(minimizeMachine(found.machine).states).toBe(2);
    expect(compareMachines(found.machine, additionMachine)).toEqual({ equal: true });
  });

  it('finds the three carries of times three', () => {
    const cell = { kind: 'rnn', hiddenSize: 4 } as const;
    const model = trained({ machine: timesThreeMachine, cell, seed: 2, steps: 2500, noise: 0.2, l1: 2e-4 });
    const found = extractMachine(model, timesThreeMachine.inputs, { rng: createRng(1) });
    expect([found.exact, minimizeMachine(found.machine).states]).toEqual([true, 3]);
  });

  it('splits clusters until they agree, when it begins with too few', () => {
    const found = extractMachine(thresholdAdder(), additionMachine.inputs, {
      rng: createRng(1),
      clusters: 1,
    });
    expect(found.exact).toBe(true);
    expect(found.machine.states).toBeGreaterThan(1);
  });

  it('says honestly that an untrained network is no small machine', () => {
    const model = seededModel({ inputSize: 2, cells: [{ kind: 'rnn', hiddenSize: 6 }], outputSize: 1 });
    model.parameters.flat.forEach((w, i, all) => (all[i] = 4 * w)); // lively
    const found = extractMachine(model, additionMachine.inputs, { rng: createRng(1), mostClusters: 20 });
    expect(found.exact).toBe(false);
    expect(found.agreement).toBeLessThan(1);
    expect(found.machine.states).toBe(20);
  });

  it('labels every sample with its nearest center, the start first', () => {
    const found = extractMachine(thresholdAdder(), additionMachine.inputs, {
      rng: createRng(1),
      samples: 70,
    });
    expect(found.points).toHaveLength(70);
    expect(Array.from(found.points[0]!)).toEqual([0, 0, 0]);
    expect(found.labels[0]).toBe(found.machine.start);
  });

  it('refuses a model of several outputs that names no class, and reads the classes of one that does', () => {
    const config = { inputSize: 2, cells: [{ kind: 'rnn' as const, hiddenSize: 2 }], outputSize: 3 };
    const options = { rng: createRng(1), samples: 40 };
    expect(() => extractMachine(seededModel(config, 1), additionMachine.inputs, options)).toThrow(
      "extractMachine: the model has 3 outputs and answers 'bit', expected 1 output or 'class'",
    );
    const classes = extractMachine(
      seededModel({ ...config, answer: 'class' }, 1),
      additionMachine.inputs,
      options,
    );
    expect(classes.machine.output.flat().every((answer) => [0, 1, 2].includes(answer))).toBe(true);
  });

  it('refuses no inputs and more clusters than samples', () => {
    const rng = createRng(1);
    expect(() => extractMachine(thresholdAdder(), [], { rng })).toThrow(
      'extractMachine: the number of inputs is 0',
    );
    expect(() =>
      extractMachine(thresholdAdder(), additionMachine.inputs, { rng, clusters: 9, samples: 5 }),
    ).toThrow('extractMachine: clusters is 9, expected a whole number from 1 to 5');
  });
});
