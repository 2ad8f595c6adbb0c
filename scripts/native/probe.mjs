// Does the native binding load and compute? Asked in a process of its own, which a broken binding may take down.
import { spawnSync } from 'node:child_process';

// Node 23 dropped functions that tfjs-node calls; lib/src/tensorflow/backend.ts puts them back likewise.
const PROGRAM = `
  const util = require('node:util');
  util.isNullOrUndefined = (value) => value === null || value === undefined;
  util.isArray = Array.isArray;
  const tf = require('@tensorflow/tfjs-node');
  if (tf.sum(tf.matMul(tf.ones([2, 3]), tf.ones([3, 2]))).arraySync() !== 12) throw new Error('2·2·3 is not 12');
  console.log('works with ' + tf.version_core + ' on ' + tf.backend().binding.TF_Version);
`;

/**
 * @param {string} root the course's own folder
 * @returns {{ works: boolean, version: string, reason: string }}
 */
export function probe(root) {
  const { stdout, stderr, signal, error } = spawnSync(process.execPath, ['-e', PROGRAM], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  const version = /works with \S+ on (\S+)/.exec(stdout)?.[1];
  const said = stderr.split('\n').find((line) => /Error/.test(line)) ?? signal ?? error?.message;
  return {
    works: version !== undefined,
    version: version ?? '',
    reason: version ? '' : (said ?? 'no answer'),
  };
}
