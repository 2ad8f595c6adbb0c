// What a reader has done in a notebook.

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
