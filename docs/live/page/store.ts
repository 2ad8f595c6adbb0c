// What a reader has done in a notebook, kept in this browser: edits, own cells, guesses, and which exercises are solved.
import { isEmpty, nothingDone, type Work } from './work';

const PREFIX = 'carry-notebook:';

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
