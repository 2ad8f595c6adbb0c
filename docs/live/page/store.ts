// What a reader has done in a notebook, kept in this browser: edits, own cells, guesses, and which exercises are solved.

/** A cell that the reader has changed. */
export interface Edit {
  readonly source: string;
  /** What the notebook had there: an edit of another version is not put over a cell that has changed since. */
  readonly original: string;
}

/** A cell that the reader has added. */
export interface OwnCell {
  readonly id: string;
  /** The cell above it. */
  readonly after: string;
  readonly source: string;
}

export type Guess = number | string | boolean;

/** All of it, for one notebook. */
export interface Work {
  /** The version of the notebook in which the work was done. */
  readonly version: string;
  readonly edits: Readonly<Record<string, Edit>>;
  readonly own: readonly OwnCell[];
  /** By the question. */
  readonly guesses: Readonly<Record<string, Guess>>;
  /** The last verdict on each exercise, by its title. */
  readonly verdicts: Readonly<Record<string, string>>;
}

const PREFIX = 'carry-notebook:';

export const nothingDone = (version: string): Work => ({
  version,
  edits: {},
  own: [],
  guesses: {},
  verdicts: {},
});

/** Whether there is anything worth keeping. */
export const isEmpty = ({ edits, own, guesses, verdicts }: Work): boolean =>
  own.length === 0 && [edits, guesses, verdicts].every((each) => Object.keys(each).length === 0);

/** The work in a notebook; undefined where there is none, or the browser keeps nothing. */
export function readWork(notebook: string): Work | undefined {
  try {
    const text = localStorage.getItem(PREFIX + notebook);
    return text === null ? undefined : { ...nothingDone(''), ...(JSON.parse(text) as Work) };
  } catch {
    return undefined;
  }
}

/** Keeps the work; tells whether the browser did. */
export function keepWork(notebook: string, work: Work): boolean {
  try {
    if (isEmpty(work)) localStorage.removeItem(PREFIX + notebook);
    else localStorage.setItem(PREFIX + notebook, JSON.stringify(work));
    return true;
  } catch {
    return false;
  }
}

/** The number of exercises solved among these. */
export function solvedOf(notebook: string, titles: readonly string[]): number {
  const verdicts = readWork(notebook)?.verdicts ?? {};
  return titles.filter((title) => verdicts[title] === 'right').length;
}
