import fs from 'node:fs';
import path from 'node:path';
import { loadTensorFlow, type BackendName } from '../../lib/src/tensorflow/backend';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Whether this machine has the native binding: downloaded by npm, or built by `.ci/native`. */
export const hasNative = ['lib/napi-v8/tfjs_binding.node'].some((file) =>
  fs.existsSync(path.join(ROOT, 'node_modules/@tensorflow/tfjs-node', file)),
);

/** The backends that this machine must have. */
export const BACKENDS: readonly BackendName[] = hasNative ? ['native', 'wasm', 'cpu'] : ['wasm', 'cpu'];

export const silent = (): void => undefined;

/** Loads TensorFlow.js on a backend without a word. */
export const tensorFlowOn = (backend: BackendName) => loadTensorFlow({ backend, say: silent });
