// The TypeScript kernel: a kernelspec with absolute paths, so that nothing global has to exist and no other
// tslab of the reader's can be taken for ours.
import path from 'node:path';
import { readIfThere, writeWhole } from './stamps.mjs';

/**
 * @param {string} root the course's folder
 * @param {string} node the Node that runs the kernel
 */
export function kernelSpec(root, node) {
  return {
    argv: [
      node,
      // The stop button may end a cell in the middle of a callback; Node would take that for a fault of its own.
      '--no-force-async-hooks-checks',
      path.join(root, 'scripts', 'kernel', 'tslab.mjs'),
      'kernel',
      '--config-path',
      '{connection_file}',
    ],
    display_name: 'TypeScript',
    language: 'typescript',
    interrupt_mode: 'message', // Node on Windows gets no signals
    env: { TF_CPP_MIN_LOG_LEVEL: '2' }, // TensorFlow's greeting would land in the notebooks' outputs
  };
}

/** @param {import('./run.mjs').Context} context */
export async function writeKernel({ places }) {
  const file = path.join(places.kernel, 'kernel.json');
  const text = `${JSON.stringify(kernelSpec(places.root, process.execPath), null, 2)}\n`;
  if (readIfThere(file) !== text) writeWhole(file, text);
}
