import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { SequenceModel } from '../neural/sequenceModel';
import { parseCheckpoint, serialize, type Checkpoint, type CheckpointExtras } from '../training/checkpoint';

/**
 * Writes a training to a file. The text goes to a temporary file beside it, which then takes the name: whoever
 * reads, and whatever is interrupted, there is the old checkpoint or the new one and never half of one.
 *
 * @param file - where to; folders that are missing are made
 * @param model - the model
 * @param extras - optimizer, source of chance and step, as for `serialize`
 * @returns a promise that the file is there
 * @throws RangeError as `serialize` does; Error naming the file when it cannot be written
 *
 * @example
 * import { loadCheckpoint, saveCheckpoint, SequenceModel } from 'carry';
 * const cells = [{ kind: 'rnn' as const, hiddenSize: 2 }];
 * const model = new SequenceModel({ inputSize: 2, cells, outputSize: 1 });
 * await saveCheckpoint('test-results/example.json', model, { step: 7 });
 * (await loadCheckpoint('test-results/example.json')).step; // → 7
 */
export async function saveCheckpoint(
  file: string,
  model: SequenceModel,
  extras: CheckpointExtras = {},
): Promise<void> {
  const text = serialize(model, extras);
  await writeWhole(checkFile('saveCheckpoint', file), text);
}

/**
 * Reads a training from a file.
 *
 * @param file - a file that {@link saveCheckpoint} wrote
 * @returns a fresh model, optimizer and source of chance
 * @throws Error naming the file when it cannot be read, or is not a checkpoint, with what is wrong in it
 *
 * @example
 * import { loadCheckpoint } from 'carry';
 * await loadCheckpoint('nowhere.json').catch(() => 'not there'); // → "not there"
 */
export async function loadCheckpoint(file: string): Promise<Checkpoint> {
  checkFile('loadCheckpoint', file);
  try {
    return parseCheckpoint(await readFile(file, 'utf8'));
  } catch (error) {
    throw new Error(`loadCheckpoint: ${file}: ${messageOf(error)}`);
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`; // in the same folder: a name can only change within a disk
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync(); // on the disk before the name changes, or a power cut could leave an empty file
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined); // the first error is the one to tell
    throw new Error(`saveCheckpoint: ${file}: ${messageOf(error)}`);
  }
}

function checkFile(where: string, file: unknown): string {
  if (typeof file === 'string' && file !== '') return file;
  throw new TypeError(`${where}: file is ${file === '' ? 'empty' : typeof file}, expected a path`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
