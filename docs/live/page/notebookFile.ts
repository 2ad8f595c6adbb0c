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
 * Reads a notebook file, ours or one that JupyterLab has saved, or one that anybody has made: of it come only texts of
 * cells and guesses, each of the kind that it should be.
 *
 * @param text - the file's
 * @param name - the notebook that it should be
 * @param ids - the ids of the notebook's code cells
 * @throws Error that says what the file is instead
 */
export function readNotebook(text: string, name: string, ids: readonly string[]): Imported {
  const { cells, mark } = parse(text);
  const notebook = mark['notebook'];
  if (notebook !== undefined && notebook !== name) {
    const other = typeof notebook === 'string' ? notebook.slice(0, 100) : 'another course';
    throw new Error(`This file is a copy of the notebook ${other}, not of ${name}.`);
  }
  const sources = new Map<string, string>();
  const own: OwnCell[] = [];
  const taken = new Set<string>();
  let above = '';
  for (const [index, cell] of cells.entries()) {
    if (!isObject(cell) || cell['cell_type'] !== 'code') continue;
    const code = codeOf(cell['source']);
    const id = typeof cell['id'] === 'string' && ID.test(cell['id']) ? cell['id'] : '';
    if (ids.includes(id)) {
      sources.set(id, code);
      above = id;
    } else if (code.trim() !== '') {
      const mine = id === '' || taken.has(id) ? `own-file-${index}` : id;
      taken.add(mine);
      own.push({ id: mine, after: above || (ids[0] ?? ''), source: code });
    }
  }
  if (sources.size === 0) throw new Error(`None of the file's cells belongs to the notebook ${name}.`);
  const version = typeof mark['version'] === 'string' ? mark['version'] : undefined;
  return { version, sources, own, guesses: guessesOf(mark['guesses']) };
}

type Json = Readonly<Record<string, unknown>>;

/** What the format allows as the name of a cell. */
const ID = /^[\w-]{1,64}$/;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lines or one text; what is neither is no code. */
const codeOf = (source: unknown): string =>
  (Array.isArray(source) ? source : [source]).filter((line) => typeof line === 'string').join('');

function guessesOf(value: unknown): Record<string, Guess> {
  const entries = isObject(value) ? Object.entries(value) : [];
  return Object.fromEntries(
    entries.filter((entry): entry is [string, Guess] =>
      ['number', 'string', 'boolean'].includes(typeof entry[1]),
    ),
  );
}

function parse(text: string): { cells: readonly unknown[]; mark: Json } {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    throw new Error('This file is not a notebook: it is not JSON.');
  }
  if (!isObject(file) || !Array.isArray(file['cells']))
    throw new Error('This file is not a notebook: it has no cells.');
  const { metadata } = file;
  const mark = isObject(metadata) ? metadata['carry'] : undefined;
  return { cells: file['cells'], mark: isObject(mark) ? mark : {} };
}
