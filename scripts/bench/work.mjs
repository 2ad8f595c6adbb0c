// The work of a case as a file that all peers read: the first weights as doubles, in the order of
// model.parameters.flat, then the inputs [steps, T, B, D] and the targets [steps, T, B] as bytes.
import fs from 'node:fs';
import { createRng, initializeInPlace, initializers, integer, SequenceModel } from 'carry';

/** @typedef {import('./cases.mjs').Case} Case */

/** How many of the first steps have their losses compared between peers. */
const CHECKED = 100;

/**
 * @param {Case} it
 * @param {number} steps of all peers the most
 * @returns {number} the steps whose mean loss a peer that does so many steps reports
 */
export const checkedSteps = ({ peers }, steps) => Math.min(CHECKED, steps, ...Object.values(peers));

/**
 * @param {Case} it
 * @param {string} file
 */
export function writeWork(it, file) {
  const { config, task, T, B, steps } = it;
  const rng = createRng(1);
  const { parameters } = new SequenceModel(config);
  initializeInPlace(parameters, rng, initializers.uniform(-0.5, 0.5));
  const D = config.inputSize;
  const x = new Uint8Array(steps * T * B * D);
  const y = new Uint8Array(steps * T * B);
  for (let step = 0; step < steps; step++) {
    for (let b = 0; b < B; b++) {
      for (let t = 0, carry = 0; t < T; t++) {
        const row = (step * T + t) * B + b;
        if (task === 'digits') {
          x.set([integer(rng, 0, 10), integer(rng, 0, 10)], row * D);
          y[row] = integer(rng, 0, config.outputSize);
          continue;
        }
        const [p, q] = t < T - 1 ? [integer(rng, 0, 2), integer(rng, 0, 2)] : [0, 0]; // room for the carry
        x.set([p, q], row * D);
        y[row] = (p + q + carry) % 2;
        carry = p + q + carry > 1 ? 1 : 0;
      }
    }
  }
  const weights = new Uint8Array(parameters.flat.buffer, 0, parameters.flat.byteLength);
  fs.writeFileSync(file, Buffer.concat([weights, x, y]));
}

/**
 * Reads the work back: sets a model's weights and gives a sampler that fills the same buffers at each step.
 * @param {Case} it
 * @param {string} file
 */
export function readWork({ config, T, B, steps }, file) {
  const model = new SequenceModel(config);
  const bytes = fs.readFileSync(file);
  const count = model.parameters.flat.length;
  const start = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + 8 * count));
  const [rows, columns] = [T * B, config.inputSize];
  const inputs = bytes.subarray(8 * count, 8 * count + steps * rows * columns);
  const targets = bytes.subarray(8 * count + steps * rows * columns);
  const batch = { T, B, x: new Float64Array(rows * columns), y: new Float64Array(rows) };
  const sample = (/** @type {number} */ step) => {
    for (let n = 0, from = step * rows * columns; n < batch.x.length; n++)
      batch.x[n] = inputs[from + n] ?? NaN;
    for (let n = 0, from = step * rows; n < rows; n++) batch.y[n] = targets[from + n] ?? NaN;
    return batch;
  };
  return { model, start, sample };
}
