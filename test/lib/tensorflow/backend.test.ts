import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backendOf, loadTensorFlow } from '../../../lib/src/tensorflow/backend';
import { BACKENDS, hasNative, silent, tensorFlowOn } from '../../helpers/tensorflow';

beforeEach(() => vi.stubEnv('CARRY_BACKEND', ''));
afterEach(() => vi.unstubAllEnvs());

describe.each(BACKENDS)('loadTensorFlow on %s', (backend) => {
  it('computes, names its backend, and holds no tensor', async () => {
    const tf = await tensorFlowOn(backend);
    expect(tf.memory().numTensors).toBe(0);
    expect(
      tf.tidy(() =>
        tf
          .ones([2, 3])
          .matMul(tf.ones([3, 2]))
          .arraySync(),
      ),
    ).toEqual([
      [3, 3],
      [3, 3],
    ]);
    expect(backendOf(tf)).toBe(backend);
  });

  it('says in one line who computes, and that it was asked for', async () => {
    const lines: string[] = [];
    await loadTensorFlow({ backend, say: (line) => lines.push(line) });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      new RegExp(`^TensorFlow\\.js 4\\.22\\.0 computes .*\\(${backend}\\): it was asked for\\.$`),
    );
  });

  it('follows the variable CARRY_BACKEND', async () => {
    vi.stubEnv('CARRY_BACKEND', backend);
    const lines: string[] = [];
    const tf = await loadTensorFlow({ say: (line) => lines.push(line) });
    expect(backendOf(tf)).toBe(backend);
    expect(lines.join()).toContain('CARRY_BACKEND asks for it');
  });

  it('has tensors follow when the backend changes', async () => {
    const tf = await tensorFlowOn(backend);
    const x = tf.tensor1d([1, 2, 3]);
    await tensorFlowOn(backend === 'cpu' ? 'wasm' : 'cpu');
    expect(tf.tidy(() => x.square().arraySync())).toEqual([1, 4, 9]);
    x.dispose();
  });
});

describe('loadTensorFlow(options)', () => {
  it('chooses native where it is installed, else WebAssembly and says how to get native', async () => {
    const lines: string[] = [];
    const tf = await loadTensorFlow({ say: (line) => lines.push(line) });
    expect(backendOf(tf)).toBe(hasNative ? 'native' : 'wasm');
    expect(lines.join()).toContain(
      hasNative ? 'the binding is installed' : 'the native binding is not installed',
    );
  });

  it('refuses an unknown backend and an unknown CARRY_BACKEND', async () => {
    await expect(loadTensorFlow({ backend: 'webgl' as never, say: silent })).rejects.toThrow(
      'loadTensorFlow: backend is "webgl", expected one of native, wasm, cpu',
    );
    vi.stubEnv('CARRY_BACKEND', 'gpu');
    await expect(loadTensorFlow({ say: silent })).rejects.toThrow(
      'loadTensorFlow: CARRY_BACKEND is "gpu", expected one of native, wasm, cpu',
    );
  });
});

describe('backendOf(tf)', () => {
  it('refuses a backend that is not one of ours, and what is not TensorFlow.js', async () => {
    const tf = { ...(await tensorFlowOn('cpu')), getBackend: () => 'webgl' };
    const other = { getBackend: () => 'webgl' } as never;
    expect(() => backendOf(other)).toThrow('backendOf: tf is object, expected what loadTensorFlow gives');
    expect(() => backendOf(tf)).toThrow(/^backendOf: the backend webgl is undefined, expected one of native/);
  });
});
