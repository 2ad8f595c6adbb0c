import { builtinModules } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { build, type BuildResult } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as carry from '../../lib/src';
import { libraryFiles } from '../helpers/examples';

const sources = path.resolve(import.meta.dirname, '../../lib/src');
const FLOORS = ['core', 'neural', 'tasks', 'training', 'proof'];
const rooms = libraryFiles()
  .map((file) => path.relative(sources, file).split(path.sep).join('/'))
  .filter((file) => FLOORS.includes(file.split('/')[0] ?? ''));

let result: BuildResult<{ metafile: true; write: false }>;
let text = '';

beforeAll(async () => {
  // For a browser esbuild has no module of Node's to offer: a file that imports one does not bundle.
  result = await build({
    stdin: { contents: rooms.map((file) => `export * from './${file}';`).join('\n'), resolveDir: sources },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    globalName: 'carry',
    target: 'es2022',
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  text = result.outputFiles[0]?.text ?? '';
});

describe('core, neural, tasks, training and proof, bundled for a browser', () => {
  it('bundle without a warning, from files of the library alone', () => {
    expect(result.warnings).toEqual([]);
    const inputs = Object.keys(result.metafile.inputs).filter((input) => input !== '<stdin>');
    expect(inputs.length).toBe(rooms.length);
    expect(inputs.filter((input) => !input.startsWith('lib/src/'))).toEqual([]);
  });

  it('name no module and no global of Node', () => {
    const imports = Object.values(result.metafile.inputs).flatMap((input) => input.imports);
    const names = new Set(imports.map((entry) => entry.original ?? entry.path));
    expect(builtinModules.filter((name) => names.has(name) || names.has(`node:${name}`))).toEqual([]);
    expect(text).not.toMatch(/\b(process|Buffer|__dirname|__filename|require)\b\s*[.(]/);
  });

  it('train an adder where there is nothing of Node: no process, no setImmediate', async () => {
    const browser = vm.createContext({ atob, performance, setTimeout });
    vm.runInContext(text, browser);
    const script = `(async () => {
      const rng = carry.createRng(1);
      const cells = [{ kind: 'rnn', hiddenSize: 8 }];
      const model = new carry.SequenceModel({ inputSize: 2, cells, outputSize: 1, answer: 'logit' });
      carry.initializeInPlace(model.parameters, rng, carry.initializers.inverseSqrt());
      const optimizer = carry.createOptimizer({ kind: 'adam', learningRate: 0.01 }, model.parameters.flat.length);
      const sample = carry.createAdditionSampler({ bits: 4, B: 16, rng });
      await carry.train(model, { sample, loss: 'binaryCrossEntropy', optimizer, steps: 1500 });
      const { model: loaded } = carry.parseCheckpoint(carry.serialize(model, { optimizer, rng }));
      return carry.evaluate(loaded, carry.additionBatch(carry.allPairs(4), 5));
    })()`;
    const evaluation = (await vm.runInContext(script, browser)) as carry.Evaluation;
    expect(evaluation).toMatchObject({ sums: 256, sumAccuracy: 1 });
  });
});
