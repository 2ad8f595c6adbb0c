// The peers in JavaScript: our trainer as a notebook calls it, or TensorFlow.js with its own layers and its own Adam.
//   node trainer.mjs WORK WHO CELL H T B STEPS
import fs from 'node:fs';
import readline from 'node:readline';
import { createLayersModel, createOptimizer, loadTensorFlow } from 'carry';
import { SequenceModel, train, trainLayers, weightsToTensorFlow } from 'carry';
import { CHECKED, configOf } from './main.mjs';

const [work = '', who = '', cell = '', ...sizes] = process.argv.slice(2);
const [H = 0, T = 0, B = 0, steps = 0] = sizes.map(Number);
const config = configOf(/** @type {'rnn' | 'lstm'} */ (cell), H);
const model = new SequenceModel(config);
const { flat } = model.parameters;
const data = new Float64Array(new Uint8Array(fs.readFileSync(work)).buffer);
// The file may hold more steps than are asked for: of three numbers two are inputs.
const x = data.subarray(flat.length, flat.length + ((data.length - flat.length) * 2) / 3);
const y = data.subarray(flat.length + x.length);
const sample = (/** @type {number} */ step) => ({
  ...{ T, B, x: x.subarray(step * T * B * 2, (step + 1) * T * B * 2) },
  y: y.subarray(step * T * B, (step + 1) * T * B),
});
const how = /** @type {const} */ ({ sample, loss: 'meanSquaredError', steps, reportEvery: CHECKED });

const ours = () =>
  train(model, { ...how, optimizer: createOptimizer({ kind: 'adam', learningRate: 0.01 }, flat.length) });

async function startTensorFlow() {
  const backend = /** @type {import('carry').BackendName} */ (who);
  const tf = await loadTensorFlow({ backend, say: () => undefined });
  const layers = createLayersModel(tf, config);
  return () => {
    weightsToTensorFlow(tf, model, layers);
    return trainLayers(tf, layers, { ...how, optimizer: tf.train.adam(0.01) });
  };
}

const round = who === 'ours' ? ours : await startTensorFlow();
const lines = readline.createInterface({ input: process.stdin })[Symbol.asyncIterator]();
while (!(await lines.next()).done) {
  flat.set(data.subarray(0, flat.length));
  const before = performance.now();
  const { history } = await round();
  console.log(performance.now() - before, history[0]?.loss ?? NaN);
}
