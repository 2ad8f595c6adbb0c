import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * Finds a file of the course's `data/` folder from wherever the notebook lies: the folder is looked for in the working
 * directory, in the one above it, and so on up.
 *
 * @param name - the file, from `data/` on: `studies/depth.csv`
 * @returns its path
 * @throws Error that says where it was looked for
 *
 * @example
 * import { dataFile } from 'carry';
 * dataFile('studies/depth.csv').endsWith('depth.csv'); // → true
 */
export function dataFile(name: string): string {
  if (typeof name !== 'string' || name === '')
    throw new TypeError(
      `dataFile: name is ${JSON.stringify(name)}, expected a file of data/, such as "studies/depth.csv"`,
    );
  const start = process.cwd();
  for (let folder = start; ; folder = path.dirname(folder)) {
    const file = path.join(folder, 'data', name);
    if (existsSync(file)) return file;
    if (folder === path.dirname(folder)) break;
  }
  throw new Error(`dataFile: no data/${name} in ${start} or in a folder above it`);
}
