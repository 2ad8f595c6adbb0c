import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, readlink, realpath, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { SequenceModel } from '../neural/sequenceModel';
import { parseCheckpoint, serialize, type Checkpoint, type CheckpointExtras } from '../training/checkpoint';

/**
 * Writes a training to a file. The text goes to a temporary file beside it, which then takes the name: whoever
 * reads, and whatever is interrupted, there is the old checkpoint or the new one and never half of one. A file
 * keeps its permissions, a symbolic link stays one, and what a killed program left half-written is cleared away.
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

/** The temporary files that this program is writing. */
const inWork = new Set<string>();

async function writeWhole(file: string, text: string): Promise<void> {
  let temporary: string | undefined;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const target = await behindLinks(file);
    await clearRemains(target);
    temporary = `${target}.${process.pid}.${randomUUID()}.tmp`; // in the same folder: a name can only change within a disk
    inWork.add(temporary);
    const before = await stat(target).catch(() => undefined); // not there yet
    const handle = await open(temporary, 'wx');
    try {
      if (before) await handle.chmod(before.mode & 0o7777);
      await handle.writeFile(text);
      await handle.sync(); // on the disk before the name changes, or a power cut could leave an empty file
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { force: true }).catch(() => undefined); // the first error is the one to tell
    throw new Error(`saveCheckpoint: ${file}: ${messageOf(error)}`);
  } finally {
    if (temporary !== undefined) inWork.delete(temporary);
  }
}

/** Where symbolic links lead in the end, be there a file or not. */
async function behindLinks(file: string, links = 40): Promise<string> {
  const link = await readlink(file).catch(() => undefined); // no link, or nothing there
  if (link === undefined) return file;
  if (links === 0) throw new Error('its symbolic links lead nowhere');
  return behindLinks(path.resolve(await realpath(path.dirname(file)), link), links - 1);
}

/** Removes the temporary files of programs that were killed while they saved to the same name. */
async function clearRemains(target: string): Promise<void> {
  const folder = path.dirname(target);
  const start = `${path.basename(target)}.`;
  const names = await readdir(folder).catch(() => []); // a folder that cannot be read can be written all the same
  for (const name of names) {
    const [, writer] = name.startsWith(start)
      ? (/^(\d+)\.[0-9a-f-]{36}\.tmp$/.exec(name.slice(start.length)) ?? [])
      : [];
    const remains = path.join(folder, name);
    if (writer === undefined || inWork.has(remains)) continue;
    if (Number(writer) === process.pid || !isRunning(Number(writer))) await rm(remains, { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0); // sends nothing
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's
  }
}

function checkFile(where: string, file: unknown): string {
  if (typeof file === 'string' && file !== '') return file;
  throw new TypeError(`${where}: file is ${file === '' ? 'empty' : typeof file}, expected a path`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
