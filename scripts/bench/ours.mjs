// Our trainer, as a notebook would call it.
import { createOptimizer, train } from 'carry';
import { answerRounds, task } from './rounds.mjs';
import { readWork } from './work.mjs';

const { it, file, steps, checked } = task();
const { model, start, sample } = readWork(it, file);
const { loss, reduction } = it;

await answerRounds(async () => {
  model.parameters.flat.set(start);
  const optimizer = createOptimizer(it.optimizer, start.length);
  const before = performance.now();
  const result = await train(model, { sample, loss, reduction, optimizer, steps, reportEvery: checked });
  return { ms: performance.now() - before, loss: result.history[0]?.loss ?? NaN };
});
