// Which cells have to run so that others can.
import type { CellNames } from '../kernel/protocol';

/** A cell and what is in it. */
export interface CellToRun {
  readonly id: string;
  readonly source: string;
}

/**
 * The cells that others need, in order: whoever makes, changes or calls a name that is needed further down.
 *
 * @param targets - the cells whose verdicts are asked for
 * @param cells - all, in order
 * @param names - what each declares and takes
 */
export function neededFor(
  targets: readonly string[],
  cells: readonly CellToRun[],
  names: Readonly<Record<string, CellNames>>,
): CellToRun[] {
  const needed = new Set<string>();
  const chosen: CellToRun[] = [];
  for (const cell of [...cells].reverse()) {
    const { declared = [], free = [], written = [] } = names[cell.id] ?? {};
    const makes = [...declared, ...written].some((name) => needed.has(name));
    if (!targets.includes(cell.id) && !makes) continue;
    chosen.unshift(cell);
    for (const name of free) needed.add(name);
  }
  return chosen;
}
