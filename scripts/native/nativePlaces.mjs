import path from 'node:path';

/** @typedef {ReturnType<typeof nativePlaces>} NativePlaces */

/** What is bound. A newer TensorFlow keeps the C interface that the binding needs; tried with this one. */
export const TENSORFLOW = '2.21.0';
export const TFJS_NODE = '4.22.0';

/**
 * Where the native binding lives. `.venv-native` survives `npm ci`, so that mending node_modules neither
 * downloads nor compiles anew.
 * @param {string} root the course's own folder
 */
export function nativePlaces(root) {
  const folder = path.join(root, '.venv-native');
  const packageFolder = path.join(root, 'node_modules', '@tensorflow', 'tfjs-node');
  return {
    folder,
    /** TensorFlow's libraries and headers, as the binding's build expects them: lib/ and include/. */
    tensorflow: path.join(folder, 'tensorflow'),
    tensorflowStamp: path.join(folder, 'tensorflow', '.carry-stamp'),
    /** The compiled binding, kept for the next `npm ci`, and the folder in which it is compiled. */
    binding: path.join(folder, `tfjs_binding-${TFJS_NODE}.node`),
    workshop: path.join(folder, 'workshop'),
    package: packageFolder,
    deps: path.join(packageFolder, 'deps'),
    installedBinding: path.join(packageFolder, 'lib', 'napi-v8', 'tfjs_binding.node'),
    preGyp: path.join(root, 'node_modules', '@mapbox', 'node-pre-gyp', 'bin', 'node-pre-gyp'),
  };
}
