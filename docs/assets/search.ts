// One search over the course, the guides and the library: what one sees of it. The engine and the index are loaded when
// the search is first opened. Enter opens the first place that was found.
import { loadScript, root } from './load';
import type { createSearch, Entry, Found, Search } from './searchIndex';

const MOST = 20;

/** Where the two scripts leave what they bring. */
const brought = globalThis as {
  carryEntries?: readonly Entry[];
  carrySearch?: (entries: readonly Entry[]) => void;
  carryCreateSearch?: typeof createSearch;
};
brought.carrySearch = (entries) => (brought.carryEntries = entries);

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
  let search: Search | undefined;
  const show = (): void => {
    const found = search?.(input.value) ?? [];
    list.replaceChildren(...found.slice(0, MOST).map(item));
    status.textContent = !search
      ? 'The index is being read …'
      : input.value.trim() === ''
        ? 'Type a word.'
        : found.length === 0
          ? 'Nothing has these words.'
          : `${found.length} ${found.length === 1 ? 'place' : 'places'}; Enter opens the first.`;
  };
  input.addEventListener('input', show);
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog || (event.target as Element).closest('a')) dialog.close();
  });
  dialog.addEventListener('keydown', (event) => moveFocus(event, dialog));
  // A browser's own search field takes the first Escape to empty itself.
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') dialog.close();
    if (event.key === 'Enter') list.querySelector<HTMLElement>('a')?.click();
  });
  Promise.all([loadScript('assets/search-index.js'), loadScript('assets/searchEngine.js')])
    .then(() => brought.carryCreateSearch?.(brought.carryEntries ?? []))
    .then(
      (ready) => {
        search = ready;
        show();
      },
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

const PARTS = new Map([
  ['course', 'Course'],
  ['guides', 'Guides'],
  ['api', 'Library'],
  ['playground', 'Playground'],
]);

function item({ entry: [page, section, address, part, text], terms }: Found): HTMLLIElement {
  const line = document.createElement('li');
  const link = document.createElement('a');
  link.href = root + address;
  const where = document.createElement('small');
  where.textContent = `${PARTS.get(part) ?? ''}${section === '' || section === page ? '' : ` · ${page}`}`;
  const title = document.createElement('span');
  title.append(...marked(section || page, terms));
  const found = document.createElement('span');
  found.className = 'found';
  found.append(...marked(excerpt(text, terms), terms));
  link.append(where, title, found);
  line.append(link);
  return line;
}

/** Matches any word that begins with one of the terms; a stem may end in a letter of its own: "memori" for "memory". */
const pattern = (terms: readonly string[]): RegExp =>
  new RegExp(
    `((?<![\\p{L}\\p{N}])(?:${terms.map((term) => escapeRegExp(term).replace(/i$/, '[iy]')).join('|')})[\\p{L}\\p{N}]*)`,
    'giu',
  );

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Some words around the first one that was found. */
function excerpt(text: string, terms: readonly string[]): string {
  const at = text.search(pattern(terms));
  if (at < 0) return text.slice(0, 110);
  const from = Math.max(0, text.lastIndexOf(' ', Math.max(0, at - 50)));
  return `${from > 0 ? '…' : ''}${text.slice(from, at + 90)}…`;
}

function marked(text: string, terms: readonly string[]): (string | HTMLElement)[] {
  return text.split(pattern(terms)).map((part, n) => {
    if (n % 2 === 0) return part;
    const mark = document.createElement('mark');
    mark.textContent = part;
    return mark;
  });
}
