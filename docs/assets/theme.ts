// Light, dark, or as the system has it; remembered on this machine.
type Theme = 'light' | 'dark' | undefined;

/** From the system's colors the first press leads to the others: a press that changes nothing seems broken. */
const nextOf = (theme: Theme, system: 'light' | 'dark'): Theme => {
  const other = system === 'dark' ? 'light' : 'dark';
  return theme === undefined ? other : theme === other ? system : undefined;
};
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
  const system = matchMedia('(prefers-color-scheme: dark)');
  const label = (): void => button?.setAttribute('aria-label', `Colors: ${WORDS.get(chosen())}`);
  const chosen = (): Theme => root.dataset['theme'] as Theme;
  button?.addEventListener('click', () => {
    const next = nextOf(chosen(), system.matches ? 'dark' : 'light');
    if (next === undefined) delete root.dataset['theme'];
    else root.dataset['theme'] = next;
    remember(next);
    label();
    dispatchEvent(new Event(THEME_EVENT));
  });
  system.addEventListener('change', () => dispatchEvent(new Event(THEME_EVENT)));
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
