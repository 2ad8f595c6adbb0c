// A reader's notebook as a file that JupyterLab opens, and back again.
import type { Output } from '../kernel/protocol';
import type { Guess, OwnCell } from './work';

/** A notebook as the site keeps it: no outputs, sources in one piece. */
export interface SiteNotebook {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly id: string;
    readonly metadata: { readonly tags?: readonly string[] };
    readonly source: string;
  }[];
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly nbformat: number;
  readonly nbformat_minor: number;
}

/** What the reader has made of a code cell. */
export interface WrittenCell {
  readonly id: string;
  readonly source: string;
  readonly outputs: readonly Output[] | undefined;
}

/** What a notebook's metadata say of the reader's work. */
interface Mark {
  readonly notebook: string;
  readonly version: string;
  readonly guesses: Readonly<Record<string, Guess>>;
}

const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+/g) ?? [];

/**
 * Writes a notebook file.
 *
 * @param notebook - the site's
 * @param cells - the reader's code cells in order, own ones among them
 * @param mark - which notebook it is, and the guesses
 * @returns the text of an `.ipynb` file
 */
export function writeNotebook(notebook: SiteNotebook, cells: readonly WrittenCell[], mark: Mark): string {
  const known = new Set(notebook.cells.map(({ id }) => id));
  let count = 0;
  const codeCell = ({ id, source, outputs = [] }: WrittenCell, tags: readonly string[] = []) => ({
    cell_type: 'code',
    execution_count: outputs.length > 0 ? ++count : null,
    id,
    metadata: tags.length > 0 ? { tags } : {},
    outputs: outputs.map(storedOutput),
    source: lines(source),
  });
  const written = notebook.cells.flatMap((cell): object[] => {
    if (cell.cell_type !== 'code')
      return [
        { cell_type: cell.cell_type, id: cell.id, metadata: cell.metadata, source: lines(cell.source) },
      ];
    const at = cells.findIndex(({ id }) => id === cell.id);
    const mine = cells[at];
    if (!mine)
      return [codeCell({ id: cell.id, source: cell.source, outputs: undefined }, cell.metadata.tags)];
    const own: object[] = [];
    for (let next = at + 1; next < cells.length && !known.has(cells[next]?.id ?? ''); next++)
      own.push(codeCell(cells[next] as WrittenCell));
    return [codeCell(mine, cell.metadata.tags), ...own];
  });
  const metadata = { ...notebook.metadata, carry: mark };
  return `${JSON.stringify({ cells: written, metadata, nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;
}

function storedOutput(output: Output): object {
  if (output.output_type === 'stream') return { ...output, text: lines(output.text) };
  const data = Object.entries(output.data).map(([mime, value]) => [
    mime,
    mime.startsWith('text/') && typeof value === 'string' ? lines(value) : value,
  ]);
  return { data: Object.fromEntries(data), metadata: output.metadata, output_type: 'display_data' };
}

/** What an imported file brings. */
export interface Imported {
  readonly version: string | undefined;
  /** Sources by the ids of the notebook's cells. */
  readonly sources: ReadonlyMap<string, string>;
  readonly own: readonly OwnCell[];
  readonly guesses: Readonly<Record<string, Guess>>;
}

/**
 * Reads a notebook file, ours or one that JupyterLab has saved.
 *
 * @param text - the file's
 * @param name - the notebook that it should be
 * @param ids - the ids of the notebook's code cells
 * @throws Error that says what the file is instead
 */
export function readNotebook(text: string, name: string, ids: readonly string[]): Imported {
  const file = parse(text);
  const mark = file.metadata?.carry;
  if (mark?.notebook !== undefined && mark.notebook !== name)
    throw new Error(`This file is a copy of the notebook ${mark.notebook}, not of ${name}.`);
  const sources = new Map<string, string>();
  const own: OwnCell[] = [];
  let above = '';
  for (const [index, { cell_type, id = '', source }] of file.cells.entries()) {
    if (cell_type !== 'code') continue;
    const code = Array.isArray(source) ? source.join('') : String(source ?? '');
    if (ids.includes(id)) {
      sources.set(id, code);
      above = id;
    } else if (code.trim() !== '') {
      own.push({ id: id === '' ? `own-${index}` : id, after: above || (ids[0] ?? ''), source: code });
    }
  }
  if (sources.size === 0) throw new Error(`None of the file's cells belongs to the notebook ${name}.`);
  return { version: mark?.version, sources, own, guesses: mark?.guesses ?? {} };
}

interface File {
  readonly cells: readonly { cell_type?: string; id?: string; source?: unknown }[];
  readonly metadata?: { readonly carry?: Mark };
}

function parse(text: string): File {
  let file: Partial<File>;
  try {
    file = JSON.parse(text) as Partial<File>;
  } catch {
    throw new Error('This file is not a notebook: it is not JSON.');
  }
  if (!Array.isArray(file?.cells)) throw new Error('This file is not a notebook: it has no cells.');
  return file as File;
}
