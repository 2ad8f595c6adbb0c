import type * as tfjs from '@tensorflow/tfjs';
import type { io } from '@tensorflow/tfjs';

/** The namespace, as in `backend.ts`. */
type TensorFlow = typeof tfjs;

/** As much of `node:fs/promises` as a model's files need. */
export interface Files {
  mkdir(folder: string, options: { recursive: true }): Promise<unknown>;
  writeFile(file: string, content: string | Uint8Array): Promise<unknown>;
  readFile(file: string): Promise<Uint8Array>;
}

const SCHEME = 'file://';
const MODEL = 'model.json';
const WEIGHTS = 'weights.bin';
const registered = new WeakSet<TensorFlow>();

/**
 * Lets `model.save('file://folder')` and `tf.loadLayersModel('file://folder/model.json')` work on every backend:
 * TensorFlow.js brings that with its native binding alone. The files are those that the binding writes, `model.json`
 * and `weights.bin`. Where the binding is loaded, its own way is taken.
 *
 * @param tf - the namespace
 * @param loadFiles - gives the functions that write and read
 *
 * Source: https://www.tensorflow.org/js/guide/save_load
 */
export function registerModelFiles(tf: TensorFlow, loadFiles: () => Promise<Files>): void {
  if (registered.has(tf)) return;
  registered.add(tf);
  const handlerOf = (address: string | string[]): io.IOHandler => {
    const isNative = tf.findBackendFactory('tensorflow') !== null;
    const isFile = typeof address === 'string' && address.startsWith(SCHEME);
    // What the declarations leave out: null says that another router may know the address.
    return (isFile && !isNative ? modelFiles(tf, pathOf(address), loadFiles) : null) as io.IOHandler;
  };
  tf.io.registerSaveRouter(handlerOf);
  tf.io.registerLoadRouter(handlerOf);
}

/** `file://./models/a` is a path from the notebook's folder, as the binding has it. */
function pathOf(address: string): string {
  const path = address.slice(SCHEME.length);
  return path.endsWith('/') ? path.slice(0, -1) : path;
}

function modelFiles(tf: TensorFlow, path: string, loadFiles: () => Promise<Files>): io.IOHandler {
  return {
    async save(artifacts) {
      const { modelTopology, weightSpecs: weights = [], weightData, ...rest } = artifacts;
      if (modelTopology instanceof ArrayBuffer)
        throw new Error('model.save: this model is stored as bytes, expected one made of layers');
      const { mkdir, writeFile } = await loadFiles();
      await mkdir(path, { recursive: true });
      await writeFile(`${path}/${WEIGHTS}`, new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData)));
      const weightsManifest = [{ paths: [WEIGHTS], weights }];
      await writeFile(`${path}/${MODEL}`, JSON.stringify({ modelTopology, weightsManifest, ...rest }));
      return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
    },
    async load() {
      const { readFile } = await loadFiles();
      const json = JSON.parse(new TextDecoder().decode(await readFile(path))) as io.ModelJSON;
      const folder = path.slice(0, path.lastIndexOf('/') + 1);
      return tf.io.getModelArtifactsForJSON(json, async (manifest) => {
        const files = manifest.flatMap(({ paths }) => paths);
        const parts = await Promise.all(files.map((file) => readFile(folder + file)));
        const buffers = parts.map((bytes) => new Uint8Array(bytes).buffer);
        return [tf.io.getWeightSpecs(manifest), tf.io.CompositeArrayBuffer.join(buffers)];
      });
    },
  };
}
