// One row of a study, in a thread of its own.
import { loadStudy } from './catalogue.mjs';

/** @param {{ file: string, row: import('./catalogue.mjs').Row }} task */
export default async function runRow({ file, row }) {
  const { run } = await loadStudy(file);
  return await run(row);
}
