// A training that saves every ten steps and goes on where it was saved: node trainAndSave.mjs FILE STEPS
import fs from 'node:fs';
import {
  createAdditionSampler,
  createOptimizer,
  createRng,
  initializeInPlace,
  initializers,
  loadCheckpoint,
  saveCheckpoint,
  SequenceModel,
  train,
} from 'carry';

const [file = '', steps = '0'] = process.argv.slice(2);

function begin() {
  const rng = createRng(3);
  const model = new SequenceModel({
    inputSize: 2,
    cells: [{ kind: 'rnn', hiddenSize: 4 }],
    outputSize: 1,
  });
  initializeInPlace(model.parameters, rng, initializers.inverseSqrt());
  const optimizer = createOptimizer({ kind: 'adam', learningRate: 0.01 }, model.parameters.flat.length);
  return { model, optimizer, rng, step: 0 };
}

const { model, optimizer, rng, step } = fs.existsSync(file) ? await loadCheckpoint(file) : begin();
if (!optimizer || !rng) throw new Error(`${file} holds no training that can go on`);
await train(model, {
  sample: createAdditionSampler({ bits: 3, B: 4, rng }),
  loss: 'meanSquaredError',
  optimizer,
  startStep: step,
  steps: Number(steps),
  reportEvery: 10,
  report: async (progress) => {
    await saveCheckpoint(file, model, { optimizer, rng, step: progress.step });
    process.send?.(progress.step);
  },
});
