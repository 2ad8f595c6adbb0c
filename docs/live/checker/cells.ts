// Cells as one file for the compiler: each cell is a block inside of the one before, so that a name declared again hides
// the older one, and a `let` of an earlier cell can be changed: what the kernel does.

/** One cell, in the order in which cells run. */
export interface CheckedCell {
  readonly cell: string;
  readonly source: string;
}

/** A statement at the top of a cell that cannot stand in a block. */
export interface TopStatement {
  readonly start: number;
  readonly end: number;
  /** An import moves to the top of the file; of an export only the word goes. */
  readonly kind: 'import' | 'export';
}

/** The file, and where each of its lines comes from. */
export interface Joined {
  readonly text: string;
  /** For each line from 0: the cell and its line from 1. */
  readonly origins: readonly ({ readonly cell: string; readonly line: number } | undefined)[];
}

/**
 * Joins cells.
 *
 * @param cells - in the order in which they run
 * @param topStatements - finds the imports and exports of a cell
 */
export function joinCells(
  cells: readonly CheckedCell[],
  topStatements: (source: string) => readonly TopStatement[],
): Joined {
  const lines: string[] = [];
  const origins: ({ cell: string; line: number } | undefined)[] = [];
  const add = (text: string, cell?: string, from = 1): void => {
    text.split('\n').forEach((line, n) => {
      lines.push(line);
      origins.push(cell === undefined ? undefined : { cell, line: from + n });
    });
  };
  const blank = (text: string): string => text.replace(/[^\n]/g, ' ');
  const seen = new Set<string>();
  const bodies = cells.map(({ cell, source }) => {
    let body = source;
    for (const { start, end, kind } of topStatements(source)) {
      const text = source.slice(start, end);
      body = body.slice(0, start) + blank(text) + body.slice(end);
      const known = text.replace(/\s+/g, ' ').trim();
      if (kind === 'export' || seen.has(known)) continue;
      seen.add(known);
      add(text, cell, source.slice(0, start).split('\n').length);
    }
    return { cell, body };
  });
  add('export {};');
  for (const { cell, body } of bodies) {
    add('{');
    add(body, cell);
  }
  add(bodies.map(() => '}').join(''));
  return { text: lines.join('\n'), origins };
}
