// A model of TensorFlow.js as files, with and without the native binding.
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BACKENDS, tensorFlowOn } from '../../helpers/tensorflow';

fs.mkdirSync('test-results', { recursive: true });
const folder = fs.mkdtempSync(path.join('test-results', 'model-'));
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

describe.each(BACKENDS)('model.save on %s', (backend) => {
  it('writes files from which the same model is loaded', async () => {
    const tf = await tensorFlowOn(backend);
    const model = tf.sequential({
      layers: [
        tf.layers.simpleRNN({ units: 3, inputShape: [4, 2], kernelInitializer: 'glorotNormal' }),
        tf.layers.dense({ units: 1 }),
      ],
    });
    const address = `file://${path.resolve(folder, backend)}`;
    const { modelArtifactsInfo } = await model.save(address);
    expect(modelArtifactsInfo.weightDataBytes).toBe(4 * (2 * 3 + 3 * 3 + 3 + 3 + 1));
    expect(fs.readdirSync(path.join(folder, backend)).sort()).toEqual(['model.json', 'weights.bin']);
    const loaded = await tf.loadLayersModel(`${address}/model.json`);
    const x = tf.randomUniform([5, 4, 2]);
    const of = (each: typeof loaded) => tf.tidy(() => Array.from((each.predict(x) as typeof x).dataSync()));
    expect(of(loaded)).toEqual(of(model));
    for (const each of [model, loaded]) each.dispose();
    x.dispose();
  });

  it('writes from the folder of the notebook where the path begins there, and says which file is missing', async () => {
    const tf = await tensorFlowOn(backend);
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    const inside = path.relative(process.cwd(), folder).replaceAll(path.sep, '/');
    await model.save(`file://./${inside}/near-${backend}/`);
    expect(fs.existsSync(path.join(folder, `near-${backend}`, 'model.json'))).toBe(true);
    await expect(tf.loadLayersModel(`file://./${inside}/nowhere/model.json`)).rejects.toThrow('nowhere');
    model.dispose();
  });
});
