// In the lists of the course: how many of a notebook's exercises are solved in this browser.
import { solvedOf } from '../live/page/store';

/** Says it beside each notebook in which something is solved. */
export function showProgress(): void {
  for (const place of document.querySelectorAll<HTMLElement>('[data-exercises]')) {
    const titles = JSON.parse(place.dataset['exercises'] ?? '[]') as string[];
    const solved = solvedOf(place.dataset['of'] ?? '', titles);
    if (solved === 0) continue;
    place.textContent = `${solved === titles.length ? '✓ ' : ''}${solved} of ${titles.length} exercises solved`;
  }
}
