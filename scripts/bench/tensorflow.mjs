// TensorFlow.js on one backend, trained as the course's notebooks train it: its own layers and optimizers.
import { createLayersModel, loadTensorFlow, trainLayers, weightsToTensorFlow } from 'carry';
import { answerRounds, task } from './rounds.mjs';
import { readWork } from './work.mjs';

const { it, file, steps, checked, backend } = task();
const name = /** @type {import('carry').BackendName} */ (backend);
const tf = await loadTensorFlow({ backend: name, say: () => undefined });
const { model, start, sample } = readWork(it, file);
const layers = createLayersModel(tf, it.config);
const { loss, reduction } = it;
const { kind, learningRate } = it.optimizer;

await answerRounds(async () => {
  model.parameters.flat.set(start);
  weightsToTensorFlow(tf, model, layers);
  const optimizer = kind === 'adam' ? tf.train.adam(learningRate) : tf.train.sgd(learningRate);
  const before = performance.now();
  const result = await trainLayers(tf, layers, {
    sample,
    loss,
    reduction,
    optimizer,
    steps,
    reportEvery: checked,
  });
  const ms = performance.now() - before;
  optimizer.dispose();
  return { ms, loss: result.history[0]?.loss ?? NaN };
});
