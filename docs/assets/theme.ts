// Light, dark, or as the system has it; remembered on this machine.
type Theme = 'light' | 'dark' | undefined;

const ORDER: readonly Theme[] = [undefined, 'light', 'dark'];
const WORDS = new Map<Theme, string>([
  [undefined, 'as the system'],
  ['light', 'light'],
  ['dark', 'dark'],
]);

/** Tells that the colors have changed, for what is drawn by a script. */
export const THEME_EVENT = 'carry-theme';

/** Connects the button of the top bar. */
export function startTheme(): void {
  const button = document.querySelector<HTMLButtonElement>('button.theme');
  const root = document.documentElement;
  const label = (): void => button?.setAttribute('aria-label', `Colors: ${WORDS.get(chosen())}`);
  const chosen = (): Theme => root.dataset['theme'] as Theme;
  button?.addEventListener('click', () => {
    const next = ORDER[(ORDER.indexOf(chosen()) + 1) % ORDER.length];
    if (next === undefined) delete root.dataset['theme'];
    else root.dataset['theme'] = next;
    remember(next);
    label();
    dispatchEvent(new Event(THEME_EVENT));
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
    dispatchEvent(new Event(THEME_EVENT)),
  );
  label();
}

/** A browser may refuse to store anything: then the choice holds for this page. */
function remember(theme: Theme): void {
  try {
    if (theme === undefined) localStorage.removeItem('carry-theme');
    else localStorage.setItem('carry-theme', theme);
  } catch {
    // Nothing to do.
  }
}
