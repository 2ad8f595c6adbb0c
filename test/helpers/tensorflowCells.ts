import * as tf from '@tensorflow/tfjs';
import type { CellConfig } from '../../lib/src/neural/createCell';
import { expectClose, swapAxes } from './arrays';
import { runCase, type CellCase } from './cells';

/** TensorFlow.js in plain JavaScript. */
export async function startTensorflow(): Promise<typeof tf> {
  tf.enableProdMode(); // no greeting
  await tf.setBackend('cpu');
  return tf;
}

/** Its numbers are float32, with 24 bits; a few dozen of them are summed. */
const TOLERANCE = 2e-5;

/** The layer of TensorFlow.js that is our cell, with every default that differs set. */
function layerOf({ kind, hiddenSize, activation = 'tanh', bias = true }: CellConfig): tf.RNN {
  const common = { units: hiddenSize, useBias: bias, returnSequences: true, returnState: true };
  const gated = { ...common, activation: 'tanh', recurrentActivation: 'sigmoid' } as const;
  if (kind === 'rnn') {
    if (activation === 'leakyRelu') throw new Error('TensorFlow.js: no leaky ReLU by name');
    return tf.layers.simpleRNN({ ...common, activation }) as tf.RNN;
  }
  if (kind === 'gru') return tf.layers.gru(gated) as tf.RNN;
  return tf.layers.lstm({ ...gated, unitForgetBias: false }) as tf.RNN;
}

/** Our weights as TensorFlow.js keeps them: its GRU has W_hh and W_hn side by side, the rest is the same. */
function weightsOf(it: CellCase, parameters = it.parameters): tf.Tensor[] {
  const { W_xh, W_hh, W_hn, b_h } = parameters.views;
  const [D, H] = [it.cell.inputSize, it.cell.hiddenSize];
  const matrix = (data: Float64Array, rows: number): tf.Tensor =>
    tf.tensor(Array.from(data), [rows, data.length / rows]);
  const kernels = [matrix(W_xh as Float64Array, D), matrix(W_hh as Float64Array, H)]; // in every cell
  if (W_hn) kernels[1] = tf.concat([kernels[1] as tf.Tensor, matrix(W_hn, H)], 1);
  return b_h ? [...kernels, tf.tensor1d(Array.from(b_h))] : kernels;
}

/** Expects outputs, final state and all gradients of the case to be those of TensorFlow.js. */
export function expectAsInTensorflow(config: CellConfig, it: CellCase): void {
  runCase(it);
  tf.tidy(() => {
    const { cell, T, B, options } = it;
    const layer = layerOf(config);
    layer.build([B, T, cell.inputSize]);
    layer.setWeights(weightsOf(it));
    const batchMajor = (rows: Float64Array): tf.Tensor =>
      tf.tensor(Array.from(swapAxes(rows, T, B)), [B, T, rows.length / T / B]);
    const x = tf.variable(batchMajor(it.x));
    const state = tf.variable(tf.tensor2d(Array.from(options.initialState), [B, cell.stateSize]));
    const mask = options.mask && batchMajor(options.mask).squeeze([2]).toBool();
    const run = (): [tf.Tensor, ...tf.Tensor[]] =>
      layer.call(x, {
        initialState: cell.kind === 'lstm' ? tf.split(state, 2, 1) : [state],
        ...(mask ? { mask } : {}),
      }) as [tf.Tensor, ...tf.Tensor[]];
    // LayerVariable keeps its tf.Variable in a field that its types call protected.
    const variables = (layer.trainableWeights as unknown as { val: tf.Variable }[]).map(({ val }) => val);

    const [h, ...last] = run();
    expectClose(it.workspace.h.all, swapAxes(h.dataSync(), B, T), TOLERANCE, 'h');
    expectClose(it.workspace.finalState, tf.concat(last, 1).dataSync(), TOLERANCE, 'the final state');
    const loss = (): tf.Scalar => tf.sum(tf.mul(run()[0], batchMajor(it.dh)));
    const { grads } = tf.variableGrads(loss, [x, state, ...variables]);
    const gradient = (variable: tf.Variable): tf.Tensor => grads[variable.name] as tf.Tensor;
    expectClose(it.dx, swapAxes(gradient(x).dataSync(), B, T), TOLERANCE, 'dx');
    expectClose(it.workspace.dInitialState, gradient(state).dataSync(), TOLERANCE, 'dInitialState');
    weightsOf(it, it.gradients).forEach((ours, n) => {
      const theirs = gradient(variables[n] as tf.Variable);
      expectClose(ours.dataSync(), theirs.dataSync(), TOLERANCE, `the gradient of weight ${n}`);
    });
    tf.dispose([x, state, ...variables]);
  });
}
