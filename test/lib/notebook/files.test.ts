import { fork } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRng } from '../../../lib/src/core/random';
import { createOptimizer } from '../../../lib/src/neural/optimizers';
import { loadCheckpoint, saveCheckpoint } from '../../../lib/src/notebook/files';
import { serialize } from '../../../lib/src/training/checkpoint';
import { expectSameBits } from '../../helpers/arrays';
import { decimalAdder, seededModel } from '../../helpers/models';
import { NIGHT } from '../../helpers/night';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** Each costs the start of a program: most of them by night. */
const KILLS = NIGHT ? 100 : 8;

let folder = '';
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'carry-files-'));
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});

const model = seededModel(decimalAdder);

describe('saveCheckpoint and loadCheckpoint', () => {
  it('loadCheckpoint(file) gives back what saveCheckpoint(file, model, extras) was given', async () => {
    const file = path.join(folder, 'new', 'folders', 'adder.json');
    const optimizer = createOptimizer({ kind: 'adam', learningRate: 0.1 }, model.parameters.flat.length);
    await saveCheckpoint(file, model, { optimizer, rng: createRng(3), step: 8 });
    const loaded = await loadCheckpoint(file);
    expectSameBits(loaded.model.parameters.flat, model.parameters.flat);
    expect([loaded.step, loaded.rng?.state()]).toEqual([8, createRng(3).state()]);
    expect(loaded.optimizer?.state()).toEqual(optimizer.state());
    expect(fs.readFileSync(file, 'utf8')).toBe(serialize(model, { optimizer, rng: createRng(3), step: 8 }));
    expect(fs.readdirSync(path.dirname(file))).toEqual(['adder.json']);
  });

  it('saveCheckpoint replaces an older file, and many at a time leave one whole file and nothing else', async () => {
    const place = path.join(folder, 'many');
    const file = path.join(place, 'adder.json');
    await Promise.all(Array.from({ length: 12 }, (_, step) => saveCheckpoint(file, model, { step })));
    expect((await loadCheckpoint(file)).step).toBeLessThan(12);
    expect(fs.readdirSync(place)).toEqual(['adder.json']);
    await saveCheckpoint(file, model, { step: 99 });
    expect((await loadCheckpoint(file)).step).toBe(99);
  });

  it('a reader never sees half a file while it is being written', async () => {
    const file = path.join(folder, 'watched.json');
    await saveCheckpoint(file, model, { step: 0 });
    let writing = true;
    const reading = (async () => {
      let reads = 0;
      while (writing) {
        await loadCheckpoint(file); // throws if the file is not whole
        reads++;
      }
      return reads;
    })();
    for (let step = 1; step <= 30; step++) await saveCheckpoint(file, model, { step });
    writing = false;
    expect(await reading).toBeGreaterThan(0);
  });

  it('saveCheckpoint that fails leaves the old file and no other', async () => {
    const file = path.join(folder, 'kept', 'adder.json');
    await saveCheckpoint(file, model, { step: 1 });
    await expect(saveCheckpoint(file, model, { step: -1 })).rejects.toThrow('serialize: step is -1');
    expect((await loadCheckpoint(file)).step).toBe(1);
    const taken = path.join(folder, 'taken');
    fs.mkdirSync(path.join(taken, 'adder.json', 'inside'), { recursive: true }); // a folder in the way
    await expect(saveCheckpoint(path.join(taken, 'adder.json'), model)).rejects.toThrow(
      `saveCheckpoint: ${path.join(taken, 'adder.json')}: `,
    );
    expect(fs.readdirSync(taken)).toEqual(['adder.json']);
    await expect(saveCheckpoint(path.join(file, 'below.json'), model)).rejects.toThrow('saveCheckpoint: ');
  });

  // Windows has no such permissions, and lets only some users make links.
  it.runIf(process.platform !== 'win32')(
    'saveCheckpoint keeps a symbolic link, also to a file that is not there yet, and the permissions of a file',
    async () => {
      const place = path.join(folder, 'links');
      fs.mkdirSync(path.join(place, 'elsewhere'), { recursive: true });
      fs.symlinkSync('elsewhere', path.join(place, 'folder'));
      fs.symlinkSync('../elsewhere/adder.json', path.join(place, 'elsewhere', 'second.json'));
      fs.symlinkSync('folder/second.json', path.join(place, 'first.json'));
      const [link, file] = [path.join(place, 'first.json'), path.join(place, 'elsewhere', 'adder.json')];
      for (const step of [1, 2]) {
        await saveCheckpoint(link, model, { step });
        expect(fs.readlinkSync(link)).toBe('folder/second.json');
        expect(fs.lstatSync(file).isFile()).toBe(true);
        expect((await loadCheckpoint(link)).step).toBe(step);
        fs.chmodSync(file, 0o600);
      }
      await saveCheckpoint(link, model, { step: 3 });
      expect(fs.statSync(file).mode & 0o777).toBe(0o600);
      expect(fs.readdirSync(path.dirname(file))).toEqual(['adder.json', 'second.json']);
      fs.symlinkSync('round.json', path.join(place, 'round.json'));
      await expect(saveCheckpoint(path.join(place, 'round.json'), model)).rejects.toThrow(
        'its symbolic links lead nowhere',
      );
    },
  );

  it(`killed ${KILLS} times while it saves, saveCheckpoint leaves a whole file, and clears up at the next save`, async () => {
    const place = path.join(folder, 'killed');
    const file = path.join(place, 'adder.json');
    await saveCheckpoint(file, model, { step: 0 });
    for (let n = 0, last = 0; n < KILLS; n++) {
      const child = fork(path.join(ROOT, 'test', 'helpers', 'saveForEver.mjs'), [file, String(last)]);
      const ended = once(child, 'exit');
      await once(child, 'message'); // it is about to save
      for (let turn = 0; turn < (n * 7919) % 400; turn++)
        await new Promise((resolve) => setImmediate(resolve));
      child.kill('SIGKILL');
      expect(await ended).toEqual([null, 'SIGKILL']);
      const { step } = await loadCheckpoint(file); // throws if the file is not whole
      expect(step).toBeGreaterThanOrEqual(last);
      last = step;
    }
    await saveCheckpoint(file, model, { step: 1 });
    expect(fs.readdirSync(place)).toEqual(['adder.json']);
  }, 600_000);

  it('a training that is killed goes on from what it saved, and ends with the very weights of one that is not', async () => {
    const place = path.join(folder, 'trained');
    fs.mkdirSync(place);
    /** Trains up to `steps`, or until it has told so many times that it saved. */
    const training = async (file: string, steps: number, patience = Infinity): Promise<unknown> => {
      const program = path.join(ROOT, 'test', 'helpers', 'trainAndSave.mjs');
      const child = fork(program, [path.join(place, file), String(steps)]);
      const ended = once(child, 'exit');
      let told = 0;
      child.on('message', () => {
        if (++told === patience) child.kill('SIGKILL');
      });
      return (await ended)[1];
    };
    expect(await training('killed.json', 100_000, 3)).toBe('SIGKILL');
    expect(await training('killed.json', 100_000, 2)).toBe('SIGKILL');
    const { step } = await loadCheckpoint(path.join(place, 'killed.json'));
    expect(step).toBeGreaterThanOrEqual(50);
    expect(await training('killed.json', step + 20)).toBeNull();
    expect(await training('whole.json', step + 20)).toBeNull();
    const [killed, whole] = [await loadCheckpoint(path.join(place, 'killed.json')), await loadCheckpoint(path.join(place, 'whole.json'))]; // prettier-ignore
    expect([killed.step, whole.step]).toEqual([step + 20, step + 20]);
    expectSameBits(killed.model.parameters.flat, whole.model.parameters.flat);
  });

  it('saveCheckpoint lets live what another program is writing, and what has another name', async () => {
    const place = path.join(folder, 'others');
    fs.mkdirSync(place);
    const id = '00000000-0000-4000-8000-000000000000';
    const names = [
      `adder.json.${process.ppid}.${id}.tmp`,
      `adder.json.tmp`,
      `other.json.999999999.${id}.tmp`,
    ];
    for (const name of [...names, `adder.json.999999999.${id}.tmp`])
      fs.writeFileSync(path.join(place, name), '');
    await saveCheckpoint(path.join(place, 'adder.json'), model);
    expect(fs.readdirSync(place).sort()).toEqual(['adder.json', ...names].sort());
  });

  it('loadCheckpoint names the file and what is wrong with it', async () => {
    const missing = path.join(folder, 'missing.json');
    await expect(loadCheckpoint(missing)).rejects.toThrow(`loadCheckpoint: ${missing}: ENOENT`);
    const broken = path.join(folder, 'broken.json');
    fs.writeFileSync(broken, serialize(model).slice(0, 100));
    await expect(loadCheckpoint(broken)).rejects.toThrow(
      `loadCheckpoint: ${broken}: parseCheckpoint: text is not JSON (was it cut off?)`,
    );
  });

  it('saveCheckpoint and loadCheckpoint refuse what is no path', async () => {
    await expect(saveCheckpoint('', model)).rejects.toThrow('saveCheckpoint: file is empty');
    await expect(loadCheckpoint(7 as unknown as string)).rejects.toThrow('loadCheckpoint: file is number');
  });
});
