// Checks a report again: runs the reader's cells, and those that they need, in a kernel, and asks the same checks.
import type { Output } from '../kernel/protocol';
import { createKernel } from './kernelClient';
import { neededFor, type CellToRun } from './needed';
import { loadPart } from './parts';
import type { CheckableNotebook } from './report';
import type { Work } from './work';

/** A cell that takes longer is stopped, in milliseconds. */
const LIMIT = 120_000;

/** One exercise, as the report has it and as the check finds it. */
export interface Rechecked {
  readonly title: string;
  readonly claimed: string;
  readonly found: string;
}

/**
 * Checks the work in one notebook.
 *
 * @param name - of the notebook
 * @param work - what the report says
 * @param say - is told what is going on
 */
export async function recheck(name: string, work: Work, say: (text: string) => void): Promise<Rechecked[]> {
  const notebook = await loadPart<CheckableNotebook>(`notebooks/${name}`);
  const cells = cellsOf(notebook, work);
  const kernel = createKernel(notebook.files);
  const found = new Map<string, string>();
  try {
    const names = await kernel.names(Object.fromEntries(cells.map(({ id, source }) => [id, source])));
    const asked = notebook.exercises.filter(({ title }) => work.verdicts[title] !== undefined);
    const wanted = neededFor(
      asked.map(({ cell }) => cell),
      cells,
      names,
    );
    for (const [index, { id, source }] of wanted.entries()) {
      say(`${name}: cell ${index + 1} of ${wanted.length}`);
      const limit = setTimeout(() => kernel.restart(), LIMIT);
      const { lost } = await kernel.run(id, source, (outputs) => note(outputs, found));
      clearTimeout(limit);
      if (lost) break;
    }
    return asked.map(({ title }) => ({
      title,
      claimed: work.verdicts[title] ?? '',
      found: found.get(title) ?? 'does not run',
    }));
  } finally {
    kernel.restart();
  }
}

function note(outputs: readonly Output[], found: Map<string, string>): void {
  for (const output of outputs) {
    if (output.output_type === 'stream') continue;
    const { exercise, state } = (output.metadata['carry'] ?? {}) as { exercise?: string; state?: string };
    if (exercise !== undefined && state !== undefined) found.set(exercise, state);
  }
}

/** The code cells in order, with the reader's sources and own cells. */
function cellsOf({ cells }: CheckableNotebook, work: Work): CellToRun[] {
  const below = (id: string): CellToRun[] =>
    work.own.filter(({ after }) => after === id).flatMap((own) => [own, ...below(own.id)]);
  return cells
    .filter(({ cell_type }) => cell_type === 'code')
    .flatMap(({ id, source }) => [{ id, source: work.edits[id]?.source ?? source }, ...below(id)]);
}
