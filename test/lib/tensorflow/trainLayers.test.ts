import { describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/src/core/random';
import { initializeInPlace, initializers } from '../../../lib/src/neural/initializers';
import type { LossName } from '../../../lib/src/neural/losses';
import { createOptimizer } from '../../../lib/src/neural/optimizers';
import { SequenceModel, type ModelConfig } from '../../../lib/src/neural/sequenceModel';
import { createAdditionSampler } from '../../../lib/src/tasks/additionSampler';
import { createLayersModel } from '../../../lib/src/tensorflow/layers';
import { inputTensor } from '../../../lib/src/tensorflow/sequences';
import { fitCallbacks, trainLayers } from '../../../lib/src/tensorflow/trainLayers';
import { weightsFromTensorFlow, weightsToTensorFlow } from '../../../lib/src/tensorflow/transfer';
import { evaluate } from '../../../lib/src/training/evaluate';
import { train } from '../../../lib/src/training/train';
import { BACKENDS, tensorFlowOn } from '../../helpers/tensorflow';
import { NIGHT } from '../../helpers/night';

/** A leak shows in the first fifty. */
const STEPS = NIGHT ? 1000 : 200;

const ADDER: ModelConfig = { inputSize: 2, cells: [{ kind: 'lstm', hiddenSize: 6 }], outputSize: 1 };
const sampler = (B: number, style: 'uniform' | 'tandon' = 'uniform', bits = 3) =>
  createAdditionSampler({ bits, B, rng: createRng(2), style });

// A thousand steps take seconds, and on a machine that is busy with other things minutes.
const PATIENT = { timeout: 1_200_000 };

describe.each(BACKENDS)('trainLayers(tf, layersModel, options) on %s', PATIENT, (backend) => {
  it('learns what our own training learns from the same weights, batches and rule', async () => {
    const tf = await tensorFlowOn(backend);
    const model = new SequenceModel(ADDER);
    initializeInPlace(model.parameters, createRng(1), initializers.inverseSqrt());
    const layersModel = createLayersModel(tf, ADDER);
    weightsToTensorFlow(tf, model, layersModel);
    const common = { loss: 'meanSquaredError', steps: 30, reportEvery: 10 } as const;

    const optimizer = createOptimizer({ kind: 'sgd', learningRate: 0.3 }, model.parameters.flat.length);
    const own = await train(model, { ...common, sample: sampler(8, 'tandon'), optimizer });
    const sgd = tf.train.sgd(0.3);
    const theirs = await trainLayers(tf, layersModel, {
      ...common,
      sample: sampler(8, 'tandon'),
      optimizer: sgd,
    });

    expect(theirs.reason).toBe('finished');
    expect(theirs.history.map(({ step }) => step)).toEqual([10, 20, 30]);
    for (const [n, { loss }] of own.history.entries()) expect(theirs.history[n]?.loss).toBeCloseTo(loss, 5);
    const copy = new SequenceModel(ADDER);
    weightsFromTensorFlow(layersModel, copy);
    copy.parameters.flat.forEach((weight, n) =>
      expect(weight).toBeCloseTo(model.parameters.flat[n] ?? NaN, 4),
    );
    layersModel.dispose();
    sgd.dispose();
  });

  it(`keeps tf.memory() flat over ${STEPS} steps: tensors, buffers and bytes`, async () => {
    const tf = await tensorFlowOn(backend);
    const before = tf.memory().numTensors;
    const config: ModelConfig = { inputSize: 2, cells: [{ kind: 'lstm', hiddenSize: 2 }], outputSize: 1 };
    const layersModel = createLayersModel(tf, config);
    const optimizer = tf.train.adam(0.01);
    const seen = new Set<string>();
    const note = () => {
      const { numTensors, numDataBuffers, numBytes } = tf.memory();
      seen.add(`${numTensors} tensors, ${numDataBuffers} buffers, ${numBytes} bytes`);
    };
    await trainLayers(tf, layersModel, {
      sample: sampler(1, 'uniform', 1),
      loss: 'meanSquaredError',
      optimizer,
      steps: STEPS,
      reportEvery: 50,
      report: note,
    });
    expect([...seen]).toHaveLength(1);
    layersModel.dispose();
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('an adder learns in batches, and our own cells evaluate what it has learned', async () => {
    const tf = await tensorFlowOn(backend);
    const layersModel = createLayersModel(
      tf,
      { ...ADDER, cells: [{ kind: 'rnn', hiddenSize: 8 }] },
      { seed: 1 },
    );
    const optimizer = tf.train.adam(0.03);
    const stopWhen = ({ loss }: { loss: number }) => loss < 0.005;
    const options = { sample: sampler(16), optimizer, steps: 2000, reportEvery: 50, stopWhen };
    const { reason } = await trainLayers(tf, layersModel, { ...options, loss: 'meanSquaredError' });
    expect(reason).toBe('stopped');
    const model = new SequenceModel({ ...ADDER, cells: [{ kind: 'rnn', hiddenSize: 8 }] });
    weightsFromTensorFlow(layersModel, model);
    expect(evaluate(model, sampler(200)()).sumAccuracy).toBe(1);
    layersModel.dispose();
    optimizer.dispose();
  });
});

describe('trainLayers(tf, layersModel, options)', () => {
  const setUp = async (learningRate = 0.1) => {
    const tf = await tensorFlowOn('cpu');
    const layersModel = createLayersModel(tf, { ...ADDER, cells: [{ kind: 'rnn', hiddenSize: 2 }] });
    const optimizer = tf.train.sgd(learningRate);
    const options = { sample: sampler(2), loss: 'meanSquaredError', optimizer, steps: 50 } as const;
    const dispose = (): void => {
      layersModel.dispose();
      optimizer.dispose();
    };
    return { tf, layersModel, options, dispose };
  };

  it('stops when the signal is aborted, with what was learned', async () => {
    const { tf, layersModel, options, dispose } = await setUp();
    const controller = new AbortController();
    const result = await trainLayers(tf, layersModel, {
      ...options,
      signal: controller.signal,
      reportEvery: 5,
      report: ({ step }) => {
        if (step === 10) controller.abort();
      },
    });
    expect(result).toMatchObject({ reason: 'aborted', step: 10 });
    dispose();
  });

  it('stops when stopWhen says so', async () => {
    const { tf, layersModel, options, dispose } = await setUp();
    const stopWhen = ({ step }: { step: number }) => step >= 20;
    const result = await trainLayers(tf, layersModel, { ...options, reportEvery: 10, stopWhen });
    expect(result).toMatchObject({ reason: 'stopped', step: 20 });
    dispose();
  });

  it('lets timers run in the meantime, so that charts can be drawn', async () => {
    const { tf, layersModel, options, dispose } = await setUp();
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    await trainLayers(tf, layersModel, { ...options, steps: 300 });
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
    dispose();
  });

  it('refuses a loss that is not finite and says at which step', async () => {
    const before = (await tensorFlowOn('cpu')).memory().numTensors;
    const { tf, layersModel, options, dispose } = await setUp(1e30);
    await expect(trainLayers(tf, layersModel, options)).rejects.toThrow(
      /^trainLayers: (the loss|a gradient or a weight) of step \d+ is (NaN|Infinity|not finite), expected a finite number/,
    );
    dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('keeps the weights when a gradient explodes, or the very last step was too long', async () => {
    for (const [steps, rate] of [
      [50, 1e30],
      [1, 1e38],
    ] as const) {
      // prettier-ignore
      const { tf, layersModel, options, dispose } = await setUp(rate);
      const sample = (step: number) => {
        const batch = sampler(2)();
        if (steps === 1) batch.y.fill(1e6);
        return { ...batch, step };
      };
      await expect(trainLayers(tf, layersModel, { ...options, sample, steps })).rejects.toThrow(
        /^trainLayers: /,
      );
      const weights = layersModel.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
      expect(weights.every(Number.isFinite)).toBe(true);
      dispose();
    }
  });

  it('refuses a class beyond the classes, a short or half scored, and what single precision cannot hold', async () => {
    const { tf, layersModel, options, dispose } = await setUp();
    const batch = sampler(2)();
    const attempt = (change: object, loss = options.loss as LossName) =>
      expect(trainLayers(tf, layersModel, { ...options, loss, sample: () => ({ ...batch, ...change }) }))
        .rejects;
    await attempt({ y: batch.y.map(() => 7) }, 'categoricalCrossEntropy').toThrow(
      'lossTensor: y[0] is 7, expected',
    );
    await attempt({ scored: new Float64Array(1).fill(1) }).toThrow(
      'lossTensor: scored has 1 numbers, expected 8',
    );
    await attempt({ scored: new Float64Array(8).fill(0.5) }).toThrow('lossTensor: scored[0] is 0.5');
    await attempt({ scored: new Float64Array(8) }).toThrow('lossTensor: scored is 0 everywhere');
    await attempt({ x: batch.x.map(() => 1e300) }).toThrow(
      'inputTensor: x[0] is 1e+300, expected at most 3.4e38',
    );
    dispose();
  });

  it('refuses numbers of steps that are not whole', async () => {
    const { tf, layersModel, options, dispose } = await setUp();
    await expect(trainLayers(tf, layersModel, { ...options, steps: 1.5 })).rejects.toThrow(
      /^trainLayers: steps is 1.5/,
    );
    await expect(trainLayers(tf, layersModel, { ...options, reportEvery: 0 })).rejects.toThrow(
      /reportEvery is 0/,
    );
    dispose();
  });
});

describe('fitCallbacks(layersModel, options)', () => {
  it('reports each epoch, stops after the batch in which the signal is aborted, and leaves no tensor over', async () => {
    const tf = await tensorFlowOn('wasm');
    const before = tf.memory().numTensors;
    const layersModel = createLayersModel(tf, ADDER);
    const optimizer = tf.train.adam(0.01);
    layersModel.compile({ optimizer, loss: 'meanSquaredError' });
    const { x, y, T, B } = sampler(40)();
    const inputs = inputTensor(tf, { T, B, x, y });
    const targets = inputTensor(tf, { T, B, x: y, y });
    const controller = new AbortController();
    const epochs: number[] = [];
    const callbacks = fitCallbacks(layersModel, {
      epochs: 10,
      signal: controller.signal,
      report: ({ step, steps, loss }) => {
        expect(steps).toBe(10);
        expect(loss).toBeLessThan(1);
        epochs.push(step);
        if (step === 3) controller.abort();
      },
    });
    await layersModel.fit(inputs, targets, {
      epochs: 10,
      batchSize: 8,
      shuffle: false,
      verbose: 0,
      callbacks,
    });
    expect(epochs).toEqual([1, 2, 3]);
    for (const each of [layersModel, optimizer, inputs, targets]) each.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses a number of epochs that is not whole', async () => {
    expect(() => fitCallbacks({} as never, { epochs: 0 })).toThrow(/^fitCallbacks: epochs is 0/);
  });
});
