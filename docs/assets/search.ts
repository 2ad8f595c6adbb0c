// One search over the course, the guides and the library. The index is loaded when the search is first opened.
import { loadScript, root } from './load';

type Entry = readonly [page: string, section: string, address: string, part: string, text: string];

interface Found {
  readonly entry: Entry;
  readonly score: number;
}

const MOST = 20;
let entries: readonly Entry[] = [];
(globalThis as { carrySearch?: (all: readonly Entry[]) => void }).carrySearch = (all) => (entries = all);

/** Connects the button of the top bar and the key `/`. */
export function startSearch(): void {
  let dialog: HTMLDialogElement | undefined;
  const open = (): void => {
    dialog ??= makeDialog();
    if (!dialog.open) dialog.showModal();
    dialog.querySelector('input')?.select();
  };
  document.querySelector('.search-open')?.addEventListener('click', open);
  document.addEventListener('keydown', (event) => {
    const typing = (event.target as Element | null)?.closest('input, textarea, select, [contenteditable]');
    if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open();
    }
  });
}

function makeDialog(): HTMLDialogElement {
  const dialog = document.createElement('dialog');
  dialog.className = 'search';
  dialog.setAttribute('aria-label', 'Search');
  dialog.innerHTML =
    '<input type="search" autocomplete="off" spellcheck="false" aria-label="Search the course, the guides and the library" placeholder="Search"><p role="status">Type a word.</p><ol></ol>';
  document.body.append(dialog);
  const input = dialog.querySelector('input') as HTMLInputElement;
  const status = dialog.querySelector('p') as HTMLElement;
  const list = dialog.querySelector('ol') as HTMLElement;
  const show = (): void => {
    const words = wordsOf(input.value);
    const found = words.length === 0 ? [] : search(words);
    list.replaceChildren(...found.slice(0, MOST).map(({ entry }) => item(entry, words)));
    status.textContent =
      words.length === 0
        ? 'Type a word.'
        : found.length === 0
          ? 'Nothing has all of these words.'
          : `${found.length} ${found.length === 1 ? 'place' : 'places'}`;
  };
  input.addEventListener('input', show);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || (event.target as Element).closest('a')) dialog.close();
  });
  dialog.addEventListener('keydown', (event) => moveFocus(event, dialog));
  // A browser's own search field takes the first Escape to empty itself.
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') dialog.close();
  });
  loadScript('assets/search-index.js').then(
    show,
    () => (status.textContent = 'The index could not be loaded.'),
  );
  return dialog;
}

function moveFocus(event: KeyboardEvent, dialog: HTMLDialogElement): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const stops = [...dialog.querySelectorAll<HTMLElement>('input, li a')];
  const at = stops.indexOf(document.activeElement as HTMLElement);
  stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
  event.preventDefault();
}

const wordsOf = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean);

/** Sections that have every word; a word in a title counts most, a whole word more than a part of one. */
function search(words: readonly string[]): Found[] {
  return entries
    .map((entry) => ({ entry, score: score(entry, words) }))
    .filter((found) => found.score > 0)
    .sort((a, b) => b.score - a.score);
}

function score([page, section, , part, text]: Entry, words: readonly string[]): number {
  const fields = [section.toLowerCase(), page.toLowerCase(), text.toLowerCase()] as const;
  const weights = [12, 6, 1] as const;
  let total = 0;
  for (const word of words) {
    let best = 0;
    fields.forEach((field, n) => {
      const at = field.indexOf(word);
      if (at < 0) return;
      const whole = new RegExp(`(?<![\\p{L}\\p{N}])${escapeRegExp(word)}(?![\\p{L}\\p{N}])`, 'u').test(field);
      best = Math.max(best, (weights[n] ?? 1) * (whole ? 2 : 1) + (field === word ? 20 : 0));
    });
    if (best === 0) return 0;
    total += best;
  }
  return total + (part === 'course' ? 0.5 : 0);
}

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const PARTS = new Map([
  ['course', 'Course'],
  ['guides', 'Guides'],
  ['api', 'Library'],
  ['playground', 'Playground'],
]);

function item([page, section, address, part, text]: Entry, words: readonly string[]): HTMLLIElement {
  const line = document.createElement('li');
  const link = document.createElement('a');
  link.href = root + address;
  const where = document.createElement('small');
  where.textContent = `${PARTS.get(part) ?? ''}${section === '' || section === page ? '' : ` · ${page}`}`;
  const title = document.createElement('span');
  title.append(...marked(section || page, words));
  const found = document.createElement('span');
  found.className = 'found';
  found.append(...marked(excerpt(text, words), words));
  link.append(where, title, found);
  line.append(link);
  return line;
}

/** Some words around the first one that was found. */
function excerpt(text: string, words: readonly string[]): string {
  const lower = text.toLowerCase();
  const at = Math.min(...words.map((word) => lower.indexOf(word)).filter((index) => index >= 0));
  if (!Number.isFinite(at)) return text.slice(0, 110);
  const from = Math.max(0, text.lastIndexOf(' ', Math.max(0, at - 50)));
  return `${from > 0 ? '…' : ''}${text.slice(from, at + 90)}…`;
}

function marked(text: string, words: readonly string[]): (string | HTMLElement)[] {
  return text.split(new RegExp(`(${words.map(escapeRegExp).join('|')})`, 'gi')).map((part, n) => {
    if (n % 2 === 0) return part;
    const mark = document.createElement('mark');
    mark.textContent = part;
    return mark;
  });
}
